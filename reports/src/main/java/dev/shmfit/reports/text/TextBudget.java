package dev.shmfit.reports.text;

import dev.shmfit.reports.BudgetV1;
import dev.shmfit.reports.MomentTable;
import dev.shmfit.reports.ReportV1;
import dev.shmfit.reports.ShmV1;
import dev.shmfit.reports.Words;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/** Who needs what at which moment, and everything besides bytes of /dev/shm that can run out. */
final class TextBudget {
    private static final int AMOUNT = 13;
    private static final int NAMES = 22;

    private TextBudget() {}

    static void write(StyledLines lines, ReportV1 report) throws IOException {
        moments(lines, report.shm());
        limits(lines, report.budget());
    }

    /** The course of the demand; nothing where it is the same all the time, or where it is all one consumer's. */
    private static void moments(StyledLines lines, ShmV1 shm) throws IOException {
        List<ShmV1.Moment> moments = shm.moments();
        if (moments.stream().mapToLong(ShmV1.Moment::totalBytes).distinct().count() < 2) {
            return;
        }
        lines.heading("WHEN");
        int names = Math.min(NAMES, lines.width() - moments.size() * AMOUNT - 2);
        if (names < 8) {
            for (ShmV1.Moment m : moments) {
                lines.wrapped("  ", Paint.NONE, m.name() + ": " + Words.need(m.totalBytes()) + shares(m));
            }
            return;
        }
        StringBuilder head = new StringBuilder("  " + " ".repeat(names));
        moments.forEach(m -> head.append(lines.right(m.name(), AMOUNT)));
        lines.line(lines.paint(Paint.QUIET, head.toString()));
        List<List<String>> table = MomentTable.of(shm);
        for (List<String> cells : table) {
            StringBuilder row = new StringBuilder("  " + lines.left(cells.get(0), names));
            cells.stream().skip(1).forEach(c -> row.append(lines.right(c, AMOUNT)));
            boolean sum = cells == table.get(table.size() - 1);
            lines.line(sum ? lines.paint(Paint.STRONG, row.toString()) : row.toString());
        }
    }

    private static String shares(ShmV1.Moment moment) {
        if (moment.totalBytes() == 0) {
            return "";
        }
        return moment.consumers().stream()
                .map(s -> Words.consumer(s.name()) + " " + Words.need(s.bytes()))
                .collect(Collectors.joining(", ", " (", ")"));
    }

    private static void limits(StyledLines lines, List<BudgetV1> budget) throws IOException {
        if (budget.isEmpty()) {
            return;
        }
        lines.heading("WHAT CAN RUN OUT");
        for (BudgetV1 line : budget) {
            Paint paint = switch (line.status()) {
                case "fails" -> Paint.BAD;
                case "fits" -> Paint.NONE;
                default -> Paint.QUIET;
            };
            lines.wrapped("  " + lines.left(Words.budget(line.name()), NAMES), paint, sentence(line));
        }
    }

    private static String sentence(BudgetV1 line) {
        String needs = "needs " + Words.amount(line.unit(), line.needs(), true);
        Long has = line.has();
        if (has == null) {
            return needs + (absent(line).equals("no limit") ? "; no limit" : "; what there is, is not known");
        }
        return needs + " of " + Words.amount(line.unit(), has, false)
                + (line.status().equals("fails") ? ": TOO LITTLE" : "")
                + (line.provenance() == null ? "" : " (" + line.provenance() + ")");
    }

    /** What stands where no amount does. */
    static String absent(BudgetV1 line) {
        return line.note().equals("unlimited") ? "no limit" : "not known";
    }
}
