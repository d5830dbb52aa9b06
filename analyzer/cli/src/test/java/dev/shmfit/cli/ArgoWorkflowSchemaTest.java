package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.shmfit.units.ByteCount;
import dev.shmfit.verdict.Place;
import dev.shmfit.verdict.Remedies;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What shmfit says and does to an Argo Workflow is one that Argo's own schema takes, which here allows no unknown key. */
class ArgoWorkflowSchemaTest {
    private static final Path MANIFESTS = Path.of(System.getProperty("shmfit.root"), "fixtures", "manifests");

    private static List<String> complaints(String yaml) throws IOException {
        JsonNode workflow = new ObjectMapper(new YAMLFactory()).readTree(yaml);
        try (InputStream in = Objects.requireNonNull(
                ArgoWorkflowSchemaTest.class.getResourceAsStream("/argo/workflow-4.1.2-strict.json"))) {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(new String(in.readAllBytes(), StandardCharsets.UTF_8), InputFormat.JSON)
                    .validate(workflow.toString(), InputFormat.JSON)
                    .stream()
                    .map(Object::toString)
                    .toList();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"argo", "argo:pod=train-x7k2f,container=main", "argo:image=ghcr.io/lab/train:1.2"})
    void the_remedy_is_a_workflow_that_argo_takes(String place) throws IOException {
        Place p = Place.parse(place);
        for (Optional<ByteCount> limit : List.of(Optional.<ByteCount>empty(), Optional.of(ByteCount.gibibytes(9)))) {
            for (boolean hostIpc : List.of(false, true)) {
                String snippet = new Remedies(ByteCount.gibibytes(2), limit, p.names(), hostIpc)
                        .fix(p.platform())
                        .snippet()
                        .english();
                assertThat(complaints(snippet)).as(snippet).isEmpty();
                for (String key : List.of("sizeLimit", "mountPath", "volumeMounts", "volumes", "template")) {
                    assertThat(complaints(snippet.replaceFirst("\\b" + key + ":", "no-" + key + ":")))
                            .as("without %s", key)
                            .matches(c -> !snippet.contains(key + ":") || !c.isEmpty());
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"corpus/argo-workflow.yaml", "corpus/argo-workflow-volume.yaml", "stories/argo/workflow.yaml"})
    void a_mended_workflow_is_still_one(String name, @TempDir Path directory) throws IOException {
        Path file = directory.resolve("workflow.yaml");
        String before = Files.readString(MANIFESTS.resolve(name));
        Files.writeString(file, before);
        assertThat(complaints(before)).isEmpty();

        Ran ran = Shell.quiet().run("fix", "--write", file.toString());
        assertThat(ran.exitCode()).as(ran.err()).isLessThan(2);
        assertThat(complaints(Files.readString(file))).isEmpty();
    }
}
