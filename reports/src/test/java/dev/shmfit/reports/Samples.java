package dev.shmfit.reports;

import dev.shmfit.reports.CommunicatorV1.Failure;
import dev.shmfit.reports.CommunicatorV1.Pair;
import dev.shmfit.reports.CommunicatorV1.Phase;
import dev.shmfit.reports.CommunicatorV1.Segments;
import dev.shmfit.reports.NcclV1.Channels;
import dev.shmfit.reports.NcclV1.Transport;
import dev.shmfit.reports.ReportV1.Assumption;
import dev.shmfit.reports.ReportV1.Memory;
import dev.shmfit.reports.ReportV1.Origin;
import dev.shmfit.reports.ReportV1.Status;
import dev.shmfit.reports.ReportV1.Tool;
import dev.shmfit.reports.ReportV1.Verdict;
import dev.shmfit.reports.ShmV1.Consumer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Reports made by hand, one for each situation that the writers have to show well. */
public final class Samples {
    private static final Tool TOOL = new Tool("shmfit", "0.1.0");
    private static final Origin CAPTURE = new Origin("rack7-node12", "capture", "2026-08-01T21:14:05Z", false);
    private static final Assumption CPU = new Assumption(
            "cpu", "intel", "assumed", "The P2P level is PXB up to 2.22; an AMD CPU with two GPUs has SYS.", true);

    private Samples() {}

    /** All of them, by name. */
    public static Map<String, ReportV1> all() {
        Map<String, ReportV1> all = new LinkedHashMap<>();
        all.put("pcie4-fails", pcie4Fails());
        all.put("nvswitch8-fits", nvswitch8Fits());
        all.put("thin-unknown", thinUnknown());
        all.put("wide16", wide16());
        all.put("nvlink-broken", nvlinkBroken());
        return all;
    }

    /** One of {@link #all()}. */
    public static ReportV1 named(String name) {
        return Objects.requireNonNull(all().get(name), name);
    }

    /** Four PCIe GPUs on one socket, no P2P, in a container of docker's default size. */
    public static ReportV1 pcie4Fails() {
        long nccl = 164_478_976L;
        long loader = 771_358_720L;
        return new ReportV1(
                1,
                TOOL,
                new Verdict(Status.FAILS, "needs 892.5 MiB of /dev/shm, has 64.0 MiB"),
                SampleNodes.pcie(4),
                List.of(CPU),
                new NcclV1(
                        "2.21.5",
                        Map.of("NCCL_DEBUG", "INFO"),
                        List.of(world(4, new Channels(2, 0, 2, 2), Transport.SHM, "PHB", shm4(), null, List.of())),
                        SampleParts.sweep()),
                List.of(new LoaderV1(
                        "train",
                        19_267_584,
                        173_490_176,
                        192_839_680,
                        30,
                        11,
                        "20 semaphore pages + 18.4 MiB x (8 prefetched + 1 held + 1 in hand)",
                        4)),
                new ShmV1(
                        nccl + loader,
                        1_170_210_816,
                        67_108_864L,
                        67_108_864L,
                        List.of(
                                new Consumer("nccl", nccl, "reported", "28 files at init: 14 x 9.2 MiB + ..."),
                                new Consumer("loader:train", loader, "stated", "4 ranks x 183.9 MiB")),
                        List.of(),
                        SampleParts.moments(nccl, loader),
                        "measured"),
                new Memory(17_179_869_184L, nccl + loader, "measured"),
                List.of(SampleParts.tooSmall(), SampleParts.memoryOk(), SampleParts.acsNotAssessed()),
                SampleParts.workload(4),
                CAPTURE,
                List.of(
                        new ReportV1.Input("nvidia-smi-topo-m.txt", "\tGPU0\tGPU1\nGPU0\t X \tPHB\n"),
                        new ReportV1.Input("mounts.txt", "shm /dev/shm tmpfs rw,size=65536k 0 0\n")),
                SampleParts.budget(nccl + loader, 67_108_864L),
                List.of(
                        new ReportV1.Fact("gpu", "2× NVIDIA L4", "nvidia-smi-q.xml", 0),
                        new ReportV1.Fact("driver", "550.54.15", "nvidia-smi-q.xml", 5)));
    }

