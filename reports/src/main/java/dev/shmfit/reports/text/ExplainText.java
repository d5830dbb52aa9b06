package dev.shmfit.reports.text;

import dev.shmfit.reports.ExplainV1;
import dev.shmfit.reports.ExplainV1.Cause;
import dev.shmfit.reports.ExplainV1.Hit;
import dev.shmfit.reports.ExplainV1.Meaning;
import dev.shmfit.reports.Words;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An explanation for people: the cause first, what to do, what not to, and last what merely followed. */
public final class ExplainText {
    private static final int MEANINGS = 4;
    /** Pieces of advice that are told with the reason against each. */
    private static final int MOST_WRONG = 2;

    private static final int PLATFORM = 12;

    private static final int FILES = 20;
    private static final int LEAD = 7;
    /** Where nothing tells the platform, these two are shown in full. */
    private static final Set<String> USUAL = Set.of("docker", "compose", "kubernetes");

    private final StyledLines lines;

    private ExplainText(StyledLines lines) {
        this.lines = lines;
    }

    /** The text. */
    public static String write(ExplainV1 report, TextStyle style) {
        StringBuilder out = new StringBuilder();
        try {
            new ExplainText(new StyledLines(out, style)).report(report);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString();
    }

    private void report(ExplainV1 r) throws IOException {
        boolean first = true;
        for (Cause c : r.causes()) {
            if (!first) {
                lines.blank();
            }
            boolean full = c.role() == null
                    || first
                    || c.role().equals("cause")
                    || c.role().equals("symptom");
            cause(c, full && !isLater(c), c.id().equals(r.root()) ? r.size() : null);
            first = false;
        }
        for (ExplainV1.Size s : r.sizes()) {
            part("BYTES", Paint.STRONG, String.valueOf(s.bytes()));
            meanings(s.meanings(), Integer.MAX_VALUE);
        }
        observations(r);
        for (String remark : r.remarks()) {
            part("NOTE", Paint.NONE, remark);
        }
    }

    private static boolean isLater(Cause c) {
        return "consequence".equals(c.role());
    }

    private void cause(Cause c, boolean full, ExplainV1.@Nullable Advice advice) throws IOException {
        part(head(c), paint(c), c.title() + " (" + c.id() + ")");
        if (c.confidence() != null) {
            part("", Paint.NONE, space(c.spaceProblem()) + "; " + c.confidence() + ": " + stop(c.reason()));
        } else {
            part("", Paint.NONE, space(c.spaceProblem()) + "; for the " + c.owner() + " to change.");
        }
        for (Hit hit : c.hits()) {
            hit(hit);
        }
        for (String clause : c.speaksFor()) {
            part("FOR", Paint.NONE, clause + ".");
        }
        for (String clause : c.speaksAgainst()) {
            part("BUT", Paint.NONE, clause + ".");
        }
        if (!full) {
            return;
        }
        part("WHY", Paint.NONE, c.cause());
        if (!c.fix().isEmpty()) {
            part("DO", Paint.NONE, c.fix());
        }
        if (advice != null) {
            advice(advice);
        }
        wrongFixes(c);
        if (!c.sources().isEmpty()) {
            part("SEE", Paint.QUIET, String.join(", ", c.sources()));
        }
    }

    /** Of a text that was read, what does not help has room for a line; the page of the id says why. */
    private void wrongFixes(Cause c) throws IOException {
        if (c.role() != null && c.wrongFixes().size() > MOST_WRONG) {
            String advice =
                    c.wrongFixes().stream().map(ExplainV1.WrongFix::advice).collect(Collectors.joining("; "));
            part("NOT", Paint.NONE, advice + ". Why not: shmfit explain " + c.id());
            return;
        }
        String lead = "NOT";
        for (ExplainV1.WrongFix w : c.wrongFixes()) {
            part(lead, Paint.NONE, w.advice() + ": " + w.why() + ".");
            lead = "";
        }
    }

    private static String head(Cause c) {
        if (c.role() == null) {
            return "ID";
        }
        return switch (c.role()) {
            case "cause", "symptom" -> "CAUSE";
            case "consequence" -> "THEN";
            default -> "ALSO";
        };
    }

    private static Paint paint(Cause c) {
        return "cause".equals(c.role()) || "symptom".equals(c.role()) ? Paint.BAD_STRONG : Paint.STRONG;
    }

    private static String space(String word) {
        return switch (word) {
            case "yes" -> "A space problem";
            case "no" -> "Not a space problem";
            case "undecided" -> "Whether it is a space problem, this does not tell";
            default -> "Not a failure";
        };
    }

    private void hit(Hit hit) throws IOException {
        String where = "line "
                + String.join(", ", hit.lines().stream().map(String::valueOf).toList())
                + (hit.count() > hit.lines().size() ? " … (" + hit.count() + " times)" : "");
        String file = hit.values().getOrDefault("file", "");
        String what = hit.statement().isEmpty() ? hit.id() + (file.isEmpty() ? "" : ", " + file) : hit.statement();
        part("SEEN", Paint.NONE, where + ": " + what);
        for (ExplainV1.Size s : hit.sizes()) {
            if (!s.meanings().isEmpty()) {
                part("", Paint.NONE, s.bytes() + " bytes:");
                meanings(s.meanings(), MEANINGS);
            }
        }
    }

    private void meanings(List<Meaning> meanings, int most) throws IOException {
        for (Meaning m : meanings.subList(0, Math.min(most, meanings.size()))) {
            lines.wrapped(
                    " ".repeat(LEAD) + "- ",
                    Paint.NONE,
                    m.text() + (m.request() ? " (as asked for; the file has 4 bytes more)" : ""));
        }
        if (meanings.size() > most) {
            part("", Paint.NONE, "and " + (meanings.size() - most) + " less usual");
        }
    }

    private void advice(ExplainV1.Advice advice) throws IOException {
        Long bytes = advice.bytes();
        part(
                "SIZE",
                Paint.STRONG,
                bytes == null ? stop(capital(advice.reason())) : Words.need(bytes) + ": " + stop(advice.reason()));
        if (advice.fixes().size() > 1) {
            for (ExplainV1.Fix fix : advice.fixes()) {
                if (USUAL.contains(fix.platform())) {
                    lines.line(" ".repeat(LEAD) + lines.left(fix.platform(), PLATFORM) + lines.spelt(fix.brief()));
                }
            }
            part(
                    "",
                    Paint.QUIET,
                    "--platform NAME gives the text to paste and the check; also for argo, podman, slurm, host.");
            return;
        }
        for (ExplainV1.Fix fix : advice.fixes()) {
            lines.line(" ".repeat(LEAD) + lines.paint(Paint.STRONG, fix.title() + ":"));
            for (String line : fix.snippet().lines().toList()) {
                lines.line(" ".repeat(LEAD + 2) + lines.spelt(line));
            }
            for (String line : fix.verify().lines().toList()) {
                lines.line(" ".repeat(LEAD + 2) + lines.paint(Paint.QUIET, line));
            }
        }
    }

    private void observations(ExplainV1 r) throws IOException {
        for (ExplainV1.Observation o : r.observations()) {
            part("READ", Paint.NONE, "line " + o.line() + ": " + o.text());
        }
        int shown = 0;
        String told = "";
        for (ExplainV1.File f : r.files()) {
            if (shown++ == FILES) {
                part("", Paint.NONE, "and " + (r.files().size() - FILES) + " more kinds of files");
                return;
            }
            part(
                    "FILES",
                    Paint.NONE,
                    f.count() + " x " + f.bytes() + " bytes, " + f.program() + ", such as " + f.example());
            meanings(f.meanings(), 2);
            if (!f.remark().isEmpty() && (!f.remark().equals(told) || !f.pids().isEmpty())) {
                told = f.remark();
                part(
                        "",
                        Paint.QUIET,
                        f.remark() + (f.pids().isEmpty() ? "." : "; of process " + String.join(", ", f.pids()) + "."));
            }
        }
    }

    private static String capital(String sentence) {
        return sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1);
    }

    private static String stop(String sentence) {
        return sentence.endsWith(".") ? sentence : sentence + ".";
    }

    private void part(String lead, Paint paint, String text) throws IOException {
        lines.wrapped(lines.left(lead, LEAD), paint, text);
    }
}
