package dev.shmfit.reports;

import dev.shmfit.text.Language;
import dev.shmfit.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Versions of NCCL that do the same to a job, in a line.
 *
 * @param versions the first and the last of them
 * @param need of /dev/shm; {@code fails} where the job does not start
 * @param pairs by transport
 */
public record VersionLine(String versions, String need, String pairs) {
    /** Neighbours that are alike share a line; nothing where no other version was asked for. */
    static List<VersionLine> of(NcclV1 nccl, Language language) {
        List<VersionLine> lines = new ArrayList<>();
        List<NcclV1.VersionRow> rows = nccl.versions();
        for (int first = 0; first < rows.size(); ) {
            int last = first;
            while (last + 1 < rows.size() && alike(rows.get(first), rows.get(last + 1))) {
                last++;
            }
            String versions = last > first
                    ? Text.of(
                                    "screen/versions",
                                    "first",
                                    rows.get(first).version(),
                                    "last",
                                    rows.get(last).version())
                            .in(language)
                    : rows.get(first).version();
            Long required = rows.get(first).requiredBytes();
            lines.add(new VersionLine(
                    versions,
                    required == null ? Text.of("screen/fails").in(language) : Words.need(required, language),
                    pairs(rows.get(first))));
            first = last + 1;
        }
        return lines;
    }

    private static boolean alike(NcclV1.VersionRow a, NcclV1.VersionRow b) {
        return a.pairsByTransport().equals(b.pairsByTransport())
                && Objects.equals(a.requiredBytes(), b.requiredBytes())
                && Objects.equals(a.failure(), b.failure());
    }

    private static String pairs(NcclV1.VersionRow row) {
        List<String> pairs = new ArrayList<>();
        for (NcclV1.Transport transport : NcclV1.Transport.values()) {
            int count = row.pairsByTransport().of(transport);
            if (count > 0) {
                pairs.add(count + " " + transport);
            }
        }
        return String.join(", ", pairs);
    }
}
