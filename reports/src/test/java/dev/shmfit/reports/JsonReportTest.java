package dev.shmfit.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JsonReportTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    static Set<String> samples() {
        return Samples.all().keySet();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void every_report_is_valid_against_the_published_schema(String sample) throws IOException {
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schemaText(), InputFormat.JSON);

        assertThat(schema.validate(json(Samples.named(sample)), InputFormat.JSON))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void every_field_written_is_described_in_the_schema(String sample) throws IOException {
        JsonNode schema = JSON.readTree(schemaText());
        List<String> undescribed = new ArrayList<>();

        describe(schema, schema, JSON.readTree(json(Samples.named(sample))), "", undescribed);

        assertThat(undescribed).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void what_is_written_reads_back_as_the_same_report(String sample) throws IOException {
        assertThat(JsonReport.read(json(Samples.named(sample)))).isEqualTo(Samples.named(sample));
    }

    @Test
    void a_value_of_the_wrong_kind_is_refused_by_the_schema() throws IOException {
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schemaText(), InputFormat.JSON);
        String broken = json(Samples.pcie4Fails()).replace("\"sizeBytes\": 67108864", "\"sizeBytes\": \"64m\"");

        assertThat(schema.validate(broken, InputFormat.JSON)).hasSize(1);
    }

    @Test
    void fields_stand_in_the_order_of_the_contract_and_nulls_are_written() throws IOException {
        String json = json(Samples.thinUnknown());

        assertThat(names(json, ""))
                .startsWith(
                        "$schema",
                        "schemaVersion",
                        "tool",
                        "verdict",
                        "node",
                        "assumptions",
                        "nccl",
                        "loaders",
                        "shm",
                        "memory",
                        "findings");
        assertThat(names(json, "/nccl/communicators/0"))
                .startsWith("group", "ranks", "channels", "rings", "trees", "pairs", "shm", "failure", "uncertain");
        assertThat(names(json, "/nccl/communicators/0/pairs/0"))
                .containsExactly("from", "to", "path", "transport", "via", "candidates", "rule", "trace");
        assertThat(names(json, "/shm"))
                .startsWith(
                        "requiredBytes", "recommendedBytes", "sizeBytes", "availableBytes", "consumers", "uncertain");
        assertThat(names(json, "/findings/0"))
                .startsWith("id", "severity", "owner", "summary", "explanation", "remedy", "evidence");
        assertThat(names(json, "/node/gpus/0")).startsWith("index", "name", "busId", "numaNode");
        assertThat(json)
                .contains("\"sizeBytes\": null", "\"limitBytes\": null", "\"failure\": null", "\"busId\": null")
                .doesNotContain("\r")
                .endsWith("}\n");
    }

    @Test
    void fields_of_a_later_release_are_passed_over() throws IOException {
        String later = json(Samples.pcie4Fails()).replaceFirst("\\{", "{ \"mood\": {\"a\": [1]},");

        assertThat(JsonReport.read(later)).isEqualTo(Samples.pcie4Fails());
    }

    @Test
    void a_report_of_another_schema_version_is_refused() throws IOException {
        String other = json(Samples.pcie4Fails()).replace("\"schemaVersion\": 1", "\"schemaVersion\": 2");

        assertThatThrownBy(() -> JsonReport.read(other))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("schema version 2");
    }

    static String json(ReportV1 report) throws IOException {
        StringBuilder out = new StringBuilder();
        new JsonReport().write(report, out);
        return out.toString();
    }

    private static List<String> names(String json, String pointer) throws IOException {
        List<String> names = new ArrayList<>();
        JSON.readTree(json).at(pointer).fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static void describe(
            JsonNode root, JsonNode schema, JsonNode value, String where, List<String> undescribed) {
        JsonNode here = schema;
        if (here.has("$ref")) {
            here = root.at(here.get("$ref").asText().substring(1));
        }
        if (here.has("anyOf")) {
            here = here.get("anyOf").get(1);
        }
        if (value.isArray()) {
            for (JsonNode item : value) {
                describe(root, here.path("items"), item, where + "[]", undescribed);
            }
        }
        if (value.isObject() && !here.has("additionalProperties")) {
            for (var field : value.properties()) {
                JsonNode property = here.path("properties").path(field.getKey());
                if (property.isMissingNode()) {
                    undescribed.add(where + "." + field.getKey());
                }
                describe(root, property, field.getValue(), where + "." + field.getKey(), undescribed);
            }
        }
    }

    private static String schemaText() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(JsonReportTest.class.getResourceAsStream("/schema/report-1.schema.json"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
