package dev.shmfit.units;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A value of JSON that was read (RFC 8259). What is absent reads as what the caller says, so that a stranger's file can be
 * asked for what it may hold. Of members with one name the last counts.
 */
public final class JsonText {
    private static final JsonText ABSENT = new JsonText(null);

    private final @Nullable Object value;

    private JsonText(@Nullable Object value) {
        this.value = value;
    }

    /**
     * Reads a whole text.
     *
     * @throws MalformedText where it is no JSON; says where
     */
    public static JsonText parse(String text) {
        return new JsonText(new Reader(text).whole());
    }

    /** The member of an object; one that reads as absent where there is none. */
    public JsonText member(String name) {
        return value instanceof Map<?, ?> members && members.containsKey(name)
                ? new JsonText(members.get(name))
                : ABSENT;
    }

    /** What a JSON Pointer without escapes leads to, such as {@code /properties/kind}. */
    public JsonText at(String pointer) {
        JsonText found = this;
        for (String name : pointer.substring(1).split("/", -1)) {
            found = found.member(name);
        }
        return found;
    }

    /** Whether an object has a member of that name. */
    public boolean has(String name) {
        return value instanceof Map<?, ?> members && members.containsKey(name);
    }

    /** Whether it was not there. */
    public boolean isAbsent() {
        return this == ABSENT;
    }

    /** Whether it is {@code null}. */
    public boolean isNull() {
        return value == null && !isAbsent();
    }

    /** Whether it is a string. */
    public boolean isString() {
        return value instanceof String;
    }

    /** Whether it is {@code true} or {@code false}. */
    public boolean isBoolean() {
        return value instanceof Boolean;
    }

    /** Whether it is a number. */
    public boolean isNumber() {
        return value instanceof Literal;
    }

    /** A number, exactly; zero of any other value. */
    public BigDecimal decimal() {
        return value instanceof Literal literal ? new BigDecimal(literal.toString()) : BigDecimal.ZERO;
    }

    /** Whether it is an object. */
    public boolean isObject() {
        return value instanceof Map<?, ?>;
    }

