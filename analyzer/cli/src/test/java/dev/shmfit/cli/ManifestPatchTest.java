package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shmfit.cli.exit.ExitCode;
import dev.shmfit.fixtures.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code shmfit fix --patch}: the change for files that are generated. */
class ManifestPatchTest {
    private static final Path MANIFESTS = Path.of(System.getProperty("shmfit.root"), "fixtures", "manifests");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TempDir
    Path directory;

    private static String corpus(String file) {
        return MANIFESTS.resolve("corpus").resolve(file).toString();
    }

    @Test
    void each_form_is_golden() {
        String all = List.of(
                        "kustomize lws-vllm.yaml",
                        "kustomize list.json",
                        "strategic deployment-vllm-small.yaml",
                        "strategic pod-wrong-container.yaml",
                        "strategic cronjob.yaml",
                        "json pod-wrong-path.yaml",
                        "compose-override compose-build.yaml",
                        "runtimePatches trainingruntime.yaml")
                .stream()
                .map(c -> c.split(" "))
                .map(c -> "# " + String.join(" ", c) + "\n"
                        + Shell.quiet()
                                .run("fix", "--patch", c[0], corpus(c[1]))
                                .out())
                .collect(Collectors.joining("\n"));
        Golden.check(MANIFESTS.resolve("expected").resolve("patches.txt"), () -> all);
    }

    @Test
    void the_json_patch_makes_of_the_file_what_write_makes_of_it() throws IOException {
        JsonNode document = MAPPER.readTree(Path.of(corpus("list.json")).toFile());
        JsonNode operations = MAPPER.readTree(
                Shell.quiet().run("fix", "--patch", "json", corpus("list.json")).out());
        operations.forEach(o -> apply(document, o));
        Path file = Files.copy(Path.of(corpus("list.json")), directory.resolve("list.json"));
        Shell.quiet().run("fix", "--write", file.toString());
        assertThat(document).isEqualTo(MAPPER.readTree(file.toFile()));
    }

    private static void apply(JsonNode document, JsonNode operation) {
        assertThat(operation.get("op").asText()).isEqualTo("add");
        JsonPointer path = JsonPointer.compile(operation.get("path").asText());
        JsonNode owner = document.at(path.head());
        String last = path.last().getMatchingProperty();
        if (owner instanceof ArrayNode list) {
            list.add(operation.get("value"));
        } else {
            ((ObjectNode) owner).set(last, operation.get("value"));
        }
    }

    @Test
    void a_form_that_is_none_or_that_cannot_say_it_is_named() {
        assertThat(Shell.quiet()
                        .run("fix", "--patch", "kustomise", corpus("job.yaml"))
                        .err())
                .contains("did you mean kustomize?");
        assertThat(Shell.quiet()
                        .run("fix", "--patch", "json", "--write", corpus("job.yaml"))
                        .exitCode())
                .isEqualTo(ExitCode.USAGE);
        Ran ran = Shell.quiet().run("fix", "--patch", "strategic", corpus("raycluster-store.yaml"));
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).contains("has changes that strategic cannot say");
    }
}
