package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** KubeRay runs the first container of a group with a volume and a command that the file does not show. */
class KubeRayTest {
    private static final String NODE = "../../fixtures/observed/G8_h100_nvsw.xml";

    @TempDir
    Path directory;

    @Test
    void the_volume_is_as_large_as_the_memory_limit_else_the_request() throws IOException {
        assertThat(worker("{limits: {memory: 64Gi}, requests: {memory: 32Gi}}", "{}")
                        .at("/shm/sizeBytes")
                        .asLong())
                .isEqualTo(64L << 30);
        assertThat(worker("{requests: {memory: 32Gi}}", "{}")
                        .at("/shm/sizeBytes")
                        .asLong())
                .isEqualTo(32L << 30);
    }

    @Test
    void without_any_memory_its_size_is_not_known() throws IOException {
        assertThat(worker("{}", "{}").at("/shm/sizeBytes").isNull()).isTrue();
    }

    @Test
    void where_the_store_lies_elsewhere_no_volume_is_added() throws IOException {
        assertThat(worker("{limits: {memory: 64Gi}}", "{plasma-directory: /mnt/p}")
                        .at("/shm/sizeBytes")
                        .asLong())
                .isEqualTo(64L << 20);
    }

    @Test
    void the_object_store_of_the_parameters_is_counted() throws IOException {
        JsonNode report = worker("{limits: {memory: 16Gi}}", "{object-store-memory: '20000000000'}");
        assertThat(report.at("/verdict/status").asText()).isEqualTo("fails");
        assertThat(report.at("/shm/requiredBytes").asLong()).isGreaterThan(20_000_000_000L);
    }

    private JsonNode worker(String resources, String parameters) throws IOException {
        Path file = Files.writeString(directory.resolve("ray.yaml"), """
                apiVersion: ray.io/v1
                kind: RayCluster
                metadata: {name: ray}
                spec:
                  workerGroupSpecs:
                    - groupName: gpu
                      rayStartParams: PARAMETERS
                      template:
                        spec:
                          containers:
                            - {name: worker, image: "rayproject/ray:2.46.0", resources: RESOURCES}
                """.replace("PARAMETERS", parameters)
                .replace("RESOURCES", resources));
        Ran ran = Shell.quiet().run("analyze", NODE, "--gpus=0,1", "--format=json", "-f", file.toString());
        assertThat(ran.out()).as(ran.err()).startsWith("{");
        return new ObjectMapper().readTree(ran.out());
    }
}
