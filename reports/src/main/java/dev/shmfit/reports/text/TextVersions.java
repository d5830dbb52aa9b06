package dev.shmfit.reports.text;

import dev.shmfit.reports.NcclV1;
import dev.shmfit.reports.Words;
import dev.shmfit.text.Text;
import java.io.IOException;
import java.util.List;
import java.util.Objects;

/** The same job under other versions of NCCL; neighbours that are alike share a line. */
final class TextVersions {
    private static final int AMOUNT = 11;

    private TextVersions() {}

    /** Nothing where no other version was asked for. */
    static void write(StyledLines lines, NcclV1 nccl) throws IOException {
        if (nccl.versions().isEmpty()) {
            return;
        }
        lines.heading(Text.of("detail/versions"));
        List<NcclV1.VersionRow> rows = nccl.versions();
        for (int first = 0; first < rows.size(); ) {
            int last = first;
            while (last + 1 < rows.size() && alike(rows.get(last), rows.get(last + 1))) {
                last++;
            }
            String to = last > first ? "–" + rows.get(last).version() : "";
            version(lines, rows.get(first).version() + to, rows.get(first));
            first = last + 1;
        }
        lines.wrapped(
                "  ",
                Paint.QUIET,
                Text.of(
                        "detail/versions-compare",
                        "first",
                        rows.get(0).version(),
                        "last",
                        rows.get(rows.size() - 1).version()));
    }

    /** Whether {@code next} has nothing to tell that {@code row} has not told. */
    private static boolean alike(NcclV1.VersionRow row, NcclV1.VersionRow next) {
        return next.changes().isEmpty()
                && next.pairsByTransport().equals(row.pairsByTransport())
                && Objects.equals(next.requiredBytes(), row.requiredBytes())
                && Objects.equals(next.failure(), row.failure());
    }

    private static void version(StyledLines lines, String name, NcclV1.VersionRow row) throws IOException {
        StringBuilder pairs = new StringBuilder();
        for (NcclV1.Transport transport : NcclV1.Transport.values()) {
            int count = row.pairsByTransport().of(transport);
            pairs.append(count > 0 ? " " + count + " " + transport : "");
        }
        Long required = row.requiredBytes();
        String need = required == null ? "–" : Words.need(required, lines.language());
        String head = "  " + lines.left(name, 14) + lines.right(need, AMOUNT) + "  ";
        lines.wrapped(head, Paint.NONE, pairs.toString().strip());
        for (NcclV1.Change change : row.changes()) {
            lines.wrapped(" ".repeat(StyledLines.length(head)), Paint.QUIET, change.summary());
        }
        if (row.failure() != null) {
            lines.wrapped(" ".repeat(StyledLines.length(head)), Paint.BAD, "✕ " + row.failure());
        }
    }
}
