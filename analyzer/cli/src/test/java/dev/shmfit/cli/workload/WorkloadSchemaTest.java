package dev.shmfit.cli.workload;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shmfit.analysis.stated.StatedFactsParser;
import dev.shmfit.shm.LoaderSpecParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The published schema and the reader say the same of every file. */
class WorkloadSchemaTest {
    private static final int MUTATIONS = 250;
    /** Words that only describe. */
    private static final Set<String> DESCRIBING = Set.of("$schema", "$id", "$defs", "title", "description");

    static Stream<String> files() {
        return Stream.concat(
                Stream.of(Preset.example(), full()),
                Preset.NAMES.stream().map(n -> Preset.named(n).orElseThrow().text()));
    }

    /** The example with every possibility that it comments out. */
    static String full() {
        return Preset.example()
                .replaceFirst("(?m)^ranks: 2 .*$", "")
                .replaceAll("(?m)^# ([a-z][a-z-]*:( |$))", "$1")
                .replaceAll("(?m)^#( +(- )?[A-Za-z0-9_-]+:( |$))", " $1")
                .replaceAll("(?m)^#( +- \\{)", " $1");
    }

    @ParameterizedTest
    @MethodSource("files")
    void every_example_is_taken_by_both(String text) {
        Yaml yaml = YamlText.parse("job.yaml", text);
        assertThat(WorkloadSchema.examine(yaml)).isEmpty();
        assertThat(PublishedSchema.accepts(yaml)).isTrue();
        Workload read = WorkloadText.parse("job.yaml", text);
        assertThat(read.loaders()).isNotEmpty();
        assertThat(read.others()).hasSize(text.contains("\nothers:") ? 14 : 0);
    }

    @ParameterizedTest
    @MethodSource("files")
    void what_is_changed_at_random_is_judged_alike(String text) {
        Yaml yaml = YamlText.parse("job.yaml", text);
        int refused = 0;
        for (int seed = 0; seed < MUTATIONS; seed++) {
            Yaml changed = new Mutation(new Random(seed)).of(yaml);
            List<Problem> problems = WorkloadSchema.examine(changed);
            assertThat(problems.isEmpty())
                    .as("seed %d: %s, but we say %s", seed, PublishedSchema.json(changed), problems)
                    .isEqualTo(PublishedSchema.accepts(changed));
            refused += problems.isEmpty() ? 0 : 1;
        }
        assertThat(refused).isBetween(MUTATIONS / 10, MUTATIONS - 1);
    }

    @Test
    void the_schema_uses_no_word_that_the_reader_passes_over() throws Exception {
        Set<String> words = new TreeSet<>();
        List<String> open = new ArrayList<>();
        words(new ObjectMapper().readTree(Preset.schema()), "", words, open);
        assertThat(words).allMatch(w -> WorkloadSchema.WORDS.contains(w) || DESCRIBING.contains(w));
        assertThat(open).as("mappings that take unknown keys").isEmpty();
    }

    @Test
    void the_schema_names_every_key_of_the_flags() throws Exception {
        JsonNode schema = new ObjectMapper().readTree(Preset.schema());
        for (String key : LoaderSpecParser.KEYS) {
            assertThat(schema.at("/$defs/loader/properties").has(key)).as(key).isTrue();
        }
        for (String key : StatedFactsParser.KEYS) {
            assertThat(schema.at("/properties/assume/properties").has(key))
                    .as(key)
                    .isTrue();
        }
    }

    private static void words(JsonNode schema, String path, Set<String> words, List<String> open) {
        schema.properties().forEach(f -> {
            words.add(f.getKey());
            switch (f.getKey()) {
                case "properties", "patternProperties", "$defs" ->
                    f.getValue().properties().forEach(p -> words(p.getValue(), path + "/" + p.getKey(), words, open));
                case "items" -> words(f.getValue(), path + "/items", words, open);
                case "anyOf" -> f.getValue().forEach(a -> words(a, path, words, open));
                default -> {}
            }
        });
        boolean mapping = schema.path("type").asText().equals("object");
        if (mapping
                && (!schema.has("additionalProperties")
                        || schema.get("additionalProperties").asBoolean())) {
            open.add(path);
        }
    }
}
