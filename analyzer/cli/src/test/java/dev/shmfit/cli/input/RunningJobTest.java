package dev.shmfit.cli.input;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.probes.live.Machine;
import dev.shmfit.verdict.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A job that runs beside a check is read by the reader of manifests' command lines. */
class RunningJobTest {
    @TempDir
    private Path root;

    private List<Finding> found() {
        return RunningJob.on(new Machine(root, Map.of(), (command, limit) -> Optional.empty(), "u"))
                .findings();
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
        "python3 -m accelerate.commands.launch --num_processes 2 train.py, accelerate.commands.launch, 2",
        "accelerate launch --num_processes 16 --num_machines 2 train.py, accelerate, 8",
        "deepspeed --num_gpus 4 train.py, deepspeed, 4",
        "'deepspeed --include localhost:1,3,5 train.py', deepspeed, 3",
        "/opt/bin/python3.11 /opt/bin/vllm serve model --tensor-parallel-size 2, vllm, 2",
        "vllm serve m -tp 4 -pp 2, vllm, 8",
        "vllm serve m -tp 4 -pp 2 --nnodes 2, vllm, 4",
        "python3 -m sglang.launch_server --tp 4 --model m, sglang.launch_server, 4",
        "python3 -m sglang.launch_server --tp 8 --dp 8 --enable-dp-attention, sglang.launch_server, 8",
        "numactl --cpunodebind 0 torchrun --nproc-per-node=2 t.py, torchrun, 2",
        "nsys profile -o out python -m torch.distributed.run --nproc-per-node 2 t.py, torch.distributed.run, 2",
        "srun --ntasks-per-node=8 python train.py, srun, 8",
        "srun --ntasks-per-node=1 torchrun --nproc_per_node 8 train.py, torchrun, 8",
        "mpirun -np 16 -npernode 8 python train.py, mpirun, 8",
        "mpirun -np 4 all_reduce_perf -g 1, mpirun, 4",
        "trtllm-serve m --tp_size 4 --pp_size 2, trtllm-serve, 8",
        "text-generation-launcher --num-shard 4, text-generation-launcher, 4",
        "lmdeploy serve api_server m --tp 2, lmdeploy, 2",
        "uv run vllm serve m --tensor-parallel-size=8, vllm, 8"
    })
    void a_launcher_is_known_by_its_command_line(String words, String program, int ranks) throws IOException {
        process(7, words, "");
        assertThat(found())
                .singleElement()
                .satisfies(f -> assertThat(f.summary().english())
                        .isEqualTo("A job runs here: " + program + " (process 7), " + ranks
                                + " ranks by its command line."));
    }

    @Test
    void ranks_without_a_launcher_are_known_by_their_environment() throws IOException {
        process(8, "python train.py", "RANK=0 WORLD_SIZE=8 LOCAL_WORLD_SIZE=4");
        assertThat(found())
                .singleElement()
                .satisfies(f -> assertThat(f.summary().english())
                        .isEqualTo("A job runs here: python (process 8), 4 ranks by LOCAL_WORLD_SIZE."));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "vim torchrun --nproc_per_node=4",
                "grep vllm serve",
                "python -m accelerate config",
                "pip install vllm serve",
                "python train.py torchrun",
                "ray status",
                "less /usr/bin/torchrun"
            })
    void a_program_that_is_merely_named_is_no_job(String words) throws IOException {
        process(10, words, "");
        assertThat(found()).isEmpty();
    }

    @Test
    void a_count_that_is_no_number_is_not_guessed() throws IOException {
        process(13, "torchrun --nproc_per_node=gpu train.py", "");
        assertThat(found())
                .singleElement()
                .satisfies(f -> assertThat(f.summary().english()).contains("whose count of ranks nothing tells"));
    }
}
