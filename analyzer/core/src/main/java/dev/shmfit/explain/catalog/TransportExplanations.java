package dev.shmfit.explain.catalog;

import static dev.shmfit.explain.catalog.WrongFix.MORE_SHM;
import static dev.shmfit.explain.catalog.WrongFix.P2P_DISABLE;
import static dev.shmfit.explain.catalog.WrongFix.SHM_DISABLE;

import dev.shmfit.nccl.register.RuleRegister;
import dev.shmfit.verdict.Owner;
import java.util.List;

/** Failures of the links between GPUs, of a peer, and what NCCL says without failing. */
final class TransportExplanations {
    static final List<Explanation> ALL = List.of(
            Explanation.other("nvlink-p2p-disabled", Owner.NODE, "P2P is off between GPUs that NVLink connects")
                    .because(
                            "For such a pair NCCL does not fall back: a P2P status other than OK is an error. The link, the"
                                    + " fabric manager or the driver is at fault.")
                    .fix("Take the node out of service; nvidia-smi nvlink -s, the fabric manager's log, a reset of the"
                            + " GPUs.")
                    .not(MORE_SHM)
                    .not("NCCL_IGNORE_DISABLED_P2P=1", "starts the job on links that do not work")
                    .from("src/graph/paths.cc ncclTopoCheckP2p", "nccl#2329", "nccl-tests#264"),
            Explanation.other("fabric-not-ready", Owner.NODE, "NVSwitch's fabric manager is not running")
                    .because(
                            "CUDA reports that the system is not yet initialized (802) while the fabric manager is down, or"
                                    + " has another version than the driver.")
                    .fix("systemctl status nvidia-fabricmanager; the same version as the driver; then start it.")
                    .not(MORE_SHM)
                    .from("pytorch#35710", "nccl#1488"),
            Explanation.other("gpu-given-twice", Owner.JOB, "Two ranks use the same GPU")
                    .because(
                            "NCCL refuses a communicator in which a GPU occurs twice: ranks without a device of their own,"
                                    + " or more ranks than GPUs; MIG slices of one GPU count as one.")
                    .fix("torch.cuda.set_device(local_rank) before the first collective; as many ranks as GPUs.")
                    .not(MORE_SHM)
                    .from("nccl#418", "src/init.cc"),
            Explanation.other("cumem-host-refused", Owner.NODE, "Host memory through the driver failed")
                    .because("From " + RuleRegister.latest("cumem-host-enable")
                            + " on NCCL shares host memory through the driver where it can. That needs NUMA calls"
                            + " (CAP_SYS_NICE) and, before driver 13.0, P2P between the GPUs.")
                    .fix("NCCL_CUMEM_HOST_ENABLE=0 on all ranks and a /dev/shm of sufficient size, or a newer driver.")
                    .not(P2P_DISABLE)
                    .from("nccl#1838", "nccl#1637", "NCCL user guide, troubleshooting"),
            Explanation.note("cumem-host-fallback", "NCCL falls back from the driver's host memory to /dev/shm")
                    .because(
                            "The container lacks CAP_SYS_NICE, or NUMA calls are blocked. Outside such a container the same"
                                    + " job may need no /dev/shm at all; here it does.")
                    .fix("Size /dev/shm for it, or docker run --cap-add SYS_NICE.")
                    .from("LlamaFactory#9506", "NCCL user guide, troubleshooting"),
            Explanation.note("nvml-p2p-disabled", "NVML says that P2P between these GPUs is not OK")
                    .because(
                            "For PCIe cards of many models that is normal. NCCL connects such a pair through shared memory,"
                                    + " which works and needs room in /dev/shm.")
                    .fix("Nothing to repair: size /dev/shm.")
                    .not(SHM_DISABLE)
                    .not("NCCL_IGNORE_DISABLED_P2P=1", "only silences the message")
                    .from("src/graph/paths.cc ncclTopoCheckP2p", "nccl-tests#117"),
            Explanation.note("cuda-peer-access-no", "CUDA says that these GPUs cannot reach each other")
                    .because("cudaDeviceCanAccessPeer is the last question before P2P; NCCL takes shared memory for the"
                            + " pair.")
                    .fix("Nothing to repair: size /dev/shm.")
                    .from("src/transport/p2p.cc p2pCanConnect"),
            Explanation.of("collective-timeout", Nature.UNDECIDED, Owner.NODE, "A collective did not end in time")
                    .because(
                            "Either a rank died or is late, and its own messages come first; or GPUs wait for each other"
                                    + " although P2P was said to work: then ACS or the IOMMU redirects it (GPUs at 100 %, first"
                                    + " collective).")
                    .fix(
                            "Look at the first error of any rank. With none, run once with NCCL_P2P_DISABLE=1: if that works,"
                                    + " boot with iommu=pt and disable ACS on the bridges.")
                    .not(MORE_SHM)
                    .not("NCCL_P2P_DISABLE=1 for good", "proves the cause and costs the speed of every pair")
                    .not("a longer timeout", "a collective that hangs does not end later")
                    .from("nccl#2079", "nccl#667", "nccl#631"),
            Explanation.of("peer-gone", Nature.UNDECIDED, Owner.JOB, "Another rank or process has gone")
                    .because(
                            "The other end of a connection was closed: that process failed first, and its own messages name"
                                    + " the cause.")
                    .fix("Find the first error among all ranks.")
                    .from("src/misc/socket.cc"),
            Explanation.of("worker-gone", Nature.UNDECIDED, Owner.JOB, "A worker process ended")
                    .because(
                            "The program that waits for the worker reports its end; why it ended is in the worker's own"
                                    + " messages, or in the signal.")
                    .fix("Find the first error; dmesg shows whether the kernel killed it.")
                    .from("torch/utils/data/dataloader.py"),
            Explanation.of(
                            "nccl-system-error",
                            Nature.UNDECIDED,
                            Owner.JOB,
                            "NCCL reports a system error without its cause")
                    .because(
                            "PyTorch passes on that a system call of NCCL's failed. Which one, NCCL says in its warnings:"
                                    + " no room in /dev/shm, no descriptors, a network that cannot be reached.")
                    .fix("Run again with NCCL_DEBUG=WARN (or INFO) and explain that log.")
                    .not(SHM_DISABLE, P2P_DISABLE)
                    .from("src/init.cc ncclGetErrorString"),
            Explanation.note("leaked-at-exit", "Segments were left to be cleaned up at exit")
                    .because(
                            "Python's resource tracker removes at exit what the program did not. It follows from a process"
                                    + " that ended early.")
                    .fix("Look for what ended it; leftovers of killed trackers stay in /dev/shm.")
                    .from("Python multiprocessing.resource_tracker"),
            Explanation.note("vllm-waits", "vLLM's processes wait for each other")
                    .because(
                            "No block of the ring was free or filled for a minute: a worker computes or compiles for long,"
                                    + " hangs, or is dead. It is not about the size of /dev/shm.")
                    .fix("Wait while models compile; else find the first error of a worker.")
                    .not(MORE_SHM)
                    .from("vllm#6614"));

    private TransportExplanations() {}
}
