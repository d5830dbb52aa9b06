package dev.shmfit.analysis;

import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.topology.AssumedNic;
import dev.shmfit.topology.CpuIdentity;
import dev.shmfit.topology.PciLink;
import dev.shmfit.units.ByteCount;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Facts that the user states with {@code --assume KEY=VALUE}.
 *
 * @param texts the values as written, by key, for the report
 * @param channels collective channels of every communicator, in place of the search
 * @param cudaDriver as the driver counts: 12080 for 12.8
 * @param cpu the CPU; its model is -1 where only the maker is stated
 * @param pcie the PCIe link of every device whose link is not captured
 * @param gpu the GPUs' product name
 * @param computeCapability times ten
 * @param peerAccess CUDA's cudaDeviceCanAccessPeer; empty: as NVML's P2P status
 * @param p2p NVML's P2P status of all pairs
 * @param capSysNice whether the container has CAP_SYS_NICE, without which Docker refuses cuMem host memory
 * @param vmm whether the driver has virtual memory management
 * @param multicast whether the NVSwitches multicast (NVLS)
 * @param cuMemGranularity unit of cuMem host allocations
 * @param ranksPerProcess consecutive ranks that share a process
 * @param hiddenDevices whether each process sees its own GPU only
 * @param pageSize of the system
 * @param nics network adapters
 * @param torch PyTorch's version, which tells the bundled NCCL
 * @param nodes of the job
 */
public record StatedFacts(
        Map<String, String> texts,
        OptionalInt channels,
        OptionalInt cudaDriver,
        Optional<CpuIdentity> cpu,
        Optional<PciLink> pcie,
        Optional<String> gpu,
        OptionalInt computeCapability,
        Optional<PeerAccess> peerAccess,
        Optional<P2p> p2p,
        Optional<Boolean> capSysNice,
        Optional<Boolean> vmm,
        Optional<Boolean> multicast,
        Optional<ByteCount> cuMemGranularity,
        OptionalInt ranksPerProcess,
        Optional<Boolean> hiddenDevices,
        Optional<ByteCount> pageSize,
        List<AssumedNic> nics,
        Optional<NcclVersion> torch,
        OptionalInt nodes) {
    /** NVML's P2P status of all pairs alike. */
    public enum P2p {
        OK,
        NONE,
        UNKNOWN
    }

    /** CUDA's word on peer access. Exactly one of: all pairs alike; NVML's word; a matrix by GPU index. */
    public sealed interface PeerAccess {
        /** All pairs of different GPUs. */
        record Uniform(boolean possible) implements PeerAccess {}

        /** The same as NVML's P2P status. */
        record AsNvml() implements PeerAccess {}

        /** One row for each GPU, one entry for each peer. */
        record Matrix(List<List<Boolean>> rows) implements PeerAccess {
            public Matrix {
                rows = rows.stream().map(List::copyOf).toList();
            }
        }
    }

    /** Nothing stated. */
    public static final StatedFacts NONE = StatedFactsParser.parse(List.of(), file -> "");

    public StatedFacts {
        texts = Collections.unmodifiableMap(new LinkedHashMap<>(texts));
        nics = List.copyOf(nics);
    }

    /** The same with this CUDA version of the driver, as it counts. */
    public StatedFacts withCudaDriver(int version) {
        return new StatedFacts(
                with("cuda-driver", version / 1000 + "." + version % 1000 / 10),
                channels,
                OptionalInt.of(version),
                cpu,
                pcie,
                gpu,
                computeCapability,
                peerAccess,
                p2p,
                capSysNice,
                vmm,
                multicast,
                cuMemGranularity,
                ranksPerProcess,
                hiddenDevices,
                pageSize,
                nics,
                torch,
                nodes);
    }

    /** The same with or without CAP_SYS_NICE. */
    public StatedFacts withCapSysNice(boolean has) {
        return new StatedFacts(
                with("cap-sys-nice", has ? "yes" : "no"),
                channels,
                cudaDriver,
                cpu,
                pcie,
                gpu,
                computeCapability,
                peerAccess,
                p2p,
                Optional.of(has),
                vmm,
                multicast,
                cuMemGranularity,
                ranksPerProcess,
                hiddenDevices,
                pageSize,
                nics,
                torch,
                nodes);
    }

    /** The same with each process seeing its own GPU only, or all. */
    public StatedFacts withHiddenDevices(boolean hidden) {
        return new StatedFacts(
                with("hidden-devices", hidden ? "yes" : "no"),
                channels,
                cudaDriver,
                cpu,
                pcie,
                gpu,
                computeCapability,
                peerAccess,
                p2p,
                capSysNice,
                vmm,
                multicast,
                cuMemGranularity,
                ranksPerProcess,
                Optional.of(hidden),
                pageSize,
                nics,
                torch,
                nodes);
    }

    /** The same with NVML's P2P status of all pairs alike. */
    public StatedFacts withP2p(P2p status) {
        return new StatedFacts(
                with("p2p", status.name().toLowerCase(java.util.Locale.ROOT)),
                channels,
                cudaDriver,
                cpu,
                pcie,
                gpu,
                computeCapability,
                peerAccess,
                Optional.of(status),
                capSysNice,
                vmm,
                multicast,
                cuMemGranularity,
                ranksPerProcess,
                hiddenDevices,
                pageSize,
                nics,
                torch,
                nodes);
    }

    /** The same for a job of so many nodes. */
    public StatedFacts withNodes(int count) {
        return new StatedFacts(
                with("nodes", String.valueOf(count)),
                channels,
                cudaDriver,
                cpu,
                pcie,
                gpu,
                computeCapability,
                peerAccess,
                p2p,
                capSysNice,
                vmm,
                multicast,
                cuMemGranularity,
                ranksPerProcess,
                hiddenDevices,
                pageSize,
                nics,
                torch,
                OptionalInt.of(count));
    }

    private Map<String, String> with(String key, String value) {
        Map<String, String> more = new LinkedHashMap<>(texts);
        more.put(key, value);
        return more;
    }
}
