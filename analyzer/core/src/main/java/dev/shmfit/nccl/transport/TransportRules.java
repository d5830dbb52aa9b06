package dev.shmfit.nccl.transport;

import dev.shmfit.nccl.CuMem;
import dev.shmfit.nccl.NcclPlatform;
import dev.shmfit.nccl.NcclSettings;
import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.nccl.VersionRule;
import dev.shmfit.nccl.graph.PairRules;
import dev.shmfit.nccl.graph.TopoSystem;
import dev.shmfit.nccl.plan.InitFailure;
import dev.shmfit.nccl.plan.Trace;
import dev.shmfit.nccl.plan.Transport;
import dev.shmfit.text.Text;
import dev.shmfit.topology.CpuIdentity;
import dev.shmfit.topology.PathType;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides for an ordered pair of ranks on one host: P2P, else SHM, else NET (src/transport.cc selectTransport). The same
 * tests serve the path computation, which diverts the paths of pairs without P2P.
 */
public final class TransportRules implements PairRules {
    private static final String PEER_ACCESS_NO = "cuda-peer-access-no";
    private static final String CHECK_P2P = "src/graph/paths.cc ncclTopoCheckP2p";
    private static final String P2P_CONNECT = "src/transport/p2p.cc p2pCanConnect";
    private static final String CHECK_NET = "src/graph/paths.cc ncclTopoCheckNet";
    private static final String NET_CONNECT = "src/transport/net.cc canConnect";
    private static final String HOST_HASH = "src/misc/utils.cc getHostHash";
    private static final String SHM_CONNECT = "src/transport/shm.cc shmCanConnect";
    // Said of nearly every pair of every node that is tried.
    private static final Text NVML_OK = Text.of("nccl/nvml-ok");
    private static final Text PEER_YES = Text.of("nccl/peer-yes");
    private static final Text SAME_HOST = Text.of("nccl/same-host");

    /** Whether P2P needs the same /dev/shm, as SHM always does. */
    enum P2pShmDev {
        NOT_ASKED,
        ASKED_LAST,
        /** By the check of the level too, before it asks NVML. */
        ASKED_FIRST
    }

    static final VersionRule<P2pShmDev> P2P_SHM_DEV = VersionRule.of(
                    "p2p-common-shm", "whether P2P asks for a common /dev/shm")
            .since(5, 6, P2pShmDev.NOT_ASKED, P2P_CONNECT + "@v2.5.6-1")
            .then(10, 3, P2pShmDev.ASKED_LAST, P2P_CONNECT + "@v2.10.3-1")
            .then(24, 3, P2pShmDev.ASKED_FIRST, CHECK_P2P + "@v2.24.3-1")
            .unseenBecause(
                    "before, it is asked when the transport is chosen: GPUs without a common /dev/shm have neither"
                            + " P2P nor SHM either way, so the same paths become those of a network and the node is cut alike");

    private final NcclVersion version;
    private final NcclSettings settings;
    private final NcclPlatform platform;
    private final Places places;
    private final P2pShmDev shmDev;
    private final boolean cuMem;
    private final long ignoreDisabled;
    private final boolean p2pMemcpy;
    private final boolean shmDisabled;
    private final boolean netDisabledIntra;

    /** The level asked for last, since all pairs of a system have the same. */
    private LevelInput levelInput;

    private P2pLevel level;
    private final LevelWords told = new LevelWords();

    private record LevelInput(CpuIdentity cpu, int gpus, int cpuNodes) {}

    /**
     * The rules for one communicator.
     *
     * @param places where its ranks are
     */
    public TransportRules(NcclVersion version, NcclSettings settings, NcclPlatform platform, Places places) {
        this.version = version;
        this.settings = settings;
        this.platform = platform;
        this.places = places;
        this.shmDev = P2P_SHM_DEV.at(version);
        this.levelInput = new LevelInput(CpuIdentity.UNKNOWN, 0, 0);
        this.level = P2pLevel.of(version, settings, levelInput.cpu, levelInput.gpus, levelInput.cpuNodes);
        this.cuMem = CuMem.of(version, settings, platform).device();
        this.ignoreDisabled = settings.number("IGNORE_DISABLED_P2P", 0);
        this.p2pMemcpy = p2pMemcpy(version, settings);
        this.shmDisabled = settings.number("SHM_DISABLE", 0) == 1;
        this.netDisabledIntra =
                TransportVersionRules.NET_DISABLE_INTRA.at(version) && settings.number("NET_DISABLE_INTRA", 0) == 1;
    }

