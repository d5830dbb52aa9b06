package dev.shmfit.lint;

import dev.shmfit.facts.SourceRef;
import dev.shmfit.manifest.ManifestText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Comments that accept a finding: {@code # shmfit-ignore ID: reason} at the end of its line or in the comment lines right
 * above it, {@code # shmfit-ignore-file ID: reason} anywhere.
 */
final class Suppressions {
    private static final Pattern COMMENT =
            Pattern.compile("(?:#|//)\\s*shmfit-ignore(-file)?\\s+([a-z0-9-]+)\\s*(?::\\s*(.*?))?\\s*$");

    private record Comment(int line, int column, boolean wholeFile, String id, String reason) {}

    private final ManifestText file;
    private final List<Comment> comments = new ArrayList<>();
    private final List<String> lines;

    private Suppressions(ManifestText file) {
        this.file = file;
        this.lines = List.of(file.text().split("\r?\n", -1));
        for (int i = 0; i < lines.size(); i++) {
            Matcher m = COMMENT.matcher(lines.get(i));
            if (m.find()) {
                String reason = m.group(3) == null ? "" : m.group(3);
                comments.add(new Comment(i + 1, m.start() + 1, m.group(1) != null, m.group(2), reason));
            }
        }
    }

    static Suppressions of(ManifestText file) {
        return new Suppressions(file);
    }

    List<LintFinding> apply(List<LintFinding> findings) {
        List<LintFinding> result = new ArrayList<>();
        List<Comment> used = new ArrayList<>();
        for (LintFinding f : findings) {
            Optional<Comment> said = comments.stream()
                    .filter(c -> c.id.equals(f.rule().id()) && (c.wholeFile || reaches(c.line, f.at().line())))
                    .findFirst();
            said.ifPresent(used::add);
            result.add(said.filter(c -> !c.reason.isEmpty())
                    .map(c -> f.suppressed(c.reason))
                    .orElse(f));
        }
        for (Comment c : comments) {
            SourceRef at = new SourceRef(file.name(), c.line, c.column);
            if (c.reason.isEmpty()) {
                result.add(LintFinding.of(
                        LintRule.SUPPRESSION_WITHOUT_REASON,
                        at,
                        "The suppression of " + c.id + " gives no reason and does not hold.",
                        "Write # shmfit-ignore " + c.id + ": and why."));
            } else if (!used.contains(c)) {
                result.add(LintFinding.of(
                        LintRule.SUPPRESSION_UNUSED,
                        at,
                        LintRule.named(c.id).isPresent()
                                ? "Nothing here is " + c.id + "."
                                : "There is no rule " + c.id + ".",
                        "Take the comment away."));
            }
        }
        return result;
    }

    /** A comment reaches its own line, and the next one that is no comment. */
    private boolean reaches(int comment, int line) {
        if (comment == line) {
            return true;
        }
        for (int i = comment + 1; i <= line; i++) {
            if (!lines.get(i - 2).strip().startsWith("#")
                    && !lines.get(i - 2).strip().startsWith("//")) {
                return false;
            }
        }
        return comment < line;
    }
}
