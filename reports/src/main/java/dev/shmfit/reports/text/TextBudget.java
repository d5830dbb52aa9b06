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
        lines.heading(Text.of("detail/when"));
        int names = Math.min(NAMES, lines.width() - moments.size() * AMOUNT - 2);
        if (names < 8) {
            for (ShmV1.Moment m : moments) {
                lines.wrapped(
                        "  ",
                        Paint.NONE,
                        m.name() + ": " + Words.need(m.totalBytes(), lines.language()) + shares(m, lines.language()));
            }
            return;
        }
        StringBuilder head = new StringBuilder("  " + " ".repeat(names));
        moments.forEach(m -> head.append(lines.right(m.name(), AMOUNT)));
        lines.line(lines.paint(Paint.QUIET, head.toString()));
        List<List<String>> table = MomentTable.of(shm, lines.language());
        for (List<String> cells : table) {
            StringBuilder row = new StringBuilder("  " + lines.left(cells.get(0), names));
            cells.stream().skip(1).forEach(c -> row.append(lines.right(c, AMOUNT)));
            boolean sum = cells == table.get(table.size() - 1);
            lines.line(sum ? lines.paint(Paint.STRONG, row.toString()) : row.toString());
        }
    }

    private static String shares(ShmV1.Moment moment, Language language) {
        if (moment.totalBytes() == 0) {
            return "";
        }
        return moment.consumers().stream()
                .map(s -> Words.consumer(s.name(), language) + " " + Words.need(s.bytes()))
                .collect(Collectors.joining(", ", " (", ")"));
    }

    private static void limits(StyledLines lines, List<BudgetV1> budget) throws IOException {
        if (budget.isEmpty()) {
            return;
        }
        lines.heading(Text.of("detail/limits"));
        for (BudgetV1 line : budget) {
            Paint paint = switch (line.status()) {
                case "fails" -> Paint.BAD;
                case "fits" -> Paint.NONE;
                default -> Paint.QUIET;
            };
            lines.wrapped(
                    "  " + lines.left(Words.budget(line.name(), lines.language()), NAMES),
                    paint,
                    sentence(line, lines.language()));
        }
    }

    private static Text sentence(BudgetV1 line, Language language) {
        String needs = Words.amount(line.unit(), line.needs(), true, language);
        Long has = line.has();
        if (has == null) {
            return Text.of("detail/limit-" + (isUnlimited(line) ? "none" : "unknown"), "needs", needs);
        }
        Text of = Text.of(
                "detail/limit-" + (line.status().equals("fails") ? "fails" : "fits"),
                "needs",
                needs,
                "has",
                Words.amount(line.unit(), has, false, language));
        return line.provenance() == null
                ? of
                : Text.joined(of, " (" + Words.provenance(line.provenance(), language) + ")");
    }

    private static boolean isUnlimited(BudgetV1 line) {
        return line.note().equals("unlimited");
    }

    /** What stands where no amount does. */
    static Text absent(BudgetV1 line) {
        return isUnlimited(line) ? Text.of("detail/no-limit") : Text.of("screen/not-known");
    }
}
