package dev.shmfit.nccl.simulate;

import dev.shmfit.nccl.plan.Trace;
import dev.shmfit.nccl.plan.Transport;
import dev.shmfit.nccl.transport.TransportRules.Decision;
import dev.shmfit.topology.PathType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What was decided about each ordered pair of ranks. Ranks of different nodes have the network, and nothing else. */
final class Pairs {
    private static final Decision BETWEEN_NODES = new Decision(
            Transport.NET,
            "different-node",
            List.of(
                    new Trace("different-node", "the ranks are on different nodes", "src/misc/utils.cc getHostHash"),
                    new Trace("net-last", "different hosts: the network", "src/transport/net.cc canConnect")));

    private record Known(Decision decision, PathType path) {}

    private final CommunicatorSpec spec;
    private final Map<Long, Known> within = new HashMap<>();

    Pairs(CommunicatorSpec spec) {
        this.spec = spec;
    }

    /** The ranks of {@code rank}'s node, without itself. */
    static List<List<Integer>> byNode(CommunicatorSpec spec) {
        Map<Integer, List<Integer>> nodes = new HashMap<>();
        for (int r = 0; r < spec.size(); r++) {
            nodes.computeIfAbsent(spec.nodes().get(r), n -> new ArrayList<>()).add(r);
        }
        return List.copyOf(nodes.values());
    }

    void put(int from, int to, Decision decision, PathType path) {
        within.put(key(from, to), new Known(decision, path));
    }

    Decision decision(int from, int to) {
        Known known = within.get(key(from, to));
        return known == null ? BETWEEN_NODES : known.decision;
    }

    /** The path before any transport had a say. */
    PathType path(int from, int to) {
        Known known = within.get(key(from, to));
        return known == null ? PathType.NET : known.path;
    }

    private long key(int from, int to) {
        return (long) from * spec.size() + to;
    }
}
