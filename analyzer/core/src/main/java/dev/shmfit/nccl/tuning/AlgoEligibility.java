package dev.shmfit.nccl.tuning;

import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.nccl.VersionRule;
import dev.shmfit.text.Text;
import java.util.List;
import java.util.Optional;

/** Which combinations may be chosen: what exists for a collective, what the hardware allows, what the user left on. */
record AlgoEligibility(TunerInput in, SelectionList algo, SelectionList proto) {
    private static final String TUNE = "src/graph/tuning.cc ncclTopoTuneModel@";

    private static final String NO_COLLNET =
            "CollNet is never chosen, and where NCCL_ALGO names nothing else, ring and tree stay on";

    private static final List<Protocol> PROTOCOLS = List.of(Protocol.values());

    /** The words of NCCL_ALGO, by place; {@code CollNet} of 2.12 and 2.13 became two. */
    static final VersionRule<List<Algorithm>> KNOWN = VersionRule.of("algorithms", "which algorithms there are")
            .since(
                    12,
                    7,
                    List.of(Algorithm.TREE, Algorithm.RING, Algorithm.COLLNET_DIRECT),
                    "src/init.cc ncclAlgoStr@v2.12.7-1")
            .then(14, 3, firstAlgorithms(4), "src/init.cc ncclAlgoStr@v2.14.3-1")
            .unseenBecause(NO_COLLNET)
            .then(17, 1, firstAlgorithms(5), "src/init.cc ncclAlgoStr@v2.17.1-1")
            .then(18, 1, firstAlgorithms(6), "src/init.cc ncclAlgoStr@v2.18.1-1")
            .then(23, 4, firstAlgorithms(7), "src/init.cc ncclAlgoStr@v2.23.4-1");

    static final VersionRule<Boolean> COLLNET_DIRECT_NAMED = VersionRule.from(
                    "collnet-direct-named",
                    "whether NCCL_ALGO names CollNetDirect rather than CollNet",
                    14,
                    3,
                    "src/init.cc ncclAlgoStr@v2.14.3-1")
            .unseenBecause(NO_COLLNET);

    static final VersionRule<Boolean> PAT_NEEDS_SM60 = VersionRule.from(
            "pat-needs-sm60",
            "whether PAT needs compute capability 6.0",
            26,
            2,
            "src/graph/tuning.cc ncclPatEnable@v2.26.2-1");

    static final VersionRule<Boolean> STRICT_LISTS = VersionRule.of(
                    "algo-list-strict", "whether NCCL_ALGO and NCCL_PROTO are read strictly")
            .since(12, 7, false, "src/graph/tuning.cc parseList@v2.12.7-1")
            .then(24, 3, true, "src/graph/tuning.cc parseList@v2.24.3-1");

    /** Which algorithms all-gather and reduce-scatter have besides the ring. */
    static final VersionRule<List<Algorithm>> GATHERING = VersionRule.of(
                    "algorithms-gather", "which algorithms do all-gather and reduce-scatter")
            .since(12, 7, List.<Algorithm>of(), TUNE + "v2.12.7-1")
            .then(17, 1, List.of(Algorithm.NVLS), TUNE + "v2.17.1-1")
            .unseenBefore("there is no such algorithm")
            .then(18, 1, List.of(), TUNE + "v2.18.1-1")
            .then(19, 1, List.of(Algorithm.NVLS), TUNE + "v2.19.1-1")
            .then(23, 4, List.of(Algorithm.NVLS, Algorithm.PAT), TUNE + "v2.23.4-1")
            .unseenBefore("there is no such algorithm");

    /** For which collectives NCCL_ALGO can switch something off. */
    enum Reach {
        ALL_REDUCE_ONLY,
        ALL_BUT_RING_OF_OTHERS,
        ALL
    }

    static final VersionRule<Reach> REACH = VersionRule.of("algo-setting-reach", "for which operations NCCL_ALGO holds")
            .since(12, 7, Reach.ALL_REDUCE_ONLY, TUNE + "v2.12.7-1")
            .then(17, 1, Reach.ALL_BUT_RING_OF_OTHERS, TUNE + "v2.17.1-1")
            .unseenBefore("only all-reduce has anything but the ring")
            .then(19, 1, Reach.ALL, TUNE + "v2.19.1-1");

    /** Without CollNet, which switched-off algorithms make NCCL put ring and tree back on. */
    static final VersionRule<List<Algorithm>> RESCUED = VersionRule.of(
                    "algo-ring-rescued", "which algorithms stay on although NCCL_ALGO names others")
            .since(12, 7, List.of(Algorithm.RING, Algorithm.TREE), TUNE + "v2.12.7-1")
            .then(
                    18,
                    1,
                    List.of(Algorithm.RING, Algorithm.TREE, Algorithm.NVLS, Algorithm.NVLS_TREE),
                    TUNE + "v2.18.1-1")
            .then(24, 3, List.of(), TUNE + "v2.24.3-1");

    /** From 2.25 all-gather and reduce-scatter over NVLS are limited to this many ranks. */
    static final VersionRule<Integer> NVLS_GATHER_RANKS = VersionRule.of(
                    "nvls-gather-ranks", "up to how many ranks NVLS gathers")
            .since(12, 7, Integer.MAX_VALUE, "src/enqueue.cc updateCollCostTable@v2.22.3-1")
            .then(25, 1, 32, "src/enqueue.cc updateCollCostTable@v2.25.1-1");

