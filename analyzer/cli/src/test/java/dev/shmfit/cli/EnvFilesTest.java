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

/** Files of variables that a job names: read from beside it, below what the job sets itself, and told where they are not there. */
class EnvFilesTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String NODE = Path.of(
                    System.getProperty("shmfit.root"), "fixtures", "nodes", "hgx-h100-8", "capture")
            .toString();

    @TempDir
    Path folder;

    @BeforeEach
    void variables() throws IOException {
        Files.writeString(folder.resolve("nccl.env"), """
                # of NCCL
                export NCCL_SHM_DISABLE="1" # for now
                NCCL_P2P_DISABLE=1
                NCCL_BUFFSIZE='8388608'
                NCCL_CUMEM_HOST_ENABLE=${NCCL_P2P_DISABLE} # shmfit-ignore nccl-cumem-set: known
                """);
    }

    private String lint(String name, String text) throws IOException {
        return Shell.quiet()
                .run("lint", Files.writeString(folder.resolve(name), text).toString())
                .out();
    }

    private JsonNode analyzed(String... job) throws IOException {
        String[] all = new String[job.length + 3];
        all[0] = "analyze";
        all[1] = NODE;
        all[2] = "--format=json";
        System.arraycopy(job, 0, all, 3, job.length);
        return MAPPER.readTree(Shell.quiet().run(all).out());
    }

    private static final String COMPOSE = """
            services:
              train:
                shm_size: ${SHM:-8g}
                env_file:
                  - ./nccl.env
                  - {path: own.env, required: false}
                environment: {NCCL_P2P_DISABLE: 0}
                command: torchrun --nproc-per-node 4 train.py
            """;

    @Test
    void compose_reads_them_with_quotes_and_comments_and_its_own_variables_win() throws IOException {
        assertThat(lint("compose.yaml", COMPOSE))
                .contains(
                        "nccl.env:2:8: warning: Service train sets NCCL_SHM_DISABLE=1. [nccl-shm-disabled]",
                        "nccl.env:5:1: note: Service train sets NCCL_CUMEM_HOST_ENABLE=1. Suppressed: known",
                        "own.env, which was not read: it is not there, and need not be. [env-file-not-read]",
                        "in 1 job of 2 files")
                .doesNotContain("nccl-p2p-disabled");
    }

    @Test
    void docker_and_quadlets_take_a_value_as_it_stands() throws IOException {
        assertThat(lint("run.sh", "docker run --gpus all --shm-size=8g --env-file nccl.env img\n"))
                .contains("nccl.env:3:1: warning: This container sets NCCL_P2P_DISABLE=1. [nccl-p2p-disabled]")
                .doesNotContain("nccl-shm-disabled");
        assertThat(lint(
                        "run.sh",
                        "docker run --gpus all --shm-size=8g -e NCCL_P2P_DISABLE=0 --env-file=nccl.env img\n"))
                .doesNotContain("nccl-p2p-disabled");
        assertThat(lint("t.container", "[Container]\nImage=i\nShmSize=8g\nEnvironmentFile=./nccl.env\n"))
                .contains("[nccl-p2p-disabled]");
    }

    @Test
    void what_lies_in_dot_env_fills_the_variables_of_a_compose_file() throws IOException {
        Files.writeString(folder.resolve(".env"), "SHM=32m\n");
        assertThat(lint("compose.yaml", COMPOSE)).contains("has 32.0 MiB of /dev/shm", "[shm-below-need]");
        // The default is not what holds, so that another one would mend nothing.
        assertThat(Shell.quiet()
                        .run("fix", folder.resolve("compose.yaml").toString())
                        .out())
                .isEmpty();
        Files.writeString(folder.resolve(".env"), "OTHER=32m\n");
        assertThat(lint("compose.yaml", COMPOSE)).doesNotContain("[shm-below-need]");
    }

    @Test
    void the_gpus_that_one_gives_a_container_count() throws IOException {
        Files.writeString(folder.resolve("gpu.env"), "NVIDIA_VISIBLE_DEVICES=0,1\n");
        assertThat(lint("run.sh", "docker run --runtime nvidia --env-file gpu.env img\n"))
                .contains("it gets 2 GPUs", "[shm-not-set]");
    }

    @Test
    void a_forecast_takes_their_settings_and_says_which_one_it_did_not_read() throws IOException {
        Path file = Files.writeString(folder.resolve("compose.yaml"), COMPOSE);
        JsonNode report = analyzed("--job", file.toString());
        assertThat(report.toString())
                .contains("\"NCCL_BUFFSIZE\"", "8388608", "own.env, which the job takes variables from");
        JsonNode command = analyzed(
                "--",
                "docker",
                "run",
                "--env-file",
                folder.resolve("nccl.env").toString(),
                "--env-file=none.env",
                "img",
                "torchrun",
                "--nproc-per-node",
                "4",
                "t.py");
        assertThat(command.toString()).contains("\"NCCL_P2P_DISABLE\"", "none.env, which the job takes variables from");
    }
}
