package dev.shmfit.reports;

import dev.shmfit.analysis.Analysis;
import dev.shmfit.analysis.CommunicatorAnalysis;
import dev.shmfit.analysis.Narrowing;
import dev.shmfit.analysis.Uncertain;
import dev.shmfit.analysis.VersionAnalysis;
import dev.shmfit.analysis.open.Choice;
import dev.shmfit.capture.Capture;
import dev.shmfit.facts.Assumption;
import dev.shmfit.facts.Provenance;
import dev.shmfit.facts.Reading;
import dev.shmfit.facts.SourceRef;
import dev.shmfit.ingest.CaptureParser;
import dev.shmfit.nccl.KnownVersions;
import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.nccl.plan.ChannelCounts;
import dev.shmfit.nccl.plan.CommunicatorForecast;
import dev.shmfit.nccl.plan.InitFailure;
import dev.shmfit.nccl.plan.PairForecast;
import dev.shmfit.nccl.plan.PhaseForecast;
import dev.shmfit.nccl.plan.SegmentKind;
import dev.shmfit.nccl.plan.Segments;
import dev.shmfit.nccl.plan.Trace;
import dev.shmfit.nccl.plan.Transport;
import dev.shmfit.nccl.plan.TreeEdge;
import dev.shmfit.shm.LoaderSpec;
import dev.shmfit.shm.LoaderSpecParser;
import dev.shmfit.shm.NcclDemand;
import dev.shmfit.shm.RankDemand;
import dev.shmfit.shm.ShmDemand;
import dev.shmfit.shm.ShmItem;
import dev.shmfit.shm.ShmSupply;
import dev.shmfit.text.Text;
import dev.shmfit.topology.CpuIdentity;
import dev.shmfit.topology.Device;
import dev.shmfit.topology.DeviceId;
import dev.shmfit.topology.GpuTopology;
import dev.shmfit.topology.Link;
import dev.shmfit.topology.PathType;
import dev.shmfit.topology.PciFunction;
import dev.shmfit.topology.PciLink;
import dev.shmfit.units.ByteCount;
import dev.shmfit.verdict.Budget;
import dev.shmfit.verdict.Finding;
import dev.shmfit.verdict.MemoryNeed;
import dev.shmfit.verdict.Owner;
import dev.shmfit.verdict.Platform;
import dev.shmfit.verdict.PlatformFix;
import dev.shmfit.verdict.Severity;
import dev.shmfit.verdict.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Analyses made by hand, with two GPUs and figures that are easy to follow. */
final class SampleAnalyses {
    static final ByteCount PAGE = ByteCount.of(4096);
    static final CpuIdentity AMD = new CpuIdentity(CpuIdentity.Arch.X86_64, CpuIdentity.Vendor.AMD, 175, 1);
    private static final PciLink GEN4 = new PciLink("16.0 GT/s PCIe", 16);

    private SampleAnalyses() {}

    /** Facts of which it is not known how far they would narrow a range. */
    private static List<Narrowing> open(String... facts) {
        return Stream.of(facts)
                .map(f -> new Narrowing(f, "--assume " + f + "=VALUE", List.of()))
                .toList();
    }

    /** Two GPUs whose P2P status is not OK, one loader, another tenant; the pair from 1 to 0 is not determined. */
    static Analysis twoPcie() {
        List<CommunicatorAnalysis> communicators = List.of(new CommunicatorAnalysis(
                world(Optional.empty(), phases()),
                List.of(List.of(), List.of(Transport.P2P, Transport.SHM)),
                "collectives",
                List.of(new Uncertain("channels.collective", 1, 2, open("cpu", "pcie")))));
        return analysis(
                communicators,
                List.of(loader("name=train,workers=2,batch=4,sample=256KiB,epochs=2")),
                supply(),
                List.of(tooSmall()));
    }

