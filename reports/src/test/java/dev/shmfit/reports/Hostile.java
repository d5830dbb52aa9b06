package dev.shmfit.reports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.util.Set;

/** A report with the same hostile text in every field that may hold text. */
public final class Hostile {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final Set<String> CLOSED =
            Set.of("status", "severity", "owner", "kind", "platform", "transport", "candidates");
    /** Keys by which devices find each other; they get the text and stay distinct. */
    private static final Set<String> REFERENCES = Set.of("id", "parent", "from", "to");

    private Hostile() {}

    /** {@code base} with {@code text} everywhere. */
    public static ReportV1 with(ReportV1 base, String text) throws IOException {
        return MAPPER.treeToValue(spoilt("", MAPPER.valueToTree(base), text), ReportV1.class);
    }

    private static JsonNode spoilt(String key, JsonNode node, String text) {
        if (node instanceof ObjectNode object) {
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            for (var field : object.properties()) {
                String name = key.equals("env") ? field.getKey() + text : field.getKey();
                // "kind" of segments and of the origin is an open word, elsewhere a closed one; both are kept.
                copy.set(name, spoilt(field.getKey(), field.getValue(), text));
            }
            return copy;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode();
            array.forEach(item -> copy.add(spoilt(key, item, text)));
            return copy;
        }
        if (node instanceof TextNode old && !CLOSED.contains(key)) {
            return new TextNode(REFERENCES.contains(key) ? old.textValue() + text : text);
        }
        return node;
    }
}
