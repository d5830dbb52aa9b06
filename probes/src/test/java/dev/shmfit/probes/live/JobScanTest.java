package dev.shmfit.probes.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobScanTest {
    @TempDir
    private Path root;

    private List<JobScan.Job> jobs() {
        return JobScan.of(new Machine(root, Map.of(), (command, limit) -> Optional.empty(), "u"));
    }

    private void process(int pid, String words, String environment) throws IOException {
        Path folder = Files.createDirectories(root.resolve("proc/" + pid));
        Files.writeString(folder.resolve("cmdline"), words.replace(' ', '\0') + '\0');
        Files.writeString(folder.resolve("environ"), environment.replace(' ', '\0') + '\0');
    }

    @ParameterizedTest
    @CsvSource({
        "/usr/bin/python3 /usr/local/bin/torchrun --nproc_per_node=4 train.py, torchrun, 4",
        "python -m torch.distributed.run --nproc-per-node 8 train.py, torch.distributed.run, 8",
        "python3 /opt/bin/accelerate launch --num_processes 2 train.py, accelerate, 2",
        "deepspeed --num_gpus 4 train.py, deepspeed, 4",
        "/opt/bin/python3.11 /opt/bin/vllm serve model --tensor-parallel-size 2, vllm, 2",
        "python3 -m sglang.launch_server --tp 4 --model m, sglang.launch_server, 4"
    })
    void a_launcher_is_known_by_its_command_line(String words, String program, int ranks) throws IOException {
        process(7, words, "NCCL_P2P_LEVEL=SYS HOME=/root SECRET=x");
        assertThat(jobs()).singleElement().satisfies(j -> {
            assertThat(j.program()).isEqualTo(program);
            assertThat(j.ranks()).hasValue(ranks);
            assertThat(j.settings()).containsExactly(Map.entry("NCCL_P2P_LEVEL", "SYS"));
        });
    }

    @Test
    void ranks_without_a_launcher_are_known_by_their_environment() throws IOException {
        process(8, "python train.py", "RANK=0 WORLD_SIZE=8 LOCAL_WORLD_SIZE=4");
        process(9, "python train.py", "RANK=1 WORLD_SIZE=8 LOCAL_WORLD_SIZE=4");
        assertThat(jobs()).singleElement().satisfies(j -> {
            assertThat(j.ranks()).isEqualTo(OptionalInt.of(4));
            assertThat(j.shownBy()).isEqualTo("LOCAL_WORLD_SIZE");
        });
    }

    @Test
    void other_programs_are_no_job() throws IOException {
        process(10, "vim torchrun --nproc_per_node=4", "HOME=/root");
        process(11, "grep vllm serve", "");
        process(12, "python -m accelerate config", "");
        assertThat(jobs()).isEmpty();
    }

    @Test
    void a_count_that_is_no_number_is_not_guessed() throws IOException {
        process(13, "torchrun --nproc_per_node=gpu train.py", "");
        assertThat(jobs()).singleElement().satisfies(j -> assertThat(j.ranks()).isEmpty());
    }
}
