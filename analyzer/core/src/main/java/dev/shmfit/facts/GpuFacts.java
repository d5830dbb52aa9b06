package dev.shmfit.facts;

import dev.shmfit.units.ByteCount;
import java.util.List;

/**
 * What was read about GPUs, the driver, and the links between GPUs.
 *
 * @param dump a topology that NCCL wrote
 * @param matrix {@code nvidia-smi topo -m}
 * @param peers which GPUs can access each other
 * @param driver its version, such as {@code 550.54.15}
 * @param cudaDriver the newest CUDA that the driver runs, as it counts: 12040 for 12.4
 * @param devices the GPUs that the driver shows, in the order of nvidia-smi's indices
 * @param memory of each of them
 * @param listed every list of GPUs that was read
 */
public record GpuFacts(
        Readings<NcclXml> dump,
        Readings<SmiTopoMatrix> matrix,
        PeerTables peers,
        Readings<String> driver,
        Readings<Integer> cudaDriver,
        Readings<List<SmiQuery.Gpu>> devices,
        Readings<List<ByteCount>> memory,
        ListedGpus listed) {
    /** Every list of GPUs, whoever wrote it. */
    public Readings<GpuListing> listings() {
        return listed.listings();
    }

    /** NVML's status for reading. */
    public Readings<SmiP2pMatrix> p2pRead() {
        return peers.read();
    }

    /** NVML's status for writing. */
    public Readings<SmiP2pMatrix> p2pWrite() {
        return peers.write();
    }

    /** The GPUs that the driver shows; none where it was not asked. */
    public List<SmiQuery.Gpu> shown() {
        return devices.value().orElse(List.of());
    }
}
