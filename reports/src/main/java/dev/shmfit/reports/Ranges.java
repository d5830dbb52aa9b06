package dev.shmfit.reports;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Says how far figures are open, in as few sentences as that takes: ranges with the same cause share one. */
public final class Ranges {
    private static final String BYTES = "Bytes";
    private static final String PHASES = "shm.phases.";

    private Ranges() {}

    /** The sentences, without those of single phases, which stand beside the phases: see {@link #least}. */
    public static List<String> sentences(List<UncertainV1> ranges) {
        Map<List<String>, List<String>> byCause = new LinkedHashMap<>();
        for (UncertainV1 range : ranges) {
            if (!range.field().startsWith(PHASES)) {
                byCause.computeIfAbsent(range.missing(), m -> new ArrayList<>()).add(range(range));
            }
        }
        List<String> sentences = new ArrayList<>();
        byCause.forEach(
                (missing, figures) -> sentences.add(String.join(", ", figures) + ". The upper end is planned with."
                        + (missing.isEmpty() ? "" : " To narrow it: " + String.join(", ", missing) + ".")));
        return sentences;
    }

    /** The least that a phase may have in whole pages; what stands in the report where that is certain. */
    public static long least(CommunicatorV1 communicator, CommunicatorV1.Phase phase) {
        return communicator.uncertain().stream()
                .filter(u -> u.field().equals(PHASES + phase.name() + ".tmpfsBytes"))
                .mapToLong(UncertainV1::min)
                .findFirst()
                .orElse(phase.tmpfsBytes());
    }

    private static String range(UncertainV1 range) {
        String name = name(range.field());
        if (!range.field().endsWith(BYTES)) {
            return name + " between " + range.min() + " and " + range.max();
        }
        String min = Words.need(range.min());
        String max = Words.need(range.max());
        return min.equals(max)
                ? name + " up to " + max + ", perhaps " + Words.need(range.max() - range.min()) + " less"
                : name + " between " + min + " and " + max;
    }

    private static String name(String field) {
        return switch (field) {
            case "requiredBytes" -> "the demand";
            case "channels.collective" -> "collective channels";
            case "channels.p2p" -> "p2p channels";
            case "channels.p2pPerPeer" -> "p2p channels per peer";
            case "channels.nvls" -> "NVLS channels";
            default -> field;
        };
    }
}