    static Analysis analysis(
            List<CommunicatorAnalysis> communicators, List<LoaderSpec> loaders, ShmSupply supply, List<Finding> found) {
        RankDemand rank = RankDemand.of(loaders, PAGE);
        ShmDemand demand = ShmDemand.of(
                communicators.stream()
                        .map(c -> new NcclDemand.Use(c.forecast(), c.lastPhase()))
                        .toList(),
                Provenance.REPORTED,
                rank,
                2,
                List.of(ShmItem.other("plasma", ByteCount.of(10_000), PAGE)),
                PAGE);
        return new Analysis(
                CaptureParser.parse(Capture.of("node-7", List.of())),
                new Analysis.Node(pcie(), "nvidia-smi", Map.of(0, "NVIDIA L4"), Choice.NONE),
                new Analysis.Nccl(
                        NcclVersion.of(2, 21, 5),
                        Map.of("NCCL_P2P_LEVEL", "PHB"),
                        communicators,
                        communicators.stream()
                                .map(c -> new NcclDemand.Use(c.forecast(), c.lastPhase()))
                                .toList(),
                        List.of(versions(Optional.of(ByteCount.of(4096))), versions(Optional.empty()))),
                new Analysis.Need(
                        rank,
                        2,
                        demand,
                        supply,
                        Budget.of(
                                demand,
                                supply,
                                rank,
                                MemoryNeed.of(
                                        demand,
                                        communicators.stream()
                                                .map(c -> new NcclDemand.Use(c.forecast(), c.lastPhase()))
                                                .toList(),
                                        Optional.empty(),
                                        2))),
                List.of(new Uncertain("requiredBytes", 8192, 16384, open("cpu"))),
                found,
                new Verdict(Verdict.Status.FAILS, Text.verbatim("needs 17.0 MiB of /dev/shm, has 64.0 KiB")),
                new Analysis.Basis(
                        List.of(new Assumption(
                                "cpu", "amd", Provenance.STATED, Text.verbatim("The P2P level rests on it."))),
                        List.of(new Analysis.Statement("ranks", Text.verbatim("2 (GPUs 0-1)"), Provenance.STATED))));
    }

    /** A NUMA node whose number the kernel does not know, and another with a GPU and a two-port NIC below a switch. */
    static GpuTopology pcie() {
        GpuTopology.Builder b = GpuTopology.builder();
        DeviceId first = new DeviceId("numa:-1");
        DeviceId second = new DeviceId("numa:1");
        DeviceId sw = new DeviceId("pci:0001:3a:00.0");
        b.add(new Device.NumaNode(first, -1, CpuIdentity.UNKNOWN, ""));
        b.addBelow(first, gpu(1, "ffff:00:00.0", PciLink.UNKNOWN, ""), PciLink.UNKNOWN);
        b.add(new Device.NumaNode(second, 1, AMD, ""));
        b.addBelow(second, new Device.PciSwitch(sw, function("0001:3a:00.0", GEN4)), GEN4);
        b.addBelow(sw, gpu(0, "0000:3b:00.0", GEN4, "NVIDIA A10"), GEN4);
        b.addBelow(
                sw,
                new Device.Nic(
                        new DeviceId("nic:mlx5_0"),
                        function("0000:3c:00.0", new PciLink("9 GT/s", 8)),
                        List.of(port("mlx5_0", 0), port("mlx5_1", 1))),
                GEN4);
        return b.build();
    }

    /** GPUs with links among them, to an NVSwitch, and by C2C to their CPU. */
    static GpuTopology linked() {
        GpuTopology.Builder b = GpuTopology.builder();
        DeviceId numa = new DeviceId("numa:0");
        DeviceId nvSwitch = new DeviceId("nvswitch");
        b.add(new Device.NumaNode(
                numa, 0, new CpuIdentity(CpuIdentity.Arch.ARM64, CpuIdentity.Vendor.OTHER, -1, -1), ""));
        b.add(new Device.NumaNode(new DeviceId("numa:1"), 1, CpuIdentity.UNKNOWN, ""));
        for (int i = 0; i < 2; i++) {
            b.addBelow(numa, gpu(i, "0009:0" + (i + 1) + ":00.0", GEN4, ""), GEN4);
        }
        b.add(new Device.NvSwitch(nvSwitch));
        DeviceId gpu0 = new DeviceId("gpu:0");
        DeviceId gpu1 = new DeviceId("gpu:1");
        both(b, gpu1, gpu0, Link.Kind.NVLINK, 4);
        both(b, gpu0, nvSwitch, Link.Kind.NVLINK, 18);
        both(b, gpu0, numa, Link.Kind.C2C, 1);
        both(b, numa, new DeviceId("numa:1"), Link.Kind.SMP, 1);
        return b.build();
    }

    /** {@link #linked} as a report shows it. */
    static NodeV1 linkedNode(String source, Set<String> assumed) {
        return NodeMapper.of(
                linked(), source, Map.of(), assumed, t -> GpuGroupMapper.of(KnownVersions.NEWEST, t, assumed));
    }

    static LoaderSpec loader(String text) {
        return LoaderSpecParser.parse(text, "loader");
    }

