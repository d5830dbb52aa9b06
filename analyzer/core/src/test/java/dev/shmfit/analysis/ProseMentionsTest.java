package dev.shmfit.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.analysis.stated.AnalysisRequest;
import dev.shmfit.capture.Capture;
import dev.shmfit.capture.CapturedItem;
import dev.shmfit.ingest.CaptureParser;
import dev.shmfit.units.UserInput;
import dev.shmfit.verdict.Finding;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people write around the output that they paste is quoted where the answer waits for it, and changes nothing. */
class ProseMentionsTest {
    private static final String TABLE = """
            \tGPU0\tGPU1\tCPU Affinity\tNUMA Affinity\tGPU NUMA ID
            GPU0\t X \tSYS\t0-15\t0\t\tN/A
            GPU1\tSYS\t X \t16-31\t1\t\tN/A
            """;

    private static Analysis analysis(String text) {
        return Analyzer.analyze(AnalysisRequest.of(CaptureParser.parse(
                new Capture("pasted", Map.of("pasted/0", new CapturedItem.Pasted("chat.txt", text))))));
    }

    private static Optional<Finding> mentioned(Analysis a) {
        return a.findings().stream()
                .filter(f -> f.id().equals("mentioned-not-used"))
                .findFirst();
    }

    private static String told(String text) {
        return mentioned(analysis(text)).map(f -> f.summary().english()).orElse("");
    }

    /** A dash stands for none: then the option is not suggested. */
    private static void quotes(String text, UserInput option, String words, String... expected) {
        String said = told(text + "\n\n" + TABLE);
        if (words.equals("-")) {
            assertThat(said).doesNotContain(option.toString());
        } else {
            assertThat(said).contains(expected);
        }
    }

