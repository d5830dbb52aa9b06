package dev.shmfit.analysis.stated;

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
 * @param pods containers of equal size, each with a /dev/shm of its own, over which the ranks on this node are spread
 * @param podsShare what else they share
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
        Optional<TorchRelease> torch,
        OptionalInt nodes,
        OptionalInt pods,
        Optional<PodsShare> podsShare) {
    /** What containers that each have a /dev/shm share besides. */
    public enum PodsShare {
        /** Not even the hostname. */
        NOTHING,
        /** Hostname and boot id, or NCCL_HOSTID: one host to NCCL. */
        HOST
    }

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

    /** These facts, with those of {@code over} in place of them where it states any. */
    public StatedFacts with(StatedFacts over) {
        Map<String, String> all = new LinkedHashMap<>(texts);
        all.putAll(over.texts);
        return new StatedFacts(
                all,
                over.channels.isPresent() ? over.channels : channels,
                over.cudaDriver.isPresent() ? over.cudaDriver : cudaDriver,
                over.cpu.or(() -> cpu),
                over.pcie.or(() -> pcie),
                over.gpu.or(() -> gpu),
                over.computeCapability.isPresent() ? over.computeCapability : computeCapability,
                over.peerAccess.or(() -> peerAccess),
                over.p2p.or(() -> p2p),
                over.capSysNice.or(() -> capSysNice),
                over.vmm.or(() -> vmm),
                over.multicast.or(() -> multicast),
                over.cuMemGranularity.or(() -> cuMemGranularity),
                over.ranksPerProcess.isPresent() ? over.ranksPerProcess : ranksPerProcess,
                over.hiddenDevices.or(() -> hiddenDevices),
                over.pageSize.or(() -> pageSize),
                over.nics.isEmpty() ? nics : over.nics,
                over.torch.or(() -> torch),
                over.nodes.isPresent() ? over.nodes : nodes,
                over.pods.isPresent() ? over.pods : pods,
                over.podsShare.or(() -> podsShare));
    }

    /** The same with one fact, as the option {@code --assume} takes it, in place of what was said about it. */
    public StatedFacts with(String statement) {
        return with(StatedFactsParser.parse(List.of(statement), file -> file));
    }
}
