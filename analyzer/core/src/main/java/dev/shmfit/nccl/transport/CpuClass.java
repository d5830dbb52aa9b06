package dev.shmfit.nccl.transport;

import dev.shmfit.nccl.NcclSettings;
import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.nccl.graph.LinkRates;
import dev.shmfit.topology.CpuIdentity;
import dev.shmfit.topology.PathType;

/**
 * All that NCCL reads of a CPU: two CPUs of one class are one to it (src/graph/topo.cc ncclTopoGetInterCpuBw, search.cc
 * followPath, tuning.cc, paths.cc ncclTopoCheckP2p).
 *
 * @param arch the instruction set, which the search, the cost model and the P2P level ask for
 * @param vendor the maker, likewise
 * @param linkBw of the link to another CPU, GB/s; 0 where there is none
 * @param pairLevel up to which paths P2P is allowed between two GPUs
 * @param level the same among more GPUs
 */
public record CpuClass(
        CpuIdentity.Arch arch, CpuIdentity.Vendor vendor, float linkBw, PathType pairLevel, PathType level) {
    private static final int MANY = 8;

    /** The class of {@code cpu} on a node with so many CPU nodes. */
    public static CpuClass of(NcclVersion version, NcclSettings settings, CpuIdentity cpu, int cpuNodes) {
        return new CpuClass(
                cpu.arch(),
                cpu.vendor(),
                cpuNodes > 1 ? LinkRates.betweenCpus(version, cpu) : 0,
                P2pLevel.of(version, settings, cpu, 2, cpuNodes).level(),
                P2pLevel.of(version, settings, cpu, MANY, cpuNodes).level());
    }

    /** The same without a word on the link to another CPU. */
    public CpuClass withoutLink() {
        return new CpuClass(arch, vendor, 0, pairLevel, level);
    }

    /** The same where three GPUs or more are in every system. */
    public CpuClass amongMany() {
        return new CpuClass(arch, vendor, linkBw, level, level);
    }

    /**
     * Whether a path of this type by structure is refused by the level, so that nobody asks NVML or CUDA about its GPUs. Below
     * host bridges NCCL may see fewer switches than there are, so there it is left open.
     */
    public boolean refuses(PathType path, NcclVersion version) {
        return TransportVersionRules.LEVEL_FOR_NVLINK.at(version)
                && path.compareTo(PathType.PHB) >= 0
                && path.compareTo(pairLevel) > 0
                && path.compareTo(level) > 0;
    }
}
