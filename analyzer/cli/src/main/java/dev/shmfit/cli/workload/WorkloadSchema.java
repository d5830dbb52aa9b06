package dev.shmfit.cli.workload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shmfit.facts.SourceRef;
import dev.shmfit.units.DidYouMean;
import dev.shmfit.units.MalformedText;
import dev.shmfit.units.SizeText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Does a YAML value have the structure that the published schema says? Reads the very schema that is published, so that
 * the two cannot differ, and answers with places and with what was meant. Knows those of JSON Schema's words that our
 * schema uses, and no other.
 */
final class WorkloadSchema {
    /** The words that this class follows; those that only describe are passed over. */
    static final List<String> WORDS = List.of(
            "$ref",
            "anyOf",
            "const",
            "enum",
            "type",
            "pattern",
            "minLength",
            "maxLength",
            "minimum",
            "maximum",
            "items",
            "minItems",
            "maxItems",
            "uniqueItems",
            "properties",
            "patternProperties",
            "additionalProperties",
            "required");

    private final JsonNode root;
    private final Map<String, Pattern> patterns = new ConcurrentHashMap<>();

    private WorkloadSchema(JsonNode root) {
        this.root = root;
    }

    /** The text of the published schema. */
    static String text() {
        return text("workload");
    }

    /** The text of the published schema of {@code workload} or {@code settings}. */
    static String text(String name) {
        try (InputStream in = WorkloadSchema.class.getResourceAsStream(name + "-1.schema.json")) {
            if (in == null) {
                throw new IllegalStateException("the schema of " + name + " is not in the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What contradicts the schema; empty where nothing does. */
    static List<Problem> examine(Yaml value) {
        WorkloadSchema schema = Published.SCHEMA;
        return schema.problems(schema.root, value, "the file");
    }

    /** The same for a file of settings. */
    static List<Problem> examineSettings(Yaml value) {
        WorkloadSchema schema = read("settings");
        return schema.problems(schema.root, value, "the file");
    }

    /** Read when a workload file first asks for it. */
    private static final class Published {
        static final WorkloadSchema SCHEMA = read("workload");
    }

    private static WorkloadSchema read(String name) {
        try {
            return new WorkloadSchema(new ObjectMapper().readTree(text(name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonNode resolved(JsonNode schema) {
        JsonNode ref = schema.get("$ref");
        return ref == null ? schema : root.at(ref.asText().substring(1));
    }

    /** What belongs here, in the schema's words: those beside a reference before those of what it refers to. */
    private String expected(JsonNode schema) {
        String own = schema.path("description").asText();
        String general = resolved(schema).path("description").asText();
        return own.isEmpty() || general.isEmpty() || own.equals(general)
                ? (own.isEmpty() ? general : own)
                : own + "; " + general;
    }

    private List<Problem> problems(JsonNode schema, Yaml value, String name) {
        JsonNode s = resolved(schema);
        if (s.has("anyOf") && !s.has("type")) {
            return best(schema, s.get("anyOf"), value, name);
        }
        if (!fits(s, value)) {
            return List.of(new Problem(value.at(), name + " is " + value.shown() + "; expected " + meant(schema, s)));
        }
        if (value instanceof Yaml.Scalar scalar) {
            return scalar(schema, s, scalar, name);
        }
        return value instanceof Yaml.Sequence list ? list(s, list, name) : mapping(s, (Yaml.Mapping) value);
    }

    /** What is said of the alternative that comes nearest. */
    private List<Problem> best(JsonNode schema, JsonNode alternatives, Yaml value, String name) {
        List<Problem> best = null;
        boolean suits = false;
        for (JsonNode alternative : alternatives) {
            List<Problem> found = problems(alternative, value, name);
            if (found.isEmpty()) {
                return found;
            }
            boolean sameKind = fits(resolved(alternative), value) && isMeant(resolved(alternative), value);
            if (best == null || (sameKind && !suits) || (sameKind == suits && found.size() < best.size())) {
                best = found;
                suits = sameKind;
            }
        }
        boolean told = suits && (value instanceof Yaml.Mapping || value instanceof Yaml.Sequence);
        if (told && best != null) {
            return best;
        }
        String meant = meant(schema, resolved(schema));
        String kinds = kinds(alternatives, value);
        return List.of(new Problem(
                value.at(),
                name + " is " + value.shown() + kinds + size(schema, value)
                        + (meant.isEmpty() ? "" : "; expected " + meant)));
    }

    /** Whether a mapping that says its kind says that of this alternative; true where kinds have no part. */
    private static boolean isMeant(JsonNode alternative, Yaml value) {
        JsonNode kind = alternative.at("/properties/kind");
        if (!(value instanceof Yaml.Mapping m)) {
            return true;
        }
        if (m.get("kind").isEmpty()) {
            return kind.isMissingNode();
        }
        String said = m.get("kind").get() instanceof Yaml.Scalar s ? s.text() : "";
        if (kind.has("const")) {
            return kind.get("const").asText().equals(said);
        }
        List<String> known = new ArrayList<>();
        kind.path("enum").forEach(w -> known.add(w.asText()));
        return known.contains(said);
    }

    /** Where a text should be a size: why it is none. */
    private static String size(JsonNode schema, Yaml value) {
        if (schema.path("$ref").asText().endsWith("/size") && value instanceof Yaml.Scalar s) {
            try {
                SizeText.parse(s.text());
            } catch (MalformedText e) {
                return ": " + e.sentence();
            }
        }
        return "";
    }

    /** Where a mapping names a kind that there is not: which there are. */
    private String kinds(JsonNode alternatives, Yaml value) {
        List<String> known = new ArrayList<>();
        for (JsonNode alternative : alternatives) {
            JsonNode kind = resolved(alternative).at("/properties/kind");
            if (kind.has("const")) {
                known.add(kind.get("const").asText());
            }
            kind.path("enum").forEach(w -> known.add(w.asText()));
        }
        if (known.isEmpty() || !(value instanceof Yaml.Mapping m)) {
            return "";
        }
        String said = m.get("kind")
                .map(k -> k instanceof Yaml.Scalar s ? s.text() : k.shown())
                .orElse("");
        return (said.isEmpty()
                        ? " without a kind"
                        : " of the unknown kind \"" + said + "\"" + DidYouMean.hint(known, said))
                + "; known kinds are " + String.join(", ", known);
    }

    /** Whether the value is of the schema's type. */
    private static boolean fits(JsonNode s, Yaml value) {
        String type = s.path("type").asText();
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

    private String meant(JsonNode schema, JsonNode s) {
        String words = expected(schema);
        String type = switch (s.path("type").asText()) {
            case "integer" -> "a whole number" + range(s);
            case "array" -> "a list";
            case "object" -> "a mapping of keys";
            case "boolean" -> "true or false";
            default -> "";
        };
        if (s.has("enum")) {
            List<String> known = new ArrayList<>();
            s.get("enum").forEach(w -> known.add(w.asText()));
            type = String.join(", ", known);
        } else if (s.has("const")) {
            type = s.get("const").asText();
        }
        return type.isEmpty() ? words : words.isEmpty() ? type : type + " (" + words + ")";
    }

    private static String range(JsonNode s) {
        return s.has("minimum") && s.has("maximum")
                ? " from " + s.get("minimum").asText() + " to "
                        + s.get("maximum").asText()
                : "";
    }

    private List<Problem> scalar(JsonNode schema, JsonNode s, Yaml.Scalar value, String name) {
        boolean ok = (!s.has("const") || equal(s.get("const"), value))
                && (!s.has("enum") || anyEqual(s.get("enum"), value))
                && (!s.has("pattern") || matches(s.get("pattern").asText(), value.text()))
                && value.text().codePointCount(0, value.text().length())
                        >= s.path("minLength").asInt(0)
                && value.text().codePointCount(0, value.text().length())
                        <= s.path("maxLength").asInt(Integer.MAX_VALUE)
                && value.number().map(n -> within(s, n)).orElse(true);
        if (ok) {
            return List.of();
        }
        List<String> known = new ArrayList<>();
        s.path("enum").forEach(w -> known.add(w.asText()));
        String hint = known.isEmpty() ? "" : DidYouMean.hint(known, value.text());
        return List.of(
                new Problem(value.at(), name + " is " + value.shown() + hint + "; expected " + meant(schema, s)));
    }

    private static boolean within(JsonNode s, BigDecimal n) {
        return (!s.has("minimum") || n.compareTo(s.get("minimum").decimalValue()) >= 0)
                && (!s.has("maximum") || n.compareTo(s.get("maximum").decimalValue()) <= 0);
    }

    private static boolean anyEqual(JsonNode words, Yaml.Scalar value) {
        for (JsonNode word : words) {
            if (equal(word, value)) {
                return true;
            }
        }
        return false;
    }

    private static boolean equal(JsonNode word, Yaml.Scalar value) {
        return switch (value.kind()) {
            case TEXT -> word.isTextual() && word.asText().equals(value.text());
            case TRUTH -> word.isBoolean() && word.asText().equals(value.text());
            case NUMBER ->
                word.isNumber()
                        && value.number()
                                .map(n -> n.compareTo(word.decimalValue()) == 0)
                                .orElse(false);
            case NOTHING -> word.isNull();
        };
    }

    private boolean matches(String regex, String text) {
        return patterns.computeIfAbsent(regex, Pattern::compile).matcher(text).find();
    }

    private List<Problem> list(JsonNode s, Yaml.Sequence value, String name) {
        List<Problem> found = new ArrayList<>();
        int size = value.items().size();
        if (size < s.path("minItems").asInt(0) || size > s.path("maxItems").asInt(Integer.MAX_VALUE)) {
            found.add(new Problem(
                    value.at(),
                    name + " has " + size + " items; expected from "
                            + s.path("minItems").asInt(0) + " to "
                            + s.path("maxItems").asInt(Integer.MAX_VALUE)));
        }
        List<String> seen = new ArrayList<>();
        for (Yaml item : value.items()) {
            found.addAll(problems(s.path("items"), item, "an item of " + name));
            if (s.path("uniqueItems").asBoolean() && item instanceof Yaml.Scalar scalar) {
                String text =
                        scalar.kind() + scalar.integer().map(String::valueOf).orElse(scalar.text());
                if (seen.contains(text)) {
                    found.add(new Problem(item.at(), scalar.shown() + " occurs twice in " + name));
                }
                seen.add(text);
            }
        }
        return found;
    }

    private List<Problem> mapping(JsonNode s, Yaml.Mapping value) {
        List<Problem> found = new ArrayList<>();
        List<String> known = new ArrayList<>();
        s.path("properties").fieldNames().forEachRemaining(known::add);
        List<String> meant = new ArrayList<>(value.entries().keySet());
        Map<String, String> outdented = outdented(s, value);
        value.entries().forEach((key, entry) -> {
            JsonNode property = property(s, key);
            if (outdented.containsKey(key)) {
                String owner = outdented.getOrDefault(key, "");
                SourceRef at = value.entries().getOrDefault(owner, entry).at();
                found.add(new Problem(
                        entry.at(),
                        "\"" + key + "\" belongs to \"" + owner + "\" in line " + at.line()
                                + "; indent this line deeper than that"));
            } else if (property == null) {
                found.add(unknown(entry.at(), key, known, s));
                DidYouMean.among(known, key).ifPresent(meant::add);
            } else if (!outdented.containsValue(key) || !isNothing(entry.value())) {
                found.addAll(problems(property, entry.value(), key));
            }
        });
        found.addAll(missing(s, s, value, meant));
        // Beside a type, alternatives are words of which one has to be there.
        List<List<Problem>> without = new ArrayList<>();
        s.path("anyOf").forEach(a -> without.add(missing(s, a, value, meant)));
        if (without.stream().noneMatch(List::isEmpty)) {
            without.stream().findFirst().ifPresent(found::addAll);
        }
        return found;
    }

    /** Unknown keys that the known one before them would take: each, with that key. */
    private Map<String, String> outdented(JsonNode s, Yaml.Mapping value) {
        Map<String, String> outdented = new LinkedHashMap<>();
        String owner = "";
        for (Map.Entry<String, Yaml.Entry> e : value.entries().entrySet()) {
            if (property(s, e.getKey()) != null) {
                owner = e.getKey();
                continue;
            }
            Yaml.Entry before = value.entries().get(owner);
            JsonNode of = property(s, owner);
            if (before == null
                    || of == null
                    || before.at().line() >= e.getValue().at().line()) {
                continue;
            }
            JsonNode inner = resolved(resolved(of).has("items") ? resolved(of).get("items") : of);
            if (property(inner, e.getKey()) != null) {
                outdented.put(e.getKey(), owner);
            }
        }
        return outdented;
    }

    private static boolean isNothing(Yaml value) {
        return value instanceof Yaml.Scalar scalar && scalar.kind() == Yaml.Kind.NOTHING;
    }

    /** What has to be there and is not; a key that is only misspelt is told once, as that. */
    private List<Problem> missing(JsonNode s, JsonNode requiring, Yaml.Mapping value, List<String> meant) {
        List<Problem> found = new ArrayList<>();
        for (JsonNode required : requiring.path("required")) {
            String key = required.asText();
            if (!meant.contains(key)) {
                String says = expected(s.path("properties").path(key));
                found.add(new Problem(
                        value.at(), "the key \"" + key + "\" is missing" + (says.isEmpty() ? "" : ": " + says)));
            }
        }
        return found;
    }

    private @Nullable JsonNode property(JsonNode s, String key) {
        JsonNode named = s.path("properties").get(key);
        if (named != null) {
            return named;
        }
        for (Map.Entry<String, JsonNode> p : s.path("patternProperties").properties()) {
            if (matches(p.getKey(), key)) {
                return p.getValue();
            }
        }
        return null;
    }

    private static Problem unknown(SourceRef at, String key, List<String> known, JsonNode s) {
        String hint = DidYouMean.hint(known, key);
        String names = known.isEmpty()
                ? "; expected " + s.path("description").asText() + ", each name beginning with NCCL_"
                : "; known are " + String.join(", ", known);
        return new Problem(at, "unknown key \"" + key + "\"" + hint + names);
    }
}
