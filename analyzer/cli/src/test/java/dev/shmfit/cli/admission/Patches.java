package dev.shmfit.cli.admission;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** Applies JSON patches of additions (RFC 6902), as an API server does. */
final class Patches {
    private Patches() {}

    static JsonNode applied(JsonNode object, ArrayNode patch) {
        JsonNode result = object.deepCopy();
        for (JsonNode operation : patch) {
            if (!operation.path("op").asText().equals("add")) {
                throw new IllegalArgumentException("only additions: " + operation);
            }
            JsonPointer path = JsonPointer.compile(operation.path("path").asText());
            JsonNode owner = result.at(path.head());
            String last = path.last().getMatchingProperty();
            if (owner instanceof ObjectNode o) {
                o.set(last, operation.get("value"));
            } else if (owner instanceof ArrayNode a && last.equals("-")) {
                a.add(operation.get("value"));
            } else {
                throw new IllegalArgumentException("no such place: " + operation);
            }
        }
        return result;
    }

    /** Whether everything of {@code before} is in {@code after} where it was. */
    static boolean without(JsonNode after, JsonNode before) {
        if (before.isObject()) {
            for (Map.Entry<String, JsonNode> f : before.properties()) {
                if (!after.has(f.getKey()) || !without(after.get(f.getKey()), f.getValue())) {
                    return false;
                }
            }
            return true;
        }
        if (before.isArray()) {
            for (int i = 0; i < before.size(); i++) {
                if (after.get(i) == null || !without(after.get(i), before.get(i))) {
                    return false;
                }
            }
            return true;
        }
        return before.equals(after);
    }
}
