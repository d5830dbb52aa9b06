package dev.shmfit.reports.text;

import dev.shmfit.reports.BudgetV1;
import dev.shmfit.reports.MomentTable;
import dev.shmfit.reports.ReportV1;
import dev.shmfit.reports.ShmV1;
import dev.shmfit.reports.Words;
import dev.shmfit.text.Language;
import dev.shmfit.text.Text;
import java.io.IOException;
import java.util.List;

/** The tables of the budget: who needs how much at which moment, and everything that can run out. */
final class MarkdownBudget {
    private MarkdownBudget() {}

    static void write(ReportV1 report, Language language, Appendable out) throws IOException {
        moments(report.shm(), language, out);
        limits(report.budget(), language, out);
    }

    /** Nothing where the demand is the same all the time. */
    private static void moments(ShmV1 shm, Language language, Appendable out) throws IOException {
        List<ShmV1.Moment> moments = shm.moments();
        if (moments.stream().mapToLong(ShmV1.Moment::totalBytes).distinct().count() < 2) {
            return;
        }
        out.append(Text.of("detail/md-at").in(language));
        for (ShmV1.Moment m : moments) {
            out.append(' ').append(MarkdownReport.safe(m.name())).append(" |");
        }
        out.append("\n|---|").append("---:|".repeat(moments.size())).append('\n');
        List<List<String>> table = MomentTable.of(shm, language);
        for (List<String> cells : table) {
            boolean sum = cells == table.get(table.size() - 1);
            String name = MarkdownReport.safe(cells.get(0));
            out.append("| ").append(sum ? "**" + name + "**" : name).append(" |");
            for (String cell : cells.subList(1, cells.size())) {
                out.append(' ').append(cell).append(" |");
            }
            out.append('\n');
        }
        out.append("\n");
    }

    private static void limits(List<BudgetV1> budget, Language language, Appendable out) throws IOException {
        if (budget.isEmpty()) {
            return;
        }
        out.append(Text.of("detail/md-limits").in(language)).append("\n|---|---:|---:|---|\n");
        for (BudgetV1 line : budget) {
            Long has = line.has();
            out.append("| ")
                    .append(MarkdownReport.safe(Words.budget(line.name(), language)))
                    .append(" | ");
            out.append(Words.amount(line.unit(), line.needs(), true, language)).append(" | ");
            out.append(
                    has != null
                            ? Words.amount(line.unit(), has, false)
                            : TextBudget.absent(line).in(language));
            out.append(" | ")
                    .append(
                            line.status().equals("fails")
                                    ? Text.of("detail/md-too-little").in(language)
                                    : "");
            out.append(
                    has == null || line.provenance() == null
                            ? ""
                            : " " + MarkdownReport.safe(Words.provenance(line.provenance(), language)));
            out.append(" |\n");
        }
        out.append('\n');
    }
}
