package dev.shmfit.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.analysis.stated.AnalysisRequest;
import dev.shmfit.analysis.stated.StatedFactsParser;
import dev.shmfit.capture.Capture;
import dev.shmfit.capture.CapturedItem;
import dev.shmfit.ingest.CaptureParser;
import dev.shmfit.ingest.PastedFormats;
import dev.shmfit.ingest.PastedFormats.Node;
import dev.shmfit.ingest.PastedHostFormats;
import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.units.ByteCount;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What each program prints of a node comes to the same analysis as the same facts by options, in any order of sections. */
class FactsInTextsTest {
    private static final int DRAWN = 3;
    private static final String DEFAULT_NCCL = "2.27.7";

    /**
     * What a program prints.
     *
     * @param hasTable whether the links stand in it
     * @param tells the facts in it, as they are stated
     * @param tellsNccl whether the version of NCCL stands in it
     * @param tellsEnv whether the settings stand in it
     */
    private record Kind(
            Function<Node, String> text,
            boolean hasTable,
            Function<Node, List<String>> tells,
            boolean tellsNccl,
            boolean tellsEnv) {}

    private static String gpu(Node n) {
        return "gpu=" + n.gpu();
    }

    private static String driver(Node n) {
        return "cuda-driver=" + n.driver();
    }

    private static String cpu(Node n) {
        return "cpu=" + n.cpu().name();
    }

    private static Map<String, Kind> kinds() {
        Map<String, Kind> all = new LinkedHashMap<>();
        all.put(
                "collect_env",
                new Kind(PastedFormats::collectEnv, false, n -> List.of(gpu(n), driver(n), cpu(n)), true, false));
        all.put("vLLM", new Kind(PastedFormats::vllm, true, n -> List.of(gpu(n), driver(n), cpu(n)), true, true));
        all.put("SGLang", new Kind(PastedFormats::sglang, true, n -> List.of(gpu(n), driver(n)), false, false));
        all.put("nvidia-smi", new Kind(PastedFormats::smi, false, n -> List.of(gpu(n), driver(n)), false, false));
        all.put("nvidia-smi -L", new Kind(PastedFormats::smiL, false, n -> List.of(gpu(n)), false, false));
        all.put("nvidia-smi -q", new Kind(PastedFormats::smiQ, false, n -> List.of(gpu(n), driver(n)), false, false));
        all.put("pip list", new Kind(PastedFormats::pipList, false, n -> List.of(), true, false));
        all.put("lscpu", new Kind(PastedFormats::lscpu, false, n -> List.of(cpu(n)), false, false));
        all.put(
                "p2pBandwidthLatencyTest",
                new Kind(
                        n -> PastedFormats.p2pTest(n, false),
                        false,
                        n -> List.of(gpu(n), "peer-access=none"),
                        false,
                        false));
        all.put(
                "simpleP2P",
                new Kind(
                        n -> PastedFormats.simpleP2p(n, false), false, n -> List.of("peer-access=none"), false, false));
        all.put(
                "docker inspect",
                new Kind(PastedFormats::dockerInspect, false, n -> List.of("cap-sys-nice=no"), false, true));
        all.put("kubectl describe pod", new Kind(PastedFormats::kubectl, false, n -> List.of(), false, true));
        all.put("ds_report", new Kind(PastedFormats::dsReport, false, n -> List.of(), false, false));
        all.put("accelerate env", new Kind(PastedFormats::accelerate, false, n -> List.of(gpu(n)), false, false));
        all.put("transformers env", new Kind(PastedFormats::transformers, false, n -> List.of(gpu(n)), false, false));
        all.put(
                "nvbandwidth",
                new Kind(
                        n -> PastedFormats.nvbandwidth(n, false),
                        false,
                        n -> List.of(gpu(n), driver(n), "peer-access=none"),
                        false,
                        false));
        all.put("env", new Kind(PastedHostFormats::env, false, n -> List.of(), false, true));
        all.put("df", new Kind(PastedHostFormats::df, false, n -> List.of(), false, false));
        all.put("mount", new Kind(PastedHostFormats::mount, false, n -> List.of(), false, false));
        all.put("lstopo", new Kind(PastedHostFormats::lstopo, false, n -> List.of(gpu(n), cpu(n)), false, false));
        all.put("ncclras", new Kind(PastedHostFormats::ncclRas, false, n -> List.of("cuda-driver=12.4"), true, false));
        all.put(
                "nvidia-bug-report",
                new Kind(PastedHostFormats::bugReport, false, n -> List.of(driver(n), cpu(n)), false, false));
        all.put(
                "nvidia-smi --query-gpu",
                new Kind(
                        PastedHostFormats::smiCsv,
                        false,
                        n -> List.of(gpu(n), driver(n), "pcie=gen4x16"),
                        false,
                        false));
        all.put("lspci -tv", new Kind(PastedHostFormats::lspciTree, false, n -> List.of(gpu(n)), false, false));
        return all;
    }

