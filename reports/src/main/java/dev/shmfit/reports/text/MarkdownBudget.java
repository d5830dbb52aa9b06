package dev.shmfit.reports.text;

import dev.shmfit.reports.BudgetV1;
import dev.shmfit.reports.MomentTable;
import dev.shmfit.reports.ReportV1;
import dev.shmfit.reports.ShmV1;
import dev.shmfit.reports.Words;
import java.io.IOException;
import java.util.List;

/** The tables of the budget: who needs how much at which moment, and everything that can run out. */
final class MarkdownBudget {
    private MarkdownBudget() {}

    static void write(ReportV1 report, Appendable out) throws IOException {
        moments(report.shm(), out);
        limits(report.budget(), out);
    }

    /** Nothing where the demand is the same all the time. */
    private static void moments(ShmV1 shm, Appendable out) throws IOException {
        List<ShmV1.Moment> moments = shm.moments();
        if (moments.stream().mapToLong(ShmV1.Moment::totalBytes).distinct().count() < 2) {
            return;
        }
        out.append("| at |");
        for (ShmV1.Moment m : moments) {
            out.append(' ').append(MarkdownReport.safe(m.name())).append(" |");
        }
        out.append("\n|---|").append("---:|".repeat(moments.size())).append('\n');
        List<List<String>> table = MomentTable.of(shm);
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

    private static void limits(List<BudgetV1> budget, Appendable out) throws IOException {
        if (budget.isEmpty()) {
            return;
        }
        out.append("| what can run out | needs | has | |\n|---|---:|---:|---|\n");
        for (BudgetV1 line : budget) {
            Long has = line.has();
            out.append("| ")
                    .append(MarkdownReport.safe(Words.budget(line.name())))
                    .append(" | ");
            out.append(Words.amount(line.unit(), line.needs(), true)).append(" | ");
            out.append(has != null ? Words.amount(line.unit(), has, false) : TextBudget.absent(line));
            out.append(" | ").append(line.status().equals("fails") ? "**too little**" : "");
            out.append(has == null || line.provenance() == null ? "" : " " + MarkdownReport.safe(line.provenance()));
            out.append(" |\n");
        }
        out.append('\n');
    }
}
