package dev.shmfit.topology;

import dev.shmfit.facts.Reading;
import dev.shmfit.facts.SmiDevice;
import dev.shmfit.facts.SmiLink;
import dev.shmfit.facts.SmiTopoMatrix;
import dev.shmfit.facts.SourceRef;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A topology printed as {@code nvidia-smi topo -m} would print it: the way back from a rebuilt topology. */
public final class TopoMatrixOf {
    private static final SourceRef SOURCE = SourceRef.of("topology");
    private static final String NIC_PREFIX = "nic:";

    private TopoMatrixOf() {}

    /** The matrix: GPUs by index, then NICs by the number of their first port. CPU lists are absent. */
    public static SmiTopoMatrix of(GpuTopology topology) {
        List<Device.Gpu> gpus = topology.gpus().stream()
                .sorted(Comparator.comparingInt(Device.Gpu::index))
                .toList();
        List<Device.Nic> nics = topology.nics().stream()
                .sorted(Comparator.comparingInt(TopoMatrixOf::firstPort))
                .toList();
        List<DeviceId> ids = new ArrayList<>();
        List<SmiDevice> devices = new ArrayList<>();
        Map<String, String> legend = new LinkedHashMap<>();
        for (Device.Gpu gpu : gpus) {
            ids.add(gpu.id());
            devices.add(new SmiDevice("GPU" + gpu.index(), SmiDevice.Kind.GPU));
        }
        for (Device.Nic nic : nics) {
            String name = nicName(nic);
            ids.add(nic.id());
            devices.add(new SmiDevice(name, SmiDevice.Kind.NIC));
            nic.ports().stream()
                    .map(Device.Port::name)
                    .filter(port -> !port.equals(name))
                    .findFirst()
                    .ifPresent(port -> legend.put(name, port));
        }
        List<List<Reading<SmiLink>>> cells = ids.stream()
                .map(from -> ids.stream()
                        .map(to -> Reading.known(StructuralPaths.smiLink(topology, from, to), SOURCE))
                        .toList())
                .toList();
        return new SmiTopoMatrix(
                devices, cells, gpus.stream().map(g -> affinity(topology, g)).toList(), legend);
    }

    private static String nicName(Device.Nic nic) {
        String id = nic.id().value();
        return id.startsWith(NIC_PREFIX) ? id.substring(NIC_PREFIX.length()) : id;
    }

    private static int firstPort(Device.Nic nic) {
        return nic.ports().stream().mapToInt(Device.Port::dev).min().orElse(Integer.MAX_VALUE);
    }

    private static SmiTopoMatrix.Affinity affinity(GpuTopology topology, Device.Gpu gpu) {
        Reading<List<Integer>> numa = topology.numaNodeOf(gpu.id())
                .map(Device.NumaNode::numaId)
                .filter(id -> id >= 0)
                .map(id -> Reading.known(List.of(id), SOURCE))
                .orElse(Reading.absent("the topology has no NUMA id here"));
        return new SmiTopoMatrix.Affinity(
                Reading.absent("a topology has no CPU lists"), numa, Reading.absent("not part of a topology"));
    }
}
