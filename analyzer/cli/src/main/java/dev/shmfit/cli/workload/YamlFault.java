package dev.shmfit.cli.workload;

import dev.shmfit.facts.SourceRef;
import dev.shmfit.units.TextLines;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ParserException;
import org.snakeyaml.engine.v2.exceptions.ScannerException;

/**
 * Where a text is no YAML: which line is at fault, and by how much. The parser says what it met and what it expected;
 * people want to know which line to move, or which bracket to close.
 */
public final class YamlFault {
    private static final char NOTHING = 0;

    private final String file;
    private final String text;

    private YamlFault(String file, String text) {
        this.file = file;
        this.text = text;
    }

    /**
     * What to say of a text that the parser gave up.
     *
     * @param file as messages name it
     */
    public static Problem of(String file, String text, MarkedYamlEngineException e) {
        return new YamlFault(file, text).problem(e);
    }

    private Problem problem(MarkedYamlEngineException e) {
        SourceRef at = e.getProblemMark().map(this::place).orElseGet(() -> new SourceRef(file, 1, 1));
        SourceRef from = e.getContextMark().map(this::place).orElse(at);
        Optional<Problem> template = Template.in(file, text, at.line());
        if (template.isPresent()) {
            return template.get();
        }
        char opened = e.getContextMark().map(this::character).orElse(NOTHING);
        char met = e.getProblemMark().map(this::character).orElse(NOTHING);
        if ((opened == '"' || opened == '\'')
                && e.getProblemMark().filter(this::isEnd).isPresent()
                && e instanceof ScannerException) {
            return new Problem(from, "this is no YAML: the quote that opens here is never closed");
        }
        if ((opened == '[' || opened == '{') && e instanceof ParserException) {
            return new Problem(
                    at,
                    "this is no YAML: the bracket that opens in line " + from.line() + ", column " + from.column()
                            + " is not closed before this; expected a comma or the closing bracket");
        }
        if (met == '\t' && e instanceof ScannerException) {
            return new Problem(at, "this is no YAML: a tab indents this line; use spaces");
        }
        Optional<Problem> moved = new Indentation(file, text).fault(at.line());
        return moved.orElseGet(() -> new Problem(at, "this is no YAML: " + oneLine(e.getProblem())));
    }

    /** What stands at a mark; nothing behind the end. */
    private char character(Mark mark) {
        List<String> lines = TextLines.of(text, mark.getLine() + 1);
        String line = mark.getLine() < lines.size() ? lines.get(mark.getLine()) : "";
        return mark.getColumn() < line.length() ? line.charAt(mark.getColumn()) : NOTHING;
    }

    /** Where the text or its document ends. */
    private boolean isEnd(Mark mark) {
        List<String> lines = TextLines.of(text, Integer.MAX_VALUE);
        if (mark.getLine() >= lines.size()) {
            return true;
        }
        String line = lines.get(mark.getLine());
        boolean last = mark.getLine() == lines.size() - 1 && mark.getColumn() >= line.length();
        return last || (mark.getColumn() == 0 && (line.startsWith("---") || line.startsWith("...")));
    }

    private SourceRef place(Mark mark) {
        return new SourceRef(file, mark.getLine() + 1, mark.getColumn() + 1);
    }

    static String oneLine(@Nullable String message) {
        return message == null ? "it cannot be read" : message.strip().replaceAll("\\s+", " ");
    }
}
