package dev.shmfit.explain.catalog;

import static dev.shmfit.explain.catalog.WrongFix.HUGE;
import static dev.shmfit.explain.catalog.WrongFix.MORE_SHM;
import static dev.shmfit.explain.catalog.WrongFix.NO_WORKERS;
import static dev.shmfit.explain.catalog.WrongFix.SHMMAX;
import static dev.shmfit.explain.catalog.WrongFix.SHM_DISABLE;

import dev.shmfit.nccl.CuMem;
import dev.shmfit.nccl.register.RuleRegister;
import dev.shmfit.nccl.segment.SegmentSizes;
import dev.shmfit.units.UserInput;
import dev.shmfit.verdict.Owner;
import java.util.List;

/** The findings of a report that no log shows by itself. */
final class FindingExplanations {
    static final List<Explanation> ALL = List.of(
            Explanation.space("shm-tight", "/dev/shm suffices, with little to spare")
                    .because(
                            "The need is a bound that is not exceeded. What a killed run leaves behind, or a library that"
                                    + " was not stated, is not in it.")
                    .fix("Give it the recommended size.")
                    .not(HUGE),
            Explanation.note("shm-fits", "/dev/shm suffices")
                    .because(
                            "The bound on what NCCL, the loaders and other stated users take is below what is free. If a"
                                    + " worker still dies of a bus error, the cause is a mapped file elsewhere.")
                    .not(MORE_SHM),
            Explanation.of("shm-size-unknown", Nature.UNDECIDED, Owner.JOB, "How large /dev/shm is, is not known")
                    .because(
                            "The capture does not say. A container has 64 MiB unless told otherwise, a plain host half of"
                                    + " its memory.")
                    .fix("--shm-size states it; df -h /dev/shm in the very container shows it."),
            Explanation.other(
                            "shm-size-unit-lost", Owner.JOB, "The size of /dev/shm was probably written without a unit")
                    .because("--shm-size=2 means two bytes to docker, rounded up to a page.")
                    .fix("--shm-size=2g for docker, sizeLimit: 2Gi for Kubernetes."),
            Explanation.space("shm-size-is-default", "The size that was asked for did not reach this container")
                    .because(
                            "64 MiB is what a container runtime gives when it is told nothing: shm_size under build:, Swarm,"
                                    + " a chart without such a value, a container older than the flag, or another container got it.")
                    .fix("Set it where this very container is started, recreate the container, look with df -h /dev/shm"
                            + " inside.")
                    .from("compose#6333", "moby#26714", "production-stack#276"),
            Explanation.note("shm-of-the-host", "The container uses the host's /dev/shm")
                    .because(
                            "Its size is the host's: Docker ignores --shm-size beside --ipc=host, and podman refuses to start"
                                    + " (exit code 125). All jobs of the host take from it.")
                    .fix("Exactly one of the two: the host's /dev/shm, sized on the host, or one of its own."),
            Explanation.other("emptydir-not-sized", Owner.JOB, "Kubernetes does not size the volume at /dev/shm")
                    .because(
                            "A memory emptyDir without the mount option size= is as large as half the node's memory for df;"
                                    + " its sizeLimit is enforced by evicting the pod, its memory limit by the OOM killer.")
                    .fix("A sizeLimit of at least the need, and a memory limit of what the processes need plus that.")
                    .from("kubernetes#28272", "kubernetes#76263", "KEP-1967"),
            Explanation.note("shm-in-use", "Running processes hold a part of /dev/shm")
                    .because(
                            "Inference engines, Ray, flash checkpoints and other jobs keep segments there; some fill them only"
                                    + " under load.")
                    .fix(UserInput.OTHER_TENANT
                            + " counts such a tenant at its full size; shmfit watch shows who holds what.")
                    .from("vllm#48879", "ray#3149"),
            Explanation.note("communicators-add-up", "Every process group costs its own segments")
                    .because(
                            "A communicator makes its own at its first use, so that a job dies late, when context, pipeline"
                                    + " or expert groups come to use.")
                    .fix("State all groups with " + UserInput.GROUP
                            + "; ncclCommSplit with shared resources needs less.")
                    .from("nccl#1399", "llm-d#352"),
            Explanation.other("memlock-limits-rdma", Owner.NODE, "The limit of locked memory stops network cards")
                    .because("What NCCL registers with a card counts as locked; over ulimit -l registration fails with"
                            + " \"Cannot allocate memory\".")
                    .fix("--ulimit memlock=-1:-1 for Docker, LimitMEMLOCK=infinity at containerd for Kubernetes.")
                    .from("nccl-tests#206", "nvcf#1353"),
            Explanation.of("shm-inodes-too-few", Nature.SPACE, Owner.NODE, "/dev/shm may hold too few files")
                    .because(
                            "A tmpfs limits files as well as bytes. Without an inode left the error is \"No space left on"
                                    + " device\" although df shows room; df -i shows it.")
                    .fix("mount -o remount,nr_inodes=… /dev/shm")
                    .not(HUGE, SHMMAX),
            Explanation.other("memory-limit-too-small", Owner.JOB, "Shared memory alone exceeds the memory limit")
                    .because(
                            "Pages of a tmpfs are charged to the memory limit of whoever writes them first; over it the"
                                    + " kernel kills a process, with room left in /dev/shm.")
                    .fix("A memory limit of what the processes need plus what the job puts into /dev/shm.")
                    .not(MORE_SHM),
            Explanation.note("memory-limit-shared", "Shared memory takes part of the memory limit")
                    .because("Pages of a tmpfs are charged to the memory limit of whoever writes them first.")
                    .fix("Count them when setting the limit."),
            Explanation.other("shm-size-above-memory-limit", Owner.JOB, "/dev/shm is larger than the memory limit")
                    .because("The limit is reached first, and the kernel kills a process where an error would have been"
                            + " reported.")
                    .fix("A /dev/shm below the limit by what the processes need, or a higher limit.")
                    .not(HUGE),
            Explanation.note("memory-left-when-shm-full", "What the limit leaves when /dev/shm is full")
                    .because("Pages of a tmpfs are charged to the memory limit."),
            Explanation.other("system-memory-too-small", Owner.NODE, "Shared memory exceeds the machine's memory")
                    .because("A tmpfs lives in memory, whatever size it is mounted with.")
                    .fix("Fewer ranks or workers on this node, smaller batches, another machine.")
                    .not(HUGE),
            Explanation.other("shm-size-above-memory", Owner.JOB, "/dev/shm is larger than the machine's memory")
                    .because("The size is a limit and costs nothing; above the memory it limits nothing.")
                    .fix("The size that the job needs.")
                    .not(HUGE),
            Explanation.note("file-system-sharing", "A loader shares tensors as named files")
                    .because(
                            "Batches under way when a loop is left early stay in /dev/shm until the job ends; a killed job"
                                    + " leaves them for good.")
                    .fix("The default, file_descriptor, and a higher ulimit -n.")
                    .from("pytorch#17499"),
            Explanation.other("nvlink-lost", Owner.NODE, "A GPU has no NVLink while the others have")
                    .because("A fault of the board or of the fabric manager, or a reset that did not finish.")
                    .fix("nvidia-smi nvlink -s, the fabric manager's log; take the node out of service.")
                    .not(MORE_SHM),
            Explanation.note("network-inside-node", "GPUs of one node talk over the network")
                    .because(
                            "NCCL found neither P2P nor shared memory for them, or a faster network card. Containers with"
                                    + " different names or a /dev/shm of their own are different nodes to NCCL.")
                    .fix("One container for all GPUs of a node, or the same NCCL_HOSTID and the same /dev/shm; unset"
                            + " NCCL_SHM_DISABLE.")
                    .from("nccl#324", "nccl#1511"),
            Explanation.of(
                            "transport-undetermined",
                            Nature.UNDECIDED,
                            Owner.NODE,
                            "The facts leave several transports open")
                    .because("The figures count the transport that needs most.")
                    .fix(UserInput.FACT + " states the missing fact."),
            Explanation.note(
                            "amd-p2p-default-changed",
                            "NCCL " + RuleRegister.amdLevelChanged() + " narrowed the reach of P2P on AMD CPUs")
                    .because(
                            "Before it, P2P reached everywhere; since then only where a communicator has at most two GPUs,"
                                    + " else up to PCIe switches. An upgrade raises the need of /dev/shm.")
                    .fix("Size /dev/shm for it; NCCL_P2P_LEVEL=SYS restores the old reach, measure it.")
                    .from("src/graph/paths.cc@v2.23.4-1"),
            Explanation.other("env-disables-p2p", Owner.JOB, "A setting turns P2P off for every pair")
                    .because("NCCL_P2P_DISABLE=1 or NCCL_P2P_LEVEL=LOC, often left behind in an image, a script or"
                            + " nccl.conf. All traffic goes through shared memory, NVLink unused.")
                    .fix("Unset it, unless P2P is known to be broken on this machine.")
                    .from("nccl-tests#166", "nccl#332"),
            Explanation.other("shm-disable-set", Owner.JOB, "NCCL_SHM_DISABLE=1 is set")
                    .because(
                            "Pairs without P2P go over the network inside the node. The pool of proxy operations and NVLS"
                                    + " segments are made in /dev/shm all the same.")
                    .fix("Unset it and give the job the room it needs.")
                    .from("nccl#1466"),
            Explanation.other("cumem-host-without-sys-nice", Owner.JOB, "The container lacks CAP_SYS_NICE")
                    .because("NCCL's host memory through the driver needs it. From " + CuMem.firstThatTries()
                            + " on NCCL notices and falls back to"
                            + " /dev/shm; before, it fails.")
                    .fix("docker run --cap-add SYS_NICE, or NCCL_CUMEM_HOST_ENABLE=0; and size /dev/shm."),
            Explanation.note("cumem-host-in-place-of-shm", "NCCL uses the driver's host memory, not /dev/shm")
                    .because("That needs a recent driver and CAP_SYS_NICE. Without either, the same connections go to"
                            + " /dev/shm.")
                    .fix(UserInput.FACT + " cap-sys-nice=no plans for a container without it."),
            Explanation.note("proxy-pool-dominates", "Most of the need is NCCL's pool of proxy operations")
                    .because(
                            "Each rank makes one for each communicator that connects eagerly or uses the network, whatever"
                                    + " the links. It grew eightfold from NCCL "
                                    + SegmentSizes.poolGrowsFrom() + " to " + SegmentSizes.poolIsEightfoldFrom() + ".")
                    .fix("Fewer top-level communicators: ncclCommSplit with shared resources.")
                    .not(SHM_DISABLE)
                    .from("torchtitan#853"),
            Explanation.note("loader-dominates", "Most of the need is for DataLoader batches")
                    .because("Workers x prefetch batches wait, one or two more at a hand-over, in every rank.")
                    .fix("Fewer workers, a smaller prefetch, a smaller dtype.")
                    .not(NO_WORKERS),
            Explanation.note("loader-pipe-limited", "A loader's result pipe is full before its batches are")
                    .because(
                            "Batches of many tensors take long announcements; while the pipe is full, further ones wait in"
                                    + " the workers' own memory. The bound given holds.")
                    .fix("Fewer tensors a batch, by padding or packing."),
            Explanation.note("advice-to-ignore", "Advice that circulates and does not help")
                    .because("Each line below is passed around for this failure.")
                    .not(SHM_DISABLE, WrongFix.P2P_DISABLE, WrongFix.ULIMIT, SHMMAX, WrongFix.CHMOD, HUGE),
            Explanation.note("job-spans-nodes", "The job spans several nodes, and the need is that of one")
                    .because(
                            "Each node has a /dev/shm of its own. Ranks that reach other nodes have pools and files that the"
                                    + " other ranks lack, so the nodes differ; the one that needs most is told."),
            Explanation.note("job-mixes-nodes", "The job goes over nodes of several kinds")
                    .because(
                            "All ranks take the fewest channels that any node found, so each kind needs another size here than"
                                    + " among its equals.")
                    .fix("Give each kind of node its own size of /dev/shm, or all of them the largest."),
            Explanation.of(
                            "collnet-not-followed",
                            Nature.UNDECIDED,
                            Owner.JOB,
                            "CollNet is asked for, and not in the forecast")
                    .because("NCCL uses it only where a network plugin offers it.")
                    .fix("Compare with one node's log: shmfit verify."),
            Explanation.of(
                            "net-devices-policy-not-followed",
                            Nature.UNDECIDED,
                            Owner.JOB,
                            "How many NICs a GPU may use is set, and not followed")
                    .because("NICs are shared out among GPUs as NCCL does without NCCL_NETDEVS_POLICY.")
                    .fix("Compare with one node's log: shmfit verify."),
            Explanation.of(
                            "nvlink-domain-not-followed",
                            Nature.UNDECIDED,
                            Owner.JOB,
                            "The nodes may share one NVLink domain")
                    .because("NCCL then takes them for one node, and connects them without the network.")
                    .fix("State NCCL_MNNVL_ENABLE=0, or compare with one node's log: shmfit verify."),
            Explanation.of(
                            "loader-not-covered",
                            Nature.UNDECIDED,
                            Owner.JOB,
                            "The description of a loader leaves something open")
                    .because(
                            "A loader that describes itself sees some samples, no worker and nothing of the loop; what it could"
                                    + " not see stands in the workload file as not-covered.")
                    .fix("State it in the workload file (extras, max-bytes, epochs), or watch one run: shmfit watch."),
            Explanation.other("epochs-not-stated", Owner.JOB, "The loaders may need more from the second epoch on")
                    .because(
                            "Where nobody says how often a loader is run through, one epoch is forecast. Workers that are forked"
                                    + " again for the next one keep the batches that the process still has of the last.")
                    .fix("State epochs=2 or more for the loader, or set persistent_workers=True."),
            Explanation.other(
                            "other-decides-at-run-time",
                            Owner.JOB,
                            "How much another program takes of /dev/shm is a range")
                    .because(
                            "Some programs touch their segments only as far as they need them, or go to the temporary directory"
                                    + " where /dev/shm is too small when they start. The upper end is planned with.")
                    .fix("State the size of /dev/shm and the program's own settings in the workload file."),
            Explanation.of(
                            "engine-not-counted",
                            Nature.UNDECIDED,
                            Owner.JOB,
                            "A serving engine's own files are not counted")
                    .because("No formula of what this engine keeps in /dev/shm is known; NCCL's part is counted.")
                    .fix("Watch one run (shmfit watch), and state its peak with " + UserInput.OTHER_TENANT + "."),
            Explanation.of(
                            "engine-version-assumed",
                            Nature.UNDECIDED,
                            Owner.JOB,
                            "vLLM's version is not stated; the newest known is counted")
                    .because("The size of its rings changed in 0.8.0, 0.9.1 and 0.11.1.")
                    .fix("Name the image with its tag, or the version in a workload file."),
            Explanation.of("input-not-understood", Nature.UNDECIDED, Owner.NODE, "Part of the input was not understood")
                    .because("What cannot be read is left undetermined and never guessed.")
                    .fix("Capture the node again, or send the file."),
            Explanation.other("sources-disagree", Owner.NODE, "Two sources say different things of one fact")
                    .because(
                            "Texts that were put together may come from a host and its container, from two machines, or from"
                                    + " before and after a change. The finding names both lines, and which of them counts.")
                    .fix("Give the texts of the container in which the job runs, all from one time."),
            Explanation.other("gpus-not-mapped", Owner.JOB, "Which GPUs the job is given cannot be told")
                    .because(
                            "CUDA_VISIBLE_DEVICES or NVIDIA_VISIBLE_DEVICES names GPUs by UUID, and nothing handed over tells"
                                    + " which GPU has which UUID.")
                    .fix("Add what nvidia-smi -L prints. " + UserInput.GPUS + " states the GPUs."),
            Explanation.other("visible-list-ends", Owner.JOB, "The list of visible GPUs names one that is not there")
                    .because("CUDA shows the GPUs before the first entry that it does not know, and none behind it.")
                    .fix("List GPUs that are there."),
            Explanation.note("mig-instance-visible", "The job is given MIG instances")
                    .because("A process sees one MIG instance, and MIG instances cannot reach each other directly."),
            Explanation.other(
                            "cuda-order-unknown", Owner.JOB, "CUDA may count the GPUs in another order than nvidia-smi")
                    .because(
                            "CUDA counts the fastest first unless CUDA_DEVICE_ORDER=PCI_BUS_ID; nvidia-smi counts by bus id.")
                    .fix("Set CUDA_DEVICE_ORDER=PCI_BUS_ID in the job, or name GPUs by UUID."),
            Explanation.note("job-found", "A job runs beside the check")
                    .because(
                            "Command lines of torchrun, accelerate, deepspeed, vllm and sglang, and LOCAL_WORLD_SIZE in a rank's"
                                    + " environment, show it. Its loaders cannot be seen from outside."),
            Explanation.note("sections-not-used", "Parts of a text were recognised and not used")
                    .because("A list of packages or the kernel's log decides nothing of what NCCL does."));

    private FindingExplanations() {}
}
