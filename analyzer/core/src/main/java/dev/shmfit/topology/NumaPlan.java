package dev.shmfit.topology;

import dev.shmfit.facts.Assumption;
import dev.shmfit.facts.Inconsistency;
import dev.shmfit.facts.SmiHop;
import dev.shmfit.text.Text;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Which NUMA nodes the devices belong to. Devices nearer than {@code SYS} share one. Devices at {@code SYS} do not,
 * unless their affinities name the same node: then the kernel knows one node (or none, in many virtual machines), and
 * NCCL, which asks the kernel, sees one CPU (graph/xml.cc ncclTopoGetXmlFromSys@v2.21.5-1).
 */
final class NumaPlan {
    /** A NUMA node; its islands are {@code SYS} to each other in the matrix. */
    record Node(int numaId, List<List<Integer>> islands) {}

    private final Affinities affinities;
    private final List<String> names;
    private final int gpus;
    private final List<List<List<Integer>>> merged = new ArrayList<>();
    private final List<Node> nodes = new ArrayList<>();
    private final List<Assumption> assumptions = new ArrayList<>();
    private final List<Inconsistency> inconsistencies = new ArrayList<>();

    /** {@code names} of all devices, the first {@code gpus} of which are GPUs. */
    NumaPlan(HopBounds settled, Affinities affinities, List<String> names, int gpus) {
        this.affinities = affinities;
        this.names = names;
        this.gpus = gpus;
        List<Integer> all = IntStream.range(0, names.size()).boxed().toList();
        HopClasses.within(settled, all, SmiHop.NODE).forEach(this::settleIsland);
        explainMerged();
        mergeNicsIntoTheOnlyNode();
        number();
    }

    /** In the order of their first GPU, which is the order in which NCCL meets them; those without a GPU come last. */
    List<Node> nodes() {
        return nodes;
    }

    List<Assumption> assumptions() {
        return assumptions;
    }

    List<Inconsistency> inconsistencies() {
        return inconsistencies;
    }

    private void settleIsland(List<Integer> island) {
        checkAffinities(island);
        for (List<List<Integer>> node : merged) {
            int here = node.get(0).get(0);
            int there = island.get(0);
            if (isGpu(here) && isGpu(there) && affinities.between(here, there) == Affinities.Nearness.SAME_NODE) {
                node.add(island);
                return;
            }
        }
        merged.add(new ArrayList<>(List.of(island)));
    }

    private void explainMerged() {
        for (List<List<Integer>> node : merged) {
            if (node.size() > 1) {
                assumptions.add(Assumption.assumed(
                        "numa",
                        Text.of(
                                "fact/one-numa-node",
                                "devices",
                                node.stream()
                                        .map(island -> names.get(island.get(0)))
                                        .collect(Collectors.joining(", "))),
                        Text.of("fact/numa-merged")));
            }
        }
    }

    /** On a machine whose GPUs prove that SYS means nothing, NICs at SYS are no sign of another node either. */
    private void mergeNicsIntoTheOnlyNode() {
        List<List<List<Integer>>> withGpu =
                merged.stream().filter(n -> isGpu(n.get(0).get(0))).toList();
        if (withGpu.size() == 1 && withGpu.get(0).size() > 1) {
            List<List<Integer>> only = withGpu.get(0);
            merged.stream().filter(n -> n != only).forEach(only::addAll);
            merged.removeIf(n -> n != only);
        }
    }

    private void checkAffinities(List<Integer> island) {
        int first = island.get(0);
        island.stream()
                .filter(this::isGpu)
                .filter(g -> g != first && affinities.between(first, g) == Affinities.Nearness.DIFFERENT_NODES)
                .forEach(g -> inconsistencies.add(new Inconsistency(
                        Inconsistency.Kind.AFFINITY,
                        names.get(first) + " and " + names.get(g)
                                + " have affinities to different NUMA nodes but are nearer than SYS; the matrix is"
                                + " followed",
                        Stream.of(first, g)
                                .flatMap(i -> affinities.source(i).stream())
                                .toList())));
    }

    private void number() {
        Set<Integer> taken = new HashSet<>();
        List<Optional<Integer>> stated = new ArrayList<>();
        for (List<List<Integer>> node : merged) {
            stated.add(statedId(node).filter(taken::add));
        }
        int next = 0;
        for (int i = 0; i < merged.size(); i++) {
            int id = next;
            if (stated.get(i).isPresent()) {
                id = stated.get(i).get();
            } else {
                while (!taken.add(next)) {
                    next++;
                }
                id = next;
            }
            nodes.add(new Node(id, merged.get(i)));
        }
        if (merged.size() > 1 && stated.contains(Optional.<Integer>empty())) {
            assumptions.add(Assumption.assumed("numa-ids", Text.of("fact/in-order-of-gpus"), Text.of("fact/numa-ids")));
        }
    }

    /** The id that the GPUs name. A list of several means that the kernel has no single one, except on Grace. */
    private Optional<Integer> statedId(List<List<Integer>> islands) {
        for (int gpu :
                islands.stream().flatMap(List::stream).filter(this::isGpu).toList()) {
            Optional<List<Integer>> ids = affinities.numaNodes(gpu);
            if (ids.isPresent()) {
                boolean none = ids.get().size() > 1 && merged.size() == 1 && !affinities.hasMemoryNode(gpu);
                return none ? Optional.of(-1) : ids.get().stream().min(Comparator.naturalOrder());
            }
        }
        return Optional.empty();
    }

    private boolean isGpu(int device) {
        return device < gpus;
    }
}
