package dev.shmfit.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shmfit.analysis.machine.NotAssessable;
import dev.shmfit.analysis.stated.AnalysisRequest;
import dev.shmfit.analysis.stated.StatedFactsParser;
import dev.shmfit.capture.Capture;
import dev.shmfit.capture.CapturedItem;
import dev.shmfit.ingest.CaptureParser;
import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.verdict.Finding;
import dev.shmfit.verdict.Severity;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a text says and what is stated by options come to the same analysis. */
class PastedAnalysisTest {
    static final String TABLE = """
            \tGPU0\tGPU1\tGPU2\tGPU3\tCPU Affinity\tNUMA Affinity\tGPU NUMA ID
            GPU0\t X \tPIX\tSYS\tSYS\t0-15\t0\t\tN/A
            GPU1\tPIX\t X \tSYS\tSYS\t0-15\t0\t\tN/A
            GPU2\tSYS\tSYS\t X \tPIX\t16-31\t1\t\tN/A
            GPU3\tSYS\tSYS\tPIX\t X \t16-31\t1\t\tN/A
            """;
    private static final String LIST = """
            GPU 0: NVIDIA L40S (UUID: GPU-aa00)
            GPU 1: NVIDIA L40S (UUID: GPU-bb11)
            GPU 2: NVIDIA L40S (UUID: GPU-cc22)
            GPU 3: NVIDIA L40S (UUID: GPU-dd33)
            """;

    private static Analysis analysis(String... texts) {
        return Analyzer.analyze(request(texts));
    }

    private static AnalysisRequest request(String... texts) {
        Map<String, CapturedItem> items = new LinkedHashMap<>();
        for (int i = 0; i < texts.length; i++) {
            items.put("pasted/" + i, new CapturedItem.Pasted("text" + i, texts[i]));
        }
        return AnalysisRequest.of(CaptureParser.parse(new Capture("pasted", items)));
    }

    private static List<Integer> gpus(Analysis a) {
        return a.nccl().communicators().get(0).forecast().gpus();
    }

