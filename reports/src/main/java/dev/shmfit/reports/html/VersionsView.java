package dev.shmfit.reports.html;

import dev.shmfit.reports.NcclV1;
import dev.shmfit.reports.NcclV1.Transport;
import dev.shmfit.reports.NcclV1.VersionRow;
import dev.shmfit.reports.VisibleText;
import dev.shmfit.reports.Words;
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
    public static VersionsView of(NcclV1 nccl) {
        List<String> sentences = new ArrayList<>();
        List<Column> columns = new ArrayList<>();
        VersionRow before = null;
        for (VersionRow row : nccl.versions()) {
            if (before != null) {
                step(before, row, sentences);
            }
            columns.add(column(row, row.version().equals(nccl.version())));
            before = row;
        }
        return new VersionsView(sentences, columns);
    }

    private static void step(VersionRow before, VersionRow row, List<String> sentences) {
        String upgrade = "An upgrade from " + name(before) + " to " + name(row);
        if (before.failure() == null && row.failure() != null) {
            sentences.add(upgrade + " makes NCCL fail: " + VisibleText.clip(row.failure(), LONGEST));
            return;
        }
        if (before.failure() != null && row.failure() == null) {
            sentences.add(upgrade + " lets NCCL come up.");
            return;
        }
        List<String> moves = new ArrayList<>();
        for (Transport t : Transport.values()) {
            int more = row.pairsByTransport().of(t) - before.pairsByTransport().of(t);
            if (more > 0) {
                moves.add(Words.count(more, "ordered pair") + " to " + t.name());
            }
        }
        if (!moves.isEmpty()) {
            sentences.add(upgrade + " moves " + String.join(" and ", moves) + "." + need(before, row));
        }
    }

    private static String need(VersionRow before, VersionRow row) {
        Long was = before.requiredBytes();
        Long is = row.requiredBytes();
        return was == null || is == null || was.equals(is)
                ? ""
                : " The job then needs " + Words.need(is) + " of /dev/shm in place of " + Words.need(was) + ".";
    }

    private static Column column(VersionRow row, boolean current) {
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
        return new Column(name(row), current, parts, need == null ? "fails" : Words.need(need));
    }

    /** Versions are short; a text that is none stays within its column. */
    private static String name(VersionRow row) {
        return VisibleText.clip(row.version(), LONGEST_VERSION);
    }
}
