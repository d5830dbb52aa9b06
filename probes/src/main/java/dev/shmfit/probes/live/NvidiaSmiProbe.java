package dev.shmfit.probes.live;

import dev.shmfit.capture.CapturedItem.NotCaptured;
import dev.shmfit.probes.format.CaptureLayout;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What nvidia-smi prints. The first question goes alone: where the driver hangs, one process is left behind, not six.
 * The others go side by side, since each takes long where the driver is loaded for it.
 */
final class NvidiaSmiProbe {
    private static final List<String> FIRST = List.of("nvidia-smi", "topo", "-m");
    private static final Map<String, List<String>> MORE = more();

    private NvidiaSmiProbe() {}

    private static Map<String, List<String>> more() {
        Map<String, List<String>> more = new LinkedHashMap<>();
        more.put(CaptureLayout.P2P_READ, List.of("nvidia-smi", "topo", "-p2p", "r"));
        more.put(CaptureLayout.P2P_WRITE, List.of("nvidia-smi", "topo", "-p2p", "w"));
        more.put("nvidia-smi-topo-p2p-n.txt", List.of("nvidia-smi", "topo", "-p2p", "n"));
        more.put("nvidia-smi-q.xml", List.of("nvidia-smi", "-q", "-x"));
        more.put("nvidia-smi-nvlink-s.txt", List.of("nvidia-smi", "nvlink", "-s"));
        return more;
    }

    static void take(Machine machine, Deadline deadline, Taken taken) {
        Optional<CommandResult> first = machine.commands().run(FIRST, deadline.left());
        if (first.isEmpty()) {
            taken.missing(CaptureLayout.TOPO_M, "there is no nvidia-smi");
            MORE.keySet().forEach(file -> taken.missing(file, "there is no nvidia-smi"));
            return;
        }
        taken.printed(CaptureLayout.TOPO_M, first.get(), deadline.limit());
        if (first.get().timedOut()) {
            String why = "not asked, for nvidia-smi topo -m " + NotCaptured.NO_ANSWER + " within "
                    + deadline.limit().toSeconds() + " s";
            MORE.keySet().forEach(file -> taken.missing(file, why));
            return;
        }
        List<Thread> asked = new ArrayList<>();
        MORE.forEach((file, command) -> {
            Thread thread = new Thread(
                    () -> machine.commands()
                            .run(command, deadline.left())
                            .ifPresentOrElse(
                                    r -> taken.printed(file, r, deadline.limit()),
                                    () -> taken.missing(file, "there is no nvidia-smi")),
                    String.join(" ", command));
            thread.setDaemon(true);
            thread.start();
            asked.add(thread);
        });
        asked.forEach(NvidiaSmiProbe::join);
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
