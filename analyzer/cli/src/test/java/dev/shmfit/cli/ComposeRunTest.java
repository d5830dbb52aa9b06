package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that run services of a compose file beside them. */
class ComposeRunTest {
    private static final String NODE = Path.of(
                    System.getProperty("shmfit.root"), "fixtures", "nodes", "rtx4090-x2", "capture")
            .toString();

    @TempDir
    Path folder;

    @BeforeEach
    void services() throws IOException {
        Files.writeString(folder.resolve("compose.yaml"), """
                services:
                  large:
                    image: i
                    gpus: all
                    shm_size: 8g
                    command: sleep infinity
                  small:
                    image: i
                    entrypoint: [vllm]
                    command: [serve, m]
                """);
    }

    private Path script(String line) throws IOException {
        return Files.writeString(folder.resolve("run.sh"), "#!/bin/bash\n" + line + "\n");
    }

    private static String lint(Path file) {
        return Shell.quiet().run("lint", file.toString()).out();
    }

    @Test
    void the_service_has_what_its_file_gives_it_and_runs_what_the_command_says() throws IOException {
        assertThat(lint(script("docker compose run --rm large torchrun --nproc-per-node 4 t.py")))
                .contains("0 problems, 0 warnings, 0 notes in 3 jobs of 2 files");
        assertThat(lint(script("docker-compose -f ./compose.yaml run -e NCCL_P2P_DISABLE=1 small serve m -tp 2")))
                .contains(
                        "run.sh:2:41: warning: Service small sets NCCL_P2P_DISABLE=1.",
                        "compose.yaml:7:3: problem: Service small has the default 64 MiB of /dev/shm, and vLLM runs 2 workers");
        assertThat(lint(script("docker compose exec small torchrun --nproc-per-node 2 t.py")))
                .contains("compose.yaml:7:3: problem: Service small", "torchrun starts 2 ranks");
        assertThat(lint(script("docker compose up -d"))).contains("in 2 jobs of 2 files");
    }

    @Test
    void fix_mends_the_service_where_it_is_made() throws IOException {
        Path script = script("docker compose run --rm small serve m -tp 2");
        String before = Files.readString(script);
        assertThat(Shell.quiet().run("fix", "--write", script.toString()).exitCode())
                .isZero();
        assertThat(script).hasContent(before);
        assertThat(lint(script)).contains("0 problems");
        assertThat(folder.resolve("compose.yaml")).content().contains("    command: [serve, m]\n    shm_size: ");
    }

    @Test
    void a_forecast_is_of_the_service_that_the_command_runs() throws IOException {
        Path script = script("docker compose run --rm large torchrun --nproc-per-node 2 t.py");
        JsonNode report = new ObjectMapper()
                .readTree(Shell.quiet()
                        .run("analyze", NODE, "--format=json", "--job", script.toString())
                        .out());
        assertThat(report.at("/shm/sizeBytes").asLong()).isEqualTo(8L << 30);
        assertThat(report.at("/nccl/communicators/0/ranks")).hasSize(2);
    }
}