    /** Whether P2P copies by the GPU's copy engines (NCCL_P2P_USE_CUDA_MEMCPY; src/transport/p2p.cc initCeOperation). */
    public static boolean p2pMemcpy(NcclVersion version, NcclSettings settings) {
        return TransportVersionRules.P2P_MEMCPY.at(version) && settings.number("P2P_USE_CUDA_MEMCPY", 0) != 0;
    }

    /** Whether settings allow P2P between no two GPUs at all (NCCL_P2P_DISABLE, NCCL_P2P_LEVEL=LOC). */
    public static boolean p2pIsOff(NcclVersion version, NcclSettings settings) {
        return P2pLevel.of(version, settings, CpuIdentity.UNKNOWN, 0, 0).level() == PathType.LOC;
    }

    /**
     * What was decided.
     *
     * @param transport the choice
     * @param rule the step that decided
     * @param trace all steps
     */
    public record Decision(Transport transport, String rule, List<Trace> trace) {}

    /** The choice for {@code source} to {@code destination}, with every step. The system's paths decide as they are. */
    public Decision decide(TopoSystem system, int source, int destination) {
        List<Trace> trace = new ArrayList<>();
        if (p2p(system, source, destination, trace)) {
            return new Decision(Transport.P2P, last(trace), trace);
        }
        if (denied(system, source, destination) && !last(trace).equals(PEER_ACCESS_NO)) {
            trace.add(new Trace(PEER_ACCESS_NO, Text.of("nccl/peer-access-no"), P2P_CONNECT));
        }
        String refusal = last(trace);
        if (shm(system, source, destination, trace)) {
            // The step that ruled out P2P is what people need to hear; SHM is merely next in line.
            return new Decision(Transport.SHM, refusal, trace);
        }
        String shmRefusal = last(trace);
        if (net(system, source, destination, trace)) {
            return new Decision(Transport.NET, shmRefusal, trace);
        }
        trace.add(new Trace("no-transport-found", Text.of("nccl/no-transport"), "src/transport.cc selectTransport"));
        return new Decision(Transport.ERROR, "no-transport-found", trace);
    }

    /** CUDA's own no is the reason that people can act on: neither a nearer path nor a setting helps against it. */
    private boolean denied(TopoSystem system, int a, int b) {
        return places.sameHost(a, b)
                && places.sameShm(a, b)
                && system.hasRank(b)
                && !platform.hiddenDevices()
                && places.accessOf(a).isDenied(system.nvmlIndex(a), system.nvmlIndex(b));
    }

    private static String last(List<Trace> trace) {
        return trace.isEmpty() ? "" : trace.get(trace.size() - 1).rule();
    }

    @Override
    public boolean checkP2p(TopoSystem system, int source, int destination) {
        return checkP2p(system, source, destination, new ArrayList<>());
    }

    @Override
    public boolean p2pCanConnect(TopoSystem system, int source, int destination) {
        return p2p(system, source, destination, new ArrayList<>());
    }

    @Override
    public boolean shmCanConnect(TopoSystem system, int source, int destination) {
        return shm(system, source, destination, new ArrayList<>());
    }

    private boolean checkP2p(TopoSystem system, int a, int b, List<Trace> trace) {
        if (shmDev == P2pShmDev.ASKED_FIRST && !places.joined(a, b) && apart(a, b, true, P2P_CONNECT, trace)) {
            return false;
        }
        if (!system.hasRank(b)) {
            trace.add(new Trace("gpu-outside-domain", Text.of("nccl/outside-domain"), CHECK_P2P));
            return false;
        }
        P2pLevel level = level(system);
        int type = system.pathType(a, b);
        PathType path = system.order().type(type);
        boolean near = type <= system.order().code(level.level()) || bypassesLevel(path, level);
        if (!near && level.level() == PathType.LOC) {
            trace.add(new Trace("p2p-turned-off", Text.of("nccl/none-near", "reason", level.reason()), level.source()));
            return false;
        }
        if (!near) {
            trace.add(new Trace("p2p-level-exceeded", told.far(path, level), level.source()));
            return false;
        }
        trace.add(new Trace("p2p-level-ok", told.near(path, level), level.source()));
        return a == b || places.joined(a, b) || nvmlAllows(system, a, b, path, trace);
    }