    /** An object's members, in their order; none of any other value. */
    public Map<String, JsonText> members() {
        Map<String, JsonText> all = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> members) {
            members.forEach((name, member) -> all.put((String) name, new JsonText(member)));
        }
        return all;
    }

    /** A list's items; none of any other value. */
    public List<JsonText> items() {
        return value instanceof List<?> list ? list.stream().map(JsonText::new).toList() : List.of();
    }

    /** A string, or a number or boolean as it is spelled; {@code otherwise} of any other value. */
    public String text(String otherwise) {
        return value == null || value instanceof Map<?, ?> || value instanceof List<?> ? otherwise : value.toString();
    }

    /** A whole number; {@code otherwise} where it is none, or does not fit. */
    public int number(int otherwise) {
        try {
            return value instanceof Literal literal ? Integer.parseInt(literal.toString(), 10) : otherwise;
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }

    /** Whether it is {@code true}. */
    public boolean isTrue() {
        return Boolean.TRUE.equals(value);
    }

    /** An object with one member put in place of that name's, or at the end; the text of it, laid out over lines. */
    public String with(String name, Object member) {
        Map<Object, @Nullable Object> all = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> members) {
            all.putAll(members);
        }
        all.put(name, member);
        return JsonWriter.write(JsonWriter.Layout.LINES, all);
    }

    /** A number as it is spelled. */
    private static final class Literal extends Number {
        private static final long serialVersionUID = 1L;
        private final String spelled;

        Literal(String spelled) {
            this.spelled = spelled;
        }

        @Override
        public int intValue() {
            return (int) doubleValue();
        }

        @Override
        public long longValue() {
            return (long) doubleValue();
        }

        @Override
        public float floatValue() {
            return (float) doubleValue();
        }

        @Override
        public double doubleValue() {
            return Double.parseDouble(spelled);
        }

        @Override
        public String toString() {
            return spelled;
        }
    }

    /** Reads one text from its beginning to its end. */
    private static final class Reader {
        private static final int DEEPEST = 200;
        private final String text;
        private int at;
        private int depth;

        Reader(String text) {
            this.text = text;
        }

        @Nullable
        Object whole() {
            Object value = value();
            skipBlanks();
            if (at < text.length()) {
                throw wrong("nothing more");
            }
            return value;
        }

        private MalformedText wrong(String expected) {
            String before = text.substring(0, at);
            int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
            int column = at - before.lastIndexOf('\n');
            String seen = at >= text.length() ? "the end" : "\"" + text.charAt(at) + "\"";
            return new MalformedText(
                    "expected " + expected + " but found " + seen + " in line " + line + ", column " + column);
        }

        private void skipBlanks() {
            while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
                at++;
            }
        }

        private boolean takes(char c) {
            skipBlanks();
            boolean there = at < text.length() && text.charAt(at) == c;
            at += there ? 1 : 0;
            return there;
        }

        private @Nullable Object value() {
            skipBlanks();
            if (at < text.length() && text.charAt(at) == '"') {
                return string();
            }
            if (++depth > DEEPEST) {
                throw wrong("at most " + DEEPEST + " levels");
            }
            Object value = takes('{') ? object() : takes('[') ? list() : word();
            depth--;
            return value;
        }

        private Map<String, @Nullable Object> object() {
            Map<String, @Nullable Object> members = new LinkedHashMap<>();
            if (takes('}')) {
                return members;
            }
            do {
                skipBlanks();
                if (at >= text.length() || text.charAt(at) != '"') {
                    throw wrong("a name in quotation marks");
                }
                String name = string();
                if (!takes(':')) {
                    throw wrong("\":\"");
                }
                members.put(name, value());
            } while (takes(','));
            if (!takes('}')) {
                throw wrong("\",\" or \"}\"");
            }
            return members;
        }

        private List<@Nullable Object> list() {
            List<@Nullable Object> items = new ArrayList<>();
            if (takes(']')) {
                return items;
            }
            do {
                items.add(value());
            } while (takes(','));
            if (!takes(']')) {
                throw wrong("\",\" or \"]\"");
            }
            return items;
        }

        private @Nullable Object word() {
            int end = at;
            while (end < text.length()
                    && (Character.isLetterOrDigit(text.charAt(end)) || "+-.".indexOf(text.charAt(end)) >= 0)) {
                end++;
            }
            String word = text.substring(at, end);
            boolean number = word.matches("-?(?:0|[1-9]\\d*)(?:\\.\\d+)?(?:[eE][-+]?\\d+)?");
            if (!number && !word.equals("true") && !word.equals("false") && !word.equals("null")) {
                throw wrong("a value");
            }
            at = end;
            return switch (word) {
                case "true" -> true;
                case "false" -> false;
                case "null" -> null;
                default -> new Literal(word);
            };
        }

        private String string() {
            StringBuilder string = new StringBuilder();
            at++;
            while (at < text.length() && text.charAt(at) != '"') {
                char c = text.charAt(at);
                if (c < ' ') {
                    throw wrong("no control character in a string");
                }
                at++;
                string.append(c == '\\' ? escaped() : c);
            }
            if (at >= text.length()) {
                throw wrong("the end of a string");
            }
            at++;
            return string.toString();
        }

        private char escaped() {
            char c = at < text.length() ? text.charAt(at) : ' ';
            int plain = "\"\\/bfnrt".indexOf(c);
            if (plain >= 0) {
                at++;
                return "\"\\/\b\f\n\r\t".charAt(plain);
            }
            if (c != 'u'
                    || !text.substring(at + 1, Math.min(text.length(), at + 5)).matches("[0-9a-fA-F]{4}")) {
                throw wrong("an escape such as \\n or \\u00e9");
            }
            at += 5;
            return (char) Integer.parseInt(text.substring(at - 4, at), 16);
        }
    }
}
