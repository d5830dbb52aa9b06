package dev.shmfit.cli.input;

import dev.shmfit.capture.CapturedItem;
import dev.shmfit.cli.exit.InputError;
import dev.shmfit.facts.SmiOutput;
import dev.shmfit.facts.SmiP2pMatrix;
import dev.shmfit.ingest.CaptureFiles;
import dev.shmfit.parse.table.SmiP2pParser;
import dev.shmfit.parse.table.SmiTopoParser;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Names files for what they are where they were given in another's place, and says where they belong. */
final class Misplaced {
    private static final Pattern WORKLOAD_KEY = Pattern.compile(
            "(?m)^(?:ranks|gpus|groups|loaders|others|nccl|env|assume|shm-size|memory-limit|resident-per-rank):(?:\\s|$)");
    private static final Pattern ANOTHER_TEXT = Pattern.compile("GPU\\d|NVIDIA-SMI|<system|^\\s*[<{|]");

    private Misplaced() {}

    /** Refuses a text that is for another option. */
    static void check(String name, String text) {
        if (WORKLOAD_KEY.matcher(text).find() && !ANOTHER_TEXT.matcher(text).find()) {
            throw new InputError(
                    name + " is a workload file, which tells the job and not the node; give it with --workload " + name
                            + ", and what tells the node (nvidia-smi topo -m, a capture) as CAPTURE");
        }
    }

    /** Refuses a table behind the option of another. */
    static void check(Map<String, CapturedItem.Text> loose) {
        CapturedItem.Text topo = loose.get(CaptureFiles.TOPO);
        if (topo != null && !isTopo(topo) && isP2p(topo)) {
            String swapped = loose.entrySet().stream()
                    .filter(e -> !e.getKey().equals(CaptureFiles.TOPO) && isTopo(e.getValue()) && !isP2p(e.getValue()))
                    .findFirst()
                    .map(e -> "; " + e.getValue().name() + " is the table of topo -m: exchange the two")
                    .orElse("; give it with --p2p-read, and what \"nvidia-smi topo -m\" prints with --topo-m");
            throw new InputError(topo.name() + ", given with --topo-m, is a table of topo -p2p" + swapped);
        }
        for (String role : List.of(CaptureFiles.P2P_READ, CaptureFiles.P2P_WRITE)) {
            CapturedItem.Text p2p = loose.get(role);
            if (p2p != null && !isP2p(p2p) && isTopo(p2p)) {
                String option = role.equals(CaptureFiles.P2P_READ) ? "--p2p-read" : "--p2p-write";
                throw new InputError(
                        p2p.name() + ", given with " + option + ", is a table of topo -m; give it with --topo-m");
            }
        }
    }

    private static boolean isTopo(CapturedItem.Text t) {
        return SmiTopoParser.parse(t.text(), t.name()).value() instanceof SmiOutput.Tables<?>;
    }

    private static boolean isP2p(CapturedItem.Text t) {
        return SmiP2pParser.parse(t.text(), t.name()).value() instanceof SmiOutput.Tables<SmiP2pMatrix>;
    }
}