    @Test
    void each_fact_is_quoted_with_its_line_and_the_option_that_states_it() {
        String said = told(
                "2x4090 box, 2x AMD EPYC 7742, on torch 2.6.0+cu124, driver 550.54.15, --shm-size=1g, num_workers=8\n\n"
                        + TABLE);

        assertThat(said)
                .contains("line 1, \"4090\"", "torch 2.6.0+cu124", "driver 550.54.15", "--shm-size=1g", "num_workers=8")
                .contains(UserInput.FACT + " gpu=\"RTX 4090\"")
                .contains(UserInput.FACT + " cpu=\"AMD EPYC 7742\"")
                .contains(UserInput.FACT + " torch=2.6.0+cu124")
                .contains(UserInput.FACT + " cuda-driver=550.54.15")
                .contains(UserInput.SHM_SIZE + " 1g")
                .contains(UserInput.LOADER + " workers=8,");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "My /dev/shm is 1G. | 1g",
                "we gave it 2 GB of shared memory | 2gb",
                "there shm is only 512MiB large | 512mib",
                "I raised the shared memory limit to 16 GiB | 16gib",
                "│ /dev/shm │ 1.0G │ 0B │ | 1.0g",
                "docker service create --mount type=tmpfs,destination=/dev/shm,tmpfs-size=1073741824 x | 1073741824",
                "then mount -o remount,size=4G /dev/shm | 4g",
                "shared memory per block: 48 KB | -",
                "A kernel with 48 KB of it, and /dev/shm | -"
            })
    void a_size_that_prose_gives_it_is_quoted(String text, String option) {
        quotes(text, UserInput.SHM_SIZE, option, "line 1, ", UserInput.SHM_SIZE + " " + option);
    }

    /** The call of a DataLoader is often written over several lines, and so is a configuration. */
    @Test
    void a_loader_s_batch_and_prefetch_factor_stand_in_its_option_where_they_stand_near_it() {
        assertThat(told(
                        "dl = DataLoader(\n    ds,\n    batch_size=64,\n    num_workers=8,\n    prefetch_factor=4,\n)\n\n"
                                + TABLE))
                .contains(UserInput.LOADER + " workers=8,prefetch=4,batch=64,sample=…");
        assertThat(told("per_device_train_batch_size: 4\ndataloader_num_workers: 6\n\n" + TABLE))
                .contains(UserInput.LOADER + " workers=6,batch=4,sample=…");
        assertThat(told("I run it with `t.py --num_workers 6 --batch-size=3`\n\n" + TABLE))
                .contains(UserInput.LOADER + " workers=6,batch=3,sample=…");
        assertThat(told("--train-batch-size=512 --num_workers 6\n\n" + TABLE))
                .contains(UserInput.LOADER + " workers=6,batch=…,sample=…");
        assertThat(told("train_batch_size: 512, num_workers: 6\n" + "x y z\n".repeat(9) + "batch_size=7\n\n" + TABLE))
                .as("of the whole job, and far from it")
                .contains(UserInput.LOADER + " workers=6,batch=…,sample=…");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "torchrun --nproc_per_node=2 train.py --workers 8 | --workers 8",
                "$ python main.py -a resnet50 -j 12 /data/imagenet | -j 12",
                "accelerate launch run.py --dataloader_num_workers 8 | num_workers 8",
                "python tools/train.py cfg.py --cfg-options data.workers_per_gpu=4 | workers_per_gpu=4",
                "yolo train data=coco.yaml workers=8 device=0,1 | workers=8",
                "engine/trainer: model=yolo11n.pt, batch=16, workers=8, device=0 | workers=8",
                "    --workers 4 \\ | --workers 4",
                "python train.py --nw 8 | --nw 8",
                "data_workers: 8 | data_workers: 8",
                "It has 16 dataloader workers. | 16 dataloader workers",
                "gunicorn app:app --workers 4 | -",
                "uvicorn main:app --port 80 --workers 4 | -",
                "make -j 8 | -",
                "max_workers=8 | -",
                "--api-workers 4 | -",
                "DataLoader worker (pid 8) is killed | -"
            })
    void the_count_of_a_loader_s_workers_is_quoted_however_a_framework_names_it(String text, String words) {
        quotes(
                text,
                UserInput.LOADER,
                words,
                "line 1, \"" + words + "\"",
                UserInput.LOADER + " workers=" + words.replaceAll("\\D", "") + ",");
    }

    @Test
    void a_size_that_a_command_sets_is_quoted() {
        assertThat(told("root@node:/# mount -o remount,size=16G /dev/shm\nroot@node:/# nvidia-smi topo -m\n" + TABLE))
                .contains("line 1, \"size=16G /dev/shm\"", UserInput.SHM_SIZE + " 16g");
    }

    @Test
    void several_nodes_that_prose_names_are_quoted() {
        assertThat(told("a 4-node job, each with 2x A100\n\n" + TABLE))
                .contains("\"4-node\"", UserInput.FACT + " nodes=4");
        assertThat(told("1 node, node 3, available: 2 nodes (0-1)\n\n" + TABLE)).doesNotContain("nodes=");
        assertThat(told("we run on 4 nodes\n$ torchrun --nnodes 2 --nproc_per_node 2 t.py\n\n" + TABLE))
                .as("a command tells them")
                .doesNotContain("nodes=4");
    }

    /** An engine keeps files of its own beside NCCL's: a verdict that leaves them out has to say what would count them. */
    @Test
    void an_engine_that_is_named_is_quoted_with_the_command_that_counts_it() {
        assertThat(told("We run vLLM with TP on 2x RTX 4090\n\n" + TABLE))
                .contains("line 1, \"vLLM\"")
                .contains("gpu=\"RTX 4090\" -- vllm serve …");
        assertThat(told("I start it with `vllm serve m --tensor-parallel-size 2` and it hangs\n\n" + TABLE))
                .contains("\"vllm serve\"", "-- vllm serve …");
        assertThat(told("SGLang is fine, TensorRT-LLM is not\n\n" + TABLE))
                .contains("\"SGLang\"", "\"TensorRT-LLM\"", "-- python -m sglang.launch_server …")
                .doesNotContain("-- trtllm-serve");
        assertThat(told("Traceback: File /opt/vllm/engine.py, in vllm-serve\n\n" + TABLE))
                .doesNotContain("vllm");
    }

    @Test
    void prose_changes_no_number() {
        Analysis with = analysis("we have 2x RTX 4090 with torch 2.6.0\n\n" + TABLE);
        Analysis without = analysis("we have two GPUs and a framework\n\n" + TABLE);

        assertThat(with.nccl().version()).isEqualTo(without.nccl().version());
        assertThat(with.need().demand()).isEqualTo(without.need().demand());
    }

    @Test
    void what_is_known_from_output_is_not_asked_for() {
        String list = "GPU 0: NVIDIA L40S (UUID: GPU-aa00)\nGPU 1: NVIDIA L40S (UUID: GPU-bb11)\n\n";

        assertThat(told("works on a 3090: RTX 3090 here\n\n" + list + TABLE)).doesNotContain("3090");
        assertThat(told("with torch 2.5.1 it was fine\n\nPyTorch version: 2.6.0+cu124\n\n" + TABLE))
                .doesNotContain("torch");
    }

    @Test
    void plain_words_and_numbers_are_no_facts() {
        assertThat(told("the run of 4090 steps took A100 minutes of H2O and B52s; port 2080, torch it, nccl 5\n\n"
                        + TABLE))
                .contains("A100")
                .doesNotContain("4090", "2080", "H2", "B52", "torch", "nccl 5");
    }

    private static String named(String text) {
        return analysis(text + "\n\n" + TABLE).findings().stream()
                .filter(f -> f.id().equals("setting-not-taken"))
                .map(f -> f.summary().english() + f.remedy().english())
                .findFirst()
                .orElse("");
    }

    @Test
    void a_setting_that_is_named_is_quoted_with_its_line_and_the_option() {
        assertThat(named("I tried NCCL_P2P_DISABLE=1 but it did not help.\nos.environ['NCCL_BUFFSIZE'] = size"))
                .contains("line 1, \"NCCL_P2P_DISABLE=1\"; line 2, \"NCCL_BUFFSIZE=size\"")
                .contains(UserInput.SETTING + " NCCL_P2P_DISABLE=1 " + UserInput.SETTING + " NCCL_BUFFSIZE=…");
        assertThat(named("works with CUDA_VISIBLE_DEVICES=0 alone, see TOKEN=hunter2"))
                .contains(UserInput.GPUS + " 0")
                .doesNotContain("hunter2");
    }

    @Test
    void what_is_written_about_a_setting_changes_nothing_where_the_environment_shows_it() {
        String shown = "\nNCCL_P2P_DISABLE=1\n";
        assertThat(named("I tried NCCL_P2P_DISABLE=0, too" + shown)).isEmpty();
        assertThat(named("os.environ['NCCL_P2P_DISABLE'] = flag" + shown)).contains("NCCL_P2P_DISABLE=flag");
        assertThat(named("with NCCL_DEBUG=INFO it says more, NCCL_NO_SUCH_NAME=1"))
                .isEmpty();
    }
}
