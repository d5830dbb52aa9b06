package dev.shmfit.analysis;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What NVIDIA_VISIBLE_DEVICES asks NVIDIA's container runtime for (nvidia-container-toolkit,
 * internal/config/image/cuda_image.go devicesFromEnvvars and devices.go NewVisibleDevices): blanks around entries and empty
 * entries do not count, {@code void} anywhere means nothing, else the first of {@code all} and {@code none} decides. Entries
 * are numbers, UUIDs, MIG instances, also as {@code GPU:INSTANCE}, and CDI's names ({@code runtime.nvidia.com/gpu=0}).
 *
 * @param entries as GPUs are named; empty but for a list
 */
record RuntimeDevices(Request request, List<String> entries) {
    private static final String CDI = "^[\\w.-]+/[\\w-]+=(?=.)";
    /** Where the device plugin mounts one file for each GPU; the variable then names none. */
    private static final String MOUNTED = "/var/run/nvidia-container-devices";

    private static final Pattern INSTANCE = Pattern.compile("^(\\d+):\\d+$");

    enum Request {
        /** Every GPU of the node. */
        ALL,
        /** The driver without a GPU, or nothing at all. */
        NONE,
        /** Nothing from the runtime: CDI, which gives GPUs without it, writes this into each container (pkg/nvcdi/wrapper.go). */
        VOID,
        /** Those of which mounts tell. */
        MOUNTS,
        /** Those named. */
        LIST
    }

    RuntimeDevices {
        entries = List.copyOf(entries);
    }

    static RuntimeDevices of(String value) {
        List<String> entries = Arrays.stream(value.split(",", -1))
                .map(String::strip)
                .filter(e -> !e.isEmpty())
                .map(e -> e.replaceFirst(CDI, ""))
                .distinct()
                .toList();
        if (entries.contains("void")) {
            return new RuntimeDevices(Request.VOID, List.of());
        }
        for (String e : entries) {
            if (e.equals("all") || e.equals("none")) {
                return new RuntimeDevices(e.equals("all") ? Request.ALL : Request.NONE, List.of());
            }
        }
        if (entries.isEmpty()) {
            return new RuntimeDevices(Request.NONE, List.of());
        }
        return entries.get(0).startsWith(MOUNTED)
                ? new RuntimeDevices(Request.MOUNTS, List.of())
                : new RuntimeDevices(Request.LIST, entries);
    }

    /** The GPU of an entry that names one of its MIG instances by number; the entry itself else. */
    static String whole(String entry) {
        return INSTANCE.matcher(entry).replaceFirst("$1");
    }
}
