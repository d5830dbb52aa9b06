package dev.shmfit.probes.live;

import dev.shmfit.probes.format.CaptureLayout;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Processors, memory, pages, and the names of the machine. */
final class MachineProbes {
    private MachineProbes() {}

    static void files(Machine machine, Deadline deadline, Taken taken) {
        taken.copied("meminfo.txt", machine, "/proc/meminfo");
        taken.copied("cmdline.txt", machine, "/proc/cmdline");
        taken.copied("mounts.txt", machine, "/proc/self/mounts");
        taken.copied("mountinfo.txt", machine, "/proc/self/mountinfo");
        taken.copied("hostname.txt", machine, "/proc/sys/kernel/hostname");
        taken.copied("boot-id.txt", machine, "/proc/sys/kernel/random/boot_id");
        String dump = machine.variable("NCCL_TOPO_DUMP_FILE");
        if (dump.startsWith("/")) {
            taken.copied(CaptureLayout.NCCL_XML, machine, dump);
        } else {
            taken.missing(
                    CaptureLayout.NCCL_XML,
                    dump.isEmpty() ? "NCCL_TOPO_DUMP_FILE is not set" : "NCCL_TOPO_DUMP_FILE is no absolute path");
        }
    }

    static void cpu(Machine machine, Deadline deadline, Taken taken) {
        Optional<CommandResult> lscpu =
                machine.isWhole() ? machine.commands().run(List.of("lscpu"), deadline.left()) : Optional.empty();
        if (lscpu.isPresent()) {
            taken.printed("lscpu.txt", lscpu.get(), deadline.limit());
            return;
        }
        StringBuilder text = new StringBuilder("Architecture: " + architecture() + "\n");
        for (String line :
                machine.read("/proc/cpuinfo").text().orElse("").lines().toList()) {
            text.append(line).append('\n');
            if (line.isBlank()) {
                break;
            }
        }
        taken.text("lscpu.txt", text.toString());
    }

    /** As {@code uname -m} says it. */
    static String architecture() {
        String arch = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        return arch.equals("amd64") ? "x86_64" : arch;
    }

    static void pageSize(Machine machine, Deadline deadline, Taken taken) {
        machine.commands()
                .run(List.of("getconf", "PAGESIZE"), deadline.left())
                .map(CommandResult::output)
                .filter(o -> !o.isEmpty())
                .ifPresentOrElse(
                        o -> taken.text("page-size.txt", o),
                        () -> taken.missing("page-size.txt", "getconf says nothing"));
    }

    static void numa(Machine machine, Deadline deadline, Taken taken) {
        String text = Machine.list(machine.path("/sys/devices/system/node"), "node[0-9]*").stream()
                .flatMap(node -> List.of("cpulist", "cpumap", "distance", "meminfo").stream()
                        .map(name -> Sections.of(machine, node.resolve(name))))
                .collect(Collectors.joining());
        taken.kept("numa.txt", text, "there is no /sys/devices/system/node");
    }
}
