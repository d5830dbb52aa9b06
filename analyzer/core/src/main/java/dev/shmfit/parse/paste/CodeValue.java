package dev.shmfit.parse.paste;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An expression of a program that is the value of a variable: a string or a number tells it, also within {@code str()}, and so
 * does what a look-up of the environment falls back to ({@code os.environ.get(NAME, "1")}), as a shell's default does. Of a
 * name, a condition or a call the value does not stand in the text.
 */
final class CodeValue {
    private static final Pattern LITERAL =
            Pattern.compile("^(?:[rRbBuU]?|[fF](?=[^{]*$))(?:\"([^\"\\\\]*)\"|'([^'\\\\]*)')$");
    private static final Pattern NUMBER = Pattern.compile("^-?\\d{1,19}$");
    private static final Pattern STR = Pattern.compile("^(?:str|String|to_string)\\((.*)\\)$");
    private static final Pattern FALLBACK =
            Pattern.compile("^(?:os\\.)?(?:environ\\.get|getenv)\\(\\s*[\"'][^\"']*[\"']\\s*,\\s*(.*)\\)$");

    private CodeValue() {}

    /** The value; empty where the text does not hold it. */
    static Optional<String> of(String expression) {
        String e = expression.strip();
        Matcher literal = LITERAL.matcher(e);
        if (literal.matches()) {
            return Optional.of(literal.group(1) == null ? literal.group(2) : literal.group(1));
        }
        if (NUMBER.matcher(e).matches()) {
            return Optional.of(e);
        }
        Matcher str = STR.matcher(e);
        if (str.matches()) {
            return of(str.group(1));
        }
        Matcher fallback = FALLBACK.matcher(e);
        return fallback.matches() ? of(fallback.group(1)) : Optional.empty();
    }

    /** The first of several arguments: up to a comma, or what closes the list, that is in no quotes or brackets. */
    static String first(String arguments) {
        char quote = 0;
        int depth = 0;
        for (int i = 0; i < arguments.length(); i++) {
            char c = arguments.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (depth == 0 && (c == ',' || c == ')' || c == ']' || c == '}')) {
                return arguments.substring(0, i);
            } else if (c == '(' || c == '[' || c == '{') {
                depth++;
            } else if (c == ')' || c == ']' || c == '}') {
                depth--;
            }
        }
        return arguments;
    }
}
