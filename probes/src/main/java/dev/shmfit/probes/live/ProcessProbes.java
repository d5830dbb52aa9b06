package dev.shmfit.probes.live;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the kernel lets this process do: limits, capabilities, namespaces. */
final class ProcessProbes {
    /** Of the rest of /proc/self/status each process has its own. */
    private static final Pattern STATUS =
            Pattern.compile("(?:Uid|Gid|Cap\\w*|NoNewPrivs|Seccomp|Cpus_allowed_list|Mems_allowed_list):.*");

    private static final List<String> NAMESPACES = List.of("cgroup", "ipc", "mnt", "net", "pid", "user", "uts");

    private ProcessProbes() {}

    /**
     * The limits that a job would have. Java raises its own limit of open files as it starts, unless it is told not to;
     * then those of its parent count.
     */
    static void limits(Machine machine, Deadline deadline, Taken taken) {
        String own = machine.read("/proc/self/cmdline").text().orElse("");
        boolean raised = machine.isWhole() && !List.of(own.split("\0", -1)).contains("-XX:-MaxFDLimit");
        String parent = raised
                ? ProcessHandle.current()
                        .parent()
                        .map(p -> "/proc/" + p.pid() + "/limits")
                        .orElse("")
                : "";
        String path = !parent.isEmpty() && machine.read(parent).text().isPresent() ? parent : "/proc/self/limits";
        taken.copied("limits.txt", machine, path);
    }

    static void status(Machine machine, Deadline deadline, Taken taken) {
        String text = machine.read("/proc/self/status")
                .text()
                .orElse("")
                .lines()
                .filter(l -> STATUS.matcher(l).matches())
                .map(l -> l + "\n")
                .collect(Collectors.joining());
        taken.kept("status.txt", text, "/proc/self/status cannot be read");
    }

    static void namespaces(Machine machine, Deadline deadline, Taken taken) {
        StringBuilder text = new StringBuilder();
        for (String name : NAMESPACES) {
            try {
                text.append(name)
                        .append('=')
                        .append(Files.readSymbolicLink(machine.path("/proc/self/ns/" + name)))
                        .append('\n');
            } catch (IOException e) {
                // A kernel without this kind of namespace; the line is left out.
            }
        }
        taken.kept("namespaces.txt", text.toString(), "/proc/self/ns cannot be read");
    }
}
