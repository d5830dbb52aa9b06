package dev.shmfit.parse.paste;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Lines that a program runs, or a template writes, only under a condition: below Python's {@code if …:}, between a shell's
 * {@code if} and {@code fi} or in its functions, between {@code {{ if … }}} and {@code {{ end }}}, in a container beside the job's. What they set may be in force or not.
 */
final class Conditions {
    private static final Pattern PYTHON =
            Pattern.compile("^(?!if __name__\\b)(?:(?:if|elif|while|except|case)\\b.*|else\\s*):(?:\\s*#.*)?$");
    private static final Pattern SHELL = Pattern.compile("^(?:if\\s.*(?<![:{])|case\\s.*\\sin)$");
    private static final Pattern SHELL_END = Pattern.compile("^(?:fi|esac)\\b.*$");
    /** A shell's function, which runs where it is called. */
    private static final Pattern FUNCTION = Pattern.compile("^(?:function )?[A-Za-z_][\\w-]* ?\\(\\)(?:\\s*\\{)?$");

    private static final Pattern FUNCTION_END = Pattern.compile("^\\}$");
    private static final Pattern TEMPLATE = Pattern.compile("^\\{[{%]-?\\s*if\\b.*[%}]\\}$");
    private static final Pattern TEMPLATE_END = Pattern.compile("^\\{[{%]-?\\s*end(?:if)?\\b.*[%}]\\}$");
    private static final Pattern WHOLE = Pattern.compile("^.*;\\s*(?:fi|esac)\\b.*$");

    private final LineSet found = new LineSet();
    private final Deque<Integer> indents = new ArrayDeque<>();

    private Conditions() {}

    /** Their numbers. */
    static LineSet in(List<PastedLine> lines) {
        Conditions conditions = new Conditions();
        conditions.indented(lines);
        conditions.between(lines, SHELL, SHELL_END);
        conditions.between(lines, FUNCTION, FUNCTION_END);
        conditions.between(lines, TEMPLATE, TEMPLATE_END);
        conditions.found.addAll(OtherContainers.in(lines));
        return conditions.found;
    }

    private void indented(List<PastedLine> lines) {
        for (PastedLine line : lines) {
            if (line.boundary()) {
                indents.clear();
            }
            if (line.isBlank()) {
                continue;
            }
            int indent = line.indent();
            while (!indents.isEmpty() && indents.peek() >= indent) {
                indents.pop();
            }
            if (!indents.isEmpty()) {
                found.add(line.number());
            }
            if (PYTHON.matcher(line.stripped()).matches()) {
                indents.push(indent);
            }
        }
    }

    /** A beginning without an end is none. */
    private void between(List<PastedLine> lines, Pattern start, Pattern end) {
        Deque<Integer> open = new ArrayDeque<>();
        for (PastedLine line : lines) {
            String text = line.stripped();
            if (start.matcher(text).matches() && !WHOLE.matcher(text).matches()) {
                open.push(line.number());
            } else if (!open.isEmpty() && end.matcher(text).matches()) {
                for (int i = open.pop(); i < line.number(); i++) {
                    found.add(i);
                }
            }
        }
    }
}
