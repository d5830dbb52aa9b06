package dev.shmfit.units;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes JSON made of maps, lists, strings, numbers, booleans and null. A library that looks into every class by itself
 * costs a short run more than its whole analysis, and cannot run in a page of the web.
 */
public class JsonWriter {
    private static final String HEX = "0123456789ABCDEF";
    private static final String HARMFUL_IN_SCRIPT = "<>&'\u2028\u2029";

    private final StringBuilder out = new StringBuilder();
    private final Layout layout;
    private int depth;

    /** How it is laid out. */
    public enum Layout {
        /** Over several lines, for people: members indented by two, lists along the line. */
        LINES,
        /** On one line. */
        LINE,
        /** On one line, and unable to end the script element that it stands in, whatever its strings hold. */
        SCRIPT
    }

    /** An empty text. */
    protected JsonWriter(Layout layout) {
        this.layout = layout;
    }

    /** The text of a value. */
    public static String write(Layout layout, Object value) {
        return new JsonWriter(layout).text(value);
    }

    /** The text of a value. */
    protected final String text(@Nullable Object value) {
        value(value);
        return out.toString();
    }

    /** Writes a value of a type beyond those of JSON. */
    protected void other(Object value) {
        throw new IllegalArgumentException("JSON has no form of " + value);
    }

    /** Writes a value. */
    protected final void value(@Nullable Object value) {
        if (value == null || value instanceof Boolean || value instanceof Number) {
            out.append(value);
        } else if (value instanceof CharSequence text) {
            string(text);
        } else if (value instanceof List<?> list) {
            list(list);
        } else if (value instanceof Map<?, ?> map) {
            boolean first = true;
            begin();
            for (Map.Entry<?, ?> e : map.entrySet()) {
                member(first, key(e.getKey()), e.getValue());
                first = false;
            }
            end(first);
        } else {
            other(value);
        }
    }

    /** A map's key as a member's name. */
    protected String key(Object key) {
        return String.valueOf(key);
    }

    /** Begins an object. */
    protected final void begin() {
        out.append('{');
    }

    /** Writes a member of an object. */
    protected final void member(boolean first, String name, @Nullable Object value) {
        if (first) {
            depth++;
        } else {
            out.append(',');
        }
        line();
        string(name);
        out.append(layout == Layout.LINES ? ": " : ":");
        value(value);
    }

    /** Ends an object. */
    protected final void end(boolean empty) {
        if (empty) {
            out.append(gap());
        } else {
            depth--;
            line();
        }
        out.append('}');
    }

    private String gap() {
        return layout == Layout.LINES ? " " : "";
    }

    private void list(List<?> list) {
        out.append('[').append(gap());
        for (Iterator<?> items = list.iterator(); items.hasNext(); ) {
            value(items.next());
            out.append(items.hasNext() ? "," : "").append(gap());
        }
        out.append(']');
    }

    private void line() {
        if (layout == Layout.LINES) {
            out.append('\n').append("  ".repeat(depth));
        }
    }

    private void string(CharSequence text) {
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
                if (c < ' ' || (layout == Layout.SCRIPT && HARMFUL_IN_SCRIPT.indexOf(c) >= 0)) {
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
            out.append(layout == Layout.SCRIPT ? Character.toLowerCase(digit) : digit);
        }
    }
}
