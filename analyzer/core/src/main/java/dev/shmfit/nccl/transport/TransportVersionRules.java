package dev.shmfit.nccl.transport;

import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.nccl.VersionRule;
import java.util.List;

/** Which transport a pair takes, by version (src/transport, src/graph/paths.cc). */
public final class TransportVersionRules {
    private static final String CHECK_P2P = "src/graph/paths.cc ncclTopoCheckP2p";
    private static final String CHECK_NET = "src/graph/paths.cc ncclTopoCheckNet";

    static final VersionRule<Boolean> NET_DISABLE_INTRA = VersionRule.from(
            "net-disable-intra",
            "whether NCCL_NET_DISABLE_INTRA is read",
            12,
            7,
            "src/transport/net.cc canConnect@v2.12.7-1");

    static final VersionRule<Boolean> P2P_MEMCPY = VersionRule.from(
            "p2p-copy-engine",
            "whether P2P can copy by copy engines (NCCL_P2P_USE_CUDA_MEMCPY)",
            13,
            4,
            "src/transport/p2p.cc initCeOperation@v2.13.4-1");

    static final VersionRule<Boolean> LEVEL_FOR_NVLINK = VersionRule.from(
            "p2p-level-for-nvlink",
            "whether the P2P level holds for NVLink too, and levels have names",
            6,
            4,
            CHECK_P2P + "@v2.6.4-1");

    /** What NVML's P2P status does. */
    enum Nvml {
        NOT_ASKED,
        MENTIONED_WITHOUT_NVLINK,
        APPLIED
    }

    static final VersionRule<Nvml> NVML_STATUS = VersionRule.of("nvml-p2p-status", "what NVML's P2P status does")
            .since(5, 6, Nvml.NOT_ASKED, CHECK_P2P + "@v2.6.4-1")
            .then(12, 7, Nvml.MENTIONED_WITHOUT_NVLINK, CHECK_P2P + "@v2.12.7-1")
            .then(19, 1, Nvml.APPLIED, CHECK_P2P + "@v2.19.1-1");

    static final VersionRule<Boolean> NET_PREFERRED = VersionRule.from(
            "net-preferred",
            "whether the network wins where both GPUs have a faster NIC nearby",
            14,
            3,
            CHECK_NET + "@v2.14.3-1");

    static final VersionRule<Boolean> OUTSIDE_STAYS = VersionRule.from(
            "outside-domain-stays",
            "whether a GPU in another part of the node is still reached without the network",
            30,
            3,
            CHECK_NET + "@v2.30.3-1");

    private TransportVersionRules() {}

    /** Every rule of this package. */
    public static List<VersionRule<?>> all() {
        return List.of(
                NET_DISABLE_INTRA,
                P2P_MEMCPY,
                LEVEL_FOR_NVLINK,
                NVML_STATUS,
                NET_PREFERRED,
                OUTSIDE_STAYS,
                P2pLevel.DEFAULTS,
                TransportRules.P2P_SHM_DEV);
    }

    /** Since when the default reach of P2P is as it is. */
    public static NcclVersion levelDefaultChanged() {
        return P2pLevel.DEFAULTS.latest();
    }

    /** Whether P2P can copy by copy engines. */
    public static boolean copiesByEngine(NcclVersion version) {
        return P2P_MEMCPY.at(version);
    }
}