    @Test
    void dcgm_s_links_come_to_what_nvidia_smi_s_table_comes_to() {
        Node node = drawn(new Random(0));
        String table = PastedFormats.topo(node).replace("NODE", "PHB");
        alike(Analyzer.analyze(request(PastedHostFormats.dcgmTopo(node))), Analyzer.analyze(request(table)));
    }

    @TestFactory
    Stream<DynamicTest> a_size_in_a_text_is_a_size_by_option() {
        Map<String, Function<Node, String>> texts = Map.of(
                "df", PastedHostFormats::df,
                "mount", PastedHostFormats::mount);
        Node node = drawn(new Random(0));
        AnalysisRequest table = request(PastedFormats.topo(node));
        ByteCount size = ByteCount.mebibytes(64);
        Analysis stated = Analyzer.analyze(table.within(Optional.of(size), Optional.empty()));
        return texts.entrySet().stream()
                .flatMap(e -> Stream.of(
                                e.getValue().apply(node) + "\n" + PastedFormats.topo(node),
                                PastedFormats.topo(node) + "\n" + e.getValue().apply(node))
                        .map(text -> DynamicTest.dynamicTest(e.getKey(), () -> {
                            Analysis read = Analyzer.analyze(request(text));
                            assertThat(read.need().supply().size().asOptional()).contains(size);
                            assertThat(read.verdict().status())
                                    .isEqualTo(stated.verdict().status());
                        })));
    }

    @Test
    void lstopo_s_xml_as_a_file_of_its_own_tells_what_its_text_tells() {
        Node node = drawn(new Random(0));
        AnalysisRequest files = AnalysisRequest.of(CaptureParser.parse(new Capture(
                        "pasted",
                        Map.of(
                                "pasted/0", new CapturedItem.Pasted("xml", PastedHostFormats.lstopoXml(node)),
                                "pasted/1", new CapturedItem.Pasted("text", PastedFormats.topo(node))))))
                .under(NcclVersion.parse(DEFAULT_NCCL).orElseThrow(), Map.of());
        AnalysisRequest text = request(PastedHostFormats.lstopo(node) + "\n" + PastedFormats.topo(node))
                .under(NcclVersion.parse(DEFAULT_NCCL).orElseThrow(), Map.of());
        alike(Analyzer.analyze(files), Analyzer.analyze(text));
    }

    @Test
    void of_a_gpu_that_is_read_and_not_known_its_compute_capability_is_asked_for_and_no_other_product() {
        Node known = drawn(new Random(0));
        Node node = new Node(
                2,
                "NVIDIA Foo 9000",
                known.driver(),
                known.cuda(),
                known.cpu(),
                known.torch(),
                known.nccl(),
                List.of());
        Analysis unknown = Analyzer.analyze(request(PastedFormats.smiL(node) + "\n" + PastedFormats.topo(node)));
        Analysis unnamed = Analyzer.analyze(request(PastedFormats.topo(node)));
        assertThat(String.valueOf(unnamed.uncertain())).contains("gpu=\"RTX 4090\"");
        assertThat(String.valueOf(unknown.uncertain()))
                .contains("compute-capability=8.9")
                .doesNotContain("RTX");
        assertThat(unknown.basis().assumptions())
                .anySatisfy(a -> assertThat(a.toString()).contains("gpu", "NVIDIA Foo 9000", "The name was read"));
    }

    /** Kinds that people paste one behind the other; each pair of them agrees about the node. */
    private static final List<String> TOGETHER = List.of(
            "nvidia-smi",
            "nvidia-smi -L",
            "nvidia-smi --query-gpu",
            "lspci -tv",
            "pip list",
            "lscpu",
            "p2pBandwidthLatencyTest",
            "simpleP2P",
            "nvbandwidth",
            "env",
            "df",
            "mount",
            "lstopo");

