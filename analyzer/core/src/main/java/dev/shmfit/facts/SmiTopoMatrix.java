package dev.shmfit.facts;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The table of {@code nvidia-smi topo -m}, as printed. Cells may be absent (the paste ends early) or unreadable.
 *
 * @param devices rows and columns in one order: GPUs by index, then NICs as the header lists them
 * @param cells {@code cells.get(i).get(j)} = from {@code devices.get(i)} to {@code devices.get(j)}
 * @param affinities one per GPU, in the order of {@code devices}
 * @param nicNames from the NIC legend: {@code NIC0 -> mlx5_0}
 */
public record SmiTopoMatrix(
        List<SmiDevice> devices,
        List<List<Reading<SmiLink>>> cells,
        List<Affinity> affinities,
        Map<String, String> nicNames) {
    /**
     * The columns behind a GPU's links.
     *
     * @param cpus the CPU list as printed: {@code 0-23,48-71}
     * @param numaNodes the NUMA ids; several where the GPU has no single nearest node
     * @param gpuNumaId the NUMA node that the GPU's own memory forms, where it does (GH200, GB200)
     */
    public record Affinity(Reading<String> cpus, Reading<List<Integer>> numaNodes, Reading<String> gpuNumaId) {}

    public SmiTopoMatrix {
        devices = List.copyOf(devices);
        cells = cells.stream().map(List::copyOf).toList();
        affinities = List.copyOf(affinities);
        nicNames = Collections.unmodifiableMap(new LinkedHashMap<>(nicNames));
    }

    /** What a row's device is called: by the legend where it stands there, as in the header otherwise. */
    public String deviceName(SmiDevice row) {
        return nicNames.getOrDefault(row.name(), row.name());
    }

    public List<SmiDevice> gpus() {
        return devices.stream().filter(SmiDevice::isGpu).toList();
    }
}
