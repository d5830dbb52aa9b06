package dev.shmfit.facts;

import dev.shmfit.units.ByteCount;
import java.util.List;

/**
 * What was read about GPUs, the driver, and the links between GPUs.
 *
 * @param dump a topology that NCCL wrote
 * @param matrix {@code nvidia-smi topo -m}
 * @param p2pRead NVML's status for reading, {@code nvidia-smi topo -p2p r}
 * @param p2pWrite the same for writing
 * @param driver its version, such as {@code 550.54.15}
 * @param cudaDriver the newest CUDA that the driver runs, as it counts: 12040 for 12.4
 * @param devices the GPUs that the driver shows, in the order of nvidia-smi's indices
 * @param memory of each of them
 */
public record GpuFacts(
        Readings<NcclXml> dump,
        Readings<SmiTopoMatrix> matrix,
        Readings<SmiP2pMatrix> p2pRead,
        Readings<SmiP2pMatrix> p2pWrite,
        Readings<String> driver,
        Readings<Integer> cudaDriver,
        Readings<List<SmiQuery.Gpu>> devices,
        Readings<List<ByteCount>> memory) {
    /** The GPUs that the driver shows; none where it was not asked. */
    public List<SmiQuery.Gpu> shown() {
        return devices.value().orElse(List.of());
    }
}
