package dev.shmfit.nccl.simulate;

import dev.shmfit.nccl.NcclSettings;
import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.nccl.graph.GraphRules;
import dev.shmfit.nccl.graph.TopoSystem;
import dev.shmfit.topology.PathType;

/** Settings that several stages read. */
final class TransferSettings {
    private TransferSettings() {}

    static int maxChannels(NcclVersion version) {
        return GraphRules.maxChannels(version);
    }

    /** Whether connections are made at first use instead of at init (src/init.cc initTransportsRank). */
    static boolean lazy(NcclVersion version, NcclSettings s, boolean cuMem) {
        return SimulateRules.LAZY_CONNECT.at(version) && cuMem && s.number("RUNTIME_CONNECT", 1) != 0;
    }

    /**
     * Whether a P2P connection is read by its receiver instead of written by its sender: by default over NVLink between
     * two GPUs of compute capability 8.0 (src/graph/paths.cc ncclTopoCheckP2p).
     */
    static boolean p2pRead(NcclSettings s, TopoSystem system, int from, int to) {
        long param = s.number("P2P_READ_ENABLE", -2);
        if (param != -2) {
            return param != 0;
        }
        boolean near = system.pathType(from, to) == system.order().code(PathType.NVL);
        return near && system.computeCapability(from) == 80 && system.computeCapability(to) == 80;
    }

    /** Copy-engine mode of SHM on the sender's (1) or receiver's (2) side. */
    static boolean shmMemcpy(NcclVersion version, NcclSettings s, int side) {
        return SimulateRules.SHM_MEMCPY.at(version)
                && s.number("SHM_USE_CUDA_MEMCPY", 0) != 0
                && (s.number("SHM_MEMCPY_MODE", 1) & side) != 0;
    }
}