    @TestFactory
    Stream<DynamicTest> many_sections_in_any_order_come_to_all_their_facts() {
        return Stream.iterate(0, i -> i < DRAWN * 4, i -> i + 1)
                .map(seed -> DynamicTest.dynamicTest(
                        "seed " + seed, () -> same(drawnKind(new Random(seed)), new Random(seed))));
    }

    /** Several sections as one kind. */
    private static Kind drawnKind(Random random) {
        List<String> names = new ArrayList<>(TOGETHER);
        Collections.shuffle(names, random);
        List<Kind> some = names.subList(0, 4 + random.nextInt(names.size() - 3)).stream()
                .map(n -> Objects.requireNonNull(kinds().get(n)))
                .toList();
        return new Kind(
                n -> some.stream().map(k -> k.text().apply(n)).collect(Collectors.joining("\n")),
                false,
                n -> some.stream()
                        .flatMap(k -> k.tells().apply(n).stream())
                        .distinct()
                        .toList(),
                some.stream().anyMatch(Kind::tellsNccl),
                some.stream().anyMatch(Kind::tellsEnv));
    }

    /** What nvidia-smi prints beside each driver. */
    private static final Map<String, String> CUDA_OF =
            Map.of("550.54.15", "12.4", "535.183.06", "12.2", "580.65.06", "13.0");

    private static Node drawn(Random random) {
        String driver = pick(random, "550.54.15", "535.183.06", "580.65.06");
        return new Node(
                2,
                pick(random, "NVIDIA L40S", "NVIDIA A40", "NVIDIA GeForce RTX 4090"),
                driver,
                Objects.requireNonNull(CUDA_OF.get(driver)),
                random.nextBoolean() ? PastedFormats.SPR : PastedFormats.GENOA,
                pick(random, "2.6.0", "2.7.1"),
                pick(random, "2.21.5", "2.26.2", DEFAULT_NCCL),
                List.of("NCCL_P2P_LEVEL=" + pick(random, "SYS", "PIX", "LOC")));
    }

    private static String pick(Random random, String... values) {
        return values[random.nextInt(values.length)];
    }

    @TestFactory
    Stream<DynamicTest> a_text_comes_to_what_its_facts_come_to_by_options() {
        return kinds().entrySet().stream()
                .flatMap(k -> Stream.iterate(0, i -> i < DRAWN, i -> i + 1)
                        .map(seed -> DynamicTest.dynamicTest(
                                k.getKey() + ", seed " + seed, () -> same(k.getValue(), new Random(seed)))));
    }

    private static void same(Kind kind, Random random) {
        Node node = drawn(random);
        List<String> parts = new ArrayList<>(List.of(kind.text().apply(node)));
        if (!kind.hasTable()) {
            parts.add(PastedFormats.topo(node));
        }
        Collections.shuffle(parts, random);
        AnalysisRequest inText = request(String.join("\n", parts));
        NcclVersion version =
                NcclVersion.parse(kind.tellsNccl() ? node.nccl() : DEFAULT_NCCL).orElseThrow();
        Map<String, String> env = kind.tellsEnv()
                ? node.env().stream().map(e -> e.split("=", 2)).collect(Collectors.toMap(e -> e[0], e -> e[1]))
                : Map.of();
        Analysis read = Analyzer.analyze(kind.tellsNccl() ? inText : inText.under(version, Map.of()));
        Analysis stated = Analyzer.analyze(request(PastedFormats.topo(node))
                .under(version, env)
                .stating(StatedFactsParser.parse(kind.tells().apply(node), f -> f)));
        alike(read, stated);
    }

    private static void alike(Analysis read, Analysis stated) {
        assertThat(read.nccl().version()).isEqualTo(stated.nccl().version());
        assertThat(read.nccl().env()).isEqualTo(stated.nccl().env());
        assertThat(read.uncertain()).isEqualTo(stated.uncertain());
        assertThat(read.nccl().communicators().get(0).forecast())
                .isEqualTo(stated.nccl().communicators().get(0).forecast());
        assertThat(read.need().demand().required())
                .isEqualTo(stated.need().demand().required());
    }

    private static AnalysisRequest request(String text) {
        return AnalysisRequest.of(
                CaptureParser.parse(new Capture("pasted", Map.of("pasted/0", new CapturedItem.Pasted("text", text)))));
    }
}
