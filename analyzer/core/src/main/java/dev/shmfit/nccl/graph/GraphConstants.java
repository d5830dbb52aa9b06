package dev.shmfit.nccl.graph;

import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.nccl.VersionRule;
import dev.shmfit.topology.CpuIdentity;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Bandwidths (GB/s), limits and switches of behaviour of {@code src/graph}, by version. Every entry names the tag at
 * which it was read.
 */
final class GraphConstants {
    /** Bandwidth that stands for "no limit" (LOC_BW). */
    static final float LOCAL_BW = 5000.0f;

    record NvLinkRates(float sm60, float sm70, float sm80, float sm86, float sm90, float sm100) {}

    static final VersionRule<NvLinkRates> NVLINK = VersionRule.of(
                    "nvlink-bandwidth", "the bandwidth of one NVLink, by compute capability")
            .since(6, 4, new NvLinkRates(18, 21, 21, 21, 21, 21), "src/graph/topo.h VOLTA_NVLINK_WIDTH@v2.6.4-1")
            .then(8, 3, new NvLinkRates(18, 21, 21, 12, 21, 21), "src/graph/topo.h SM86_NVLINK_WIDTH@v2.8.3-1")
            .then(10, 3, new NvLinkRates(18, 22, 22, 12, 22, 22), "src/graph/topo.h SM80_NVLINK_WIDTH@v2.10.3-1")
            .then(18, 1, new NvLinkRates(18, 20, 20, 12, 20, 20), "src/graph/topo.h SM80_NVLINK_BW@v2.18.1-1")
            .then(20, 3, new NvLinkRates(18, 20, 20, 12, 20.6f, 20.6f), "src/graph/topo.h SM90_NVLINK_BW@v2.20.3-1")
            .then(25, 1, new NvLinkRates(18, 20, 20, 12, 20.6f, 40.0f), "src/graph/topo.h SM100_NVLINK_BW@v2.25.1-1")
            .then(27, 5, new NvLinkRates(18, 20, 20, 12, 20.6f, 40.1f), "src/graph/topo.h SM100_NVLINK_BW@v2.27.5-1");

    /** Inter-socket: Broadwell and older, Skylake, Sapphire Rapids, Emerald Rapids and newer; AMD. */
    record SocketRates(float bdw, float skl, float srp, float erp, float amd) {}

    static final VersionRule<SocketRates> SOCKET = VersionRule.of("socket-bandwidth", "the bandwidth between two CPUs")
            .since(6, 4, new SocketRates(6, 9, 9, 9, LOCAL_BW), "src/graph/topo.h SKL_QPI_WIDTH@v2.6.4-1")
            .then(16, 2, new SocketRates(6, 9, 9, 9, 16), "src/graph/topo.h AMD_BW@v2.16.2-1")
            .then(16, 5, new SocketRates(6, 9, 9, 9, LOCAL_BW), "src/graph/topo.h SKL_QPI_BW@v2.16.5-1")
            .then(18, 1, new SocketRates(6, 10, 10, 10, LOCAL_BW), "src/graph/topo.h SKL_QPI_BW@v2.18.1-1")
            .then(19, 1, new SocketRates(6, 10, 10, 10, 16), "src/graph/topo.h AMD_BW@v2.19.1-1")
            .then(26, 2, new SocketRates(6, 10, 22, 40, 16), "src/graph/topo.h SRP_QPI_BW@v2.26.2-1");

    /** AMD by Zen generation: 1 and 2; 3 and 4; 5. Before, all are one. */
    record ZenRates(float zen12, float zen34, float zen5) {}

    static final VersionRule<Optional<ZenRates>> ZEN = VersionRule.of(
                    "zen-bandwidth", "whether the bandwidth between two AMD CPUs depends on their generation")
            .since(6, 4, Optional.<ZenRates>empty(), "src/graph/topo.h AMD_BW@v2.6.4-1")
            .then(31, 0, Optional.of(new ZenRates(16, 24, 32)), "src/graph/topo.h AMD_ZEN34_BW@v2.31.0a7");

    static final VersionRule<Boolean> GRANITE_RAPIDS = VersionRule.from(
                    "granite-rapids",
                    "whether Granite Rapids and Sierra Forest count as newer than Emerald Rapids",
                    31,
                    0,
                    "src/graph/topo.cc ncclTopoAddCpu@v2.31.0a7")
            .unseenBecause("no observed node has such a CPU");

    static final VersionRule<Integer> MAX_CHANNELS = VersionRule.of(
                    "max-channels", "the most channels of a communicator (MAXCHANNELS)")
            .since(5, 6, 32, "src/include/devcomm.h MAXCHANNELS@v2.5.6-1")
            .then(25, 1, 64, "src/include/device.h MAXCHANNELS@v2.25.1-1");

    static final VersionRule<Boolean> INTER_FLAG = VersionRule.of(
                    "inter-search-flag",
                    "whether the trimmed system rather than its NICs tells that the search is among nodes")
            .since(6, 4, false, "src/graph/search.cc ncclTopoSearchInit@v2.6.4-1")
            .then(28, 7, true, "src/graph/paths.cc ncclTopoTrimSystem@v2.28.7-1");

    static final VersionRule<Boolean> DEV_NODES = VersionRule.of(
                    "device-nodes", "whether a physical GPU and the ranks on it are nodes of their own")
            .since(6, 4, false, "src/graph/topo.cc ncclTopoAddGpu@v2.6.4-1")
            .then(30, 3, true, "src/graph/topo.cc ncclTopoAddPci@v2.30.3-1");

