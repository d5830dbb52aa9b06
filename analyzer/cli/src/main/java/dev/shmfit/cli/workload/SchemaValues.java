package dev.shmfit.cli.workload;

import dev.shmfit.units.JsonText;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Whether a single value of YAML suits a schema: its type, its bounds, its words. */
final class SchemaValues {
    private final Map<String, Pattern> patterns = new ConcurrentHashMap<>();

    /** Whether it has the constant, the length, the pattern and the bounds that the schema asks for. */
    boolean suits(JsonText s, Yaml.Scalar value) {
        int length = value.text().codePointCount(0, value.text().length());
        return (!s.has("const") || equal(s.member("const"), value))
                && (!s.has("enum") || anyEqual(s.member("enum"), value))
                && (!s.has("pattern") || matches(s.member("pattern").text(""), value.text()))
                && length >= s.member("minLength").number(0)
                && length <= s.member("maxLength").number(Integer.MAX_VALUE)
                && value.number().map(n -> within(s, n)).orElse(true);
    }

    /** Whether the value is of the schema's type. */
    static boolean fits(JsonText s, Yaml value) {
        String type = s.member("type").text("");
        if (type.isEmpty()) {
            return value instanceof Yaml.Scalar;
        }
        if (value instanceof Yaml.Scalar scalar) {
            return switch (type) {
                case "string" -> scalar.kind() == Yaml.Kind.TEXT;
                case "number" -> scalar.kind() == Yaml.Kind.NUMBER;
                case "integer" -> scalar.integer().isPresent();
                case "boolean" -> scalar.kind() == Yaml.Kind.TRUTH;
                default -> false;
            };
        }
        return type.equals(value instanceof Yaml.Sequence ? "array" : "object");
    }

    /** Whether a mapping that says its kind says that of this alternative; true where kinds have no part. */
    static boolean isMeant(JsonText alternative, Yaml value) {
        JsonText kind = alternative.at("/properties/kind");
        if (!(value instanceof Yaml.Mapping m)) {
            return true;
        }
        if (m.get("kind").isEmpty()) {
            return kind.isAbsent();
        }
        String said = m.get("kind").get() instanceof Yaml.Scalar s ? s.text() : "";
        if (kind.has("const")) {
            return kind.member("const").text("").equals(said);
        }
        List<String> known = new ArrayList<>();
        kind.member("enum").items().forEach(w -> known.add(w.text("")));
        return known.contains(said);
    }

    private static boolean within(JsonText s, BigDecimal n) {
        return (!s.has("minimum") || n.compareTo(s.member("minimum").decimal()) >= 0)
                && (!s.has("maximum") || n.compareTo(s.member("maximum").decimal()) <= 0);
    }

    private static boolean anyEqual(JsonText words, Yaml.Scalar value) {
        for (JsonText word : words.items()) {
            if (equal(word, value)) {
                return true;
            }
        }
        return false;
    }

    private static boolean equal(JsonText word, Yaml.Scalar value) {
        return switch (value.kind()) {
            case TEXT -> word.isString() && word.text("").equals(value.text());
            case TRUTH -> word.isBoolean() && word.text("").equals(value.text());
            case NUMBER ->
                word.isNumber()
                        && value.number()
                                .map(n -> n.compareTo(word.decimal()) == 0)
                                .orElse(false);
            case NOTHING -> word.isNull();
        };
    }

    boolean matches(String regex, String text) {
        return patterns.computeIfAbsent(regex, Pattern::compile).matcher(text).find();
    }
}
