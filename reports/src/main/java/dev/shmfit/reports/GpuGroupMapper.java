package dev.shmfit.reports;

import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.nccl.graph.LinkRates;
import dev.shmfit.reports.NodeV1.GpuGroup;
import dev.shmfit.reports.NodeV1.JoinedBy;
import dev.shmfit.reports.NodeV1.LinkKind;
import dev.shmfit.topology.Device;
import dev.shmfit.topology.DeviceId;
import dev.shmfit.topology.GpuTopology;
import dev.shmfit.topology.Link;
import dev.shmfit.topology.MinimumCut;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Which GPUs of a node belong together, and how narrow the way from them to the others is. */
final class GpuGroupMapper {
    private final NcclVersion version;
    private final GpuTopology topology;
    private final Set<String> assumed;

    private GpuGroupMapper(NcclVersion version, GpuTopology topology, Set<String> assumed) {
        this.version = version;
        this.topology = topology;
        this.assumed = assumed;
    }

    /** Islands of NVLink alone, without the ways between them: what the screen says, at a third of the time. */
    static List<GpuGroup> islands(GpuTopology topology) {
        return topology.nvLinkIslands().islands().stream()
                .map(gpus -> new GpuGroup(JoinedBy.NVLINK, gpus, null))
                .toList();
    }

    /** Islands of NVLink, then NUMA nodes where GPUs stand in several. */
    static List<GpuGroup> of(NcclVersion version, GpuTopology topology, Set<String> assumed) {
        GpuGroupMapper mapper = new GpuGroupMapper(version, topology, assumed);
        List<GpuGroup> groups = new ArrayList<>();
        topology.nvLinkIslands().islands().forEach(gpus -> groups.add(mapper.group(JoinedBy.NVLINK, gpus)));
        Map<DeviceId, List<Integer>> byNuma = new TreeMap<>(Comparator.comparing(DeviceId::value));
        for (Device.Gpu gpu : topology.gpus()) {
            topology.numaNodeOf(gpu.id())
                    .ifPresent(numa -> byNuma.computeIfAbsent(numa.id(), n -> new ArrayList<>())
                            .add(gpu.index()));
        }
        if (byNuma.size() > 1) {
            byNuma.values().stream()
                    .map(gpus -> gpus.stream().sorted().toList())
                    .sorted(Comparator.comparing(gpus -> gpus.get(0)))
                    .forEach(gpus -> groups.add(mapper.group(JoinedBy.NUMA, gpus)));
        }
        return groups;
    }

    private GpuGroup group(JoinedBy by, List<Integer> gpus) {
        List<DeviceId> members = new ArrayList<>();
        List<DeviceId> others = new ArrayList<>();
        topology.gpus().forEach(g -> (gpus.contains(g.index()) ? members : others).add(g.id()));
        if (others.isEmpty()) {
            return new GpuGroup(by, gpus, null);
        }
        MinimumCut cut = MinimumCut.between(topology, members, others, link -> LinkRates.of(version, topology, link));
        List<LinkKind> over = cut.kinds().stream()
                .map(GpuGroupMapper::kind)
                .distinct()
                .sorted()
                .toList();
        double rounded = Math.round(cut.gigabytesPerSecond() * 10) / 10.0;
        return new GpuGroup(
                by, gpus, new NodeV1.WayOut(rounded, over, over.stream().anyMatch(this::isAssumed)));
    }

    private boolean isAssumed(LinkKind kind) {
        return switch (kind) {
            case PCI -> assumed.contains("pcie");
            case SMP -> assumed.contains("cpu");
            case NVLINK -> assumed.contains("compute-capability");
            case C2C -> false;
        };
    }

    private static LinkKind kind(Link.Kind kind) {
        return switch (kind) {
            case PCI, PCI_PEER -> LinkKind.PCI;
            case NVLINK -> LinkKind.NVLINK;
            case C2C -> LinkKind.C2C;
            case SMP -> LinkKind.SMP;
        };
    }
}