    static ShmSupply supply() {
        SourceRef mounts = SourceRef.line("shm-statvfs.txt", 2);
        return new ShmSupply(
                Reading.known(ByteCount.of(65_536), SourceRef.stated("--shm-size 64k")),
                Reading.absent("the size is stated"),
                Reading.absent("not captured"),
                PAGE,
                PAGE,
                Reading.absent("not captured"),
                new ShmSupply.Limits(
                        Reading.known(ByteCount.gibibytes(1), mounts),
                        Reading.absent("not captured"),
                        Reading.absent("not captured")),
                Reading.absent("not captured"));
    }

    static CommunicatorForecast world(Optional<InitFailure> failure, List<PhaseForecast> phases) {
        return new CommunicatorForecast(
                "world",
                List.of(0, 1),
                List.of(0, 1),
                new ChannelCounts(2, 1, 4, 3),
                List.of(List.of(0, 1), List.of(1, 0)),
                List.of(List.of(new TreeEdge(0, 1)), List.of(new TreeEdge(1, 0))),
                List.of(pair(0, 1, Transport.SHM), pair(1, 0, Transport.UNKNOWN)),
                phases,
                Optional.empty(),
                failure);
    }

    /** 2 x 1 MiB and a page at first, nothing later, and much in a phase that the operations do not reach. */
    static List<PhaseForecast> phases() {
        Segments receive = new Segments(SegmentKind.SHM_RECEIVE, ByteCount.mebibytes(1), 2);
        Segments pool = new Segments(SegmentKind.PROXY_POOL, ByteCount.of(4000), 1);
        ByteCount init = ByteCount.of(2 * 1_048_576 + 4000);
        ByteCount pages = ByteCount.of(2 * 1_048_576 + 4096);
        return List.of(
                new PhaseForecast("init", List.of(receive, pool), init, pages, ByteCount.ZERO),
                new PhaseForecast("collectives", List.of(), init, pages, ByteCount.of(700)),
                new PhaseForecast(
                        "alltoall",
                        List.of(receive),
                        init.plus(receive.total()),
                        pages.plus(receive.total()),
                        ByteCount.of(9_999_999)));
    }

    static Finding tooSmall() {
        return Finding.of(
                        "shm-too-small", Severity.PROBLEM, Owner.JOB, "Too small.", "It is full.", "Give it 64.0 MiB.")
                .from(List.of(
                        SourceRef.line("mounts.txt", 2), SourceRef.line("mounts.txt", 9), SourceRef.stated("--x")))
                .fixedBy(List.of(
                        new PlatformFix(Platform.DOCKER, "docker run --shm-size=64m …\n", "df"),
                        new PlatformFix(Platform.UNKNOWN, "anything", "")));
    }

    private static VersionAnalysis versions(Optional<ByteCount> required) {
        Optional<InitFailure> failure = required.isPresent()
                ? Optional.empty()
                : Optional.of(
                        new InitFailure("cumem-refused", "init", Text.verbatim("The driver refuses host memory.")));
        return new VersionAnalysis(
                NcclVersion.of(2, required.isPresent() ? 18 : 24, 3),
                world(failure, phases()),
                required,
                List.of(new VersionAnalysis.Change("p2p-level-default", Text.verbatim("Moves 2 pairs to SHM."))));
    }

    private static PairForecast pair(int from, int to, Transport transport) {
        String gpus = "GPU" + from + " and GPU" + to;
        return new PairForecast(
                from,
                to,
                PathType.PHB,
                transport,
                transport == Transport.SHM ? "SHM/direct/direct" : "",
                "nvml-p2p-disabled",
                List.of(
                        new Trace(
                                "nvml-p2p-disabled",
                                Text.verbatim("NVML says P2P between " + gpus + " is not OK"),
                                "src/paths.cc"),
                        new Trace("shm-same-host", Text.verbatim("same host: SHM"), "")));
    }

    private static Device.Gpu gpu(int index, String busId, PciLink link, String name) {
        return new Device.Gpu(
                new DeviceId("gpu:" + index), index, function(busId, link), Reading.absent("not asked"), false, name);
    }

    private static PciFunction function(String busId, PciLink link) {
        return new PciFunction(busId, "0x030200", "", "", "", "", link);
    }

    private static Device.Port port(String name, int dev) {
        return new Device.Port(name, dev, 200_000, 1, 0, dev, 65_536, true, false);
    }

    private static void both(GpuTopology.Builder b, DeviceId x, DeviceId y, Link.Kind kind, int count) {
        IntStream.range(0, 2).forEach(i -> b.link(new Link(i == 0 ? x : y, i == 0 ? y : x, kind, count, 0)));
    }
}
