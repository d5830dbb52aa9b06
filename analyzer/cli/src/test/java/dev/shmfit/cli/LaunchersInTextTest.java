package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * What launchers and shells print of a job beside the table of its node. The texts are composed after what people paste into
 * issues of DeepSpeed, Accelerate and PyTorch.
 */
class LaunchersInTextTest {
    private static final String TABLE = """
            \tGPU0\tGPU1\tGPU2\tGPU3\tCPU Affinity\tNUMA Affinity
            GPU0\t X \tPXB\tSYS\tSYS\t0-63\t0
            GPU1\tPXB\t X \tSYS\tSYS\t0-63\t0
            GPU2\tSYS\tSYS\t X \tPXB\t64-127\t1
            GPU3\tSYS\tSYS\tPXB\t X \t64-127\t1
            """;

    private static String report(String text) {
        return Shell.with(text).run("analyze", "-", "--details").out();
    }

    @Test
    void deepspeed_says_which_gpus_and_settings_its_ranks_have() {
        String log = """
                [2022-11-24 14:38:18,207] [INFO] [launch.py:135:main] 0 NCCL_P2P_DISABLE=1
                [2022-11-24 14:38:18,207] [INFO] [launch.py:148:main] nnodes=1, num_local_procs=2, node_rank=0
                [2022-11-24 14:38:18,208] [INFO] [launch.py:163:main] Setting CUDA_VISIBLE_DEVICES=2,3
                """;
        assertThat(report(log + TABLE)).contains("All 2 ordered pairs use SHM").contains("NCCL_P2P_DISABLE=1");
    }

    @Test
    void accelerate_starts_its_ranks_on_the_gpus_of_its_configuration() {
        String config = """
                - `Accelerate` version: 0.34.2
                - `Accelerate` default config:
                    - distributed_type: MULTI_GPU
                    - gpu_ids: 0,2
                """;
        assertThat(report(config + TABLE)).contains("All 2 ordered pairs");
        assertThat(report(config.replace("0,2", "all") + TABLE)).contains("of 12 ordered pairs");
    }

    @Test
    void what_echo_prints_is_the_value_of_the_variable() {
        assertThat(report("$ echo $CUDA_VISIBLE_DEVICES\n1,2\n$ nvidia-smi topo -m\n" + TABLE))
                .contains("All 2 ordered pairs");
    }
}