    /** The bandwidths that a search tries, in order, by the smallest compute capability of the GPUs. */
    static final class Speeds {
        private final float[] older;
        private final float[] sm90;
        private final float[] sm100;

        Speeds(float[] older, float[] sm90, float[] sm100) {
            this.older = older;
            this.sm90 = sm90;
            this.sm100 = sm100;
        }

        @Override
        public String toString() {
            return "before sm90 " + listed(older) + "; sm90 " + listed(sm90) + "; from sm100 " + listed(sm100);
        }

        private static String listed(float[] speeds) {
            return Arrays.toString(speeds).replaceAll("[\\[\\]]|\\.0\\b", "");
        }

        float[] at(int computeCapability) {
            return computeCapability >= 100 ? sm100 : computeCapability >= 90 ? sm90 : older;
        }
    }

    private final NvLinkRates nvLink;
    private final SocketRates socket;
    private final Optional<ZenRates> zen;
    private final boolean graniteRapids;
    private final Speeds intra;
    private final Speeds inter;
    private final int maxChannels;
    private final boolean interFlag;
    private final boolean devNodes;

    private GraphConstants(NcclVersion v) {
        this.nvLink = NVLINK.at(v);
        this.socket = SOCKET.at(v);
        this.zen = ZEN.at(v);
        this.graniteRapids = GRANITE_RAPIDS.at(v);
        this.intra = SearchSpeeds.INTRA.at(v);
        this.inter = SearchSpeeds.INTER.at(v);
        this.maxChannels = MAX_CHANNELS.at(v);
        this.interFlag = INTER_FLAG.at(v);
        this.devNodes = DEV_NODES.at(v);
    }

    static GraphConstants of(NcclVersion version) {
        return new GraphConstants(version);
    }

    /** One NVLink in one direction; sm86 is tested before the newer ones up to 2.17. */
    float nvLinkBw(int sm) {
        if (sm >= 100) {
            return nvLink.sm100;
        }
        if (sm >= 90) {
            return nvLink.sm90;
        }
        if (sm == 86) {
            return nvLink.sm86;
        }
        if (sm >= 80) {
            return nvLink.sm80;
        }
        return sm >= 70 ? nvLink.sm70 : sm >= 60 ? nvLink.sm60 : nvLink.sm80;
    }

    /** The link between two CPUs, as {@code cpu} has it. */
    float interCpuBw(CpuIdentity cpu) {
        return switch (cpu.arch()) {
            case PPC64 -> 32;
            case ARM64 -> 6;
            case X86_64 ->
                switch (cpu.vendor()) {
                    case INTEL -> intelBw(cpu);
                    case AMD -> zen.map(z -> amdBw(z, cpu.family())).orElse(socket.amd);
                    case ZHAOXIN -> cpu.family() == 7 && cpu.model() == 0x5B ? 9 : 6;
                    case OTHER, UNKNOWN -> LOCAL_BW;
                };
            case UNKNOWN -> LOCAL_BW;
        };
    }

    /** By the CPU's family, in CPUID's counting or in that of NCCL's older XML; one that is not known counts as the oldest. */
    private static float amdBw(ZenRates zen, int family) {
        return switch (family) {
            case 26, 0xBF -> zen.zen5;
            case 25, 0xAF -> zen.zen34;
            default -> zen.zen12;
        };
    }

    private float intelBw(CpuIdentity cpu) {
        if (cpu.family() != 6 || cpu.model() < 0x55) {
            return socket.bdw;
        }
        boolean newer = graniteRapids && cpu.model() >= 0xAD && cpu.model() <= 0xAF;
        return newer || cpu.model() >= 0xCF ? socket.erp : cpu.model() >= 0x8F ? socket.srp : socket.skl;
    }

    float[] speeds(boolean overNet, int computeCapability) {
        return (overNet ? inter : intra).at(computeCapability);
    }

    int maxChannels() {
        return maxChannels;
    }

    boolean interFlag() {
        return interFlag;
    }

    boolean devNodes() {
        return devNodes;
    }

    /**
     * The bandwidth of a PCIe link. NCCL matches the sysfs spelling by prefix, the first entry wins, so "2.5 GT/s PCIe" is Gen 1 and an
     * unknown text counts as Gen 3.
     *
     * @see <a href="https://github.com/NVIDIA/nccl">src/graph/topo.cc kvDictPciGen</a>
     */
    static float pciBw(String speed, int width) {
        int perLane = 60;
        for (PciGeneration g : PCI_GENERATIONS) {
            if (speed.startsWith(g.text)) {
                perLane = g.perLane;
                break;
            }
        }
        int lanes = width == 0 ? 16 : width;
        return (float) (lanes * perLane / 80.0);
    }

    private record PciGeneration(String text, int perLane) {}

    private static final List<PciGeneration> PCI_GENERATIONS = List.of(
            new PciGeneration("2.5 GT/s", 15),
            new PciGeneration("5 GT/s", 30),
            new PciGeneration("8 GT/s", 60),
            new PciGeneration("16 GT/s", 120),
            new PciGeneration("32 GT/s", 240),
            new PciGeneration("5.0 GT/s PCIe", 30),
            new PciGeneration("8.0 GT/s PCIe", 60),
            new PciGeneration("16.0 GT/s PCIe", 120),
            new PciGeneration("32.0 GT/s PCIe", 240),
            new PciGeneration("64.0 GT/s PCIe", 480));
}
