package dev.shmfit.parse.table;

import dev.shmfit.facts.MatrixConsistency;
import dev.shmfit.facts.P2pStatus;
import dev.shmfit.facts.Reading;
import dev.shmfit.facts.SmiDevice;
import dev.shmfit.facts.SmiLink;
import dev.shmfit.facts.SmiOutput;
import dev.shmfit.facts.SmiP2pMatrix;
import dev.shmfit.facts.SmiTopoMatrix;
import dev.shmfit.parse.Parsed;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Writes what was read as a compact text for golden files: {@code .} is an absent cell, {@code ?} an unreadable one. */
final class ReadText {
    private ReadText() {}

    static String topo(Parsed<SmiOutput<SmiTopoMatrix>> parsed) {
        return text(parsed, ReadText::matrix);
    }

    static String p2p(Parsed<SmiOutput<SmiP2pMatrix>> parsed) {
        return text(parsed, ReadText::matrix);
    }

    private static <T> String text(Parsed<SmiOutput<T>> parsed, Function<T, String> matrix) {
        StringBuilder s = new StringBuilder();
        if (parsed.value() instanceof SmiOutput.Tables<T> t) {
            for (int i = 0; i < t.tables().size(); i++) {
                s.append("table ")
                        .append(i + 1)
                        .append(" of ")
                        .append(t.tables().size())
                        .append('\n');
                s.append(matrix.apply(t.tables().get(i)));
            }
        } else if (parsed.value() instanceof SmiOutput.NoGpus<T> n) {
            s.append("no GPUs: ")
                    .append(n.text())
                    .append(" (")
                    .append(n.source())
                    .append(")\n");
        } else if (parsed.value() instanceof SmiOutput.Failed<T> f) {
            s.append("failed: ")
                    .append(f.message())
                    .append(" (")
                    .append(f.source())
                    .append(")\n");
        } else if (parsed.value() instanceof SmiOutput.NotRecognised<T> n) {
            s.append("not recognised: ").append(n.why()).append('\n');
        } else if (parsed.value() instanceof SmiOutput.TooLarge<T> l) {
            s.append("too large: ")
                    .append(l.count())
                    .append(' ')
                    .append(l.what())
                    .append('\n');
        }
        s.append("notes\n");
        parsed.notes()
                .forEach(n -> s.append("  ")
                        .append(n.kind().name().toLowerCase(Locale.ROOT))
                        .append(' ')
                        .append(n)
                        .append('\n'));
        return s.toString();
    }

    private static String matrix(SmiTopoMatrix m) {
        StringBuilder s = new StringBuilder();
        List<String> names = m.devices().stream().map(SmiDevice::name).toList();
        grid(s, names, m.cells(), SmiLink::text);
        for (int i = 0; i < m.gpus().size(); i++) {
            SmiTopoMatrix.Affinity a = m.affinities().get(i);
            s.append("  ").append(m.gpus().get(i).name());
            s.append(" cpus=").append(one(a.cpus()));
            s.append(" numa=").append(one(a.numaNodes()));
            s.append(" gpu-numa=").append(one(a.gpuNumaId())).append('\n');
        }
        m.nicNames()
                .forEach((nic, name) ->
                        s.append("  ").append(nic).append(" is ").append(name).append('\n'));
        MatrixConsistency.of(m).forEach(r -> s.append("  finding ").append(r).append('\n'));
        return s.toString();
    }

    private static String matrix(SmiP2pMatrix m) {
        StringBuilder s = new StringBuilder("  capability \"" + m.capabilities() + "\"\n");
        List<String> names = new ArrayList<>();
        m.gpuIndices().forEach(i -> names.add("GPU" + i));
        grid(s, names, m.cells(), P2pStatus::name);
        MatrixConsistency.of(m).forEach(r -> s.append("  finding ").append(r).append('\n'));
        return s.toString();
    }

    private static <T> void grid(
            StringBuilder s, List<String> names, List<List<Reading<T>>> cells, Function<T, String> word) {
        int width = names.stream().mapToInt(String::length).max().orElse(4);
        StringBuilder head = new StringBuilder("  " + pad("", width));
        names.forEach(n -> head.append(' ').append(pad(n, width)));
        s.append(head.toString().stripTrailing()).append('\n');
        for (int i = 0; i < names.size(); i++) {
            StringBuilder row = new StringBuilder("  " + pad(names.get(i), width));
            for (Reading<T> cell : cells.get(i)) {
                row.append(' ').append(pad(cell.match(k -> word.apply(k.value()), a -> ".", u -> "?"), width));
            }
            s.append(row.toString().stripTrailing()).append('\n');
        }
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, Math.max(4, width) - text.length()));
    }

    private static <T> String one(Reading<T> reading) {
        return reading.match(
                k -> k.value().toString(), a -> "(" + a.why() + ")", u -> "?\"" + u.text() + "\" (" + u.why() + ")");
    }
}
