package dev.shmfit.reports.html;

import dev.shmfit.reports.NcclV1;
import dev.shmfit.reports.NcclV1.Transport;
import dev.shmfit.reports.NcclV1.VersionRow;
import dev.shmfit.reports.VisibleText;
import dev.shmfit.reports.Words;
import dev.shmfit.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The versions side by side.
 *
 * @param sentences the steps between neighbours that move pairs, or that make NCCL fail or come up
 * @param columns one for each version
 */
public record VersionsView(List<String> sentences, List<Column> columns) {
    private static final int LONGEST_VERSION = 16;
    private static final int LONGEST = 400;

    /** A version: shares of the pairs, one above the other. */
    public record Column(String version, boolean current, List<Part> parts, String need) {}

    /** The pairs of one transport. */
    public record Part(String css, String height) {}

    /** The view of a report's versions. */
    public static VersionsView of(NcclV1 nccl, Speech t) {
        List<String> sentences = new ArrayList<>();
        List<Column> columns = new ArrayList<>();
        VersionRow before = null;
        for (VersionRow row : nccl.versions()) {
            if (before != null) {
                step(before, row, t, sentences);
            }
            columns.add(column(row, row.version().equals(nccl.version()), t));
            before = row;
        }
        return new VersionsView(sentences, columns);
    }

    private static void step(VersionRow before, VersionRow row, Speech t, List<String> sentences) {
        String from = name(before);
        String to = name(row);
        if (before.failure() == null && row.failure() != null) {
            String why = VisibleText.clip(row.failure(), LONGEST);
            sentences.add(t.said("page/step-fails", "from", from, "to", to, "why", why));
            return;
        }
        if (before.failure() != null && row.failure() == null) {
            sentences.add(t.said("page/step-works", "from", from, "to", to));
            return;
        }
        List<Text> moves = new ArrayList<>();
        for (Transport transport : Transport.values()) {
            int more = row.pairsByTransport().of(transport)
                    - before.pairsByTransport().of(transport);
            if (more > 0) {
                moves.add(Text.of("page/step-move", "pairs", more, "transport", transport.name()));
            }
        }
        if (!moves.isEmpty()) {
            Text moved = Text.of("page/step-moves", "from", from, "to", to, "moves", Text.list(moves));
            sentences.add(Text.sentences(moved, need(before, row)).in(t.language()));
        }
    }

    private static Text need(VersionRow before, VersionRow row) {
        Long was = before.requiredBytes();
        Long is = row.requiredBytes();
        return was == null || is == null || was.equals(is)
                ? Text.EMPTY
                : Text.of("page/step-need", "is", need(is), "was", need(was));
    }

    private static Text need(long bytes) {
        return bytes == 0 ? Text.of("screen/none") : Text.verbatim(Words.need(bytes));
    }

    private static Column column(VersionRow row, boolean current, Speech said) {
        int all = 0;
        for (Transport t : Transport.values()) {
            all += row.pairsByTransport().of(t);
        }
        List<Part> parts = new ArrayList<>();
        for (Transport t : Transport.values()) {
            int pairs = row.pairsByTransport().of(t);
            if (pairs > 0) {
                parts.add(new Part(
                        t.name().toLowerCase(Locale.ROOT), String.format(Locale.ROOT, "%.2f%%", 100.0 * pairs / all)));
            }
        }
        Long need = row.requiredBytes();
        return new Column(
                name(row),
                current,
                parts,
                need == null ? said.said("screen/fails") : Words.need(need, said.language()));
    }

    /** Versions are short; a text that is none stays within its column. */
    private static String name(VersionRow row) {
        return VisibleText.clip(row.version(), LONGEST_VERSION);
    }
}
