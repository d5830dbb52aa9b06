package dev.shmfit.nccl.graph;

import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.nccl.VersionRule;
import dev.shmfit.topology.Device;
import dev.shmfit.topology.DeviceId;
import dev.shmfit.topology.GpuTopology;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The part of a node's topology that a communicator builds its system from, in NCCL's order, on which the search
 * depends. A CPU or switch without a GPU of the communicator and without a NIC in use below it is left out
 * (src/graph/xml.cc ncclTopoTrimXml).
 *
 * <p>Once each rank detects its own GPU only, the parts are fused rank by rank (src/graph/xml.cc ncclTopoFuseXml): what
 * the first rank needs stands first, with every NIC, and what a later rank adds goes to the end of its parent. Before,
 * the order is that of the topology.
 */
final class FusedTopology {
    static final VersionRule<Boolean> RANK_BY_RANK = VersionRule.of(
                    "fused-rank-by-rank", "whether the topology is fused from what each rank detects")
            .since(5, 6, false, "src/graph/topo.cc ncclTopoGetSystem@v2.5.6-1")
            .then(22, 3, true, "src/graph/topo.cc ncclTopoGetSystem@v2.22.3-1");

    private final GpuTopology whole;

    /** What every rank's XML keeps besides its GPU, with all that stands above it. */
    private final Set<DeviceId> keptByAll = new HashSet<>();

    private final Map<DeviceId, Set<DeviceId>> below = new HashMap<>();
    private final Set<DeviceId> cpus = new LinkedHashSet<>();

    private FusedTopology(GpuTopology whole) {
        this.whole = whole;
        whole.nics().stream().filter(n -> !n.ports().isEmpty()).forEach(n -> keep(n.id(), keptByAll));
        if (keptByAll.isEmpty()) {
            // The interface of the sockets hangs on the first CPU.
            whole.numaNodes().stream().findFirst().ifPresent(n -> keptByAll.add(n.id()));
        }
    }

    /** @param rankOfGpu the communicator: GPU index to rank */
    static GpuTopology of(GpuTopology whole, Map<Integer, Integer> rankOfGpu, NcclVersion version) {
        FusedTopology fused = new FusedTopology(whole);
        List<Device.Gpu> gpus = whole.gpus().stream()
                .filter(g -> rankOfGpu.containsKey(g.index()))
                .toList();
        if (RANK_BY_RANK.at(version)) {
            gpus.stream()
                    .sorted(Comparator.comparing(g -> rankOfGpu.get(g.index())))
                    .forEach(g -> fused.add(List.of(g)));
        } else {
            fused.add(gpus);
        }
        return fused.build();
    }

    /** What one XML keeps: these GPUs and the NICs, with all that stands above them, in the order of the topology. */
    private void add(List<Device.Gpu> gpus) {
        Set<DeviceId> kept = new HashSet<>(keptByAll);
        gpus.forEach(g -> keep(g.id(), kept));
        for (Device d : whole.devices()) {
            if (kept.contains(d.id())) {
                whole.parent(d.id())
                        .map(up -> below.computeIfAbsent(up, u -> new LinkedHashSet<>()))
                        .orElse(cpus)
                        .add(d.id());
            }
        }
    }

    private void keep(DeviceId id, Set<DeviceId> kept) {
        kept.add(id);
        whole.parent(id).ifPresent(up -> keep(up, kept));
    }

    private GpuTopology build() {
        List<DeviceId> order = new ArrayList<>();
        cpus.forEach(cpu -> walk(cpu, order));
        whole.devices().stream()
                .filter(Device.NvSwitch.class::isInstance)
                .map(Device::id)
                .forEach(order::add);
        return whole.reduced(order);
    }

    private void walk(DeviceId id, List<DeviceId> order) {
        order.add(id);
        below.getOrDefault(id, Set.of()).forEach(child -> walk(child, order));
    }
}
