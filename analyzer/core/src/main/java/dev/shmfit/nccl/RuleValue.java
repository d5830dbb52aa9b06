package dev.shmfit.nccl;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The value of a version rule as people read it; the same text for the same value, always. */
public final class RuleValue {
    private RuleValue() {}

    /** A flag is yes or no, a procedure its name in words, a table its rows, a number itself. */
    public static String text(Object value) {
        if (value instanceof Boolean flag) {
            return flag ? "yes" : "no";
        }
        if (value instanceof Enum<?> procedure) {
            return words(procedure);
        }
        if (value instanceof Optional<?> perhaps) {
            return perhaps.map(RuleValue::text).orElse("none");
        }
        if (value instanceof Map<?, ?> table) {
            List<String> rows = new ArrayList<>();
            table.forEach((k, v) -> rows.add(text(k) + " " + text(v)));
            return listed(rows, true);
        }
        if (value instanceof Collection<?> many) {
            return listed(many.stream().map(RuleValue::text).toList(), many instanceof Set);
        }
        String text = String.valueOf(value).replaceAll("\\.0(?![0-9])", "");
        // A record's own text begins with its type, which no reader asked for.
        boolean typed = value instanceof Record && text.endsWith("]") && text.indexOf('[') > 0;
        return typed ? text.substring(text.indexOf('[') + 1, text.length() - 1).replace('=', ' ') : text;
    }

    /** Path types are NCCL's own words; other names are read as words. */
    private static String words(Enum<?> procedure) {
        String name = procedure.name();
        return name.length() <= 3 ? name : name.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String listed(List<String> parts, boolean unordered) {
        List<String> shown = new ArrayList<>(parts);
        if (unordered) {
            shown.sort(null);
        }
        return shown.isEmpty() ? "none" : String.join(", ", shown);
    }
}
