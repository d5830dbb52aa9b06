package dev.shmfit.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.capture.Capture;
import dev.shmfit.capture.CapturedItem;
import dev.shmfit.units.ByteCount;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ranks and nodes by the names that engines, trainers and scripts share, and other facts as images and forms print them. */
class NamedCountsTest {
    private static MachineFacts facts(String text) {
        return CaptureParser.parse(new Capture("pasted", Map.of("pasted/0", new CapturedItem.Pasted("text", text))));
    }

    private static String count(MachineFacts m, String name) {
        return m.software().values().getOrDefault(name, "-");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "INFO 07-23 19:51:18 [cli_args.py:325] non-default args: {'model': 'm', 'tensor_parallel_size': 2} | 2 | -",
                "INFO llm_engine.py:223] Initializing an LLM engine (v0.6.1) with config: tensor_parallel_size=2, pipeline_parallel_size=3, x=False | 6 | -",
                "server_args=ServerArgs(model_path='m', tp_size=2, dp_size=1, stream_interval=1) | 2 | -",
                "llm = LLM(model=\"m\", tensor_parallel_size=2) | 2 | -",
                "llm = LLM(\\n  model='m',\\n  tensor_parallel_size=2,\\n  pipeline_parallel_size=2,\\n) | 4 | -",
                "    command: --model m --tensor-parallel-size 2 | 2 | -",
                "        args: [\"--model\", \"m\", \"--tensor-parallel-size\", \"2\"] | 2 | -",
                "        args: [\"-tp\", \"2\"] | 2 | -",
                "docker run --gpus all --shm-size 1g vllm/vllm-openai --model m --tensor-parallel-size 2 | 2 | -",
                "docker run --gpus all --shm-size 1g tgi --model-id m --num-shard 2 | 2 | -",
                "trtllm-serve m --tp_size 2 | 2 | -",
                "lmdeploy serve api_server m --tp 2 | 2 | -",
                "NPROC_PER_NODE=2 CUDA_VISIBLE_DEVICES=2,3 swift sft --model m | 2 | -",
                "FORCE_TORCHRUN=1 NNODES=2 NODE_RANK=0 llamafactory-cli train x.yaml | - | 2",
                "GPUS_PER_NODE=2\\nNNODES=3\\ntorchrun $DISTRIBUTED_ARGS train.py | 2 | 3",
                "DISTRIBUTED_ARGS=(\\n  --nproc_per_node 2\\n  --nnodes 3\\n)\\ntorchrun ${DISTRIBUTED_ARGS[@]} train.py | 2 | 3",
                "python3 -m verl.trainer.main_ppo \\\\\\n  trainer.n_gpus_per_node=2 \\\\\\n  trainer.nnodes=3 | 2 | 3",
                "trainer = pl.Trainer(devices=2, num_nodes=3, strategy='ddp') | 2 | 3",
                "mp.spawn(main, nprocs=2, args=(x,)) | 2 | -",
                "spec:\\n  nprocPerNode: \"2\" | 2 | -",
                "node1 slots=4\\nnode2 slots=4 | 4 | 2",
                "./build/all_reduce_perf -b 8 -e 128M -f 2 -g 2 | 2 | -",
                "mpirun -np 2 ./build/all_reduce_perf -b 8 -e 128M -f 2 -g 2 | 4 | -",
                "[INFO] [launch.py:151:main] nnodes=2, num_local_procs=4, node_rank=0 | 4 | 2",
                // A launcher's own option goes before what stands elsewhere.
                "GPUS_PER_NODE=8\\ntorchrun --nproc_per_node 2 --nnodes 3 train.py | 2 | 3",
                // None of these states one.
                "usage: vllm serve [--tensor-parallel-size TENSOR_PARALLEL_SIZE] | - | -",
                "# tensor_parallel_size=2 | - | -",
                "--nproc_per_node $GPUS | - | -",
                "I tried with tensor_parallel_size=2 and it works fine | - | -",
                "mp.spawn(f, nprocs=world_size) | - | -"
            })
    void counts_by_their_usual_names(String text, String ranks, String nodes) {
        MachineFacts m = facts(text.replace("\\n", "\n").replace("\\\\", "\\") + "\n");
        assertThat(count(m, "LOCAL_WORLD_SIZE")).isEqualTo(ranks);
        assertThat(count(m, "GROUP_WORLD_SIZE")).isEqualTo(nodes);
    }

    @Test
    void the_largest_communicator_of_a_log_over_several_nodes_is_the_job_s() {
        MachineFacts m = facts("""
                h:1:9 [0] NCCL INFO comm 0x1 rank 0 nRanks 8 nNodes 1 localRanks 8 localRank 0 MNNVL 0
                h:1:9 [0] NCCL INFO comm 0x2 rank 0 nRanks 16 nNodes 2 localRanks 8 localRank 0 MNNVL 0
                h:1:9 [0] NCCL INFO comm 0x3 rank 0 nRanks 2 nNodes 2 localRanks 1 localRank 0 MNNVL 0
                """);
        assertThat(count(m, "GROUP_WORLD_SIZE")).isEqualTo("2");
        assertThat(count(m, "LOCAL_WORLD_SIZE")).isEqualTo("8");
        assertThat(count(
                        facts(
                                "h:1:9 [0] NCCL INFO comm 0x1 rank 0 nRanks 8 nNodes 1 localRanks 8 localRank 0 MNNVL 0\n"),
                        "GROUP_WORLD_SIZE"))
                .isEqualTo("-");
    }

    @Test
    void what_is_not_taken_is_said() {
        for (String text : new String[] {
            "I tried with tensor_parallel_size=2 and it works fine\n",
            "#PBS -l walltime=2:00:00\n",
            "#PBS -l select=2:ncpus=32:ngpus=2\n",
            "#BSUB -n 4\n",
            "#$ -l gpu=2\n"
        }) {
            assertThat(facts(text).coverage().parts())
                    .as(text)
                    .anyMatch(p -> !p.used() && p.source().line() == 1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "V1EnvVar(\n    name=\"NCCL_P2P_DISABLE\",\n    value=\"1\",\n),\n",
                "client.V1EnvVar(name='NCCL_P2P_DISABLE', value='1'),\n",
                "NCCL_DEBUG=INFO NCCL_P2P_DISABLE=1 ./my_app config.yaml\n",
                "NCCL_P2P_DISABLE=1 lmdeploy serve api_server m --tp 2\n"
            })
    void settings_of_clients_and_of_programs_that_nobody_knows(String text) {
        assertThat(facts(text).software().values()).containsEntry("NCCL_P2P_DISABLE", "1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NCCL_P2P_DISABLE=1 does not help in my case -- still hangs\n",
                "NCCL_P2P_DISABLE=1 does not help in my case, see log (2)\n",
                "NCCL_P2P_DISABLE=1 works for me with --tp 2 only\n"
            })
    void a_setting_that_begins_a_sentence_is_said_and_not_taken(String text) {
        MachineFacts m = facts(text);
        assertThat(m.software().values()).doesNotContainKey("NCCL_P2P_DISABLE");
        assertThat(m.coverage().named()).anyMatch(n -> n.name().equals("NCCL_P2P_DISABLE"));
    }

    @Test
    void images_drivers_and_forms_tell_facts_in_their_own_words() {
        assertThat(facts("NOTE: The SHMEM allocation limit is set to the default of 64MB.  This may be\n")
                        .shm()
                        .space()
                        .value()
                        .orElseThrow()
                        .size()
                        .asOptional())
                .contains(ByteCount.mebibytes(64));
        assertThat(facts("Model: \t\t NVIDIA A100-SXM4-80GB\nIRQ:   \t\t 300\n")
                        .gpus()
                        .listings()
                        .value()
                        .orElseThrow()
                        .product())
                .contains("NVIDIA A100-SXM4-80GB");
        MachineFacts form = facts("CPU: 2x AMD EPYC 7543 32-Core Processor\nRAM: 512GB\n");
        assertThat(form.host().cpu().value().orElseThrow().name()).isEqualTo("AMD EPYC 7543 32-Core Processor");
        assertThat(form.host().memory().value()).contains(ByteCount.gibibytes(512));
        assertThat(facts("LOCAL_RANK: 0 - CUDA_VISIBLE_DEVICES: [0,2]\n")
                        .software()
                        .values())
                .containsEntry("CUDA_VISIBLE_DEVICES", "0,2");
        assertThat(facts("os.environ['WORLD_SIZE'] = '4'\n").software().values())
                .containsEntry("WORLD_SIZE", "4");
    }
}
