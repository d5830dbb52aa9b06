package dev.shmfit.nccl.simulate;

import dev.shmfit.nccl.plan.Trace;
import dev.shmfit.nccl.plan.Transport;
import dev.shmfit.nccl.transport.TransportRules.Decision;
import dev.shmfit.text.Text;
import dev.shmfit.topology.PathType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What was decided about each ordered pair of ranks: once for all nodes of a kind. Ranks of different nodes have the
 * network, and nothing else.
 */
final class Pairs {
    private static final Decision BETWEEN_NODES = new Decision(
            Transport.NET,
            "different-node",
            List.of(
                    new Trace("different-node", Text.of("nccl/different-nodes"), "src/misc/utils.cc getHostHash"),
                    new Trace("net-last", Text.of("nccl/net-hosts"), "src/transport/net.cc canConnect")));

    private record Known(Decision decision, PathType path) {}

    private final int ranks;

    /** By rank: its node. */
    private final int[] node;

    /** By rank: the rank in its place on the first node of the kind. */
    private final int[] like;

    /** By rank: the NVLink domain over nodes that it is in; -1 for none. */
    private final int[] clique;

    private final Map<Long, Known> within = new HashMap<>();

    Pairs(CommunicatorSpec spec, EqualNodes equal, Cliques cliques) {
        this.ranks = spec.size();
        this.node = new int[ranks];
        this.like = new int[ranks];
        this.clique = new int[ranks];
        for (int n : equal.nodes()) {
            List<Integer> own = equal.ranksOf(n);
            List<Integer> first = equal.ranksOf(equal.firstLike(n));
            for (int i = 0; i < own.size(); i++) {
                node[own.get(i)] = n;
                // Joined nodes are decided about together.
                like[own.get(i)] = cliques.joined() ? own.get(i) : first.get(i);
                clique[own.get(i)] = cliques.of(n);
            }
        }
    }

    /** Of two ranks of the first node of a kind. */
    void put(int from, int to, Decision decision, PathType path) {
        within.put(key(from, to), new Known(decision, path));
    }

    Decision decision(int from, int to) {
        return isTogether(from, to) ? known(from, to).decision : BETWEEN_NODES;
    }

    /** The path before any transport had a say. */
    PathType path(int from, int to) {
        return isTogether(from, to) ? known(from, to).path : PathType.NET;
    }

    private boolean isTogether(int from, int to) {
        return node[from] == node[to] || (clique[from] >= 0 && clique[from] == clique[to]);
    }

    /** Whether NVLink joins nodes: "MNNVL 1" in NCCL's log. */
    boolean overNvLink() {
        return clique[0] >= 0;
    }

    int nodeOf(int rank) {
        return node[rank];
    }

    private Known known(int from, int to) {
        return Objects.requireNonNull(within.get(key(like[from], like[to])), "a rank has no connection to itself");
    }

    private long key(int from, int to) {
        return (long) from * ranks + to;
    }
}
