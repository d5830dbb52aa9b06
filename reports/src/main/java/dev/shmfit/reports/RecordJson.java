package dev.shmfit.reports;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Records of a report as JSON, laid out as Jackson's default printer does with an indent of two. Written by hand because
 * Jackson's introspection costs a short run more than its whole analysis, and cannot run in a page.
 */
public final class RecordJson {
    private static final String HEX = "0123456789ABCDEF";
    private static final String HARMFUL_IN_SCRIPT = "<>&'\u2028\u2029";

    private final StringBuilder out = new StringBuilder();
    private final boolean pretty;
    private final boolean script;
    private int depth;

    private RecordJson(boolean pretty, boolean script) {
        this.pretty = pretty;
        this.script = script;
    }

    /** Over several lines, for people. */
    public static String pretty(Record value) {
        return new RecordJson(true, false).write(value);
    }

    /** On one line, and unable to end the script element that it stands in, whatever its strings hold. */
    public static String inScript(Object value) {
        return new RecordJson(false, true).write(value);
    }

    private String write(Object value) {
        value(value);
        return out.toString();
    }

    private void value(@Nullable Object value) {
        if (value == null || value instanceof Boolean || value instanceof Number) {
            out.append(value);
        } else if (value instanceof JsonWord word) {
            text(word.word());
        } else if (value instanceof CharSequence text) {
            text(text);
        } else if (value instanceof Enum<?> constant) {
            text(constant.name());
        } else if (value instanceof List<?> list) {
            list(list);
        } else if (value instanceof Map<?, ?> map) {
            map(map);
        } else if (value instanceof Record record) {
            record(record);
        } else {
            throw new IllegalArgumentException("a report has no " + value.getClass().getName());
        }
    }

    private void record(Record record) {
        RecordShape shape = RecordShape.of(record);
        boolean first = true;
        out.append('{');
        for (int i = 0; i < shape.components().size(); i++) {
            RecordShape.Component component = shape.components().get(i);
            Object part = shape.part(record, i);
            if (part != null || !component.omitted()) {
                entry(first, component.key(), part);
                first = false;
            }
        }
        end(first);
    }

    private void map(Map<?, ?> map) {
        boolean first = true;
        out.append('{');
        for (Map.Entry<?, ?> e : map.entrySet()) {
            Object key = e.getKey();
            entry(first, key instanceof JsonWord word ? word.word() : String.valueOf(key), e.getValue());
            first = false;
        }
        end(first);
    }

    private void entry(boolean first, String key, @Nullable Object value) {
        if (first) {
            depth++;
        } else {
            out.append(',');
        }
        line();
        text(key);
        out.append(pretty ? ": " : ":");
        value(value);
    }

    private void end(boolean empty) {
        if (empty) {
            out.append(pretty ? " " : "");
        } else {
            depth--;
            line();
        }
        out.append('}');
    }

    private void list(List<?> list) {
        String gap = pretty ? " " : "";
        out.append('[').append(gap);
        for (Iterator<?> items = list.iterator(); items.hasNext(); ) {
            value(items.next());
            out.append(items.hasNext() ? "," : "").append(items.hasNext() ? gap : "");
        }
        out.append(list.isEmpty() ? "" : gap).append(']');
    }

    private void line() {
        if (pretty) {
            out.append('\n');
            for (int i = 0; i < depth; i++) {
                out.append("  ");
            }
        }
    }

    private void text(CharSequence text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            character(text.charAt(i));
        }
        out.append('"');
    }

    private void character(char c) {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\b' -> out.append("\\b");
            case '\t' -> out.append("\\t");
            case '\n' -> out.append("\\n");
            case '\f' -> out.append("\\f");
            case '\r' -> out.append("\\r");
            default -> {
                if (c < ' ' || (script && HARMFUL_IN_SCRIPT.indexOf(c) >= 0)) {
                    escaped(c);
                } else {
                    out.append(c);
                }
            }
        }
    }

    private void escaped(char c) {
        out.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            char digit = HEX.charAt(c >> shift & 0xF);
            out.append(script ? Character.toLowerCase(digit) : digit);
        }
    }
}
