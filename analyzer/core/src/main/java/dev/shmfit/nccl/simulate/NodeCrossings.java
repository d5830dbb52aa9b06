package dev.shmfit.nccl.simulate;

import dev.shmfit.nccl.graph.NetProxy;
import dev.shmfit.nccl.plan.OverNodes;
import dev.shmfit.nccl.plan.OverNodes.Crossing;
import dev.shmfit.nccl.plan.OverNodes.Ring;
import dev.shmfit.nccl.plan.OverNodes.Stop;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Gathers by which NICs one node's ranks of a communicator reach other nodes, and how its rings go over them. */
final class NodeCrossings {
    private final NcclNode job;
    private final CommunicatorSpec spec;
    private final int on;
    private final Map<Way, Reach> ways = new LinkedHashMap<>();

    private record Way(boolean sendReceive, int from, int nic, int proxy, boolean gdr) {}

    private record Reach(Set<Integer> peers, Set<Integer> channels) {}

    private record Ends(Stop first, Stop last, int between) {}

    NodeCrossings(NcclNode job, CommunicatorSpec spec, int on) {
        this.job = job;
        this.spec = spec;
        this.on = on;
    }

    void add(List<Job.Connected> connected) {
        for (Job.Connected k : connected) {
            if (k.net().isPresent() && spec.nodes().get(k.from()) == on) {
                NetProxy net = k.net().get();
                Way way = new Way(k.connIndex() > 0, k.from(), net.nic(), net.rank(), net.gdr());
                Reach reach = ways.computeIfAbsent(way, w -> new Reach(new HashSet<>(), new TreeSet<>()));
                reach.peers.add(k.to());
                reach.channels.add(k.channel());
            }
        }
    }

    /** Empty for a communicator of one node. */
    Optional<OverNodes> result(Communicator c) {
        int nodes = (int) spec.nodes().stream().distinct().count();
        return nodes < 2
                ? Optional.empty()
                : Optional.of(new OverNodes(
                        nodes, on, rings(c), crossings(), c.pairs().overNvLink()));
    }

    private List<Crossing> crossings() {
        return ways.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<Way, Reach> e) -> e.getKey().sendReceive)
                        .thenComparing(e -> e.getKey().from)
                        .thenComparing(e -> e.getKey().nic)
                        .thenComparing(e -> e.getKey().proxy))
                .map(e -> new Crossing(
                        e.getKey().sendReceive,
                        spec.worldRanks().get(e.getKey().from),
                        e.getValue().peers.size(),
                        name(e.getKey().nic),
                        spec.worldRanks().get(e.getKey().proxy),
                        e.getKey().gdr,
                        List.copyOf(e.getValue().channels)))
                .toList();
    }

    private String name(int nic) {
        return job.hardwareOf(on).topology().nics().stream()
                .flatMap(n -> n.ports().stream())
                .filter(p -> p.dev() == nic)
                .map(p -> p.name().isEmpty() ? "NIC " + nic : p.name())
                .findFirst()
                .orElse("");
    }

    private List<Ring> rings(Communicator c) {
        Map<Ends, List<Integer>> alike = new LinkedHashMap<>();
        for (int channel = 0; channel < c.counts().collective(); channel++) {
            List<Stop> stops = stops(c.channels().ring(channel));
            Ends ends = new Ends(stops.get(0), stops.get(stops.size() - 1), stops.size() - 2);
            alike.computeIfAbsent(ends, e -> new ArrayList<>()).add(channel);
        }
        return alike.entrySet().stream()
                .map(e -> new Ring(e.getValue(), e.getKey().first, e.getKey().last, e.getKey().between))
                .toList();
    }

    /** The runs of ranks of one node, from the one that rank 0 is in. */
    private List<Stop> stops(List<Integer> ring) {
        int start = 0;
        while (start > -ring.size() && nodeAt(ring, start - 1) == nodeAt(ring, 0)) {
            start--;
        }
        List<Stop> stops = new ArrayList<>();
        List<Integer> run = new ArrayList<>();
        for (int i = start; i < start + ring.size(); i++) {
            run.add(spec.worldRanks().get(ring.get(Math.floorMod(i, ring.size()))));
            if (nodeAt(ring, i + 1) != nodeAt(ring, i) || i + 1 == start + ring.size()) {
                stops.add(new Stop(nodeAt(ring, i), run));
                run = new ArrayList<>();
            }
        }
        return stops;
    }

    private int nodeAt(List<Integer> ring, int place) {
        return spec.nodes().get(ring.get(Math.floorMod(place, ring.size())));
    }
}