    static AlgoEligibility of(TunerInput in) {
        return new AlgoEligibility(
                in,
                list(in, in.settings().text("ALGO"), algorithmWords(in.version())),
                list(in, in.settings().text("PROTO"), protocolWords()));
    }

    /** The words that NCCL_ALGO knows, by place. */
    static List<String> algorithmWords(NcclVersion version) {
        return KNOWN.at(version).stream().map(a -> word(version, a)).toList();
    }

    /** The words that NCCL_PROTO knows, by place. */
    static List<String> protocolWords() {
        return PROTOCOLS.stream().map(Protocol::word).toList();
    }

    private static SelectionList list(TunerInput in, Optional<String> text, List<String> words) {
        if (text.isEmpty()) {
            return SelectionList.strict("", words);
        }
        return STRICT_LISTS.at(in.version())
                ? SelectionList.strict(text.get(), words)
                : SelectionList.lenient(text.get(), words);
    }

    private static String word(NcclVersion version, Algorithm algorithm) {
        return algorithm == Algorithm.COLLNET_DIRECT && !COLLNET_DIRECT_NAMED.at(version)
                ? "CollNet"
                : algorithm.word();
    }

    private static List<Algorithm> firstAlgorithms(int count) {
        return List.of(Algorithm.values()).subList(0, count);
    }

    /** Why the communicator cannot be made with these settings. */
    Optional<Text> error() {
        return proto.error()
                .map(e -> Text.joined("NCCL_PROTO: ", e))
                .or(() -> algo.error().map(e -> Text.joined("NCCL_ALGO: ", e)));
    }

    /** Whether the collective can be run by the algorithm in this version and on this node. */
    boolean exists(Collective collective, Algorithm algorithm) {
        return switch (algorithm) {
            case RING -> true;
            case TREE -> collective == Collective.ALL_REDUCE;
            case NVLS ->
                nvlsOnOneNode(collective) && (collective == Collective.ALL_REDUCE || gathers(collective, algorithm));
            case NVLS_TREE ->
                collective == Collective.ALL_REDUCE
                        && in.nodes() > 1
                        && KNOWN.at(in.version()).contains(algorithm);
            case PAT -> gathers(collective, algorithm) && patEnabled();
            case COLLNET_DIRECT, COLLNET_CHAIN -> false;
        };
    }

    private boolean gathers(Collective collective, Algorithm algorithm) {
        return collective.gathersOrScatters() && GATHERING.at(in.version()).contains(algorithm);
    }

    private boolean nvlsOnOneNode(Collective collective) {
        boolean few = collective == Collective.ALL_REDUCE || in.ranks() <= NVLS_GATHER_RANKS.at(in.version());
        return KNOWN.at(in.version()).contains(Algorithm.NVLS) && in.nodes() == 1 && few;
    }

    /** ncclPatEnable. The network is taken to be driven by the host. */
    private boolean patEnabled() {
        if (PAT_NEEDS_SM60.at(in.version()) && in.minComputeCapability() < 60) {
            return false;
        }
        long set = in.settings().number("PAT_ENABLE", 2);
        return set == 2 ? in.nodes() == in.ranks() : set != 0;
    }

    /** Whether NCCL_ALGO leaves it on. */
    boolean algorithmOn(Collective collective, Algorithm algorithm) {
        boolean reached = switch (REACH.at(in.version())) {
            case ALL_REDUCE_ONLY -> collective == Collective.ALL_REDUCE;
            case ALL_BUT_RING_OF_OTHERS -> algorithm != Algorithm.RING || collective == Collective.ALL_REDUCE;
            case ALL -> true;
        };
        if (!reached || listed(collective, algorithm)) {
            return true;
        }
        boolean restorable = algorithm == Algorithm.RING || algorithm == Algorithm.TREE;
        List<Algorithm> rescued = RESCUED.at(in.version());
        return restorable
                && !rescued.isEmpty()
                && rescued.stream().noneMatch(a -> listed(collective, a) && possible(a));
    }

    private boolean possible(Algorithm algorithm) {
        return switch (algorithm) {
            case NVLS -> in.nodes() == 1;
            case NVLS_TREE -> in.nodes() > 1;
            default -> true;
        };
    }

    private boolean listed(Collective collective, Algorithm algorithm) {
        int at = KNOWN.at(in.version()).indexOf(algorithm);
        return at < 0 || algo.allows(collective, at).orElse(true);
    }

    /** Whether NCCL_PROTO leaves it on; LL128 is on by itself only where NCCL trusts the links. */
    boolean protocolOn(Collective collective, Algorithm algorithm, Protocol protocol) {
        Optional<Boolean> said = proto.allows(collective, PROTOCOLS.indexOf(protocol));
        if (ModelRules.LL128_IF_FORCED.at(in.version())) {
            boolean forced = said.isPresent() || algo.allows(collective, 0).isPresent();
            return said.orElse(true) && (!forced || protocol != Protocol.LL128 || linksTrusted(collective, algorithm));
        }
        if (said.isPresent()) {
            return said.get();
        }
        return protocol != Protocol.LL128 || linksTrusted(collective, algorithm);
    }

    private boolean linksTrusted(Collective collective, Algorithm algorithm) {
        return in.graphOf(algorithm)
                .map(g -> Ll128Rule.of(in, collective, algorithm, g))
                .orElse(false);
    }
}
