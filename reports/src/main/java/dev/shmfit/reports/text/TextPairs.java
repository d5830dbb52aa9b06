package dev.shmfit.reports.text;

import dev.shmfit.reports.CommunicatorGroup;
import dev.shmfit.reports.CommunicatorV1;
import dev.shmfit.reports.CommunicatorV1.Pair;
import dev.shmfit.reports.GpuGroups;
import dev.shmfit.reports.NcclV1;
import dev.shmfit.reports.NcclV1.Transport;
import dev.shmfit.reports.OverNodesV1;
import dev.shmfit.reports.PairGroup;
import dev.shmfit.reports.Ranges;
import dev.shmfit.reports.ReportV1;
import dev.shmfit.reports.Words;
import dev.shmfit.text.Text;
import java.io.IOException;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One communicator: its pairs by rule, and as a matrix of letters where the lines are long enough. */
final class TextPairs {
    private static final int MARGIN = 6;

    private TextPairs() {}

    static void write(StyledLines lines, ReportV1 report) throws IOException {
        List<String> together = GpuGroups.sentences(report.node(), lines.language());
        if (!together.isEmpty()) {
            lines.heading(Text.of("detail/node-gpus"));
            for (String sentence : together) {
                lines.wrapped("  ", Paint.NONE, sentence);
            }
        }
        NcclV1 nccl = report.nccl();
        for (CommunicatorGroup group : CommunicatorGroup.of(nccl.communicators())) {
            write(lines, nccl.version(), group);
        }
    }

    private static void write(StyledLines lines, String version, CommunicatorGroup alike) throws IOException {
        CommunicatorV1 communicator = alike.first();
        lines.heading(Text.of("detail/pairs", "group", alike.title()));
        lines.wrapped(
                "  ",
                Paint.QUIET,
                Text.of(
                        "detail/channels",
                        "version",
                        version,
                        "ranks",
                        communicator.ranks().size(),
                        "collective",
                        communicator.channels().collective(),
                        "p2p",
                        communicator.channels().p2p(),
                        "peer",
                        communicator.channels().p2pPerPeer(),
                        "nvls",
                        communicator.channels().nvls()));
        CommunicatorV1.Failure failure = communicator.failure();
        if (failure != null) {
            lines.wrapped(
                    "  ✕ ",
                    Paint.BAD_STRONG,
                    Text.of("detail/stops", "phase", failure.phase(), "why", failure.summary()));
        }
        RangeLines.write(Ranges.open(communicator.uncertain(), lines.language()), lines, lines.language());
        int all = communicator.pairs().size();
        List<PairGroup> groups = PairGroup.byRule(communicator.pairs());
        int widest = groups.stream()
                .mapToInt(g -> StyledLines.length(Words.transport(g.first(), lines.language())))
                .max()
                .orElse(0);
        for (PairGroup group : groups) {
            Pair pair = group.first();
            String count = lines.right(
                    lines.said(Text.of("detail/of-all", "pairs", group.pairs().size(), "all", all)), 10);
            String way = Words.transport(pair, lines.language());
            String transport = lines.paint(paint(pair.transport()), lines.left(way, widest));
            lines.line("  " + count + "  " + transport + "  "
                    + lines.left(lines.said(Text.of("detail/path", "path", pair.path())), 10) + pair.rule());
        }
        // Where all pairs are alike, the line above says it all.
        if (groups.size() > 1) {
            matrix(lines, communicator);
        }
        overNodes(lines, communicator.overNodes());
    }

    private static void overNodes(StyledLines lines, @Nullable OverNodesV1 over) throws IOException {
        if (over == null) {
            return;
        }
        String text = over.crossings().isEmpty() ? "detail/over-nodes-joined" : "detail/over-nodes";
        lines.wrapped("  ", Paint.QUIET, Text.of(text, "nodes", over.nodes(), "node", over.node()));
        for (String line : over.ringLines(lines.language())) {
            lines.wrapped("    ", Paint.NONE, line);
        }
        for (String line : over.crossingLines(lines.language())) {
            lines.wrapped("    ", Paint.NONE, line);
        }
    }

    private static void matrix(StyledLines lines, CommunicatorV1 communicator) throws IOException {
        int size = communicator.ranks().size();
        int cell = MARGIN + 3 * size <= lines.width() ? 3 : 1;
        if (size < 2 || communicator.pairs().isEmpty() || MARGIN + cell * size > lines.width()) {
            return;
        }
        Map<List<Integer>, Transport> transports = new HashMap<>();
        communicator.pairs().forEach(p -> transports.put(List.of(p.from(), p.to()), p.transport()));
        if (cell == 3) {
            StringBuilder head = new StringBuilder(" ".repeat(MARGIN));
            for (int gpu : communicator.gpus()) {
                head.append(lines.right(String.valueOf(gpu), cell));
            }
            lines.line(lines.paint(Paint.QUIET, head.toString()));
        }
        for (int from = 0; from < size; from++) {
            String name = lines.right(String.valueOf(communicator.gpus().get(from)), MARGIN);
            StringBuilder row = new StringBuilder(lines.paint(Paint.QUIET, name));
            for (int to = 0; to < size; to++) {
                Transport transport = transports.get(List.of(from, to));
                row.append(" ".repeat(cell - 1))
                        .append(
                                transport == null
                                        ? lines.spelt("·")
                                        : lines.paint(paint(transport), letter(transport)));
            }
            lines.line(row.toString());
        }
        Set<Transport> present = EnumSet.noneOf(Transport.class);
        present.addAll(transports.values());
        List<String> legend = present.stream().map(t -> letter(t) + " = " + t).toList();
        lines.wrapped(
                " ".repeat(MARGIN + 2), Paint.QUIET, Text.of("detail/legend", "letters", String.join(", ", legend)));
    }

    private static String letter(Transport transport) {
        return switch (transport) {
            case P2P -> "P";
            case SHM -> "S";
            case NET -> "N";
            case ERROR -> "!";
            case UNKNOWN -> "?";
        };
    }

    private static Paint paint(Transport transport) {
        return switch (transport) {
            case P2P -> Paint.GOOD;
            case SHM -> Paint.BAD;
            case NET -> Paint.FAR;
            case ERROR -> Paint.BROKEN;
            case UNKNOWN -> Paint.QUIET;
        };
    }
}
