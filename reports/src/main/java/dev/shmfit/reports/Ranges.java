package dev.shmfit.reports;

import dev.shmfit.text.Language;
import dev.shmfit.text.Text;
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
        return open(ranges, Language.ENGLISH);
    }

    /** The same in a language. */
    public static List<Open> open(List<UncertainV1> ranges, Language language) {
        return open(ranges, Integer.MAX_VALUE, bytes -> Words.need(bytes, language), language);
    }

    /** How far the demand is open, in the figures of its sum. */
    public static List<Open> open(ShmV1 shm) {
        return open(shm, Language.ENGLISH);
    }

    /** The same in a language. */
    public static List<Open> open(ShmV1 shm, Language language) {
        return open(shm.uncertain(), Integer.MAX_VALUE, Words.printed(shm)::size, language);
    }

    /**
     * What is open, without the single phases, which stand beside the phases: see {@link #least}.
     *
     * @param most facts to list for one figure; further ones are named
     * @param size tells a number of bytes
     */
    static List<Open> open(List<UncertainV1> ranges, int most, LongFunction<String> size, Language language) {
        Map<Set<String>, List<UncertainV1>> byCause = new LinkedHashMap<>();
        for (UncertainV1 range : ranges) {
            if (!isOfPhase(range.field())) {
                byCause.computeIfAbsent(new TreeSet<>(range.missing()), m -> new ArrayList<>())
                        .add(range);
            }
        }
        return byCause.values().stream()
                .map(alike -> one(alike, most, size, language))
                .toList();
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

    private static Open one(List<UncertainV1> alike, int most, LongFunction<String> size, Language language) {
        UncertainV1 first = alike.get(0);
        String figures = alike.stream().map(r -> range(r, size).in(language)).collect(Collectors.joining(", "));
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
        Text how = first.missing().isEmpty()
                ? Text.EMPTY
                : listed.isEmpty()
                        ? Text.of("screen/narrow-by", "facts", facts)
                        : named.isEmpty()
                                ? Text.of("screen/narrow-one")
                                : Text.of("screen/narrow-one-then", "facts", facts);
        Text open = first.missing().contains(CHANNELS)
                ? Text.of("screen/range-bound", "figures", figures)
                : Text.of("screen/range", "figures", figures);
        return new Open(
                Text.sentences(open, how).in(language),
                listed.stream()
                        .map(n -> new Way(n.statement(), leaves(n, first, size, language)))
                        .toList());
    }

    private static String leaves(
            NarrowingV1 narrowing, UncertainV1 range, LongFunction<String> size, Language language) {
        boolean bytes = range.field().endsWith(BYTES);
        return narrowing.parts().stream()
                .map(p -> values(p.values(), language) + remains(p, bytes ? size : String::valueOf, language))
                .collect(Collectors.joining("; "));
    }

    /** Beside a far wider range of something else a narrowing can vanish in what is shown. */
    private static boolean narrowsAsShown(NarrowingV1 narrowing, UncertainV1 range, LongFunction<String> size) {
        LongFunction<String> figure = range.field().endsWith(BYTES) ? size : String::valueOf;
        String whole = remains(new NarrowingV1.Part(List.of(), range.min(), range.max()), figure, Language.ENGLISH);
        return narrowing.parts().stream()
                .anyMatch(p -> !remains(p, figure, Language.ENGLISH).equals(whole));
    }

    private static String values(List<String> values, Language language) {
        if (values.isEmpty()) {
            return "";
        }
        int shown = Math.min(values.size(), MOST_VALUES);
        return String.join(", ", values.subList(0, shown))
                + (shown < values.size()
                        ? Text.of("screen/values-more", "more", values.size() - shown)
                                .in(language)
                        : ": ");
    }

    private static String remains(NarrowingV1.Part part, LongFunction<String> figure, Language language) {
        String min = figure.apply(part.min());
        String max = figure.apply(part.max());
        if (min.equals(max)) {
            return max;
        }
        String unit = max.substring(max.indexOf(' ') + 1);
        String from = min.endsWith(" " + unit) ? min.substring(0, min.length() - unit.length() - 1) : min;
        return Text.of("screen/from-to", "from", from, "to", max).in(language);
    }

    private static Text range(UncertainV1 range, LongFunction<String> size) {
        Text name = name(range.field());
        boolean bytes = range.field().endsWith(BYTES);
        String min = bytes ? size.apply(range.min()) : String.valueOf(range.min());
        String max = bytes ? size.apply(range.max()) : String.valueOf(range.max());
        return bytes && min.equals(max)
                ? Text.of("screen/up-to", "name", name, "max", max, "less", Words.need(range.max() - range.min()))
                : Text.of("screen/between", "name", name, "min", min, "max", max);
    }

    private static Text name(String field) {
        return switch (field) {
            case "requiredBytes" -> Text.of("screen/figure-demand");
            case "channels.collective" -> Text.of("screen/figure-collective");
            case "channels.p2p" -> Text.of("screen/figure-p2p");
            case "channels.p2pPerPeer" -> Text.of("screen/figure-p2p-per-peer");
            case "channels.nvls" -> Text.of("screen/figure-nvls");
            default ->
                Text.verbatim(
                        field.startsWith(OTHER) ? field.substring(OTHER.length(), field.lastIndexOf('.')) : field);
        };
    }
}
