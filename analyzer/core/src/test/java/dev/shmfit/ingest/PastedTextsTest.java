package dev.shmfit.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.capture.Capture;
import dev.shmfit.capture.CapturedItem;
import dev.shmfit.facts.GpuTraits;
import dev.shmfit.facts.MemoryLimit;
import dev.shmfit.facts.ShmSpace;
import dev.shmfit.facts.SourceRef;
import dev.shmfit.ingest.PastedFormats.Node;
import dev.shmfit.units.ByteCount;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PastedTextsTest {
    private static final Node L40S = new Node(
            2,
            "NVIDIA L40S",
            "550.54.15",
            "12.4",
            PastedFormats.SPR,
            "2.7.1",
            "2.26.2",
            List.of("NCCL_P2P_LEVEL=SYS", "CUDA_VISIBLE_DEVICES=1,0"));
    private static final Node NEWEST = new Node(
            4,
            "NVIDIA RTX A6000",
            "610.43.02",
            "13.3",
            PastedFormats.GENOA,
            "2.15.0",
            "2.30.7",
            List.of("NCCL_SHM_DISABLE=0"));

    private static MachineFacts facts(String... texts) {
        Map<String, CapturedItem> items = new LinkedHashMap<>();
        for (int i = 0; i < texts.length; i++) {
            items.put("pasted/" + i, new CapturedItem.Pasted("text" + i, texts[i]));
        }
        return CaptureParser.parse(new Capture("pasted", items));
    }

    private static void driver(Node n, MachineFacts m) {
        assertThat(m.gpus().driver().value()).contains(n.driver());
        assertThat(m.gpus().driver().disagreeing()).isEmpty();
    }

    private static void cuda(Node n, MachineFacts m) {
        int dot = n.cuda().indexOf('.');
        int major = Integer.parseInt(n.cuda().substring(0, dot));
        int minor = Integer.parseInt(n.cuda().substring(dot + 1));
        assertThat(m.gpus().cudaDriver().value()).contains(major * 1000 + minor * 10);
    }

    private static void torch(Node n, MachineFacts m) {
        assertThat(m.software().torch().value().orElse("")).startsWith(n.torch());
    }

    private static void nccl(Node n, MachineFacts m) {
        assertThat(m.software().nccl().value()).contains(n.nccl());
    }

    private static void gpu(Node n, MachineFacts m) {
        assertThat(m.gpus().listings().value().flatMap(l -> l.product())).contains(n.gpu());
    }

    private static void allGpus(Node n, MachineFacts m) {
        gpu(n, m);
        assertThat(m.gpus().listings().value().orElseThrow().gpus()).hasSize(n.gpus());
    }

    private static void cpu(Node n, MachineFacts m) {
        assertThat(m.host().cpu().value()).hasValueSatisfying(c -> {
            assertThat(c.vendor()).isEqualTo(n.cpu().vendor());
            assertThat(c.family()).isEqualTo(n.cpu().family());
            assertThat(c.model()).isEqualTo(n.cpu().model());
            assertThat(c.name()).isEqualTo(n.cpu().name());
        });
    }

    private static void env(Node n, MachineFacts m) {
        for (String variable : n.env()) {
            String[] parts = variable.split("=", 2);
            assertThat(m.software().values()).containsEntry(parts[0], parts[1]);
        }
    }

    private static void peers(boolean can, MachineFacts m) {
        assertThat(m.gpus().peers().cuda().value().flatMap(p -> p.access(1, 0))).contains(can);
    }

    private static void shm(long mebibytes, MachineFacts m) {
        assertThat(m.shm().defined().value()).contains(ByteCount.mebibytes(mebibytes));
    }

    private static void memoryLimit(long gibibytes, MachineFacts m) {
        assertThat(m.container().memory().map(MemoryLimit::limit).value())
                .contains(ByteCount.mebibytes(gibibytes * 1024));
    }

    private record Format(Function<Node, String> text, List<java.util.function.BiConsumer<Node, MachineFacts>> right) {}

    private static Map<String, Format> formats() {
        Map<String, Format> all = new LinkedHashMap<>();
        all.put(
                "collect_env",
                new Format(
                        PastedFormats::collectEnv,
                        List.of(
                                PastedTextsTest::driver,
                                PastedTextsTest::torch,
                                PastedTextsTest::nccl,
                                PastedTextsTest::allGpus,
                                PastedTextsTest::cpu)));
        all.put(
                "vLLM",
                new Format(
                        PastedFormats::vllm,
                        List.of(
                                PastedTextsTest::driver,
                                PastedTextsTest::torch,
                                PastedTextsTest::nccl,
                                PastedTextsTest::allGpus,
                                PastedTextsTest::cpu,
                                PastedTextsTest::env)));
        all.put(
                "SGLang",
                new Format(
                        PastedFormats::sglang,
                        List.of(PastedTextsTest::driver, PastedTextsTest::torch, PastedTextsTest::allGpus)));
        all.put(
                "nvidia-smi",
                new Format(
                        PastedFormats::smi,
                        List.of(PastedTextsTest::driver, PastedTextsTest::cuda, PastedTextsTest::allGpus)));
        all.put("nvidia-smi -L", new Format(PastedFormats::smiL, List.of(PastedTextsTest::allGpus)));
        all.put(
                "nvidia-smi -q",
                new Format(
                        PastedFormats::smiQ,
                        List.of(PastedTextsTest::driver, PastedTextsTest::cuda, PastedTextsTest::allGpus)));
        all.put(
                "ds_report",
                new Format(
                        PastedFormats::dsReport,
                        List.of(
                                PastedTextsTest::torch,
                                (n, m) -> assertThat(m.shm()
                                                .space()
                                                .map(ShmSpace::size)
                                                .value())
                                        .contains(ByteCount.mebibytes(64)))));
        all.put(
                "accelerate",
                new Format(PastedFormats::accelerate, List.of(PastedTextsTest::torch, PastedTextsTest::gpu)));
        all.put(
                "transformers",
                new Format(PastedFormats::transformers, List.of(PastedTextsTest::torch, PastedTextsTest::gpu)));
        all.put("pip list", new Format(PastedFormats::pipList, List.of(PastedTextsTest::torch, PastedTextsTest::nccl)));
        all.put("lscpu", new Format(PastedFormats::lscpu, List.of(PastedTextsTest::cpu)));
        all.put(
                "p2p test",
                new Format(
                        n -> PastedFormats.p2pTest(n, false),
                        List.of(PastedTextsTest::allGpus, (n, m) -> peers(false, m))));
        all.put("simpleP2P", new Format(n -> PastedFormats.simpleP2p(n, false), List.of((n, m) -> peers(false, m))));
        all.put(
                "nvbandwidth",
                new Format(
                        n -> PastedFormats.nvbandwidth(n, false),
                        List.of(PastedTextsTest::driver, (n, m) -> peers(false, m))));
        all.put(
                "docker inspect",
                new Format(
                        PastedFormats::dockerInspect,
                        List.of(
                                PastedTextsTest::env,
                                (n, m) -> shm(2048, m),
                                (n, m) -> memoryLimit(64, m),
                                (n, m) -> assertThat(m.container().sysNice().value())
                                        .contains(false))));
        all.put(
                "kubectl describe",
                new Format(
                        PastedFormats::kubectl,
                        List.of(PastedTextsTest::env, (n, m) -> shm(2048, m), (n, m) -> memoryLimit(64, m))));
        return all;
    }

    @TestFactory
    Stream<DynamicTest> each_program_s_output_is_read_whatever_stands_around_it() {
        return formats().entrySet().stream()
                .flatMap(f -> PastedFormats.wrappings().entrySet().stream()
                        .flatMap(w -> Stream.of(L40S, NEWEST)
                                .map(n ->
                                        DynamicTest.dynamicTest(f.getKey() + ", " + w.getKey() + ", " + n.gpu(), () -> {
                                            MachineFacts m = facts(w.getValue()
                                                    .apply(f.getValue().text().apply(n)));
                                            f.getValue().right().forEach(r -> r.accept(n, m));
                                        }))));
    }

    @TestFactory
    Stream<DynamicTest> any_two_outputs_in_one_text_or_two_are_both_read_in_either_order() {
        Map<String, Format> all = formats();
        return all.entrySet().stream()
                .flatMap(a -> all.entrySet().stream()
                        .filter(b -> !a.getKey().equals(b.getKey()))
                        .map(b -> DynamicTest.dynamicTest(a.getKey() + " and " + b.getKey(), () -> {
                            String first = a.getValue().text().apply(L40S);
                            String second = b.getValue().text().apply(L40S);
                            for (MachineFacts m : List.of(facts(first + "\n" + second), facts(first, second))) {
                                a.getValue().right().forEach(r -> r.accept(L40S, m));
                                b.getValue().right().forEach(r -> r.accept(L40S, m));
                            }
                        })));
    }

    @Test
    void a_fact_knows_the_file_and_the_line() {
        MachineFacts m = facts("one\ntwo\n\n" + PastedFormats.smi(L40S));
        assertThat(m.gpus().driver().source()).contains(SourceRef.line("text0", 6));
    }

    @Test
    void numa_nodes_are_those_of_numactl() {
        MachineFacts m = facts(PastedFormats.numactl());
        assertThat(m.host().numa().value()).hasValueSatisfying(nodes -> {
            assertThat(nodes).hasSize(2);
            assertThat(nodes.get(0).cpus().asOptional()).contains("0-3,8-9");
            assertThat(nodes.get(1).memory().asOptional()).contains(ByteCount.of(0));
        });
    }

    @TestFactory
    Stream<DynamicTest> the_size_of_dev_shm_is_read_as_each_program_prints_it() {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put(
                "df -h",
                "Filesystem      Size  Used Avail Use% Mounted on\nshm              64M     0   64M   0% /dev/shm\n");
        texts.put("df, grep", "$ df -h | grep shm\nshm              64M     0   64M   0% /dev/shm\n");
        texts.put(
                "df -k",
                "Filesystem     1K-blocks  Used Available Use% Mounted on\ntmpfs              65536     0     65536   0% /dev/shm\n");
        texts.put(
                "df -T",
                "Filesystem     Type  1K-blocks Used Available Use% Mounted on\nshm            tmpfs     65536    0     65536   0% /dev/shm\n");
        texts.put(
                "df -BM",
                "Filesystem     1M-blocks  Used Available Use% Mounted on\nshm                  64M    0M       64M   0% /dev/shm\n");
        texts.put("mount", "shm on /dev/shm type tmpfs (rw,nosuid,nodev,noexec,relatime,size=65536k,inode64)\n");
        texts.put(
                "/proc/mounts",
                "proc /proc proc rw,nosuid 0 0\nshm /dev/shm tmpfs rw,nosuid,nodev,noexec,relatime,size=65536k,inode64 0 0\n");
        texts.put(
                "mountinfo",
                "640 638 0:79 / /dev/shm rw,nosuid,nodev,noexec,relatime - tmpfs shm rw,size=65536k,inode64\n");
        texts.put("docker run", "docker run --gpus all \\\n  --shm-size=64m -e NCCL_DEBUG=INFO img\n");
        texts.put("docker run, nothing said", "$ docker run --gpus all -it nvcr.io/nvidia/pytorch:24.03-py3\n");
        Consumer<MachineFacts> right = m -> assertThat(m.shm()
                        .space()
                        .map(ShmSpace::size)
                        .then(m.shm().mount().map(s -> s.size()))
                        .then(m.shm().defined())
                        .value())
                .contains(ByteCount.mebibytes(64));
        return texts.entrySet().stream()
                .map(t -> DynamicTest.dynamicTest(t.getKey(), () -> right.accept(facts(t.getValue()))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$ docker inspect --format '{{.HostConfig.ShmSize}}' trainer",
                "$ docker inspect -f \"{{ .HostConfig.ShmSize }}\" 0a1b",
                "root@gpu:~# docker container inspect --format='{{json .HostConfig.ShmSize}}' trainer"
            })
    void the_one_member_that_docker_inspect_was_asked_for_is_read(String command) {
        MachineFacts m = facts(PastedFormats.topo(L40S) + "\n" + command + "\n67108864\n\n$ nproc\n64\n");
        assertThat(m.shm().defined().value()).contains(ByteCount.mebibytes(64));
    }

    @Test
    void of_two_members_in_one_format_nothing_is_guessed() {
        String command = "$ docker inspect -f '{{.HostConfig.Memory}} {{.HostConfig.ShmSize}}' trainer";
        MachineFacts m = facts(command + "\n68719476736 67108864\n");
        assertThat(m.shm().defined().isKnown()).isFalse();
        assertThat(m.container().memory().isKnown()).isFalse();
    }

    @Test
    void the_size_in_a_definition_does_not_count_where_the_host_s_memory_is_shared() {
        MachineFacts m = facts(PastedFormats.dockerInspect(L40S).replace("\"private\"", "\"host\""));
        assertThat(m.shm().defined().isKnown()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PS C:\\> $env:NCCL_P2P_LEVEL = \"LOC\"",
                "$Env:NCCL_P2P_LEVEL='LOC';",
                "[Environment]::SetEnvironmentVariable(\"NCCL_P2P_LEVEL\", \"LOC\", \"User\")",
                "C:\\jobs> set NCCL_P2P_LEVEL=LOC",
                "setx NCCL_P2P_LEVEL LOC",
                "set -x NCCL_P2P_LEVEL LOC",
                "set -gx NCCL_P2P_LEVEL LOC",
                "setenv NCCL_P2P_LEVEL LOC"
            })
    void shells_set_a_variable_each_in_its_own_words(String line) {
        assertThat(facts(line + "\n").software().values()).containsEntry("NCCL_P2P_LEVEL", "LOC");
    }

    @Test
    void a_service_of_compose_names_its_gpus_its_memory_and_its_size() {
        String head = """
                services:
                  train:
                    shm_size: '8gb'
                    deploy:
                      resources:
                        limits:
                          memory: 64G
                        reservations:
                          memory: 8G
                          devices:
                            - driver: nvidia
                              device_ids:""";
        for (String ids : List.of(" ['2','3']\n", "\n                - '2'\n                - '3'\n")) {
            MachineFacts m = facts(head + ids + "              capabilities: [gpu]\n");
            assertThat(m.software().values()).containsEntry("NVIDIA_VISIBLE_DEVICES", "2,3");
            shm(8 * 1024, m);
            memoryLimit(64, m);
        }
    }

    @Test
    void a_pod_s_volume_at_dev_shm_has_its_size_and_the_container_with_gpus_its_limit() {
        MachineFacts m = facts("""
                apiVersion: v1
                kind: Pod
                spec:
                  containers:
                  - name: proxy
                    resources:
                      limits:
                        memory: 1Gi
                  - name: t
                    resources:
                      requests:
                        memory: 8Gi
                      limits:
                        nvidia.com/gpu: 4
                        memory: 32Gi
                    volumeMounts:
                    - mountPath: /dev/shm
                      name: s
                  volumes:
                  - name: s
                    emptyDir:
                      medium: Memory
                      sizeLimit: 4Gi
                """);
        shm(4096, m);
        memoryLimit(32, m);
    }

    @Test
    void of_two_memory_volumes_none_is_taken() {
        MachineFacts m = facts("""
                    - mountPath: /dev/shm
                  volumes:
                  - name: a
                    emptyDir:
                      sizeLimit: 4Gi
                      medium: Memory
                  - name: b
                    emptyDir:
                      sizeLimit: 2Gi
                      medium: Memory
                """);
        assertThat(m.shm().defined().value()).isEmpty();
    }

    @Test
    void a_setting_in_prose_or_in_a_comment_is_none() {
        MachineFacts m =
                facts("I tried NCCL_P2P_DISABLE=1 and it helped.\n# NCCL_SHM_DISABLE=1\n#export NCCL_IB_DISABLE=1\n");
        assertThat(m.software().values()).isEmpty();
    }

    @Test
    void settings_stand_before_a_command_behind_export_and_in_options_of_launchers() {
        MachineFacts m = facts(
                "$ NCCL_P2P_LEVEL=SYS torchrun --nproc_per_node=2 train.py\nexport NCCL_ALGO=Ring\n\n$ mpirun -np 2"
                        + " -x NCCL_DEBUG=INFO -x NCCL_BUFFSIZE=65536 ./all_reduce_perf\n");
        assertThat(m.software().values())
                .containsEntry("NCCL_P2P_LEVEL", "SYS")
                .containsEntry("NCCL_ALGO", "Ring")
                .containsEntry("NCCL_BUFFSIZE", "65536");
    }

    @Test
    void what_is_recognised_and_says_nothing_is_named_with_its_lines() {
        MachineFacts m = facts("[pip3] numpy==1.26.4\n[pip3] triton==3.1.0\n\n" + PastedFormats.topo(L40S));
        assertThat(m.coverage().parts()).anySatisfy(p -> {
            assertThat(p.words()).isEqualTo("a list of packages");
            assertThat(p.lines()).isEqualTo("lines 1-2");
            assertThat(p.used()).isFalse();
        });
    }

    @Test
    void mig_instances_belong_to_the_gpu_above_them() {
        MachineFacts m = facts("""
                        GPU 0: NVIDIA A100-SXM4-40GB (UUID: GPU-aa)
                          MIG 3g.20gb     Device  0: (UUID: MIG-bb)
                          MIG 1c.3g.20gb  Device  1: (UUID: MIG-cc)
                        GPU 1: NVIDIA A100-SXM4-40GB (UUID: GPU-dd)
                        """);
        assertThat(m.gpus().listings().value().orElseThrow().gpus().get(0).instances())
                .extracting(i -> i.uuid())
                .containsExactly("MIG-bb", "MIG-cc");
    }

    @Test
    void cuda_s_numbers_are_mapped_by_bus_id() {
        MachineFacts m = facts("""
                [P2P (Peer-to-Peer) GPU Bandwidth Latency Test]
                Device: 0, Tesla V100-SXM2-32GB, pciBusID: 16, pciDeviceID: 0, pciDomainID:0
                Device: 1, Tesla V100-SXM2-32GB, pciBusID: 3a, pciDeviceID: 0, pciDomainID:0
                Device: 2, Tesla V100-SXM2-32GB, pciBusID: 15, pciDeviceID: 0, pciDomainID:0
                Device=0 CANNOT Access Peer Device=1
                Device=0 CAN Access Peer Device=2
                """);
        assertThat(m.gpus().peers().cuda().value().orElseThrow().access(1, 2)).contains(false);
        assertThat(m.gpus().peers().cuda().value().orElseThrow().access(1, 0)).contains(true);
    }

    @Test
    void links_of_dcgm_stand_in_for_a_table() {
        MachineFacts m = facts("""
                +-------------------+--------------------------------------------------------+
                | Topology Information                                                       |
                | GPU ID: 0                                                                  |
                +===================+========================================================+
                | CPU Core Affinity | 0 - 11, 24 - 35                                        |
                +-------------------+--------------------------------------------------------+
                | To GPU 1          | Connected via a single PCIe switch                     |
                |                   | Connected via four NVLINKs (Links: 0, 1, 2, 3)         |
                +-------------------+--------------------------------------------------------+
                """);
        assertThat(m.gpus().matrix().value()).hasValueSatisfying(t -> {
            assertThat(t.gpus()).hasSize(2);
            assertThat(t.cells().get(1).get(0).asOptional()).contains(new dev.shmfit.facts.SmiLink.NvLinks(4));
        });
    }

    @TestFactory
    Stream<DynamicTest> code_and_configuration_that_set_a_variable_state_it() {
        return Stream.of(
                        "os.environ[\"NCCL_P2P_DISABLE\"] = \"1\"",
                        "    os.environ['NCCL_P2P_DISABLE']='1'  # else it hangs",
                        "os.environ.setdefault(\"NCCL_P2P_DISABLE\", \"1\")",
                        "%env NCCL_P2P_DISABLE=1",
                        "setenv NCCL_P2P_DISABLE 1",
                        "ENV NCCL_P2P_DISABLE=1",
                        "      - NCCL_P2P_DISABLE=1",
                        "      NCCL_P2P_DISABLE: \"1\"",
                        "  \"NCCL_P2P_DISABLE\": \"1\",",
                        "    - name: NCCL_P2P_DISABLE\n      value: \"1\"")
                .map(text -> DynamicTest.dynamicTest(
                        text,
                        () -> assertThat(facts("services:\n" + text + "\n")
                                        .software()
                                        .values())
                                .containsEntry("NCCL_P2P_DISABLE", "1")));
    }

    @Test
    void code_that_is_commented_out_or_speaks_of_a_variable_sets_none() {
        MachineFacts m = facts("""
                # os.environ['NCCL_P2P_DISABLE'] = '1'
                // "NCCL_SHM_DISABLE": "1"
                print(os.environ['NCCL_IB_DISABLE'])
                    - name: NCCL_ALGO
                      valueFrom: x
                """);
        assertThat(m.software().values()).isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> a_launcher_tells_the_ranks_on_the_node() {
        Map<String, String> ranks = new LinkedHashMap<>();
        ranks.put("$ torchrun --nproc_per_node=2 train.py", "2");
        ranks.put("$ NCCL_DEBUG=INFO torchrun --nnodes 2 --nproc-per-node 4 train.py", "4");
        ranks.put("nohup python -m torch.distributed.launch --nproc_per_node=4 train.py > log 2>&1 &", "4");
        ranks.put("$ vllm serve m --tensor-parallel-size 2 --pipeline-parallel-size 2", "4");
        ranks.put("vllm serve m -tp 4", "4");
        ranks.put("python3 -m sglang.launch_server --model-path m --tp 8", "8");
        ranks.put("$ accelerate launch --num_processes 2 train.py", "2");
        ranks.put("docker run --gpus all --ipc=host img torchrun --nproc_per_node=3 t.py", "3");
        return ranks.entrySet().stream()
                .map(e -> DynamicTest.dynamicTest(
                        e.getKey(),
                        () -> assertThat(facts(e.getKey() + "\n").software().values())
                                .containsEntry("LOCAL_WORLD_SIZE", e.getValue())));
    }

    @Test
    void ranks_of_several_machines_are_shared_out_and_all_gpus_are_no_count() {
        assertThat(facts("$ accelerate launch --num_machines 2 --num_processes 16 t.py\n")
                        .software()
                        .values())
                .containsEntry("LOCAL_WORLD_SIZE", "8")
                .containsEntry("GROUP_WORLD_SIZE", "2");
        assertThat(facts("$ torchrun --nproc_per_node=gpu t.py\n").software().values())
                .doesNotContainKey("LOCAL_WORLD_SIZE");
    }

    @Test
    void gpus_of_docker_run_are_those_the_container_is_given() {
        assertThat(facts("docker run --gpus '\"device=0,2\"' --shm-size 2gb img\n")
                        .software()
                        .values())
                .containsEntry("NVIDIA_VISIBLE_DEVICES", "0,2");
        assertThat(facts("docker run --gpus 2 img\n").software().values())
                .containsEntry("NVIDIA_VISIBLE_DEVICES", "0,1");
        assertThat(facts("docker run --gpus all img\n").software().values())
                .doesNotContainKey("NVIDIA_VISIBLE_DEVICES");
        assertThat(facts("docker run --shm-size 2gb img\n").shm().defined().value())
                .contains(ByteCount.mebibytes(2048));
    }

    @Test
    void a_connectivity_matrix_alone_tells_peer_access() {
        MachineFacts m = facts(
                "P2P Connectivity Matrix\n     D\\D     0     1     2\n     0\t     1     1     0\n     1\t     1"
                        + "     1     0\n     2\t     0     0     1\nUnidirectional P2P=Disabled Bandwidth Matrix (GB/s)\n");
        assertThat(m.gpus().peers().cuda().value().orElseThrow().access(0, 1)).contains(true);
        assertThat(m.gpus().peers().cuda().value().orElseThrow().access(0, 2)).contains(false);
        assertThat(m.gpus().peers().cuda().value().orElseThrow().access(2, 1)).contains(false);
    }

    @Test
    void nccl_tests_name_the_gpus_and_the_ranks_of_the_first_host() {
        MachineFacts m = facts("""
                # nThread 1 nGpus 1 minBytes 8 maxBytes 134217728 step: 2(factor) warmup iters: 5 iters: 20 agg iters: 1
                #
                # Using devices
                #  Rank  0 Group  0 Pid  24051 on    node1 device  0 [0x01] NVIDIA A10
                #  Rank  1 Group  0 Pid  24052 on    node1 device  1 [0x41] NVIDIA A10
                #  Rank  2 Group  0 Pid  31007 on    node2 device  0 [0x01] NVIDIA A10
                """);
        assertThat(m.gpus().listings().value().orElseThrow().gpus())
                .extracting(g -> g.name())
                .containsExactly("NVIDIA A10", "NVIDIA A10");
        assertThat(m.software().values()).containsEntry("LOCAL_WORLD_SIZE", "2");
    }

    @Test
    void a_query_without_a_line_of_names_has_the_columns_that_were_asked_for() {
        MachineFacts m = facts("""
                $ nvidia-smi --query-gpu=index,name,driver_version --format=csv,noheader
                0, NVIDIA A10, 535.129.03
                1, NVIDIA A10, 535.129.03
                """);
        assertThat(m.gpus().driver().value()).contains("535.129.03");
        assertThat(m.gpus().listings().value().orElseThrow().gpus()).hasSize(2);
    }

    @Test
    void of_a_query_the_links_and_capabilities_are_taken_and_every_other_column_is_said() {
        MachineFacts m = facts("""
                index, pci.bus_id, pcie.link.gen.gpucurrent, pcie.link.gen.max, pcie.link.width.max, compute_cap, temperature.gpu
                0, 00000000:17:00.0, 1, 5, 16, 9.0, 31
                1, 00000000:65:00.0, 1, 4, 8, 9.0, [N/A]
                """);
        GpuTraits.Table table = m.gpus().listed().traits().value().orElseThrow();
        assertThat(table.gpus().get(0)).isNotNull().satisfies(t -> {
            assertThat(t.pcie().asOptional()).contains(new GpuTraits.Pcie(5, 16));
            assertThat(t.computeCapability().asOptional()).contains(90);
        });
        assertThat(table.gpus().get(1))
                .isNotNull()
                .satisfies(t -> assertThat(t.pcie().asOptional()).contains(new GpuTraits.Pcie(4, 8)));
        assertThat(m.coverage().parts())
                .filteredOn(p -> !p.used())
                .singleElement()
                .satisfies(p -> assertThat(p.words())
                        .contains("pcie.link.gen.gpucurrent, temperature.gpu", "NCCL reads the maximum"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GPU 0,1: NVIDIA Foo\nGPU 0,1 Compute Capability: 9.0\n", """
                Device 0: "NVIDIA Foo"
                  CUDA Capability Major/Minor version number:    9.0
                Device 1: "NVIDIA Foo"
                  CUDA Capability Major/Minor version number:    9.0
                """})
    void a_compute_capability_is_read_where_programs_tell_it(String text) {
        GpuTraits.Table table = facts(text).gpus().listed().traits().value().orElseThrow();
        assertThat(table.gpus().values())
                .hasSize(2)
                .allSatisfy(t -> assertThat(t.computeCapability().asOptional()).contains(90));
    }

    @Test
    void the_long_answer_of_nvidia_smi_tells_links_as_text_and_as_xml() {
        String text = """
                ==============NVSMI LOG==============
                Attached GPUs                             : 1
                GPU 00000000:17:00.0
                    Product Name                          : NVIDIA L40S
                    PCI
                        GPU Link Info
                            PCIe Generation
                                Max                       : 4
                                Current                   : 1
                            Link Width
                                Max                       : 16x
                                Current                   : 16x
                """;
        String xml = """
                <?xml version="1.0" ?>
                <nvidia_smi_log>
                <gpu id="00000000:17:00.0">
                <product_name>NVIDIA L40S</product_name>
                <max_link_gen>4</max_link_gen>
                <current_link_gen>1</current_link_gen>
                <max_link_width>16x</max_link_width>
                </gpu>
                </nvidia_smi_log>
                """;
        for (String t : List.of(text, xml)) {
            assertThat(facts(t).gpus()
                            .listed()
                            .traits()
                            .value()
                            .orElseThrow()
                            .gpus()
                            .values())
                    .singleElement()
                    .satisfies(g -> assertThat(g.pcie().asOptional()).contains(new GpuTraits.Pcie(4, 16)));
        }
    }

    @Test
    void a_list_of_packages_is_one_part_and_used_where_one_of_its_lines_is() {
        String list = """
                Package                  Version
                ------------------------ ---------
                numpy                    1.26.4
                %s
                transformers             4.51.0
                """;
        MachineFacts used = facts(String.format(java.util.Locale.ROOT, list, "torch                    2.7.1"));
        assertThat(used.software().torch().value()).contains("2.7.1");
        assertThat(used.coverage().parts()).singleElement().satisfies(p -> {
            assertThat(p.used()).isTrue();
            assertThat(p.lines()).isEqualTo("lines 1-5");
        });
        assertThat(facts(String.format(java.util.Locale.ROOT, list, "pandas                   2.2.0"))
                        .coverage()
                        .parts())
                .singleElement()
                .satisfies(p -> assertThat(p.used()).isFalse());
    }

    @Test
    void a_memory_limit_is_read_below_the_command_that_prints_it() {
        memoryLimit(8, facts("$ cat /sys/fs/cgroup/memory.max\n8589934592\n"));
        memoryLimit(8, facts("# cat /sys/fs/cgroup/memory/memory.limit_in_bytes\n8589934592\n"));
        assertThat(facts("$ cat /sys/fs/cgroup/memory/memory.limit_in_bytes\n9223372036854771712\n")
                        .container()
                        .memory()
                        .isKnown())
                .isFalse();
    }

    @Test
    void lspci_lists_products_and_not_the_other_functions_of_a_card() {
        // pciutils' lspci, plain and -tv
        String plain = """
                $ lspci | grep -i nvidia
                01:00.0 VGA compatible controller: NVIDIA Corporation GA102 [GeForce RTX 3090] (rev a1)
                01:00.1 Audio device: NVIDIA Corporation GA102 High Definition Audio Controller (rev a1)
                41:00.0 3D controller: NVIDIA Corporation GA102 [GeForce RTX 3090] (rev a1)
                """;
        String tree = """
                -+-[0000:40]-+-00.0  Advanced Micro Devices, Inc. [AMD] Starship/Matisse Root Complex
                 |           \\-01.1-[41]--+-00.0  NVIDIA Corporation GA102 [GeForce RTX 3090]
                 |                         \\-00.1  NVIDIA Corporation GA102 High Definition Audio Controller
                 \\-[0000:00]-+-00.0  Advanced Micro Devices, Inc. [AMD] Starship/Matisse Root Complex
                             \\-01.1-[01]----00.0  NVIDIA Corporation GA102 [GeForce RTX 3090]
                """;
        for (String text : List.of(plain, tree)) {
            assertThat(facts(text).gpus().listings().value().orElseThrow().gpus())
                    .extracting(g -> g.name())
                    .containsExactly("NVIDIA GeForce RTX 3090", "NVIDIA GeForce RTX 3090");
        }
        assertThat(facts(plain)
                        .gpus()
                        .listings()
                        .value()
                        .orElseThrow()
                        .gpus()
                        .get(0)
                        .source())
                .isEqualTo(SourceRef.line("text0", 2));
    }

    @Test
    void lstopo_tells_cpu_and_gpus_as_text_and_as_xml() {
        // hwloc 2.x, lstopo -v and lstopo --of xml
        String text = """
                Machine (P#0 total=1031GB DMIProductName=X Backend=Linux)
                  Package L#0 (P#0 total=515GB CPUVendor=AuthenticAMD CPUFamilyNumber=25 CPUModelNumber=17 CPUModel="AMD EPYC 9654 96-Core Processor")
                    HostBridge L#0 (buses=0000:[00-1f])
                      PCI 01:00.0 (3D controller: NVIDIA Corporation)
                        GPU(NVML) L#0 (GPUVendor="NVIDIA Corporation" GPUModel="NVIDIA L40S") "nvml0"
                """;
        String xml = """
                <?xml version="1.0" encoding="UTF-8"?>
                <!DOCTYPE topology SYSTEM "hwloc2.dtd">
                <topology version="2.0">
                  <object type="Machine" os_index="0">
                    <info name="Architecture" value="x86_64"/>
                    <object type="Package" os_index="0">
                      <info name="CPUVendor" value="AuthenticAMD"/>
                      <info name="CPUFamilyNumber" value="25"/>
                      <info name="CPUModelNumber" value="17"/>
                      <info name="CPUModel" value="AMD EPYC 9654 96-Core Processor"/>
                      <object type="OSDev" name="nvml0" subtype="NVML">
                        <info name="GPUModel" value="NVIDIA L40S"/>
                      </object>
                    </object>
                  </object>
                </topology>
                """;
        for (String t : List.of(text, xml)) {
            MachineFacts m = facts(t);
            assertThat(m.gpus().listings().value().orElseThrow().gpus())
                    .extracting(g -> g.name())
                    .containsExactly("NVIDIA L40S");
            assertThat(m.host().cpu().value()).hasValueSatisfying(c -> {
                assertThat(c.vendor()).isEqualTo("AuthenticAMD");
                assertThat(c.family()).isEqualTo(25);
            });
        }
    }

    @Test
    void ncclras_and_findmnt_and_a_bug_report_are_read() {
        // ncclras -f json of NCCL 2.28; findmnt of util-linux; sections of nvidia-bug-report.sh
        MachineFacts ras = facts(
                "{\n  \"nccl_version\": \"2.28.9\",\n  \"cuda_runtime_version\": 12080,\n  \"cuda_driver_version\": 12080\n}\n");
        assertThat(ras.software().nccl().value()).contains("2.28.9");
        assertThat(ras.gpus().cudaDriver().value()).contains(12080);
        MachineFacts mount = facts(
                "TARGET   SOURCE FSTYPE OPTIONS\n/dev/shm shm    tmpfs  rw,nosuid,nodev,noexec,relatime,size=65536k,inode64\n");
        assertThat(mount.shm().mount().value().orElseThrow().size().asOptional())
                .contains(ByteCount.mebibytes(64));
        MachineFacts report = facts("""
                Start of NVIDIA bug report log file.  Please include this file, along
                with a detailed description of your problem, when reporting a graphics driver bug.
                nvidia-bug-report.sh Version: 33986041
                ____________________________________________
                *** /proc/driver/nvidia/version
                NVRM version: NVIDIA UNIX x86_64 Kernel Module  550.54.15  Tue Mar  5 22:23:56 UTC 2024
                ____________________________________________
                *** /proc/cpuinfo
                processor\t: 0
                vendor_id\t: GenuineIntel
                cpu family\t: 6
                model\t\t: 143
                model name\t: Intel(R) Xeon(R) Platinum 8480+
                ____________________________________________
                *** /proc/meminfo
                MemTotal:       527993880 kB
                """);
        assertThat(report.gpus().driver().value()).contains("550.54.15");
        assertThat(report.gpus().driver().source()).contains(SourceRef.line("text0", 6));
        assertThat(report.host().cpu().value().orElseThrow().model()).isEqualTo(143);
    }
}
