package dev.shmfit.topology;

import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.jgrapht.alg.flow.EdmondsKarpMFImpl;
import org.jgrapht.graph.DefaultWeightedEdge;
import org.jgrapht.graph.SimpleDirectedWeightedGraph;

/**
 * The narrowest place on the way from some GPUs of a node to others: the links of least capacity whose loss would part
 * them. No traffic between the two groups is faster, whichever ways it takes.
 *
 * @param gigabytesPerSecond what these links carry together in one direction
 * @param kinds what they are made of
 * @param links how many pairs of devices they join
 */
public record MinimumCut(double gigabytesPerSecond, Set<Link.Kind> kinds, int links) {
    private static final DeviceId SOURCE = new DeviceId("all of the first group");
    private static final DeviceId SINK = new DeviceId("all of the second group");

    /** More than any link carries. */
    private static final double UNBOUNDED = 1e9;

    /** Two devices and what lies between them, in one direction. */
    private record Ends(DeviceId from, DeviceId to) {}

    public MinimumCut {
        kinds = Set.copyOf(kinds);
    }

    /**
     * The cut between two groups of GPUs, both of which must have a GPU and none in common.
     *
     * @param rate GB/s of a link in one direction; 0 where it carries nothing
     */
    public static MinimumCut between(
            GpuTopology topology, Collection<DeviceId> from, Collection<DeviceId> to, ToDoubleFunction<Link> rate) {
        if (from.isEmpty() || to.isEmpty() || from.stream().anyMatch(to::contains)) {
            throw new IllegalArgumentException("not two groups: " + from + " and " + to);
        }
        Map<Ends, Double> capacity = new LinkedHashMap<>();
        Map<Ends, Set<Link.Kind>> kinds = new LinkedHashMap<>();
        for (Link link : withSockets(topology)) {
            Ends ends = new Ends(link.from(), link.to());
            double carries = rate.applyAsDouble(link);
            if (carries > 0 && !link.from().equals(link.to())) {
                capacity.merge(ends, carries, Double::sum);
                kinds.computeIfAbsent(ends, e -> EnumSet.noneOf(Link.Kind.class))
                        .add(link.kind());
            }
        }
        from.forEach(gpu -> capacity.put(new Ends(SOURCE, gpu), UNBOUNDED));
        to.forEach(gpu -> capacity.put(new Ends(gpu, SINK), UNBOUNDED));
        SimpleDirectedWeightedGraph<DeviceId, DefaultWeightedEdge> network =
                new SimpleDirectedWeightedGraph<>(null, DefaultWeightedEdge::new);
        topology.devices().forEach(d -> network.addVertex(d.id()));
        List.of(SOURCE, SINK).forEach(network::addVertex);
        capacity.forEach((ends, carries) -> network.setEdgeWeight(network.addEdge(ends.from, ends.to), carries));
        EdmondsKarpMFImpl<DeviceId, DefaultWeightedEdge> flow = new EdmondsKarpMFImpl<>(network);
        double carries = flow.calculateMinCut(SOURCE, SINK);
        Set<Link.Kind> crossed = EnumSet.noneOf(Link.Kind.class);
        int links = 0;
        for (DefaultWeightedEdge edge : flow.getCutEdges()) {
            Set<Link.Kind> here = kinds.get(new Ends(network.getEdgeSource(edge), network.getEdgeTarget(edge)));
            if (here != null) {
                crossed.addAll(here);
                links++;
            }
        }
        return new MinimumCut(carries, crossed, links);
    }

    /** NCCL joins all NUMA nodes of a host, whether the source of the topology says so or not. */
    private static List<Link> withSockets(GpuTopology topology) {
        Map<Ends, Link> all = new LinkedHashMap<>();
        for (Device.NumaNode a : topology.numaNodes()) {
            for (Device.NumaNode b : topology.numaNodes()) {
                if (!a.id().equals(b.id()) && a.hostHash().equals(b.hostHash())) {
                    all.put(new Ends(a.id(), b.id()), new Link(a.id(), b.id(), Link.Kind.SMP, 1, 0));
                }
            }
        }
        return java.util.stream.Stream.concat(
                        topology.links().stream().filter(l -> l.kind() != Link.Kind.SMP), all.values().stream())
                .toList();
    }
}