    /** An NVSwitch node in a generous container. */
    public static ReportV1 nvswitch8Fits() {
        long nccl = 4096L * 12;
        return new ReportV1(
                1,
                TOOL,
                new Verdict(Status.FITS, "needs 1.5 GiB of /dev/shm, has 502.9 GiB"),
                SampleNodes.hgx(8, 10),
                List.of(),
                new NcclV1(
                        "2.27.7",
                        Map.of(),
                        List.of(world(8, new Channels(24, 16, 32, 32), Transport.P2P, "NVL", tiny(8), null, List.of())),
                        List.of()),
                List.of(SampleParts.loader(8)),
                new ShmV1(
                        nccl + 1_542_717_440L,
                        1_928_396_800L,
                        540_092_137_472L,
                        540_092_100_608L,
                        List.of(
                                new Consumer("nccl", nccl, "reported", "one NVLS segment of 41492 bytes"),
                                new Consumer("loader:train", 1_542_717_440L, "stated", "8 ranks x 183.9 MiB")),
                        List.of(),
                        SampleParts.moments(nccl, 1_542_717_440L),
                        "measured"),
                new Memory(1_099_511_627_776L, nccl + 1_542_717_440L, "measured"),
                List.of(SampleParts.memoryOk(), SampleParts.shmOk()),
                SampleParts.workload(8),
                new Origin("hgx-h100", "capture", "2026-08-01T21:14:05Z", true),
                List.of(),
                List.of(),
                List.of());
    }

    /** A pasted matrix and nothing else: the number is a range, and there is nothing to compare it with. */
    public static ReportV1 thinUnknown() {
        return new ReportV1(
                1,
                TOOL,
                new Verdict(Status.UNKNOWN, "needs up to 377.8 MiB of /dev/shm; how much there is was not captured"),
                SampleNodes.unplaced(4),
                List.of(
                        CPU,
                        new Assumption(
                                "peer-access",
                                "nvml",
                                "default",
                                "P2P is taken to work where nvidia-smi says OK.",
                                false)),
                new NcclV1(
                        "2.30.7",
                        Map.of(),
                        List.of(world(
                                4,
                                new Channels(4, 0, 4, 2),
                                Transport.UNKNOWN,
                                "PHB",
                                shm4(),
                                null,
                                List.of(new UncertainV1(
                                        "channels.collective", 2, 4, List.of("cpu", "pcie"), List.of())))),
                        List.of()),
                List.of(),
                new ShmV1(
                        396_083_200,
                        524_288_000,
                        null,
                        null,
                        List.of(new Consumer("nccl", 396_083_200, "assumed", "the upper end of 4 channels")),
                        List.of(new UncertainV1(
                                "requiredBytes", 164_478_976, 396_083_200, List.of("cpu", "pcie"), List.of())),
                        List.of(),
                        null),
                new Memory(null, 396_083_200, null),
                List.of(SampleParts.acsNotAssessed()),
                SampleParts.workload(4),
                new Origin("topo.txt", "files", null, false),
                List.of(),
                List.of(),
                List.of());
    }

    /** Sixteen GPUs, eighteen NICs, transports of three kinds. */
    public static ReportV1 wide16() {
        ReportV1 base = nvswitch8Fits();
        return new ReportV1(
                1,
                TOOL,
                new Verdict(Status.TIGHT, "needs 3.2 GiB of /dev/shm, has 3.9 GiB; 5.0 GiB is recommended"),
                SampleNodes.hgx(16, 18),
                List.of(CPU),
                new NcclV1(
                        "2.23.4",
                        Map.of("NCCL_P2P_LEVEL", "PIX", "NCCL_IB_DISABLE", "1"),
                        List.of(world(16, new Channels(4, 0, 4, 2), null, "PXB", shm4(), null, List.of())),
                        SampleParts.sweep()),
                base.loaders(),
                new ShmV1(
                        3_328_599_654L,
                        5_368_709_120L,
                        4_294_967_296L,
                        4_290_772_992L,
                        List.of(
                                new Consumer("nccl", 2_557_161_472L, "reported", "612 files"),
                                new Consumer("loader:train", 600_000_000L, "stated", "16 ranks x 35.8 MiB"),
                                new Consumer("loader:validation", 100_000_000L, "stated", "16 ranks x 6.0 MiB"),
                                new Consumer("other:ray", 71_438_182L, "stated", "as stated by --other ray=68.1MiB")),
                        List.of(),
                        SampleParts.moments(2_557_161_472L, 600_000_000L),
                        "stated"),
                new Memory(3_221_225_472L, 3_328_599_654L, "measured"),
                List.of(SampleParts.memoryTooSmall(), SampleParts.leftover(), SampleParts.shmOk()),
                SampleParts.workload(16),
                new Origin("plan/sixteen", "catalogue", null, false),
                List.of(),
                List.of(),
                List.of());
    }

