package dev.shmfit.nccl.simulate;

import dev.shmfit.nccl.CuMem;
import dev.shmfit.nccl.VersionRule;
import dev.shmfit.nccl.plan.InitFailure;
import dev.shmfit.nccl.transport.TransportRules;
import dev.shmfit.text.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which nodes of a communicator one NVLink domain joins (MNNVL; src/mnnvl.cc ncclMnnvlCheck). Its ranks are then one node
 * to NCCL, with a system of all their devices (src/graph/topo.cc ncclTopoGetSystem), and reach each other by P2P. Read off
 * the source: no run of it was there to compare with.
 */
final class Cliques {
    private static final String UNSEEN = "nodes joined by NVLink are in no run, and in no scenario of the register";

    static final VersionRule<Boolean> KNOWN = VersionRule.from(
                    "mnnvl",
                    "whether NVLink joins ranks of several nodes (NCCL_MNNVL_ENABLE)",
                    21,
                    5,
                    "src/init.cc checkMNNVL@v2.21.5-1")
            .unseenBecause(UNSEEN);

    static final VersionRule<Boolean> TRIED = VersionRule.from(
                    "mnnvl-tried",
                    "whether init tries to share memory over IMEX, and fails where it cannot",
                    25,
                    1,
                    "src/mnnvl.cc ncclMnnvlCheck@v2.25.1-1")
            .unseenBecause(UNSEEN);

    static final VersionRule<Boolean> ON_ONE_NODE = VersionRule.from(
                    "mnnvl-on-one-node",
                    "whether NCCL_MNNVL_ENABLE=1 holds on one node too",
                    25,
                    1,
                    "src/init.cc initTransportsRank@v2.25.1-1")
            .unseenBecause(UNSEEN);

    private final List<List<Integer>> groups;
    private final Map<Integer, Integer> cliqueOf = new LinkedHashMap<>();
    private final Optional<InitFailure> failure;

    private Cliques(List<List<Integer>> groups, Optional<InitFailure> failure) {
        this.groups = groups.stream().map(List::copyOf).toList();
        this.failure = failure;
        for (int g = 0; g < groups.size(); g++) {
            for (int node : groups.get(g)) {
                cliqueOf.put(node, g);
            }
        }
    }

    static Cliques of(NcclNode job, CommunicatorSpec spec, EqualNodes equal) {
        List<Integer> nodes = equal.nodes();
        Map<Integer, List<Integer>> byClique = new LinkedHashMap<>();
        for (int n : nodes) {
            Optional<NvLinkFabric> fabric = job.hardwareOf(n).fabric();
            // All ranks of the communicator have to be in some domain.
            if (fabric.isEmpty()) {
                return new Cliques(List.of(), Optional.empty());
            }
            byClique.computeIfAbsent(fabric.get().clique(), c -> new ArrayList<>())
                    .add(n);
        }
        if (!isOn(job, nodes.size()) || spec.size() == byClique.size()) {
            return new Cliques(List.of(), Optional.empty());
        }
        boolean exports = nodes.stream()
                .allMatch(n ->
                        job.hardwareOf(n).fabric().filter(NvLinkFabric::exports).isPresent());
        return new Cliques(List.copyOf(byClique.values()), exports ? Optional.empty() : Optional.of(refusal(job)));
    }

    private static boolean isOn(NcclNode job, int nodes) {
        long enable = job.settings().number("MNNVL_ENABLE", 2);
        boolean asked = enable != 0 && (nodes > 1 || (enable == 1 && ON_ONE_NODE.at(job.version())));
        return KNOWN.at(job.version())
                && asked
                && !TransportRules.p2pIsOff(job.version(), job.settings())
                && CuMem.of(job.version(), job.settings(), job.platform()).device();
    }

    private static InitFailure refusal(NcclNode job) {
        String text = TRIED.at(job.version()) ? "nccl/mnnvl-refused-at-init" : "nccl/mnnvl-refused-at-connect";
        return new InitFailure("mnnvl-not-working", "init", Text.of(text));
    }

    /** Whether NCCL uses NVLink between nodes: "MNNVL 1" in its log. */
    boolean joined() {
        return !groups.isEmpty();
    }

    /** Why init fails, if it does. */
    Optional<InitFailure> failure() {
        return failure;
    }

    /** The nodes of each domain, in the order of their first ranks. */
    List<List<Integer>> groups() {
        return groups;
    }

    /** By node; -1 where none is joined. */
    int of(int node) {
        return cliqueOf.getOrDefault(node, -1);
    }
}