    private P2pLevel level(TopoSystem system) {
        LevelInput input = new LevelInput(system.cpu(), system.physicalGpus(), system.cpuNodes());
        if (!input.equals(levelInput)) {
            levelInput = input;
            level = P2pLevel.of(version, settings, input.cpu, input.gpus, input.cpuNodes);
        }
        return level;
    }

    /** Up to 2.5 NVLink is P2P whatever the level says, unless P2P is disabled. */
    private boolean bypassesLevel(PathType path, P2pLevel level) {
        return !TransportVersionRules.LEVEL_FOR_NVLINK.at(version)
                && path == PathType.NVL
                && level.level() != PathType.LOC;
    }

    private boolean nvmlAllows(TopoSystem system, int a, int b, PathType path, List<Trace> trace) {
        if (TransportVersionRules.NVML_STATUS.at(version) == TransportVersionRules.Nvml.NOT_ASKED
                || ignoreDisabled == 2) {
            return true;
        }
        GpuAccess access = places.accessOf(a);
        int relay = system.relayRank(a, b);
        List<Integer> stops = relay < 0
                ? List.of(system.nvmlIndex(a), system.nvmlIndex(b))
                : List.of(system.nvmlIndex(a), system.nvmlIndex(relay), system.nvmlIndex(b));
        for (int i = 1; i < stops.size(); i++) {
            int from = stops.get(i - 1);
            int to = stops.get(i);
            if (!access.nvmlOk(from, to) && nvmlRefuses(from, to, path, trace)) {
                return false;
            }
        }
        if (stops.size() == 2 && access.nvmlOk(stops.get(0), stops.get(1))) {
            trace.add(new Trace("nvml-p2p-ok", NVML_OK, CHECK_P2P));
        }
        return true;
    }

    /** NVML says no for a hop. Whether P2P is off with that; NVLink without P2P ends NCCL. */
    private boolean nvmlRefuses(int from, int to, PathType path, List<Trace> trace) {
        if (ignoreDisabled == 0 && (path == PathType.NVL || path == PathType.NVB || path == PathType.LOC)) {
            throw new NcclInitFailure(new InitFailure(
                    "nvlink-p2p-disabled", "init", Text.of("nccl/nvlink-without-p2p", "a", from, "b", to)));
        }
        if (ignoreDisabled == 0
                && TransportVersionRules.NVML_STATUS.at(version) != TransportVersionRules.Nvml.APPLIED) {
            trace.add(new Trace(
                    "nvml-status-not-applied",
                    Text.of(
                            "nccl/nvml-not-applied",
                            "a",
                            from,
                            "b",
                            to,
                            "version",
                            TransportVersionRules.NVML_STATUS.latest()),
                    CHECK_P2P + "@v2.12.7-1 to v2.18.6-1"));
            return false;
        }
        trace.add(new Trace("nvml-p2p-disabled", Text.of("nccl/nvml-no", "a", from, "b", to), CHECK_P2P));
        return true;
    }

    /** Whether two ranks are in containers that NCCL keeps apart: by the host, or with that the same, by /dev/shm. */
    private boolean apart(int a, int b, boolean byShm, String source, List<Trace> trace) {
        if (!places.sameHost(a, b)) {
            trace.add(new Trace(
                    "different-host",
                    !places.sameNode(a, b) ? Text.of("nccl/different-nodes") : Text.of("nccl/different-hostnames"),
                    HOST_HASH));
            return true;
        }
        boolean shm = byShm && !places.sameShm(a, b);
        if (shm) {
            trace.add(new Trace("different-shm", Text.of("nccl/different-shm"), source));
        }
        return shm;
    }

