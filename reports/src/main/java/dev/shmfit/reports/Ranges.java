package dev.shmfit.reports;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongFunction;
import java.util.stream.Collectors;

/** Says how far figures are open, in as few sentences as that takes: ranges with the same cause share one. */
public final class Ranges {
    private static final String BYTES = "Bytes";

    /** Open where no search was followed in some possible node, so that the range is a bound. */
    private static final String CHANNELS = "channels";

    private static final int MOST_VALUES = 4;
    /** What another program takes: {@code other:ray.takenBytes}. */
    private static final String OTHER = "other:";

    private static final String PHASES = "shm.phases.";

    private Ranges() {}

    /**
     * Some figures that are open for the same reason.
     *
     * @param sentence how far, and what would narrow it
     * @param ways how far each fact would narrow it; empty where the sentence tells all that is known
     */
    public record Open(String sentence, List<Way> ways) {
        public Open {
            ways = List.copyOf(ways);
        }
    }

    /**
     * A fact that narrows a range.
     *
     * @param statement the option to paste
     * @param leaves what remains, by the fact's values
     */
    public record Way(String statement, String leaves) {}

    /** All that is open, with every fact that narrows it by itself. */
    public static List<Open> open(List<UncertainV1> ranges) {
        return open(ranges, Integer.MAX_VALUE, Words::need);
    }

    /** How far the demand is open, in the figures of its sum. */
    public static List<Open> open(ShmV1 shm) {
        return open(shm.uncertain(), Integer.MAX_VALUE, Words.printed(shm)::size);
    }

    /**
     * What is open, without the single phases, which stand beside the phases: see {@link #least}.
     *
     * @param most facts to list for one figure; further ones are named
     * @param size tells a number of bytes
     */
    static List<Open> open(List<UncertainV1> ranges, int most, LongFunction<String> size) {
        Map<Set<String>, List<UncertainV1>> byCause = new LinkedHashMap<>();
        for (UncertainV1 range : ranges) {
            if (!isOfPhase(range.field())) {
                byCause.computeIfAbsent(new TreeSet<>(range.missing()), m -> new ArrayList<>())
                        .add(range);
            }
        }
        return byCause.values().stream().map(alike -> one(alike, most, size)).toList();
    }

    /** The least that a phase may have in whole pages; what stands in the report where that is certain. */
    public static long least(CommunicatorV1 communicator, CommunicatorV1.Phase phase) {
        return communicator.uncertain().stream()
                .filter(u -> u.field().equals(PHASES + phase.name() + ".tmpfsBytes"))
                .mapToLong(UncertainV1::min)
                .findFirst()
                .orElse(phase.tmpfsBytes());
    }

    static boolean isOfPhase(String field) {
        return field.startsWith(PHASES);
    }

    private static Open one(List<UncertainV1> alike, int most, LongFunction<String> size) {
        UncertainV1 first = alike.get(0);
        String figures = alike.stream().map(r -> range(r, size)).collect(Collectors.joining(", "));
        boolean small = first.field().endsWith(BYTES) && size.apply(first.min()).equals(size.apply(first.max()));
        List<NarrowingV1> narrowing = alike.size() > 1 || small
                ? List.of()
                : first.narrowing().stream()
                        .filter(n -> n.narrows(first) && narrowsAsShown(n, first, size))
                        .toList();
        List<NarrowingV1> listed = narrowing.subList(0, Math.min(most, narrowing.size()));
        List<String> named = new ArrayList<>(first.missing());
        named.removeAll(listed.stream().map(NarrowingV1::fact).toList());
        String facts = String.join(", ", named);
        String how;
        if (first.missing().isEmpty()) {
            how = "";
        } else if (listed.isEmpty()) {
            how = " To narrow it: " + facts + ".";
        } else {
            how = " To narrow it, state one of these" + (named.isEmpty() ? ":" : ", and then " + facts + ":");
        }
        return new Open(
                figures + (first.missing().contains(CHANNELS) ? ", as a bound" : "")
                        + ". The upper end is planned with." + how,
                listed.stream()
                        .map(n -> new Way(n.statement(), leaves(n, first, size)))
                        .toList());
    }

    private static String leaves(NarrowingV1 narrowing, UncertainV1 range, LongFunction<String> size) {
        boolean bytes = range.field().endsWith(BYTES);
        return narrowing.parts().stream()
                .map(p -> values(p.values()) + remains(p, bytes ? size : String::valueOf))
                .collect(Collectors.joining("; "));
    }

    /** Beside a far wider range of something else a narrowing can vanish in what is shown. */
    private static boolean narrowsAsShown(NarrowingV1 narrowing, UncertainV1 range, LongFunction<String> size) {
        LongFunction<String> figure = range.field().endsWith(BYTES) ? size : String::valueOf;
        String whole = remains(new NarrowingV1.Part(List.of(), range.min(), range.max()), figure);
        return narrowing.parts().stream().anyMatch(p -> !remains(p, figure).equals(whole));
    }

    private static String values(List<String> values) {
        if (values.isEmpty()) {
            return "";
        }
        int shown = Math.min(values.size(), MOST_VALUES);
        return String.join(", ", values.subList(0, shown))
                + (shown < values.size() ? " and " + (values.size() - shown) + " more: " : ": ");
    }

    private static String remains(NarrowingV1.Part part, LongFunction<String> figure) {
        String min = figure.apply(part.min());
        String max = figure.apply(part.max());
        if (min.equals(max)) {
            return max;
        }
        String unit = max.substring(max.indexOf(' ') + 1);
        return (min.endsWith(" " + unit) ? min.substring(0, min.length() - unit.length() - 1) : min) + " to " + max;
    }

    private static String range(UncertainV1 range, LongFunction<String> size) {
        String name = name(range.field());
        if (!range.field().endsWith(BYTES)) {
            return name + " between " + range.min() + " and " + range.max();
        }
        String min = size.apply(range.min());
        String max = size.apply(range.max());
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
            default -> field.startsWith(OTHER) ? field.substring(OTHER.length(), field.lastIndexOf('.')) : field;
        };
    }
}
