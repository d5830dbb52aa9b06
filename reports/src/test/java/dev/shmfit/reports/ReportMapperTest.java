package dev.shmfit.reports;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.shmfit.analysis.Analysis;
import dev.shmfit.analysis.CommunicatorAnalysis;
import dev.shmfit.reports.NcclV1.Transport;
import dev.shmfit.reports.NodeV1.Kind;
import dev.shmfit.reports.NodeV1.LinkKind;
import dev.shmfit.reports.html.HtmlReport;
import dev.shmfit.reports.text.MarkdownReport;
import dev.shmfit.reports.text.TextReport;
import dev.shmfit.reports.text.TextStyle;
import dev.shmfit.shm.LoaderDemand;
import dev.shmfit.shm.ShmSupply;
import dev.shmfit.text.Language;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportMapperTest {
    private static final ReportV1.Tool TOOL = new ReportV1.Tool("shmfit", "9.9");
    private static final ReportV1.Origin ORIGIN = new ReportV1.Origin("node-7", "capture", null, false);
    private static final List<ReportV1.Input> INPUTS =
            List.of(new ReportV1.Input("mounts.txt", "proc /proc\n  shm /dev/shm  \n"));
    private static final ReportV1 REPORT = of(SampleAnalyses.twoPcie());

    @Test
    void who_asked_what_and_the_answer_are_taken_over() {
        assertThat(REPORT.tool()).isEqualTo(TOOL);
        assertThat(REPORT.generatedFrom()).isEqualTo(ORIGIN);
        assertThat(REPORT.inputs()).isEqualTo(INPUTS);
        assertThat(REPORT.verdict())
                .isEqualTo(new ReportV1.Verdict(ReportV1.Status.FAILS, "needs 17.0 MiB of /dev/shm, has 64.0 KiB"));
        assertThat(REPORT.assumptions())
                .containsExactly(new ReportV1.Assumption("cpu", "amd", "stated", "The P2P level rests on it.", true));
        assertThat(REPORT.workload()).containsExactly(new ReportV1.Statement("ranks", "2 (GPUs 0-1)", "stated"));
    }

    @Test
    void gpus_come_by_index_and_what_is_not_known_is_null() {
        assertThat(REPORT.node().source()).isEqualTo("nvidia-smi");
        assertThat(REPORT.node().gpus())
                .containsExactly(
                        new NodeV1.Gpu(0, "NVIDIA L4", "0000:3b:00.0", 1), new NodeV1.Gpu(1, null, null, null));
    }

    @Test
    void devices_come_with_parents_before_children_and_labels_that_fit() {
        assertThat(REPORT.node().devices())
                .containsExactly(
                        new NodeV1.Device("numa:-1", Kind.NUMA, null, "CPU", "", null),
                        new NodeV1.Device("gpu:1", Kind.GPU, "numa:-1", "GPU1", "", 1),
                        new NodeV1.Device("numa:1", Kind.NUMA, null, "NUMA 1", "AMD", null),
                        new NodeV1.Device("pci:0001:3a:00.0", Kind.SWITCH, "numa:1", "PCIe switch", "1:3a:00.0", null),
                        new NodeV1.Device("gpu:0", Kind.GPU, "pci:0001:3a:00.0", "GPU0", "3b:00.0", 0),
                        new NodeV1.Device("nic:mlx5_0", Kind.NIC, "pci:0001:3a:00.0", "mlx5_0", "2x200G", null));
    }

    @Test
    void links_are_named_once_from_child_to_parent() {
        assertThat(REPORT.node().links())
                .containsExactly(
                        new NodeV1.Link("gpu:1", "numa:-1", LinkKind.PCI, ""),
                        new NodeV1.Link("pci:0001:3a:00.0", "numa:1", LinkKind.PCI, "gen4 x16"),
                        new NodeV1.Link("gpu:0", "pci:0001:3a:00.0", LinkKind.PCI, "gen4 x16"),
                        new NodeV1.Link("nic:mlx5_0", "pci:0001:3a:00.0", LinkKind.PCI, "9 x8"),
                        new NodeV1.Link("numa:-1", "numa:1", LinkKind.SMP, "SMP"));
    }

    @Test
    void nvlinks_run_from_gpus_and_c2c_to_the_cpu() {
        NodeV1 node = SampleAnalyses.linkedNode("nccl-xml", Set.of());

        assertThat(node.links())
                .containsExactly(
                        new NodeV1.Link("gpu:0", "numa:0", LinkKind.PCI, "gen4 x16"),
                        new NodeV1.Link("gpu:1", "numa:0", LinkKind.PCI, "gen4 x16"),
                        new NodeV1.Link("gpu:0", "numa:0", LinkKind.C2C, "C2C"),
                        new NodeV1.Link("gpu:0", "gpu:1", LinkKind.NVLINK, "NV4"),
                        new NodeV1.Link("gpu:0", "nvswitch", LinkKind.NVLINK, "NV18"),
                        new NodeV1.Link("numa:0", "numa:1", LinkKind.SMP, "SMP"));
        assertThat(node.devices())
                .contains(
                        new NodeV1.Device("nvswitch", Kind.NVSWITCH, null, "NVSwitch", "", null),
                        new NodeV1.Device("numa:0", Kind.NUMA, null, "NUMA 0", "Arm", null),
                        new NodeV1.Device("gpu:1", Kind.GPU, "numa:0", "GPU1", "9:02:00.0", 1));
    }

    @Test
    void gpus_that_nvlink_joins_are_a_group_and_so_are_those_of_a_numa_node() {
        NodeV1 joined = SampleAnalyses.linkedNode("nccl-xml", Set.of());
        assertThat(joined.groups()).containsExactly(new NodeV1.GpuGroup(NodeV1.JoinedBy.NVLINK, List.of(0, 1), null));
        assertThat(GpuGroupMapper.islands(SampleAnalyses.linked())).isEqualTo(joined.groups());
        assertThat(GpuGroups.sentences(joined)).containsExactly("NVLink joins all GPUs.");
        List<NodeV1.GpuGroup> pairs = List.of(
                new NodeV1.GpuGroup(
                        NodeV1.JoinedBy.NVLINK, List.of(0, 1, 2), new NodeV1.WayOut(24, List.of(LinkKind.PCI), false)),
                new NodeV1.GpuGroup(
                        NodeV1.JoinedBy.NVLINK,
                        List.of(3, 5),
                        new NodeV1.WayOut(12.5, List.of(LinkKind.PCI, LinkKind.SMP), true)));
        assertThat(GpuGroups.sentences(new NodeV1(List.of(), "nvidia-smi", List.of(), List.of(), pairs)))
                .containsExactly("NVLink joins the GPUs 0-2 | 3, 5, and no others. The narrowest way from some to the"
                        + " rest carries 12.5 GB/s over PCIe and the link between CPUs, as NCCL counts (assumed).");
    }

    @Test
    void what_is_assumed_ends_in_a_question_mark() {
        NodeV1 node = SampleAnalyses.linkedNode("nvidia-smi", Set.of("cpu", "pcie", "compute-capability"));

        assertThat(node.devices())
                .extracting(NodeV1.Device::detail)
                .containsExactly("Arm?", "", "9:01:00.0", "9:02:00.0", "");
        assertThat(node.links())
                .extracting(NodeV1.Link::label)
                .containsExactly("gen4 x16?", "gen4 x16?", "C2C", "NV4", "NV18", "SMP");
    }

    @Test
    void ranges_with_the_same_cause_share_a_sentence_and_phases_have_their_own_place() {
        List<UncertainV1> ranges = List.of(
                new UncertainV1("channels.collective", 2, 6, List.of("cpu", "pcie"), List.of()),
                new UncertainV1("channels.p2p", 2, 8, List.of("cpu", "pcie"), List.of()),
                new UncertainV1("requiredBytes", 2_776_170_496L, 2_776_199_168L, List.of(), List.of()),
                new UncertainV1("shm.phases.init.tmpfsBytes", 0, 5, List.of("cpu"), List.of()));

        assertThat(Ranges.open(ranges))
                .extracting(Ranges.Open::sentence)
                .containsExactly(
                        "collective channels between 2 and 6, p2p channels between 2 and 8. The upper end is planned"
                                + " with. To narrow it: cpu, pcie.",
                        "the demand up to 2.6 GiB, perhaps 28.0 KiB less. The upper end is planned with.");
    }

    @Test
    void a_fact_that_narrows_a_range_stands_with_its_option_and_what_each_value_leaves() {
        long mib = 1024 * 1024;
        NarrowingV1 gpu = new NarrowingV1(
                "gpu",
                "--assume gpu=A100",
                List.of(
                        new NarrowingV1.Part(List.of("A100", "RTX 3090"), 0, 64 * mib),
                        new NarrowingV1.Part(List.of("H100"), 128 * mib, 128 * mib)));
        NarrowingV1 cpu =
                new NarrowingV1("cpu", "--assume cpu=amd", List.of(new NarrowingV1.Part(List.of("amd"), 0, 128 * mib)));
        UncertainV1 range = new UncertainV1("requiredBytes", 0, 128 * mib, List.of("gpu", "cpu"), List.of(gpu, cpu));

        assertThat(Ranges.open(List.of(range)))
                .containsExactly(new Ranges.Open(
                        "the demand between none and 128.0 MiB. The upper end is planned with. To narrow it, state one of"
                                + " these, and then cpu:",
                        List.of(new Ranges.Way(
                                "--assume gpu=A100", "A100, RTX 3090: none to 64.0 MiB; H100: 128.0 MiB"))));
    }

    @Test
    void a_communicator_keeps_ranks_rings_trees_and_phases() {
        CommunicatorV1 world = REPORT.nccl().communicators().get(0);

        assertThat(REPORT.nccl().version()).isEqualTo("2.21.5");
        assertThat(REPORT.nccl().env()).containsExactly(Map.entry("NCCL_P2P_LEVEL", "PHB"));
        assertThat(world.group()).isEqualTo("world");
        assertThat(world.ranks()).containsExactly(0, 1);
        assertThat(world.gpus()).containsExactly(0, 1);
        assertThat(world.channels()).isEqualTo(new NcclV1.Channels(2, 1, 4, 3));
        assertThat(world.rings()).containsExactly(List.of(0, 1), List.of(1, 0));
        assertThat(world.trees())
                .containsExactly(
                        List.of(new CommunicatorV1.TreeEdge(0, 1)), List.of(new CommunicatorV1.TreeEdge(1, 0)));
        assertThat(world.shm().phases().get(0))
                .isEqualTo(new CommunicatorV1.Phase(
                        "init",
                        List.of(
                                new CommunicatorV1.Segments(1_048_576, 2, "shm-receive"),
                                new CommunicatorV1.Segments(4000, 1, "proxy-pool")),
                        2_101_152,
                        2_101_248,
                        0));
        assertThat(world.shm().phases())
                .extracting(CommunicatorV1.Phase::cuMemHostBytes)
                .containsExactly(0L, 700L, 9_999_999L);
        assertThat(world.failure()).isNull();
        assertThat(world.uncertain())
                .containsExactly(new UncertainV1(
                        "channels.collective",
                        1,
                        2,
                        List.of("cpu", "pcie"),
                        List.of(
                                new NarrowingV1("cpu", "--assume cpu=VALUE", List.of()),
                                new NarrowingV1("pcie", "--assume pcie=VALUE", List.of()))));
    }

    @Test
    void a_pair_tells_its_steps_with_rule_and_source() {
        assertThat(REPORT.nccl().communicators().get(0).pairs())
                .containsExactly(
                        new CommunicatorV1.Pair(
                                0,
                                1,
                                "PHB",
                                Transport.SHM,
                                "SHM/direct/direct",
                                List.of(),
                                "nvml-p2p-disabled",
                                List.of(
                                        "nvml-p2p-disabled: NVML says P2P between GPU0 and GPU1 is not OK [src/paths.cc]",
                                        "shm-same-host: same host: SHM")),
                        new CommunicatorV1.Pair(
                                1,
                                0,
                                "PHB",
                                Transport.UNKNOWN,
                                "",
                                List.of(Transport.P2P, Transport.SHM),
                                "nvml-p2p-disabled",
                                List.of(
                                        "nvml-p2p-disabled: NVML says P2P between GPU1 and GPU0 is not OK [src/paths.cc]",
                                        "shm-same-host: same host: SHM")));
    }

    @Test
    void a_communicator_that_fails_says_where() {
        var failure = new dev.shmfit.nccl.plan.InitFailure(
                "nvlink-p2p-disabled", "init", dev.shmfit.text.Text.verbatim("NVLink without P2P."));
        Analysis analysis = SampleAnalyses.analysis(
                List.of(new CommunicatorAnalysis(
                        SampleAnalyses.world(Optional.of(failure), List.of()), List.of(), "alltoall", List.of())),
                List.of(),
                SampleAnalyses.supply(),
                List.of());

        assertThat(of(analysis).nccl().communicators().get(0).failure())
                .isEqualTo(new CommunicatorV1.Failure("nvlink-p2p-disabled", "NVLink without P2P.", "init"));
    }

    @Test
    void versions_count_pairs_and_have_no_number_where_nccl_fails() {
        NcclV1.VersionRow works = REPORT.nccl().versions().get(0);
        NcclV1.VersionRow fails = REPORT.nccl().versions().get(1);

        assertThat(works)
                .isEqualTo(new NcclV1.VersionRow(
                        "2.18.3",
                        new NcclV1.Channels(2, 1, 4, 3),
                        new NcclV1.PairCounts(0, 1, 0, 0, 1),
                        List.of(
                                new NcclV1.PhaseBytes("init", 2_101_152, 2_101_248),
                                new NcclV1.PhaseBytes("collectives", 2_101_152, 2_101_248),
                                new NcclV1.PhaseBytes("alltoall", 4_198_304, 4_198_400)),
                        4096L,
                        List.of(new NcclV1.Change("p2p-level-default", "Moves 2 pairs to SHM.")),
                        null));
        assertThat(fails.requiredBytes()).isNull();
        assertThat(fails.failure()).isEqualTo("The driver refuses host memory.");
    }

    @Test
    void the_budget_adds_up_and_names_its_parts() {
        ShmV1 shm = REPORT.shm();

        // One rank: 6 batches of 1 MiB (2 x 2 + 1 held + 1), 1 inherited, 14 semaphores twice.
        long loader = 2 * (7 * 1_048_576L + 28 * 4096);
        assertThat(shm.requiredBytes()).isEqualTo(2_101_248 + loader + 12_288);
        assertThat(shm.consumers())
                .containsExactly(
                        new ShmV1.Consumer(
                                "nccl",
                                2_101_248,
                                "reported",
                                "3 files: 2 of 1.0 MiB to receive, 1 of 4.0 KiB for proxies; 700 B of host memory"
                                        + " through the driver (cuMem) come on top, not in /dev/shm"),
                        new ShmV1.Consumer(
                                "loader:train",
                                loader,
                                "stated",
                                "2 ranks × 7.1 MiB: 7 batches of 1.0 MiB, and 112.0 KiB more"),
                        new ShmV1.Consumer(
                                "other:plasma", 12_288, "stated", "the stated size in whole pages (size 10000)"));
        assertThat(shm.consumers().stream().mapToLong(ShmV1.Consumer::bytes).sum())
                .isEqualTo(shm.requiredBytes());
        assertThat(shm.recommendedBytes()).isEqualTo(67_108_864);
        assertThat(shm.sizeBytes()).isEqualTo(65_536);
        assertThat(shm.availableBytes()).isNull();
        assertThat(shm.provenance()).isEqualTo("stated");
        assertThat(shm.uncertain())
                .containsExactly(new UncertainV1(
                        "requiredBytes",
                        8192,
                        16384,
                        List.of("cpu"),
                        List.of(new NarrowingV1("cpu", "--assume cpu=VALUE", List.of()))));
    }

    @Test
    void every_moment_is_told_with_those_that_take_something() {
        List<ShmV1.Moment> moments = REPORT.shm().moments();

        assertThat(moments)
                .extracting(ShmV1.Moment::name)
                .containsExactly("init", "first step", "steady state", "epoch turn");
        assertThat(moments.get(0).consumers())
                .containsExactly(new ShmV1.Share("nccl", 2_101_248), new ShmV1.Share("other:plasma", 12_288));
        assertThat(moments.get(3).totalBytes()).isEqualTo(REPORT.shm().requiredBytes());
    }

    @Test
    void memory_holds_the_pages_and_what_the_driver_gives_in_the_phases_that_happen() {
        assertThat(REPORT.memory())
                .isEqualTo(new ReportV1.Memory(1_073_741_824L, REPORT.shm().requiredBytes() + 700, "measured"));
    }

    @Test
    void what_the_node_does_not_tell_is_null() {
        ShmSupply unknown = ShmSupply.unknown(SampleAnalyses.PAGE, "not captured");
        ReportV1 report = of(SampleAnalyses.analysis(List.of(), List.of(), unknown, List.of()));

        assertThat(report.shm().sizeBytes()).isNull();
        assertThat(report.shm().provenance()).isNull();
        assertThat(report.memory()).isEqualTo(new ReportV1.Memory(null, 12_288, null));
        assertThat(report.shm().consumers().get(0).formula()).isEqualTo("NCCL makes no file in /dev/shm");
    }

    @Test
    void a_limit_that_is_none_is_null() {
        ShmSupply unlimited = SampleAnalyses.supply()
                .withMemoryLimit(dev.shmfit.facts.Reading.known(
                        ShmSupply.UNLIMITED, dev.shmfit.facts.SourceRef.of("cgroup.txt")));

        assertThat(of(SampleAnalyses.analysis(List.of(), List.of(), unlimited, List.of()))
                        .memory()
                        .limitBytes())
                .isNull();
    }

    @Test
    void a_loader_is_told_for_one_rank() {
        LoaderV1 loader = REPORT.loaders().get(0);
        LoaderDemand demand = SampleAnalyses.twoPcie().need().rank().loaders().get(0);

        assertThat(loader)
                .isEqualTo(new LoaderV1(
                        "train",
                        1_048_576,
                        demand.steady().bytes(),
                        7 * 1_048_576 + 28 * 4096,
                        demand.segments(),
                        demand.descriptors().largest(),
                        "7 batches of 1.0 MiB (2 workers × 2 prefetched + 1 held + 1 handed over"
                                + " + 1 inherited from the epoch before) + 14 semaphores of 4.0 KiB"
                                + " + as many of the epoch before",
                        2));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "workers=0,batch=4,sample=256KiB | no workers: the process itself makes the batches, in its own memory",
                "workers=1,prefetch=1,batch=4,sample=256KiB,batches=2"
                        + "| 2 batches of 1.0 MiB (all that there are; 1 worker × 1 prefetched + 1 held + 1 handed over"
                        + " would be 3) + 11 semaphores of 4.0 KiB",
                "workers=1,batch=4,sample=256KiB,pin=yes"
                        + "| 2 batches of 1.0 MiB (1 worker × 2 prefetched; pinned copies are not in /dev/shm)"
                        + " + 11 semaphores of 4.0 KiB",
                "workers=1,batch=4,sample=256KiB,start=spawn,dataset=1MiB"
                        + "| 4 batches of 1.0 MiB (1 worker × 2 prefetched + 1 held + 1 handed over)"
                        + " + 11 semaphores of 4.0 KiB + 1.0 MiB that the dataset and stated extras keep there"
            })
    void a_peak_is_told_as_a_sum(String loader, String sentence) {
        LoaderDemand demand = LoaderDemand.of(SampleAnalyses.loader(loader), SampleAnalyses.PAGE);

        assertThat(LoaderMapper.formula(demand).english()).isEqualTo(sentence);
    }

    @Test
    void findings_quote_the_lines_they_rest_on_and_fixes_have_a_place() {
        assertThat(REPORT.findings())
                .containsExactly(new FindingV1(
                        "shm-too-small",
                        FindingV1.Severity.PROBLEM,
                        FindingV1.Owner.JOB,
                        "Too small.",
                        "It is full.",
                        "Give it 64.0 MiB.",
                        List.of(
                                new FindingV1.Evidence("mounts.txt", 2, "shm /dev/shm", null),
                                new FindingV1.Evidence("mounts.txt", 9, "", null),
                                new FindingV1.Evidence("--x", 0, "", null, true, null)),
                        List.of(new FindingV1.Fix(
                                FindingV1.Platform.DOCKER,
                                "docker run --shm-size=64m …",
                                "df",
                                "docker run --shm-size=64m …"))));
    }

    @Test
    void pairs_that_differ_in_nothing_but_their_names_share_an_explanation() {
        CommunicatorV1 world = REPORT.nccl().communicators().get(0);
        CommunicatorV1.Pair there = world.pairs().get(0);
        CommunicatorV1.Pair back = new CommunicatorV1.Pair(
                1,
                0,
                there.path(),
                there.transport(),
                there.via(),
                there.candidates(),
                there.rule(),
                world.pairs().get(1).trace());
        CommunicatorV1 same = new CommunicatorV1(
                "world",
                world.ranks(),
                world.channels(),
                List.of(),
                List.of(),
                List.of(there, back),
                world.shm(),
                null,
                List.of(),
                world.gpus(),
                null);

        assertThat(PairGroup.byTrace(same, Language.ENGLISH))
                .containsExactly(new PairGroup(
                        List.of(there, back),
                        List.of(
                                "nvml-p2p-disabled: NVML says P2P between the sender and the receiver is not OK"
                                        + " [src/paths.cc]",
                                "shm-same-host: same host: SHM")));
        assertThat(PairGroup.byTrace(world, Language.ENGLISH))
                .extracting(PairGroup::trace)
                .containsExactly(there.trace(), back.trace());
    }

    @Test
    void the_mapped_report_is_valid_and_every_writer_takes_it() throws IOException {
        String json = JsonReportTest.json(REPORT);
        StringBuilder text = new StringBuilder();
        StringBuilder markdown = new StringBuilder();
        StringBuilder html = new StringBuilder();
        new TextReport(TextStyle.PLAIN).write(REPORT, text);
        new MarkdownReport().write(REPORT, markdown);
        new HtmlReport().write(REPORT, html);

        assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(schema(), InputFormat.JSON)
                        .validate(json, InputFormat.JSON))
                .isEmpty();
        assertThat(text).contains("DataLoader train", "2 ranks × 7.1 MiB");
        assertThat(markdown).contains("DataLoader train");
        assertThat(html).contains("DataLoader train", "<code>nvml-p2p-disabled</code> src/paths.cc");
    }

    @Test
    void the_same_analysis_gives_the_same_json() throws IOException {
        assertThat(JsonReportTest.json(of(SampleAnalyses.twoPcie()))).isEqualTo(JsonReportTest.json(REPORT));
    }

    private static ReportV1 of(Analysis analysis) {
        return ReportMapper.of(analysis, TOOL, ORIGIN, INPUTS);
    }

    private static String schema() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(ReportMapperTest.class.getResourceAsStream("/schema/report-1.schema.json"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