    private boolean p2p(TopoSystem system, int a, int b, List<Trace> trace) {
        if (!places.joined(a, b) && apart(a, b, shmDev != P2pShmDev.NOT_ASKED, P2P_CONNECT, trace)) {
            return false;
        }
        if (!checkP2p(system, a, b, trace)) {
            return false;
        }
        if (system.relayRank(a, b) >= 0) {
            trace.add(new Trace("p2p-indirect", Text.of("nccl/indirect", "rank", system.relayRank(a, b)), P2P_CONNECT));
            return !p2pMemcpy;
        }
        if (netPreferred(system, a, b, trace)) {
            return false;
        }
        if (places.joined(a, b)) {
            trace.add(new Trace("p2p-mnnvl", Text.of("nccl/p2p-mnnvl"), "src/graph/paths.cc ncclTopoCheckMNNVL"));
            return true;
        }
        if (platform.hiddenDevices()) {
            trace.add(new Trace("cuda-peer-not-asked", Text.of("nccl/peer-hidden"), P2P_CONNECT));
            return true;
        }
        if (!places.accessOf(a).canAccessPeer(system.nvmlIndex(a), system.nvmlIndex(b))) {
            trace.add(new Trace(PEER_ACCESS_NO, Text.of("nccl/peer-no"), P2P_CONNECT));
            return false;
        }
        trace.add(new Trace(cuMem ? "p2p-cumem" : "p2p-ipc", PEER_YES, P2P_CONNECT));
        return true;
    }

    private boolean shm(TopoSystem system, int a, int b, List<Trace> trace) {
        if (shmDisabled) {
            trace.add(new Trace("shm-disabled", Text.verbatim("NCCL_SHM_DISABLE=1"), SHM_CONNECT));
            return false;
        }
        if (netPreferred(system, a, b, trace) || apart(a, b, true, SHM_CONNECT, trace)) {
            return false;
        }
        trace.add(new Trace("shm-same-host", SAME_HOST, SHM_CONNECT));
        return true;
    }

    private boolean net(TopoSystem system, int a, int b, List<Trace> trace) {
        if (!places.sameHost(a, b)) {
            trace.add(new Trace("net-last", Text.of("nccl/net-hosts"), NET_CONNECT));
            return true;
        }
        if (netDisabledIntra) {
            trace.add(new Trace("net-disabled-intra", Text.verbatim("NCCL_NET_DISABLE_INTRA=1"), NET_CONNECT));
            return false;
        }
        boolean faster =
                !TransportVersionRules.NET_PREFERRED.at(version) || !bothInside(system, a, b) || nearBoth(system, a, b);
        if (faster) {
            trace.add(new Trace("net-last", Text.of("nccl/net-left"), NET_CONNECT));
        }
        return faster;
    }

    private static boolean bothInside(TopoSystem system, int a, int b) {
        return system.hasRank(a) && system.hasRank(b);
    }

    private static boolean nearBoth(TopoSystem system, int a, int b) {
        float direct = system.pathBw(a, b);
        return system.nearNicBw(a) > direct && system.nearNicBw(b) > direct;
    }

    /** src/graph/paths.cc ncclTopoCheckNet, from 2.14.3: the network wins where both GPUs have a faster NIC nearby. */
    private boolean netPreferred(TopoSystem system, int a, int b, List<Trace> trace) {
        boolean near = places.sameHost(a, b) || places.joined(a, b);
        if (!near || !TransportVersionRules.NET_PREFERRED.at(version) || netDisabledIntra) {
            return false;
        }
        if (!bothInside(system, a, b)) {
            boolean stays = TransportVersionRules.OUTSIDE_STAYS.at(version);
            if (!stays) {
                trace.add(new Trace("gpu-outside-domain", Text.of("nccl/outside-domain"), CHECK_NET));
            }
            return !stays;
        }
        if (nearBoth(system, a, b)) {
            trace.add(new Trace(
                    "net-faster", Text.of("nccl/net-faster", "rate", String.valueOf(system.pathBw(a, b))), CHECK_NET));
            return true;
        }
        return false;
    }
}
