package dev.shmfit.reports.text;

import dev.shmfit.reports.FindingV1;
import dev.shmfit.reports.FindingV1.Fix;
import dev.shmfit.reports.ReportV1;
import dev.shmfit.reports.Screen;
import dev.shmfit.reports.Screen.User;
import dev.shmfit.reports.VersionLine;
import dev.shmfit.reports.Words;
import dev.shmfit.text.Language;
import dev.shmfit.text.Text;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** The answer on one screen: at most {@link #MOST_LINES} lines of 80 columns. */
final class TextScreen {
    /** What a terminal shows at once; warnings that do not fit are counted. */
    static final int MOST_LINES = 40;

    private static final int AMOUNT = 11;
    /** Lines of other versions. */
    private static final int MOST_VERSIONS = 8;

    /** How many platforms are named where it is not known on which the job runs. */
    private static final int LIKELY = 3;

    /** About five lines; of a longer remedy the first sentence. */
    private static final int LONGEST_ACTION = 330;

    private final StringBuilder text = new StringBuilder();
    private final StyledLines lines;

    private final Language language;

    private TextScreen(TextStyle style, Language language) {
        this.language = language;
        lines = new StyledLines(text, style);
    }

    static void write(Screen screen, TextStyle style, Language language, Appendable out) throws IOException {
        TextScreen page = new TextScreen(style, language);
        page.verdict(screen);
        page.change(screen);
        page.reasons(screen);
        page.warnings(screen);
        out.append(page.text);
    }

    private void verdict(Screen screen) throws IOException {
        String word = Words.status(screen.status(), language).toUpperCase(Locale.ROOT);
        lines.wrapped(word + "  ", paint(screen.status()), screen.headline());
        String indent = " ".repeat(StyledLines.length(word) + 2);
        if (!screen.margin().isEmpty()) {
            lines.wrapped(indent, Paint.QUIET, screen.margin());
        }
        if (!screen.action().isEmpty()) {
            String brief =
                    screen.action().length() > LONGEST_ACTION ? Words.firstSentence(screen.action()) : screen.action();
            lines.wrapped(lines.left(Text.of("screen/do").in(language), indent.length()), Paint.STRONG, brief);
        }
    }

    private static Paint paint(ReportV1.Status status) {
        return switch (status) {
            case FITS -> Paint.GOOD_STRONG;
            case TIGHT -> Paint.CAUTION_STRONG;
            case FAILS -> Paint.BAD_STRONG;
            case UNKNOWN -> Paint.STRONG;
        };
    }

    /** The change to copy, or, where the platform is not known, the likely ones in a line each. */
    private void change(Screen screen) throws IOException {
        List<Fix> fixes = screen.fixes();
        if (fixes.isEmpty()) {
            return;
        }
        lines.blank();
        if (fixes.size() <= 2) {
            copied(fixes.get(0));
            for (Fix other : fixes.subList(1, fixes.size())) {
                lines.line("    "
                        + lines.paint(
                                Paint.QUIET,
                                Text.of(
                                                "screen/or-with",
                                                "platform",
                                                other.platform().word())
                                        .in(language))
                        + lines.spelt(other.brief()));
            }
            return;
        }
        for (Fix fix : fixes.subList(0, LIKELY)) {
            lines.line("    " + lines.left(fix.platform().word(), 12) + lines.spelt(fix.brief()));
        }
        List<String> others = fixes.subList(LIKELY, fixes.size()).stream()
                .map(f -> f.platform().word())
                .toList();
        lines.wrapped(
                "    ",
                Paint.QUIET,
                (others.isEmpty()
                                ? Text.of("screen/platform-gives")
                                : Text.of("screen/platform-gives-also", "others", String.join(", ", others)))
                        .in(language));
    }

    private void copied(Fix fix) throws IOException {
        for (String line : fix.snippet().split("\n", -1)) {
            lines.line("    " + lines.spelt(line));
        }
        String lead = Text.of("screen/check").in(language) + " ";
        for (String line : fix.verify().split("\n", -1)) {
            lines.line("    " + lines.paint(Paint.QUIET, lead + line));
            lead = " ".repeat(StyledLines.length(lead));
        }
    }

    private void reasons(Screen screen) throws IOException {
        lines.heading(Text.of("screen/because").in(language));
        int names = screen.users().stream()
                .mapToInt(u -> StyledLines.length(u.name()))
                .max()
                .orElse(0);
        int column = Math.min(Math.max(names, 12), lines.width() / 3);
        for (User user : screen.users()) {
            String head = "  " + lines.left(user.name(), column) + lines.right(user.amount(), AMOUNT) + "  ";
            lines.wrapped(head, Paint.NONE, user.formula());
        }
        if (screen.users().stream().filter(User::takesAny).count() > 1) {
            String[] whole = screen.whole().split(" = ", 2);
            String sum = lines.left(Text.of("screen/together").in(language), column) + lines.right(whole[0], AMOUNT);
            lines.line("  " + lines.paint(Paint.STRONG, sum + (whole.length == 1 ? "" : " = " + whole[1])));
        }
        for (String reason : screen.reasons()) {
            lines.wrapped("  ", Paint.NONE, reason);
        }
        if (!screen.scope().isEmpty()) {
            lines.wrapped("  ", Paint.CAUTION, screen.scope());
        }
        versions(screen);
        RangeLines.write(screen.open(), lines, language);
    }

    /** The newest at the end, where a reader looks; what the screen cannot hold is counted. */
    private void versions(Screen screen) throws IOException {
        int all = screen.versions().size();
        if (all == 0) {
            return;
        }
        lines.wrapped("  ", Paint.STRONG, Text.of("screen/by-version").in(language));
        if (all > MOST_VERSIONS) {
            lines.line("    "
                    + Text.of("screen/lines-before", "lines", all - MOST_VERSIONS)
                            .in(language));
        }
        for (VersionLine v : screen.versions().subList(Math.max(0, all - MOST_VERSIONS), all)) {
            lines.wrapped(
                    "    " + lines.left(v.versions(), 16) + lines.right(v.need(), AMOUNT) + "  ",
                    Paint.NONE,
                    v.pairs());
        }
    }

    private void warnings(Screen screen) throws IOException {
        int left = 0;
        if (!screen.warnings().isEmpty()) {
            lines.blank();
        }
        for (FindingV1 warning : screen.warnings()) {
            int before = text.length();
            boolean open = warning.severity() == FindingV1.Severity.NOT_ASSESSED;
            lines.wrapped(
                    open ? "○ " : "▲ ",
                    open ? Paint.STRONG : Paint.CAUTION_STRONG,
                    warning.summary() + " [" + warning.id() + "]");
            // Two lines are kept for what is counted and for the way to the rest.
            if (left > 0 || count() > MOST_LINES - 3) {
                text.setLength(before);
                left++;
            }
        }
        if (left > 0) {
            lines.line("▲ " + Text.of("screen/more-warnings", "warnings", left).in(language));
        }
        lines.blank();
        Text notes = screen.notes() == 0 ? Text.EMPTY : Text.of("screen/notes", "notes", screen.notes());
        lines.wrapped("", Paint.QUIET, Text.of("screen/more", "notes", notes).in(language));
    }

    private int count() {
        return (int) text.chars().filter(c -> c == '\n').count();
    }
}
