package dev.shmfit.probes.live;

import dev.shmfit.probes.format.CaptureTable.Row;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The memory files of the process's control group and of every group above it, own group first, in both versions of the
 * hierarchy. Inside a container the path in /proc/self/cgroup may be that of the host: then the mount's root is cut off.
 */
final class CgroupProbe {
    /** Where a hierarchy is mounted, and where in it the group is. */
    private record Place(String top, String group) {}

    private CgroupProbe() {}

    static String text(Machine machine, Row row) {
        StringBuilder text = new StringBuilder();
        for (String line :
                machine.read("/proc/self/cgroup").text().orElse("").lines().toList()) {
            String[] parts = line.split(":", 3);
            if (parts.length < 3) {
                continue;
            }
            if (parts[0].equals("0") && parts[1].isEmpty()) {
                files(machine, place(machine, "cgroup2", "", parts[2]), row.words(), text);
            } else if (Arrays.asList(parts[1].split(",", -1)).contains("memory")) {
                files(machine, place(machine, "cgroup", "memory", parts[2]), row.words(), text);
            }
        }
        return text.toString();
    }

    private static void files(Machine machine, Optional<Place> place, List<String> names, StringBuilder text) {
        if (place.isEmpty()) {
            return;
        }
        String top = place.get().top();
        String group = place.get().group();
        if (!Files.isDirectory(machine.path(group))) {
            group = top;
        }
        while (true) {
            for (String name : names) {
                text.append(machine.section(machine.path(group).resolve(name)));
            }
            if (group.length() <= top.length()) {
                return;
            }
            group = group.substring(0, group.lastIndexOf('/'));
        }
    }

    private static Optional<Place> place(Machine machine, String type, String option, String path) {
        for (String line :
                machine.read("/proc/self/mountinfo").text().orElse("").lines().toList()) {
            List<String> words = Arrays.asList(line.split(" ", -1));
            int dash = words.indexOf("-");
            boolean fits = dash >= 5
                    && words.size() > dash + 3
                    && words.get(dash + 1).equals(type)
                    && (option.isEmpty()
                            || Arrays.asList(words.get(dash + 3).split(",", -1)).contains(option));
            if (fits) {
                return Optional.of(new Place(words.get(4), words.get(4) + inside(words.get(3), path)));
            }
        }
        return Optional.empty();
    }

    private static String inside(String mountRoot, String path) {
        String group = path;
        if (!mountRoot.equals("/")) {
            group = (path + "/").startsWith(mountRoot + "/") ? path.substring(mountRoot.length()) : "";
        }
        return group.equals("/") || group.contains("/..") ? "" : group;
    }
}
