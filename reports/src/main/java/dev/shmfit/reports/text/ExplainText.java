package dev.shmfit.reports.text;

import dev.shmfit.reports.ExplainV1;
import dev.shmfit.reports.ExplainV1.Cause;
import dev.shmfit.reports.ExplainV1.Hit;
import dev.shmfit.reports.ExplainV1.Meaning;
import dev.shmfit.reports.Words;
import dev.shmfit.text.Language;
import dev.shmfit.text.Text;
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
    private final Language language;

    private ExplainText(StyledLines lines, Language language) {
        this.lines = lines;
        this.language = language;
    }

    /**
     * The text.
     *
     * @param language the one that the report is in
     */
    public static String write(ExplainV1 report, TextStyle style, Language language) {
        StringBuilder out = new StringBuilder();
        try {
            new ExplainText(new StyledLines(out, style), language).report(report);
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
            part(Text.of("explain/lead-bytes"), Paint.STRONG, String.valueOf(s.bytes()));
            meanings(s.meanings(), Integer.MAX_VALUE);
        }
        observations(r);
        for (String remark : r.remarks()) {
            part(Text.of("explain/lead-note"), Paint.NONE, remark);
        }
    }

    private static boolean isLater(Cause c) {
        return "consequence".equals(c.role());
    }

    private void cause(Cause c, boolean full, ExplainV1.@Nullable Advice advice) throws IOException {
        part(head(c), paint(c), said("explain/titled", "title", c.title(), "id", c.id()));
        if (c.confidence() != null) {
            part(
                    Text.EMPTY,
                    Paint.NONE,
                    stop(said(
                            "explain/judged",
                            "space",
                            space(c.spaceProblem()),
                            "confidence",
                            confidence(c.confidence()),
                            "reason",
                            c.reason())));
        } else {
            part(
                    Text.EMPTY,
                    Paint.NONE,
                    said("explain/for-owner", "space", space(c.spaceProblem()), "owner", owner(c.owner())));
        }
        for (Hit hit : c.hits()) {
            hit(hit);
        }
        for (String clause : c.speaksFor()) {
            part(Text.of("explain/lead-for"), Paint.NONE, said("explain/sentence", "text", clause));
        }
        for (String clause : c.speaksAgainst()) {
            part(Text.of("explain/lead-but"), Paint.NONE, said("explain/sentence", "text", clause));
        }
        if (!full) {
            return;
        }
        part(Text.of("explain/lead-why"), Paint.NONE, c.cause());
        if (!c.fix().isEmpty()) {
            part(Text.of("explain/lead-do"), Paint.NONE, c.fix());
        }
        if (advice != null) {
            advice(advice);
        }
        wrongFixes(c);
        if (!c.sources().isEmpty()) {
            part(Text.of("explain/lead-see"), Paint.QUIET, String.join(", ", c.sources()));
        }
    }

    /** Of a text that was read, what does not help has room for a line; the page of the id says why. */
    private void wrongFixes(Cause c) throws IOException {
        if (c.role() != null && c.wrongFixes().size() > MOST_WRONG) {
            String advice =
                    c.wrongFixes().stream().map(ExplainV1.WrongFix::advice).collect(Collectors.joining("; "));
            part(Text.of("explain/lead-not"), Paint.NONE, said("explain/why-not", "advice", advice, "id", c.id()));
            return;
        }
        Text lead = Text.of("explain/lead-not");
        for (ExplainV1.WrongFix w : c.wrongFixes()) {
            part(lead, Paint.NONE, said("explain/wrong", "advice", w.advice(), "why", w.why()));
            lead = Text.EMPTY;
        }
    }

    private static Text head(Cause c) {
        if (c.role() == null) {
            return Text.verbatim("ID");
        }
        return switch (c.role()) {
            case "cause", "symptom" -> Text.of("explain/lead-cause");
            case "consequence" -> Text.of("explain/lead-then");
            default -> Text.of("explain/lead-also");
        };
    }

    private static Paint paint(Cause c) {
        return "cause".equals(c.role()) || "symptom".equals(c.role()) ? Paint.BAD_STRONG : Paint.STRONG;
    }

    private static Text space(String word) {
        return switch (word) {
            case "yes" -> Text.of("explain/space-yes");
            case "no" -> Text.of("explain/space-no");
            case "undecided" -> Text.of("explain/space-undecided");
            default -> Text.of("explain/space-no-failure");
        };
    }

    static Text confidence(String word) {
        return switch (word) {
            case "certain" -> Text.of("explain/certain");
            case "likely" -> Text.of("explain/likely");
            default -> Text.of("explain/possible");
        };
    }

    private static Text owner(String word) {
        return switch (word) {
            case "image" -> Text.of("explain/owner-image");
            case "node" -> Text.of("explain/owner-node");
            case "hypervisor" -> Text.of("explain/owner-hypervisor");
            default -> Text.of("explain/owner-job");
        };
    }

    private void hit(Hit hit) throws IOException {
        String where =
                String.join(", ", hit.lines().stream().map(String::valueOf).toList());
        String file = hit.values().getOrDefault("file", "");
        String unnamed = file.isEmpty() ? hit.id() : said("explain/seen-file", "id", hit.id(), "file", file);
        String what = hit.statement().isEmpty() ? unnamed : hit.statement();
        part(
                Text.of("explain/lead-seen"),
                Paint.NONE,
                hit.count() > hit.lines().size()
                        ? said("explain/line-times", "lines", where, "count", hit.count(), "what", what)
                        : said("explain/line", "lines", where, "what", what));
        for (ExplainV1.Size s : hit.sizes()) {
            if (!s.meanings().isEmpty()) {
                part(Text.EMPTY, Paint.NONE, said("explain/bytes", "bytes", s.bytes()));
                meanings(s.meanings(), MEANINGS);
            }
        }
    }

    private void meanings(List<Meaning> meanings, int most) throws IOException {
        for (Meaning m : meanings.subList(0, Math.min(most, meanings.size()))) {
            lines.wrapped(
                    " ".repeat(LEAD) + "- ",
                    Paint.NONE,
                    m.request() ? said("explain/as-asked", "meaning", m.text()) : m.text());
        }
        if (meanings.size() > most) {
            part(Text.EMPTY, Paint.NONE, said("explain/less-usual", "count", meanings.size() - most));
        }
    }

    private void advice(ExplainV1.Advice advice) throws IOException {
        Long bytes = advice.bytes();
        part(
                Text.of("explain/lead-size"),
                Paint.STRONG,
                bytes == null
                        ? stop(capital(advice.reason()))
                        : stop(said("explain/size", "need", Words.need(bytes), "reason", advice.reason())));
        if (advice.fixes().size() > 1) {
            for (ExplainV1.Fix fix : advice.fixes()) {
                if (USUAL.contains(fix.platform())) {
                    lines.line(" ".repeat(LEAD) + lines.left(fix.platform(), PLATFORM) + lines.spelt(fix.brief()));
                }
            }
            part(Text.EMPTY, Paint.QUIET, said("explain/platform-hint"));
            return;
        }
        for (ExplainV1.Fix fix : advice.fixes()) {
            lines.line(" ".repeat(LEAD) + lines.paint(Paint.STRONG, said("explain/colon", "title", fix.title())));
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
            part(Text.of("explain/lead-read"), Paint.NONE, said("explain/line", "lines", o.line(), "what", o.text()));
        }
        int shown = 0;
        String told = "";
        for (ExplainV1.File f : r.files()) {
            if (shown++ == FILES) {
                part(
                        Text.EMPTY,
                        Paint.NONE,
                        said("explain/more-files", "count", r.files().size() - FILES));
                return;
            }
            part(
                    Text.of("explain/lead-files"),
                    Paint.NONE,
                    said(
                            "explain/files",
                            "count",
                            f.count(),
                            "bytes",
                            f.bytes(),
                            "program",
                            f.program(),
                            "example",
                            f.example()));
            meanings(f.meanings(), 2);
            if (!f.remark().isEmpty() && (!f.remark().equals(told) || !f.pids().isEmpty())) {
                told = f.remark();
                part(
                        Text.EMPTY,
                        Paint.QUIET,
                        f.pids().isEmpty()
                                ? said("explain/sentence", "text", f.remark())
                                : said(
                                        "explain/remark-processes",
                                        "remark",
                                        f.remark(),
                                        "pids",
                                        String.join(", ", f.pids())));
            }
        }
    }

    private static String capital(String sentence) {
        return sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1);
    }

    private String stop(String sentence) {
        return sentence.endsWith(".") || sentence.endsWith("。") ? sentence : said("explain/sentence", "text", sentence);
    }

    private String said(String id, Object... namesAndValues) {
        return Text.of(id, namesAndValues).in(language);
    }

    private void part(Text lead, Paint paint, String text) throws IOException {
        lines.wrapped(lines.left(lead.in(language), LEAD), paint, text);
    }
}
