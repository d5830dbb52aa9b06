package dev.shmfit.cli.workload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;

/** The published schema in the hands of a validator that is not ours. */
final class PublishedSchema {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(WorkloadSchema.text(), InputFormat.JSON);

    private PublishedSchema() {}

    static boolean accepts(Yaml value) {
        return SCHEMA.validate(json(value)).isEmpty();
    }

    /** The same value as JSON has it. */
    static JsonNode json(Yaml value) {
        if (value instanceof Yaml.Mapping m) {
            ObjectNode object = NODES.objectNode();
            m.entries().forEach((key, entry) -> object.set(key, json(entry.value())));
            return object;
        }
        if (value instanceof Yaml.Sequence s) {
            ArrayNode array = NODES.arrayNode();
            s.items().forEach(i -> array.add(json(i)));
            return array;
        }
        Yaml.Scalar scalar = (Yaml.Scalar) value;
        return switch (scalar.kind()) {
            case TEXT -> NODES.textNode(scalar.text());
            case TRUTH -> NODES.booleanNode(scalar.text().equals("true"));
            case NOTHING -> NODES.nullNode();
            case NUMBER ->
                scalar.integer().isPresent()
                        ? NODES.numberNode(scalar.integer().get())
                        : NODES.numberNode(scalar.number().orElseThrow());
        };
    }
}
