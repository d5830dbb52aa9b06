package dev.shmfit.analysis.stated;

import dev.shmfit.analysis.stated.StatedFacts.Adapters;
import dev.shmfit.analysis.stated.StatedFacts.P2p;
import dev.shmfit.analysis.stated.StatedFacts.PeerAccess;
import dev.shmfit.analysis.stated.StatedFacts.PodsShare;
import dev.shmfit.text.Text;
import dev.shmfit.topology.CpuIdentity;
import dev.shmfit.topology.PciLink;
import dev.shmfit.units.ByteCount;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Every fact, each in one place: its name, its type, what rests on it, how it is read. */
public final class Facts {
    private static final List<Fact<?>> STATED = new ArrayList<>();

    /** Collective channels of every communicator, in place of the search. */
    public static final Fact<Integer> CHANNELS =
            stated("channels", Integer.class, Text.of("fact/files-each"), FactReaders.number(1, 64));

    /** The newest CUDA that the driver runs, as it counts: 12080 for 12.8. */
    public static final Fact<Integer> CUDA_DRIVER =
            stated("cuda-driver", Integer.class, Fact.USUAL, FactReaders.of(DriverBranches::cuda));

    /** The CPU; its model is -1 where only the maker is stated. */
    public static final Fact<CpuIdentity> CPU =
            stated("cpu", CpuIdentity.class, Text.of("fact/p2p-reach"), FactReaders.of(CpuNames::parse));

    /** The PCIe link of every device whose link is not captured. */
    public static final Fact<PciLink> PCIE =
            stated("pcie", PciLink.class, Text.of("fact/channels-over-pcie"), FactReaders.of(PciLinks::parse));

    /** The GPUs' product name. */
    public static final Fact<String> GPU = stated("gpu", String.class, Fact.USUAL, FactReaders.of(GpuNames::parse));

    /** Times ten. */
    public static final Fact<Integer> COMPUTE_CAPABILITY = stated(
            "compute-capability", Integer.class, Text.of("fact/speeds-and-nvls"), FactReaders.dotted("8.9", 10, 1));

    /** CUDA's cudaDeviceCanAccessPeer; where it is not stated, as NVML's P2P status. */
    public static final Fact<PeerAccess> PEER_ACCESS =
            stated("peer-access", PeerAccess.class, Fact.USUAL, FactReaders::peerAccess);

    /** NVML's P2P status of all pairs. */
    public static final Fact<P2p> P2P = stated("p2p", P2p.class, Text.of("fact/p2p-pairs"), FactReaders.p2p());

    /** Whether the container has CAP_SYS_NICE, without which Docker refuses cuMem host memory. */
    public static final Fact<Boolean> CAP_SYS_NICE = yes("cap-sys-nice", Fact.USUAL);

    /** Whether the driver has virtual memory management. */
    public static final Fact<Boolean> VMM = yes("vmm", Fact.USUAL);

    /** Whether the NVSwitches multicast. */
    public static final Fact<Boolean> MULTICAST = yes("multicast", Text.of("fact/nvls"));

    /** The unit of cuMem host allocations. */
    public static final Fact<ByteCount> CUMEM_GRANULARITY =
            stated("cumem-granularity", ByteCount.class, Fact.USUAL, FactReaders.of(FactReaders::pages));

    /** Consecutive ranks that share a process. */
    public static final Fact<Integer> RANKS_PER_PROCESS =
            stated("ranks-per-process", Integer.class, Fact.USUAL, FactReaders.number(1, 64));

    /** Whether each process sees its own GPU only. */
    public static final Fact<Boolean> HIDDEN_DEVICES = yes("hidden-devices", Fact.USUAL);

    /** The page size of the system. */
    public static final Fact<ByteCount> PAGE_SIZE =
            stated("page-size", ByteCount.class, Fact.USUAL, FactReaders.of(FactReaders::pages));

    /** The network adapters. */
    public static final Fact<Adapters> NIC = stated(
            "nic",
            Adapters.class,
            Text.of("fact/network-faster"),
            FactReaders.of(v -> new Adapters(List.of(NicText.parse(v)))));

    /** Whether the network adapters reach GPU memory themselves: GPUDirect RDMA, by nvidia_peermem or DMA-BUF. */
    public static final Fact<Boolean> GDR = yes("gdr", Text.of("fact/gdr"));

    /** PyTorch's version, which tells the bundled NCCL. */
    public static final Fact<TorchRelease> TORCH =
            stated("torch", TorchRelease.class, Fact.USUAL, FactReaders.of(TorchRelease::stated));

    /** Nodes of the job. */
    public static final Fact<Integer> NODES =
            stated("nodes", Integer.class, Fact.USUAL, FactReaders.number(1, 100_000));

    /** How many consecutive nodes share one NVLink domain: NVML says Completed, and one clusterUuid and cliqueId. */
    public static final Fact<Integer> NVLINK_DOMAIN =
            stated("nvlink-domain", Integer.class, Text.of("fact/nvlink-joins-nodes"), FactReaders.number(1, 100_000));

    /** Whether IMEX lets the nodes of an NVLink domain share memory. */
    public static final Fact<Boolean> IMEX = yes("imex", Text.of("fact/starts-in-domain"));

    /** In which order the ranks are numbered over the nodes. */
    public static final Fact<RankOrder> RANK_ORDER = stated(
            "rank-order", RankOrder.class, Text.of("fact/ranks-of-a-group"), FactReaders.word(RankOrder.values()));

    /** Containers of equal size, each with a /dev/shm of its own, over which the ranks on this node are spread. */
    public static final Fact<Integer> PODS =
            stated("pods", Integer.class, Text.of("fact/pairs-kept-apart"), FactReaders.number(1, 64));

    /** What these containers share otherwise. */
    public static final Fact<PodsShare> PODS_SHARE =
            stated("pods-share", PodsShare.class, Text.of("fact/pods-one-host"), FactReaders.word(PodsShare.values()));

    /** Whether the network plugin offers CollNet (SHARP), where NCCL_COLLNET_ENABLE asks for it. */
    public static final Fact<Boolean> COLLNET = yes("collnet", Text.of("fact/collnet"));

    /** What lies behind NVLinks that a table shows: which of the arrangements that it allows. */
    public static final Fact<Integer> NVLINK_PEERS =
            Fact.open("nccl-xml", Integer.class, Text.of("fact/behind-nvlinks"));

    /** What stands in unreadable cells of a table: which of the ways to fill them. */
    public static final Fact<Integer> TABLE_CELLS = Fact.open("topo-m", Integer.class, Text.of("fact/unread-cells"));

    private Facts() {}

    private static <T> Fact<T> stated(String key, Class<T> type, Text decides, Fact.Reader<T> reader) {
        Fact<T> fact = Fact.stated(key, type, decides, reader);
        STATED.add(fact);
        return fact;
    }

    private static Fact<Boolean> yes(String key, Text decides) {
        return stated(key, Boolean.class, decides, FactReaders.yes());
    }

    /** Every fact that can be stated, in the order in which the manual lists them. */
    public static List<Fact<?>> stateable() {
        return List.copyOf(STATED);
    }

    static Optional<Fact<?>> named(String key) {
        return STATED.stream().filter(f -> f.key().equals(key)).findFirst();
    }
}