    private static Finding finding(Analysis a, String id) {
        return a.findings().stream().filter(f -> f.id().equals(id)).findFirst().orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void facts_in_a_text_in_any_order_are_as_facts_by_options(long seed) {
        Random random = new Random(seed);
        String gpu =
                List.of("NVIDIA L40S", "NVIDIA GeForce RTX 4090", "NVIDIA A40").get(random.nextInt(3));
        boolean amd = random.nextBoolean();
        String driver = List.of("550.54.15", "535.183.06", "580.65.06").get(random.nextInt(3));
        String nccl = List.of("2.21.5", "2.26.2", "2.27.5").get(random.nextInt(3));
        String level = List.of("SYS", "PIX", "LOC").get(random.nextInt(3));
        List<String> parts = new ArrayList<>(List.of(
                TABLE,
                "GPU 0: " + gpu + "\nGPU 1: " + gpu + "\nGPU 2: " + gpu + "\nGPU 3: " + gpu + "\n",
                "Nvidia driver version: " + driver + "\n",
                "[pip3] nvidia-nccl-cu12==" + nccl + "\n",
                "NCCL_P2P_LEVEL=" + level + "\n",
                amd
                        ? "Architecture: x86_64\nVendor ID: AuthenticAMD\nModel name: AMD EPYC 7763 64-Core Processor\nCPU"
                                + " family: 25\nModel: 1\n"
                        : "Architecture: x86_64\nVendor ID: GenuineIntel\nModel name: Intel(R) Xeon(R) Platinum 8480+\nCPU"
                                + " family: 6\nModel: 143\n"));
        Collections.shuffle(parts, random);
        Analysis read = analysis(String.join("\n", parts));
        AnalysisRequest plain = request(TABLE);
        Analysis stated =
                Analyzer.analyze(plain.under(NcclVersion.parse(nccl).orElseThrow(), Map.of("NCCL_P2P_LEVEL", level))
                        .stating(StatedFactsParser.parse(
                                List.of(
                                        "gpu=" + gpu,
                                        "cuda-driver=" + driver,
                                        "cpu=" + (amd ? "AMD EPYC 7763 64-Core Processor" : "intel:143")),
                                f -> f)));
        assertThat(read.need().demand().required())
                .isEqualTo(stated.need().demand().required());
        assertThat(read.uncertain()).isEqualTo(stated.uncertain());
        assertThat(read.nccl().version()).isEqualTo(stated.nccl().version());
        assertThat(read.nccl().env()).isEqualTo(stated.nccl().env());
        assertThat(read.nccl().communicators().get(0).forecast())
                .isEqualTo(stated.nccl().communicators().get(0).forecast());
        assertThat(read.node().gpuNames()).isEqualTo(stated.node().gpuNames());
    }

    @Test
    void visible_devices_by_uuid_are_those_gpus() {
        assertThat(gpus(analysis(TABLE, LIST, "CUDA_VISIBLE_DEVICES=GPU-cc,GPU-bb11\n")))
                .containsExactly(2, 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0,0", "0,1,0", "GPU-aa00,GPU-aa00", "1, 1"})
    void a_gpu_that_is_listed_twice_hides_every_gpu_from_cuda(String list) {
        assertThatThrownBy(() -> analysis(TABLE, LIST, "CUDA_VISIBLE_DEVICES=\"" + list + "\"\n"))
                .isInstanceOf(NotAssessable.class)
                .hasMessageContaining("twice");
    }

    @Test
    void a_number_counts_as_far_as_there_are_digits() {
        assertThat(gpus(analysis(TABLE, LIST, "CUDA_VISIBLE_DEVICES=1gpu2,2ampere\n")))
                .containsExactly(1, 2);
    }

    @Test
    void ranks_are_those_that_a_launcher_starts_with_the_place_that_says_so() {
        Analysis a = analysis(TABLE, "$ torchrun --nproc_per_node=2 train.py\n");
        assertThat(gpus(a)).containsExactly(0, 1);
        assertThat(a.basis().workload())
                .filteredOn(s -> s.name().equals("ranks"))
                .singleElement()
                .satisfies(s -> {
                    assertThat(s.value()).hasToString("2 (GPUs 0, 1, text1:1)");
                    assertThat(s.provenance()).isEqualTo(dev.shmfit.facts.Provenance.REPORTED);
                });
        assertThat(gpus(analysis(TABLE, "LOCAL_WORLD_SIZE=16\n"))).hasSize(4);
    }

    @Test
    void visible_devices_that_nothing_maps_are_a_finding_and_never_all() {
        Analysis a = analysis(TABLE, "CUDA_VISIBLE_DEVICES=GPU-cc22,GPU-bb11\n");
        assertThat(gpus(a)).hasSize(2);
        assertThat(finding(a, "gpus-not-mapped").remedy().english()).contains("nvidia-smi -L");
        assertThat(finding(a, "gpus-not-mapped").evidence()).isNotEmpty();
    }

    @Test
    void a_container_s_gpus_are_counted_before_cuda_s() {
        assertThat(gpus(analysis(TABLE, LIST, "NVIDIA_VISIBLE_DEVICES=2,3\nCUDA_VISIBLE_DEVICES=1\n")))
                .containsExactly(3);
    }

    private static String pod(int gpus) {
        return """
                $ kubectl describe pod train-0
                Name:             train-0
                Containers:
                  train:
                    Image:         trainer:1
                    Limits:
                      memory:          64Gi
                      nvidia.com/gpu:  %d
                    Environment:       <none>
                """.formatted(gpus);
    }

    private static String manifest(int gpus) {
        return """
                resources:
                  limits:
                    memory: 64Gi
                    nvidia.com/gpu: "%d"
                """.formatted(gpus);
    }

    @Test
    void a_pod_has_as_many_gpus_as_it_asks_for_and_which_ones_is_open() {
        for (String text : List.of(pod(2), manifest(2))) {
            Analysis a = analysis(TABLE, text);
            assertThat(gpus(a)).containsExactly(0, 1);
            Finding f = finding(a, "pod-gpus-not-named");
            assertThat(f.summary().english()).contains("2 of the 4 GPUs");
            assertThat(f.evidence()).isNotEmpty();
        }
    }

    @Test
    void a_pod_whose_gpus_are_known_or_all_is_not_remarked_on() {
        for (List<String> texts :
                List.of(List.of(pod(4)), List.of(pod(2), "NVIDIA_VISIBLE_DEVICES=2,3\n"), List.of(manifest(8)))) {
            List<String> all = new ArrayList<>(List.of(TABLE));
            all.addAll(texts);
            assertThat(analysis(all.toArray(String[]::new)).findings())
                    .extracting(Finding::id)
                    .doesNotContain("pod-gpus-not-named");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "", " ", "void", "0,void", "void,all", "none,0"})
    void a_container_without_gpus_from_its_runtime_is_said_and_gpus_are_those_of_the_table(String value) {
        Analysis a = analysis(TABLE, "NVIDIA_VISIBLE_DEVICES=" + value + "\n");
        assertThat(gpus(a)).hasSize(4);
        Finding f = finding(a, "runtime-gives-no-gpu");
        // CDI gives GPUs without the runtime and writes the word itself.
        assertThat(f.severity()).isEqualTo(value.contains("void") ? Severity.NOTE : Severity.WARNING);
        assertThat(f.evidence()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"all", "all,0", "runtime.nvidia.com/gpu=all", "4,5,6,7", "/var/run/nvidia-container-devices"})
    void a_container_with_as_many_gpus_as_the_table_has_them_all(String value) {
        Analysis a = analysis(TABLE, "NVIDIA_VISIBLE_DEVICES=" + value + "\n");
        assertThat(gpus(a)).containsExactly(0, 1, 2, 3);
        assertThat(a.findings())
                .extracting(Finding::id)
                .doesNotContain("runtime-gives-no-gpu", "gpus-not-in-table", "gpus-not-mapped");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "3,1;1,3",
                "1,1,3;1,3",
                "GPU-dd33,GPU-aa00;0,3",
                "nvidia.com/gpu=2;2",
                "0:0,0:1,2:0;0,2",
                "1:0;1",
                "'1, 2';1,2"
            })
    void a_container_counts_its_gpus_by_bus_id_and_each_once(String value, String expected) {
        Analysis a = analysis(TABLE, LIST, "NVIDIA_VISIBLE_DEVICES=\"" + value + "\"\n");
        assertThat(gpus(a)).hasToString("[" + expected.replace(",", ", ") + "]");
        assertThat(a.findings()).extracting(Finding::id).doesNotContain("gpus-not-in-table", "gpus-not-mapped");
        assertThat(a.findings().stream().anyMatch(f -> f.id().equals("mig-instance-visible")))
                .isEqualTo(value.contains(":"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"5;1", "0,9;2", "GPU-ffff;1", "0,1,2,3,4,5,6,7;4", "GPU-1,GPU-2,GPU-3,GPU-4,GPU-5,GPU-6;4"})
    void gpus_that_the_table_does_not_have_are_said(String value, int ranks) {
        Analysis a = analysis(TABLE, LIST, "NVIDIA_VISIBLE_DEVICES=" + value + "\n");
        assertThat(gpus(a)).hasSize(ranks);
        assertThat(finding(a, "gpus-not-in-table").summary().english()).contains(value);
    }

    @Test
    void cuda_counts_within_what_the_container_was_given() {
        String given = "NVIDIA_VISIBLE_DEVICES=3,1\n";
        assertThat(gpus(analysis(TABLE, LIST, given + "CUDA_VISIBLE_DEVICES=1,0\n")))
                .containsExactly(3, 1);
        assertThat(gpus(analysis(TABLE, LIST, given + "CUDA_VISIBLE_DEVICES=GPU-dd\n")))
                .containsExactly(3);
        Analysis beyond = analysis(TABLE, LIST, given + "CUDA_VISIBLE_DEVICES=0,2\n");
        assertThat(gpus(beyond)).containsExactly(1);
        assertThat(finding(beyond, "visible-list-ends").summary().english()).contains("among the 2");
        assertThatThrownBy(() -> analysis(TABLE, LIST, given + "CUDA_VISIBLE_DEVICES=GPU-aa\n"))
                .isInstanceOf(NotAssessable.class);
    }

    @Test
    void a_list_that_hides_every_gpu_leaves_no_job() {
        assertThatThrownBy(() -> analysis(TABLE, "CUDA_VISIBLE_DEVICES=-1\n"))
                .isInstanceOf(NotAssessable.class)
                .hasMessageContaining("hides every GPU");
        assertThatThrownBy(() -> analysis(TABLE, "CUDA_VISIBLE_DEVICES=\n")).isInstanceOf(NotAssessable.class);
    }

    @Test
    void numbers_of_unlike_gpus_are_in_an_order_that_is_said_to_be_unknown() {
        String mixed = LIST.replace("1: NVIDIA L40S", "1: NVIDIA T4");
        assertThat(finding(analysis(TABLE, mixed, "CUDA_VISIBLE_DEVICES=0,1\n"), "cuda-order-unknown")
                        .remedy()
                        .english())
                .contains("PCI_BUS_ID");
        assertThat(analysis(TABLE, mixed, "CUDA_VISIBLE_DEVICES=0,1\nCUDA_DEVICE_ORDER=PCI_BUS_ID\n")
                        .findings())
                .noneMatch(f -> f.id().equals("cuda-order-unknown"));
    }

    @Test
    void one_text_that_says_both_of_a_pair_disagrees_with_itself() {
        String answers = "Device=0 CAN Access Peer Device=1\nDevice=1 CAN Access Peer Device=0\n";
        Analysis a = analysis(TABLE, answers + "after the update:\n" + answers.replace("CAN ", "CANNOT "));
        assertThat(finding(a, "sources-disagree").summary().english())
                .contains("peer access of GPU 0 to GPU 1")
                .contains("text1:1")
                .contains("text1:4");
    }

    @Test
    void two_sources_that_disagree_are_named_with_both_lines() {
        Analysis a = analysis(
                TABLE + "\nNvidia driver version: 550.54.15\n",
                "| NVIDIA-SMI 535.104.05   Driver Version: 535.104.05 |\n");
        Finding f = finding(a, "sources-disagree");
        assertThat(f.summary().english())
                .contains("text0:7")
                .contains("550.54.15")
                .contains("text1:1")
                .contains("535.104.05");
        assertThat(f.evidence()).hasSize(2);
    }

    @Test
    void sources_that_say_the_same_in_other_words_do_not_disagree() {
        Analysis a =
                analysis(TABLE + LIST + "\nPyTorch version: 2.7.1+cu126\n[pip3] torch==2.7.1\n- System RAM: 503.54 GB\n"
                        + "MemTotal:       527993880 kB\n- GPU type: NVIDIA L40S\n");
        assertThat(a.findings()).noneMatch(f -> f.id().equals("sources-disagree"));
    }

    @Test
    void cuda_s_own_word_on_a_pair_is_certain() {
        Analysis a = analysis(
                "\tGPU0\tGPU1\nGPU0\t X \tPIX\nGPU1\tPIX\t X \n",
                "Device=0 CANNOT Access Peer Device=1\nDevice=1 CANNOT Access Peer Device=0\n");
        assertThat(a.nccl().communicators().get(0).forecast().pairs())
                .allSatisfy(p -> assertThat(p.transport().toString()).isEqualTo("SHM"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"12.6", "12.7", "12.8", "13.0", "560.35.03"})
    void host_memory_of_a_driver_that_has_it_by_default_needs_a_capability_that_is_an_open_fact(String driver) {
        String far = "\tGPU0\tGPU1\tCPU Affinity\tNUMA Affinity\nGPU0\t X \tSYS\t0-15\t0\nGPU1\tSYS\t X \t16-31\t1\n";
        AnalysisRequest plain = request(far, "NCCL_P2P_DISABLE=1\n");
        Analysis open = Analyzer.analyze(stating(plain, "cuda-driver=" + driver));
        Analysis refused = Analyzer.analyze(stating(plain, "cuda-driver=" + driver, "cap-sys-nice=no"));
        Analysis granted = Analyzer.analyze(stating(plain, "cuda-driver=" + driver, "cap-sys-nice=yes"));
        assertThat(required(refused)).isPositive().isEqualTo(required(open));
        assertThat(required(granted)).isLessThan(required(refused));
        assertThat(open.uncertain())
                .singleElement()
                .satisfies(u -> assertThat(u.min()).isLessThanOrEqualTo(required(granted)));
        assertThat(open.uncertain().get(0).missing()).contains("cap-sys-nice");
    }

    private static AnalysisRequest stating(AnalysisRequest plain, String... facts) {
        return plain.stating(StatedFactsParser.parse(List.of(facts), f -> f));
    }

    private static long required(Analysis a) {
        return a.need().demand().required().bytes();
    }

    @Test
    void amd_of_an_unknown_generation_is_an_open_fact_where_nccl_tells_them_apart() {
        AnalysisRequest plain = request(TABLE, LIST);
        assertThat(openUnder(plain, "2.31.0", "cpu=amd")).contains("cpu");
        assertThat(openUnder(plain, "2.31.0", "cpu=amd:zen4")).doesNotContain("cpu");
        assertThat(openUnder(plain, "2.30.7", "cpu=amd")).doesNotContain("cpu");
    }

    private static java.util.Set<String> openUnder(AnalysisRequest plain, String version, String cpu) {
        AnalysisRequest asked = plain.under(NcclVersion.parse(version).orElseThrow(), Map.of())
                .stating(StatedFactsParser.parse(List.of(cpu), f -> f));
        return Analyzer.analyze(asked).node().choice().words().keySet();
    }
}
