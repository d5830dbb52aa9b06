package dev.shmfit.reports;

import dev.shmfit.reports.NodeV1.LinkKind;
import dev.shmfit.topology.Device;
import dev.shmfit.topology.DeviceId;
import dev.shmfit.topology.GpuTopology;
import dev.shmfit.topology.Link;
import dev.shmfit.topology.PciFunction;
import dev.shmfit.topology.PciLink;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The links of a node, each once: the topology has them in both directions. */
final class LinkMapper {
    private final GpuTopology topology;
    private final boolean pcieAssumed;

    private LinkMapper(GpuTopology topology, boolean pcieAssumed) {
        this.topology = topology;
        this.pcieAssumed = pcieAssumed;
    }

    /**
     * PCI and C2C from child to parent, NVLink from GPU to NVSwitch or from the GPU that comes first, SMP between all
     * NUMA nodes of a host.
     */
    static List<NodeV1.Link> of(GpuTopology topology, boolean pcieAssumed) {
        LinkMapper mapper = new LinkMapper(topology, pcieAssumed);
        List<NodeV1.Link> all = new ArrayList<>(mapper.below());
        all.addAll(mapper.nvLinks());
        all.addAll(mapper.smp());
        return all;
    }

    private List<NodeV1.Link> below() {
        List<NodeV1.Link> found = new ArrayList<>();
        Set<Set<DeviceId>> peers = new HashSet<>();
        for (Link link : topology.links()) {
            boolean upwards =
                    topology.parent(link.from()).filter(link.to()::equals).isPresent();
            if (link.kind() == Link.Kind.PCI && upwards) {
                found.add(link(link.from(), link.to(), LinkKind.PCI, pci(topology.device(link.from()))));
            } else if (link.kind() == Link.Kind.PCI_PEER
                    && !link.from().equals(link.to())
                    && peers.add(Set.of(link.from(), link.to()))) {
                found.add(link(link.from(), link.to(), LinkKind.PCI, ""));
            } else if (link.kind() == Link.Kind.C2C && topology.device(link.from()) instanceof Device.Gpu) {
                found.add(link(link.from(), link.to(), LinkKind.C2C, "C2C"));
            }
        }
        return found;
    }

    /** Entries for the same two devices are parts of one bond; where its ends differ, the larger count holds. */
    private List<NodeV1.Link> nvLinks() {
        Map<List<DeviceId>, Integer> counts = new LinkedHashMap<>();
        for (Link link : topology.links()) {
            if (link.kind() == Link.Kind.NVLINK) {
                counts.merge(List.of(link.from(), link.to()), link.count(), Integer::sum);
            }
        }
        List<NodeV1.Link> found = new ArrayList<>();
        counts.forEach((ends, count) -> {
            DeviceId from = ends.get(0);
            DeviceId to = ends.get(1);
            int back = counts.getOrDefault(List.of(to, from), 0);
            boolean first = back == 0 || (isGpu(to) ? isGpu(from) && order(from) < order(to) : isGpu(from));
            if (first) {
                found.add(link(from, to, LinkKind.NVLINK, "NV" + Math.max(count, back)));
            }
        });
        return found;
    }

    /** NCCL joins all CPUs of a host, whatever lies between them. */
    private List<NodeV1.Link> smp() {
        List<NodeV1.Link> found = new ArrayList<>();
        List<Device.NumaNode> nodes = topology.numaNodes();
        for (int a = 0; a < nodes.size(); a++) {
            for (int b = a + 1; b < nodes.size(); b++) {
                if (nodes.get(a).hostHash().equals(nodes.get(b).hostHash())) {
                    found.add(link(nodes.get(a).id(), nodes.get(b).id(), LinkKind.SMP, "SMP"));
                }
            }
        }
        return found;
    }

    private int order(DeviceId id) {
        return topology.gpus().stream().map(Device.Gpu::id).toList().indexOf(id);
    }

    private boolean isGpu(DeviceId id) {
        return topology.device(id) instanceof Device.Gpu;
    }

    private static NodeV1.Link link(DeviceId from, DeviceId to, LinkKind kind, String label) {
        return new NodeV1.Link(from.value(), to.value(), kind, label);
    }

    private String pci(Device device) {
        Optional<PciFunction> function = device instanceof Device.Gpu gpu
                ? Optional.of(gpu.pci())
                : device instanceof Device.Nic nic
                        ? Optional.of(nic.pci())
                        : device instanceof Device.PciSwitch sw ? Optional.of(sw.pci()) : Optional.empty();
        return function.map(PciFunction::link)
                .filter(PciLink::isKnown)
                .map(link -> pci(link) + (pcieAssumed ? "?" : ""))
                .orElse("");
    }

    /** {@code gen4 x16}; the rate itself where it is that of no generation, as on links that run degraded. */
    private static String pci(PciLink link) {
        String rate = link.speed().toLowerCase(Locale.ROOT).replaceFirst("\\s*gt/s.*", "");
        String speed = switch (rate) {
            case "2.5" -> "gen1";
            case "5", "5.0" -> "gen2";
            case "8", "8.0" -> "gen3";
            case "16", "16.0" -> "gen4";
            case "32", "32.0" -> "gen5";
            case "64", "64.0" -> "gen6";
            default -> rate;
        };
        return speed + " x" + link.width();
    }
}
