package dev.shmfit.topology;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jgrapht.Graph;
import org.jgrapht.alg.connectivity.ConnectivityInspector;
import org.jgrapht.graph.MaskSubgraph;

/**
 * Which GPUs NVLink joins, straight, through NVSwitches, or through other GPUs: the connected components of a node's
 * NVLinks. Between two islands data takes PCIe or the link between sockets, whatever the GPUs could do.
 */
public final class NvLinkIslands {
    private final List<List<Integer>> islands;

    private NvLinkIslands(List<List<Integer>> islands) {
        this.islands = List.copyOf(islands);
    }

    static <E> NvLinkIslands of(GpuTopology topology, Graph<DeviceId, E> graph, Predicate<E> isNvLink) {
        ConnectivityInspector<DeviceId, E> components =
                new ConnectivityInspector<>(new MaskSubgraph<>(graph, v -> false, e -> !isNvLink.test(e)));
        List<List<Integer>> islands = new ArrayList<>();
        List<Device.Gpu> gpus = topology.gpus();
        for (Device.Gpu gpu : gpus) {
            Set<DeviceId> joined = components.connectedSetOf(gpu.id());
            List<Integer> island = gpus.stream()
                    .filter(g -> joined.contains(g.id()))
                    .map(Device.Gpu::index)
                    .sorted()
                    .toList();
            if (island.size() > 1 && !islands.contains(island)) {
                islands.add(island);
            }
        }
        islands.sort((a, b) -> Integer.compare(a.get(0), b.get(0)));
        return new NvLinkIslands(islands);
    }

    /** The islands of two or more GPUs by index, the one with the smallest index first; empty where no NVLink is. */
    public List<List<Integer>> islands() {
        return islands;
    }

    /** Whether NVLinks lead from one GPU to another, over however many hops. */
    public boolean join(int gpu, int other) {
        return gpu == other || islands.stream().anyMatch(i -> i.contains(gpu) && i.contains(other));
    }
}
