package dev.shmfit.reports.text;

import dev.shmfit.reports.NcclV1;
import dev.shmfit.reports.Words;
import dev.shmfit.text.Language;
import dev.shmfit.text.Text;
import java.io.IOException;
import java.util.stream.Collectors;

/** The same job under other versions of NCCL, as a table. */
final class MarkdownVersions {
    private MarkdownVersions() {}

    /** Nothing where no other version was asked for. */
    static void write(NcclV1 nccl, Language language, Appendable out) throws IOException {
        if (nccl.versions().isEmpty()) {
            return;
        }
        out.append(Text.of("detail/md-versions").in(language)).append("\n|---|---:|---|\n");
        for (NcclV1.VersionRow row : nccl.versions()) {
            Long required = row.requiredBytes();
            String changes = row.changes().stream().map(NcclV1.Change::summary).collect(Collectors.joining("; "));
            String failure = row.failure();
            out.append("| ")
                    .append(MarkdownReport.safe(row.version()))
                    .append(" | ")
                    .append(required == null ? "–" : Words.need(required, language))
                    .append(" | ")
                    .append(MarkdownReport.safe(failure == null ? changes : failure))
                    .append(" |\n");
        }
        out.append('\n');
    }
}
