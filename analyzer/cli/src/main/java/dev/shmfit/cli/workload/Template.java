package dev.shmfit.cli.workload;

import dev.shmfit.facts.SourceRef;
import dev.shmfit.units.TextLines;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text that is no YAML because it is what YAML is made from: a Helm chart's, Jinja's or Terraform's template. */
final class Template {
    private static final Pattern DIRECTIVE = Pattern.compile("(\\{\\{-?|\\{%-?|%\\{)[^\\r\\n]*?(?:}}|%}|}|$)");
    private static final int SHOWN = 40;

    private Template() {}

    /** The problem to tell where a directive stands in the line at which the parser gave up, or in one before it. */
    static Optional<Problem> in(String file, String text, int last) {
        List<String> lines = TextLines.of(text, last);
        for (int i = Math.min(last, lines.size()) - 1; i >= 0; i--) {
            String line = lines.get(i);
            Matcher m = DIRECTIVE.matcher(line);
            if (m.find() && !line.strip().startsWith("#")) {
                return Optional.of(new Problem(new SourceRef(file, i + 1, m.start() + 1), told(m.group(), m.group(1))));
            }
        }
        return Optional.empty();
    }

    private static String told(String directive, String opened) {
        String shown = directive.length() > SHOWN ? directive.substring(0, SHOWN) + "..." : directive;
        String how = opened.startsWith("{{") ? ": helm template CHART | shmfit lint -" : "";
        return "this is no YAML, but a template (" + shown + "): hand over what it is rendered to" + how;
    }
}
