package dev.shmfit.parse.paste;

import dev.shmfit.facts.AdapterRates;
import dev.shmfit.facts.CpuFacts;
import dev.shmfit.facts.CudaPeers;
import dev.shmfit.facts.GpuListing;
import dev.shmfit.facts.GpuTraits;
import dev.shmfit.facts.MemoryLimit;
import dev.shmfit.facts.Namespaces;
import dev.shmfit.facts.NumaNode;
import dev.shmfit.facts.PlatformClues;
import dev.shmfit.facts.Setting;
import dev.shmfit.facts.ShmMount;
import dev.shmfit.facts.ShmSpace;
import dev.shmfit.facts.SmiQuery;
import dev.shmfit.facts.SmiTopoMatrix;
import dev.shmfit.units.ByteCount;
import java.util.List;

/**
 * What a pasted text may speak of. Two topics are the same where they are the same object.
 *
 * @param <T> the type of what is said
 */
@SuppressWarnings("UnusedTypeParameter") // It ties a topic to the type of what is said of it.
public final class Topic<T> {
    /** The driver's version. */
    public static final Topic<String> DRIVER = new Topic<>();

    /** The newest CUDA that the driver runs, as it counts. */
    public static final Topic<Integer> CUDA = new Topic<>();

    /** A version of CUDA that a person states, which may be the toolkit's: the driver's where nothing tells of the driver. */
    public static final Topic<Integer> CUDA_STATED = new Topic<>();

    /** What {@code nvidia-smi -q} says. */
    public static final Topic<SmiQuery> QUERY = new Topic<>();

    /** GPUs by name. */
    public static final Topic<GpuListing> LISTING = new Topic<>();

    /** What lists and queries say of single GPUs beyond their names. */
    public static final Topic<GpuTraits.Table> TRAITS = new Topic<>();

    /** Peer access as CUDA reports it. */
    public static final Topic<CudaPeers> PEERS = new Topic<>();

    /** Links between GPUs, where no table of nvidia-smi tells them. */
    public static final Topic<SmiTopoMatrix> LINKS = new Topic<>();

    /** The processor. */
    public static final Topic<CpuFacts> CPU = new Topic<>();

    /** The NUMA nodes. */
    public static final Topic<List<NumaNode>> NUMA = new Topic<>();

    /** How fast RDMA adapters are. */
    public static final Topic<AdapterRates> ADAPTERS = new Topic<>();

    /** Memory of the whole machine. */
    public static final Topic<ByteCount> MEMORY = new Topic<>();

    /** What is mounted at /dev/shm. */
    public static final Topic<ShmMount> MOUNT = new Topic<>();

    /** Its size and what is free. */
    public static final Topic<ShmSpace> SPACE = new Topic<>();

    /** The size that a container's definition gives it. */
    public static final Topic<ByteCount> SHM_DEFINED = new Topic<>();

    /** The size that a runtime gives /dev/shm where a container's definition says nothing about it. */
    public static final Topic<ByteCount> SHM_DEFAULT = new Topic<>();

    /** The container's memory limit. */
    public static final Topic<MemoryLimit> MEMORY_LIMIT = new Topic<>();

    /** How many GPUs a pod asks for; which ones, the device plugin decides. */
    public static final Topic<Integer> POD_GPUS = new Topic<>();

    /** Whether the container has CAP_SYS_NICE. */
    public static final Topic<Boolean> SYS_NICE = new Topic<>();

    /** The namespaces of a process in it. */
    public static final Topic<Namespaces> NAMESPACES = new Topic<>();

    /** What is around the job. */
    public static final Topic<PlatformClues> PLATFORM = new Topic<>();

    /** A variable of the environment. */
    public static final Topic<Setting> SETTING = new Topic<>();

    /** What surrounds a job says of it: an allocation, a configuration. A launcher's own options go before it. */
    public static final Topic<Setting> BACKGROUND = new Topic<>();

    /** Whether a whole environment was read, so that a variable that is not there is not set. */
    public static final Topic<Boolean> ENVIRONMENT = new Topic<>();

    /** Version of an NCCL that the system or its image installed; a PyTorch wheel brings its own. */
    public static final Topic<String> NCCL_OF_SYSTEM = new Topic<>();

    /** NCCL's version. */
    public static final Topic<String> NCCL = new Topic<>();

    /** PyTorch's version. */
    public static final Topic<String> TORCH = new Topic<>();

    private Topic() {}
}
