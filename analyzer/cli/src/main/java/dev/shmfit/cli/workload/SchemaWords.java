package dev.shmfit.cli.workload;

import dev.shmfit.facts.SourceRef;
import dev.shmfit.units.DidYouMean;
import dev.shmfit.units.JsonText;
import dev.shmfit.units.MalformedText;
import dev.shmfit.units.SizeText;
import java.util.ArrayList;
import java.util.List;

/** What a schema expects at a place, in the words of its descriptions. */
final class SchemaWords {
    private final JsonText root;

    SchemaWords(JsonText root) {
        this.root = root;
    }

    /** What a reference refers to; else the schema itself. */
    JsonText resolved(JsonText schema) {
        String ref = schema.member("$ref").text("");
        return ref.isEmpty() ? schema : root.at(ref.substring(1));
    }

    /** What belongs here, in the schema's words: those beside a reference before those of what it refers to. */
    String expected(JsonText schema) {
        String own = schema.member("description").text("");
        String general = resolved(schema).member("description").text("");
        return own.isEmpty() || general.isEmpty() || own.equals(general)
                ? (own.isEmpty() ? general : own)
                : own + "; " + general;
    }

    /** The words of an enumeration, without null, which no one types. */
    static List<String> listed(JsonText s) {
        return s.member("enum").items().stream()
                .filter(w -> !w.isNull())
                .map(w -> w.text(""))
                .toList();
    }

    /** Type, range or words, and what the description says. */
    String meant(JsonText schema, JsonText s) {
        String words = expected(schema);
        String type = switch (s.member("type").text("")) {
            case "integer" -> "a whole number" + range(s);
            case "array" -> "a list";
            case "object" -> "a mapping of keys";
            case "boolean" -> "true or false";
            default -> "";
        };
        if (s.has("enum")) {
            List<String> known = new ArrayList<>();
            known.addAll(listed(s));
            type = String.join(", ", known);
        } else if (s.has("const")) {
            type = s.member("const").text("");
        }
        return type.isEmpty() ? words : words.isEmpty() ? type : type + " (" + words + ")";
    }

    private static String range(JsonText s) {
        return s.has("minimum") && s.has("maximum")
                ? " from " + s.member("minimum").text("") + " to "
                        + s.member("maximum").text("")
                : "";
    }

    /** Where a text should be a size: why it is none. */
    static String size(JsonText schema, Yaml value) {
        if (schema.member("$ref").text("").endsWith("/size") && value instanceof Yaml.Scalar s) {
            try {
                SizeText.parse(s.text());
            } catch (MalformedText e) {
                return ": " + e.sentence();
            }
        }
        return "";
    }

    /** Where a mapping names a kind that there is not: which there are. */
    String kinds(JsonText alternatives, Yaml value) {
        List<String> known = new ArrayList<>();
        for (JsonText alternative : alternatives.items()) {
            JsonText kind = resolved(alternative).at("/properties/kind");
            if (kind.has("const")) {
                known.add(kind.member("const").text(""));
            }
            kind.member("enum").items().forEach(w -> known.add(w.text("")));
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

    /** A key that the schema does not know, with the nearest that it does. */
    static Problem unknown(SourceRef at, String key, List<String> known, JsonText s) {
        String hint = DidYouMean.hint(known, key);
        String names = known.isEmpty()
                ? "; expected " + s.member("description").text("") + ", each name beginning with NCCL_"
                : "; known are " + String.join(", ", known);
        return new Problem(at, "unknown key \"" + key + "\"" + hint + names);
    }
}
