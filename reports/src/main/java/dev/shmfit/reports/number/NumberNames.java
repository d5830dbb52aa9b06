package dev.shmfit.reports.number;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.shmfit.reports.ReportV1;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The names of a report's numbers: their paths in the JSON, the items of a list by what they are called there, as in
 * {@code loaders[train].peakBytes}. A list of numbers has one name.
 */
final class NumberNames {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    /** The keys that tell an item from its neighbours, the first that it has. */
    private static final List<String> KEYS = List.of("name", "group", "version", "field", "id", "index", "key", "fact");

    private final Map<String, String> values = new LinkedHashMap<>();

    private NumberNames() {}

    /** Every number's value, by name, in the order of the JSON. */
    static Map<String, String> of(ReportV1 report) {
        NumberNames names = new NumberNames();
        names.walk("", MAPPER.valueToTree(report.withoutInputs()));
        return names.values;
    }

    private void walk(String path, JsonNode node) {
        if (node.isNumber()) {
            values.put(path, node.asText());
        } else if (node.isObject()) {
            node.properties().forEach(f -> walk(path.isEmpty() ? f.getKey() : path + "." + f.getKey(), f.getValue()));
        } else if (node.isArray() && node.size() > 0 && node.get(0).isNumber()) {
            values.put(path, node.toString());
        } else if (node.isArray()) {
            Map<String, Integer> seen = new LinkedHashMap<>();
            for (int i = 0; i < node.size(); i++) {
                String key = key(node.get(i), i);
                int times = seen.merge(key, 1, Integer::sum);
                walk(path + "[" + (times == 1 ? key : key + "#" + times) + "]", node.get(i));
            }
        }
    }

    private static String key(JsonNode item, int position) {
        for (String key : KEYS) {
            if (item.path(key).isValueNode() && !item.path(key).isNull()) {
                return item.path(key).asText();
            }
        }
        if (item.has("from") && item.has("to")) {
            return item.path("from").asText() + "-" + item.path("to").asText();
        }
        if (item.has("kind") && item.has("bytes")) {
            return item.path("kind").asText() + ":" + item.path("bytes").asText();
        }
        return String.valueOf(position);
    }
}