    /** NCCL gives up: an NVLink pair that the driver reports as disabled. */
    public static ReportV1 nvlinkBroken() {
        ReportV1 base = nvswitch8Fits();
        return new ReportV1(
                1,
                TOOL,
                new Verdict(
                        Status.FAILS, "NCCL fails at init: GPU 1 and GPU 2 are connected by NVLink, but P2P is off"),
                SampleNodes.mesh(4),
                List.of(),
                new NcclV1(
                        "2.27.7",
                        Map.of(),
                        List.of(world(
                                4,
                                new Channels(0, 0, 0, 0),
                                Transport.ERROR,
                                "NVL",
                                new CommunicatorV1.Shm(List.of()),
                                new Failure("nvlink-p2p-disabled", "GPU 1 and GPU 2: NVLink without P2P.", "init"),
                                List.of())),
                        List.of()),
                List.of(),
                new ShmV1(0, 67_108_864, 67_108_864L, null, List.of(), List.of(), List.of(), "default"),
                new Memory(null, 0, null),
                List.of(SampleParts.nvlink()),
                base.workload(),
                CAPTURE,
                List.of(),
                List.of(),
                List.of());
    }

    /** {@code transport} for every pair; null: by distance, three kinds in one matrix. */
    private static CommunicatorV1 world(
            int size,
            Channels channels,
            @Nullable Transport transport,
            String path,
            CommunicatorV1.Shm shm,
            @Nullable Failure failure,
            List<UncertainV1> uncertain) {
        List<Integer> ranks = IntStream.range(0, size).boxed().toList();
        List<Pair> pairs = ranks.stream()
                .flatMap(
                        a -> ranks.stream().filter(b -> !a.equals(b)).map(b -> SampleParts.pair(a, b, transport, path)))
                .toList();
        List<List<Integer>> rings = failure != null
                ? List.of()
                : IntStream.range(0, channels.collective()).mapToObj(c -> ranks).toList();
        List<List<CommunicatorV1.TreeEdge>> trees = rings.stream()
                .map(ring -> IntStream.range(1, size)
                        .mapToObj(r -> new CommunicatorV1.TreeEdge(r - 1, r))
                        .toList())
                .toList();
        return new CommunicatorV1("world", ranks, channels, rings, trees, pairs, shm, failure, uncertain, ranks, null);
    }

    private static CommunicatorV1.Shm shm4() {
        return new CommunicatorV1.Shm(List.of(
                new Phase(
                        "init",
                        List.of(
                                new Segments(9_637_892, 16, "shm-receive"),
                                new Segments(4_100, 16, "shm-send"),
                                new Segments(2_519_552, 4, "proxy-pool")),
                        164_349_440,
                        164_478_976,
                        0),
                new Phase("collectives", List.of(), 164_349_440, 164_478_976, 0),
                new Phase(
                        "alltoall", List.of(new Segments(9_637_892, 24, "shm-receive")), 395_757_248, 396_083_200, 0)));
    }

    private static CommunicatorV1.Shm tiny(int size) {
        long bytes = 5186L * size;
        return new CommunicatorV1.Shm(List.of(
                new Phase("init", List.of(new Segments(bytes, 1, "nvls")), bytes, 49_152, 0),
                new Phase("collectives", List.of(), bytes, 49_152, 0),
                new Phase("alltoall", List.of(), bytes, 49_152, 0)));
    }

    /** {@code base} on another machine. */
    public static ReportV1 withNode(ReportV1 base, NodeV1 node) {
        return new ReportV1(
                base.schemaVersion(),
                base.tool(),
                base.verdict(),
                node,
                base.assumptions(),
                base.nccl(),
                base.loaders(),
                base.shm(),
                base.memory(),
                base.findings(),
                base.workload(),
                base.generatedFrom(),
                base.inputs(),
                base.budget(),
                base.facts());
    }
}
