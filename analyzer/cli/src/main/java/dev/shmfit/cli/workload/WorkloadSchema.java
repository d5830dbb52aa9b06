package dev.shmfit.cli.workload;

import dev.shmfit.facts.SourceRef;
import dev.shmfit.units.DidYouMean;
import dev.shmfit.units.JsonText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    private final JsonText root;
    private final SchemaWords words;
    private final SchemaValues values = new SchemaValues();

    private WorkloadSchema(JsonText root) {
        this.root = root;
        this.words = new SchemaWords(root);
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
        return new WorkloadSchema(JsonText.parse(text(name)));
    }

    private List<Problem> problems(JsonText schema, Yaml value, String name) {
        JsonText s = words.resolved(schema);
        if (s.has("anyOf") && !s.has("type")) {
            return best(schema, s.member("anyOf"), value, name);
        }
        if (!SchemaValues.fits(s, value)) {
            return List.of(
                    new Problem(value.at(), name + " is " + value.shown() + "; expected " + words.meant(schema, s)));
        }
        if (value instanceof Yaml.Scalar scalar) {
            return scalar(schema, s, scalar, name);
        }
        return value instanceof Yaml.Sequence list ? list(s, list, name) : mapping(s, (Yaml.Mapping) value);
    }

    /** What is said of the alternative that comes nearest. */
    private List<Problem> best(JsonText schema, JsonText alternatives, Yaml value, String name) {
        List<Problem> best = null;
        boolean suits = false;
        for (JsonText alternative : alternatives.items()) {
            List<Problem> found = problems(alternative, value, name);
            if (found.isEmpty()) {
                return found;
            }
            boolean sameKind = SchemaValues.fits(words.resolved(alternative), value)
                    && SchemaValues.isMeant(words.resolved(alternative), value);
            if (best == null || (sameKind && !suits) || (sameKind == suits && found.size() < best.size())) {
                best = found;
                suits = sameKind;
            }
        }
        boolean told = suits && (value instanceof Yaml.Mapping || value instanceof Yaml.Sequence);
        if (told && best != null) {
            return best;
        }
        String meant = words.meant(schema, words.resolved(schema));
        String kinds = words.kinds(alternatives, value);
        return List.of(new Problem(
                value.at(),
                name + " is " + value.shown() + kinds + SchemaWords.size(schema, value)
                        + (meant.isEmpty() ? "" : "; expected " + meant)));
    }

    private List<Problem> scalar(JsonText schema, JsonText s, Yaml.Scalar value, String name) {
        if (values.suits(s, value)) {
            return List.of();
        }
        List<String> known = new ArrayList<>();
        known.addAll(SchemaWords.listed(s));
        String hint = known.isEmpty() ? "" : DidYouMean.hint(known, value.text());
        return List.of(
                new Problem(value.at(), name + " is " + value.shown() + hint + "; expected " + words.meant(schema, s)));
    }

    private List<Problem> list(JsonText s, Yaml.Sequence value, String name) {
        List<Problem> found = new ArrayList<>();
        int size = value.items().size();
        if (size < s.member("minItems").number(0) || size > s.member("maxItems").number(Integer.MAX_VALUE)) {
            found.add(new Problem(
                    value.at(),
                    name + " has " + size + " items; expected from "
                            + s.member("minItems").number(0) + " to "
                            + s.member("maxItems").number(Integer.MAX_VALUE)));
        }
        List<String> seen = new ArrayList<>();
        for (Yaml item : value.items()) {
            found.addAll(problems(s.member("items"), item, "an item of " + name));
            if (s.member("uniqueItems").isTrue() && item instanceof Yaml.Scalar scalar) {
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

    private List<Problem> mapping(JsonText s, Yaml.Mapping value) {
        List<Problem> found = new ArrayList<>();
        List<String> known = new ArrayList<>();
        known.addAll(s.member("properties").members().keySet());
        List<String> meant = new ArrayList<>(value.entries().keySet());
        Map<String, String> outdented = outdented(s, value);
        value.entries().forEach((key, entry) -> {
            JsonText property = property(s, key);
            if (outdented.containsKey(key)) {
                String owner = outdented.getOrDefault(key, "");
                SourceRef at = value.entries().getOrDefault(owner, entry).at();
                found.add(new Problem(
                        entry.at(),
                        "\"" + key + "\" belongs to \"" + owner + "\" in line " + at.line()
                                + "; indent this line deeper than that"));
            } else if (property == null) {
                found.add(SchemaWords.unknown(entry.at(), key, known, s));
                DidYouMean.among(known, key).ifPresent(meant::add);
            } else if (!outdented.containsValue(key) || !isNothing(entry.value())) {
                found.addAll(problems(property, entry.value(), key));
            }
        });
        found.addAll(missing(s, s, value, meant));
        // Beside a type, alternatives are words of which one has to be there.
        List<List<Problem>> without = new ArrayList<>();
        s.member("anyOf").items().forEach(a -> without.add(missing(s, a, value, meant)));
        if (without.stream().noneMatch(List::isEmpty)) {
            without.stream().findFirst().ifPresent(found::addAll);
        }
        return found;
    }

    /** Unknown keys that the known one before them would take: each, with that key. */
    private Map<String, String> outdented(JsonText s, Yaml.Mapping value) {
        Map<String, String> outdented = new LinkedHashMap<>();
        String owner = "";
        for (Map.Entry<String, Yaml.Entry> e : value.entries().entrySet()) {
            if (property(s, e.getKey()) != null) {
                owner = e.getKey();
                continue;
            }
            Yaml.Entry before = value.entries().get(owner);
            JsonText of = property(s, owner);
            if (before == null
                    || of == null
                    || before.at().line() >= e.getValue().at().line()) {
                continue;
            }
            JsonText inner = words.resolved(
                    words.resolved(of).has("items") ? words.resolved(of).member("items") : of);
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
    private List<Problem> missing(JsonText s, JsonText requiring, Yaml.Mapping value, List<String> meant) {
        List<Problem> found = new ArrayList<>();
        for (JsonText required : requiring.member("required").items()) {
            String key = required.text("");
            if (!meant.contains(key)) {
                String says = words.expected(s.member("properties").member(key));
                found.add(new Problem(
                        value.at(), "the key \"" + key + "\" is missing" + (says.isEmpty() ? "" : ": " + says)));
            }
        }
        return found;
    }

    private @Nullable JsonText property(JsonText s, String key) {
        if (s.member("properties").has(key)) {
            return s.member("properties").member(key);
        }
        for (Map.Entry<String, JsonText> p :
                s.member("patternProperties").members().entrySet()) {
            if (values.matches(p.getKey(), key)) {
                return p.getValue();
            }
        }
        return null;
    }
}
