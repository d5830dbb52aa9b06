package dev.shmfit.reports.html;

import dev.shmfit.reports.CommunicatorV1;
import dev.shmfit.reports.CommunicatorV1.Pair;
import dev.shmfit.reports.NcclV1.PairCounts;
import dev.shmfit.reports.NcclV1.Transport;
import dev.shmfit.reports.PairGroup;
import dev.shmfit.reports.Words;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One communicator's pairs.
 *
 * @param rows in rank order; cells likewise, null on the diagonal and where no pair was forecast
 * @param traces the explanations that the cells lead to
 * @param counts ordered pairs by transport, those that occur
 */
record MatrixView(
        CommunicatorV1 communicator, List<String> names, List<Row> rows, List<Trace> traces, List<Count> counts) {
    /** Lists of pairs longer than this are cut: the matrix shows them all. */
    private static final int NAMED_PAIRS = 12;

    /** The pairs that one rank sends on. */
    record Row(String name, List<@Nullable Cell> cells) {}

    /** One ordered pair. */
    record Cell(String css, String word, String path, String href, String key, String label) {}

    /** Why, for all pairs that have the same reasons. */
    record Trace(String id, String css, String word, String title, String pairs, Pair pair, List<Step> steps) {}

    /** One step: what was found, and the rule with its source, which may be empty. */
    record Step(String detail, String rule, String source) {
        private static final Pattern PARTS = Pattern.compile("([a-z0-9-]+): (.*?)(?: \\[([^\\[\\]]*)])?");

        /** The parts of {@code rule: detail [source]}; all of it is detail where it is not of that form. */
        static Step of(String sentence) {
            Matcher parts = PARTS.matcher(sentence);
            if (!parts.matches()) {
                return new Step(sentence, "", "");
            }
            String source = parts.group(3);
            return new Step(parts.group(2), parts.group(1), source == null ? "" : source);
        }
    }

    /** How many ordered pairs use a transport. */
    record Count(String css, String word, int pairs) {}

    static MatrixView of(CommunicatorV1 communicator, int number, Speech t) {
        int size = communicator.ranks().size();
        List<PairGroup> groups = PairGroup.byTrace(communicator, t.language());
        Map<List<Integer>, Cell> cells = new HashMap<>();
        List<Trace> traces = new ArrayList<>();
        for (PairGroup group : groups) {
            String id = "trace-" + number + "-" + traces.size();
            traces.add(trace(communicator, group, id, t));
            for (Pair pair : group.pairs()) {
                cells.put(List.of(pair.from(), pair.to()), cell(communicator, pair, id, t));
            }
        }
        List<Row> rows = new ArrayList<>();
        for (int from = 0; from < size; from++) {
            List<@Nullable Cell> row = new ArrayList<>();
            for (int to = 0; to < size; to++) {
                row.add(cells.get(List.of(from, to)));
            }
            rows.add(new Row(Words.gpu(communicator, from), row));
        }
        List<String> names = rows.stream().map(Row::name).toList();
        return new MatrixView(communicator, names, rows, traces, counts(communicator));
    }

    static String css(Transport transport) {
        return transport.name().toLowerCase(Locale.ROOT);
    }

    /** The same for both directions: {@code 0-3}, by GPU index. */
    static String key(int gpuA, int gpuB) {
        return Math.min(gpuA, gpuB) + "-" + Math.max(gpuA, gpuB);
    }

    private static Cell cell(CommunicatorV1 communicator, Pair pair, String id, Speech t) {
        String from = Words.gpu(communicator, pair.from());
        String to = Words.gpu(communicator, pair.to());
        return new Cell(
                css(pair.transport()),
                word(pair.transport()),
                pair.path(),
                "#" + id,
                key(gpu(communicator, pair.from()), gpu(communicator, pair.to())),
                t.said("page/cell", "from", from, "to", to, "transport", pair.transport(), "path", pair.path()));
    }

    /** Short enough for a cell and for an arc. */
    static String word(Transport transport) {
        return switch (transport) {
            case P2P, SHM, NET -> transport.name();
            case ERROR -> "ERR";
            case UNKNOWN -> "?";
        };
    }

    private static int gpu(CommunicatorV1 communicator, int rank) {
        return rank >= 0 && rank < communicator.gpus().size()
                ? communicator.gpus().get(rank)
                : -1;
    }

    private static Trace trace(CommunicatorV1 communicator, PairGroup group, String id, Speech t) {
        Pair pair = group.first();
        String title = pair.via().isEmpty() ? pair.transport().name() : pair.via();
        if (!pair.candidates().isEmpty()) {
            title = Words.transport(pair, t.language());
        }
        String names = group.pairs().stream()
                .limit(NAMED_PAIRS)
                .map(p -> Words.gpu(communicator, p.from()) + "→" + Words.gpu(communicator, p.to()))
                .collect(Collectors.joining(", "));
        int more = group.pairs().size() - NAMED_PAIRS;
        return new Trace(
                id,
                css(pair.transport()),
                word(pair.transport()),
                title,
                more > 0 ? t.said("page/names-more", "names", names, "more", more) : names,
                pair,
                group.trace().stream().map(Step::of).toList());
    }

    private static List<Count> counts(CommunicatorV1 communicator) {
        PairCounts counts = PairCounts.of(communicator.pairs());
        List<Count> present = new ArrayList<>();
        for (Transport transport : Transport.values()) {
            if (counts.of(transport) > 0) {
                present.add(new Count(css(transport), transport.name(), counts.of(transport)));
            }
        }
        return present;
    }
}
