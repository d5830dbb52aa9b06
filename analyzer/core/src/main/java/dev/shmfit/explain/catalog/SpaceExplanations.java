package dev.shmfit.explain.catalog;

import static dev.shmfit.explain.catalog.WrongFix.CHMOD;
import static dev.shmfit.explain.catalog.WrongFix.FILE_SYSTEM;
import static dev.shmfit.explain.catalog.WrongFix.HUGE;
import static dev.shmfit.explain.catalog.WrongFix.MORE_SHM;
import static dev.shmfit.explain.catalog.WrongFix.NO_WORKERS;
import static dev.shmfit.explain.catalog.WrongFix.P2P_DISABLE;
import static dev.shmfit.explain.catalog.WrongFix.SHMMAX;
import static dev.shmfit.explain.catalog.WrongFix.SHM_DISABLE;
import static dev.shmfit.explain.catalog.WrongFix.ULIMIT;

import dev.shmfit.verdict.Owner;
import java.util.List;

/** Causes that are about the room in /dev/shm, or that only logs show to be. */
final class SpaceExplanations {
    static final List<Explanation> ALL = List.of(
            Explanation.space("shm-too-small", "/dev/shm is too small for the job")
                    .because("A container has 64 MiB of /dev/shm unless somebody said otherwise. NCCL's connections and"
                            + " pools, and DataLoader batches on their way from workers, are files there; when the tmpfs is"
                            + " full, a write ends in a bus error, and an allocation in \"No space left on device\".")
                    .fix("Give the job the /dev/shm that it needs: shmfit analyze computes it from the node and the"
                            + " workload. A running container keeps its size and has to be recreated.")
                    .not(SHM_DISABLE, P2P_DISABLE, HUGE, NO_WORKERS, ULIMIT, SHMMAX, CHMOD)
                    .from("pytorch#5040", "nccl#290", "nccl#342", "torchtitan#853"),
            Explanation.space("ray-store-exceeds-shm", "Ray's object store does not fit into /dev/shm")
                    .because(
                            "Ray wants about 30 % of the machine's memory for its object store and puts it into /dev/shm."
                                    + " Where that is smaller, Ray takes a disk under /tmp instead, shrinks the store, or refuses;"
                                    + " and what Ray takes is missing for NCCL and the DataLoader.")
                    .fix(
                            "Make /dev/shm as large as the store and the rest of the job together, or give the store a size"
                                    + " of its own with --object-store-memory.")
                    .not(ULIMIT, SHMMAX)
                    .not(
                            "RAY_OBJECT_STORE_ALLOW_SLOW_STORAGE=1",
                            "silences the message; the store stays on a disk and is slow")
                    .from("ray#3149", "ray#14629", "ray#16308"),
            Explanation.space("vllm-ring-exceeds-shm", "vLLM's ring buffers do not fit into /dev/shm")
                    .because(
                            "With tensor parallelism vLLM makes ring buffers of up to 240 MiB each in /dev/shm. Their pages"
                                    + " are taken only as they are used, so that a server may start and die later under load; since"
                                    + " 2026 it checks the room first.")
                    .fix(
                            "Make /dev/shm larger by the rings (one for the workers, one for each worker's answers), or make"
                                    + " the rings smaller with VLLM_MQ_MAX_CHUNK_BYTES_MB.")
                    .not(SHM_DISABLE, ULIMIT)
                    .from("vllm#48879", "vllm#50606"),
            Explanation.space("triton-stub-exceeds-shm", "Triton's Python back end does not fit into /dev/shm")
                    .because(
                            "Every instance of a Python model takes a region in /dev/shm when it starts (1 MiB, formerly"
                                    + " 64 MiB) and makes it larger while it works.")
                    .fix(
                            "Multiply the region by the number of instances, add what requests need, and set that as the size"
                                    + " of /dev/shm; --backend-config=python,shm-default-byte-size makes the first region smaller.")
                    .not(ULIMIT, SHMMAX)
                    .not(
                            "--backend-config=python,shm-size=…",
                            "there is no such setting: the size of /dev/shm is set where the container is started")
                    .from("triton-inference-server/server#6195", "server#4869", "server#5681"),
            Explanation.space("mpi-segment-exceeds-shm", "MPI's shared memory does not fit into /dev/shm")
                    .because(
                            "Open MPI makes a file of about 4 MiB for every process of a node (vader_segment, sm_segment)"
                                    + " in /dev/shm, UCX likewise for its posix transport.")
                    .fix(
                            "Make /dev/shm larger by 4 MiB and more for each process of the node. Old vader_segment files of"
                                    + " killed jobs can be removed.")
                    .not(ULIMIT, SHMMAX)
                    .not(
                            "--mca btl ^vader, ^sm",
                            "the processes then talk through the network stack of the machine; slower, and NCCL and the"
                                    + " DataLoader still need the room")
                    .from("TensorRT-LLM#1826", "open-mpi/ompi#4553", "openucx/ucx#8508"),
            Explanation.space("shm-filling-up", "/dev/shm fills up while the job runs")
                    .because("What grows from epoch to epoch is left behind: tensors shared as named files"
                            + " (sharing strategy file_system), a list that keeps shared tensors alive, or a dataset that is"
                            + " cached in shared memory on purpose.")
                    .fix(
                            "Look at whose files they are with ls -l /dev/shm (or shmfit watch). Drop the file_system strategy"
                                    + " and raise ulimit -n instead; copy what is kept out of shared memory.")
                    .not(FILE_SYSTEM, HUGE)
                    .from("pytorch#17499", "pytorch#11201"),
            Explanation.space("shm-leftovers", "Files of dead processes take room in /dev/shm")
                    .because(
                            "A process that is killed leaves its segments. On a host, or in a pod whose container restarts,"
                                    + " they stay and are missing for the next run.")
                    .fix(
                            "Remove them when no job runs: in the entry point, or in Slurm's epilog. fuser -v FILE, or lsof"
                                    + " /dev/shm, shows whether a process still maps one.")
                    .not(HUGE)
                    .not("rm -rf /dev/shm/*", "while another job runs takes its segments away")
                    .from("llm-d#352", "nccl#1518", "enroot#116"),
            Explanation.space("emptydir-evicted", "The pod was evicted: its memory volume went over its sizeLimit")
                    .because(
                            "Where the kubelet does not size the tmpfs by sizeLimit, it looks from time to time and evicts"
                                    + " the pod that has gone over, in place of an error for the write.")
                    .fix(
                            "Set sizeLimit to what the job needs, and the container's memory limit to what its processes need"
                                    + " plus that.")
                    .not("leaving sizeLimit out", "the volume may then take half of the node's memory")
                    .from("kubernetes#28272", "kubernetes#63126"),
            Explanation.space("container-default-shm", "/dev/shm has the container's default size, 64 MiB")
                    .because("Nobody set a size: docker, podman and containerd then mount a tmpfs of 64 MiB.")
                    .fix("Set one, as large as shmfit analyze says for the job.")
                    .not(HUGE, ULIMIT)
                    .from("docker run --shm-size"),
            Explanation.of(
                            "no-space-unnamed",
                            Nature.UNDECIDED,
                            Owner.JOB,
                            "No space left on a device, and the message does not say on which")
                    .because(
                            "The error is the same for a full disk, a full /dev/shm, and a file system without inodes. In a"
                                    + " container, from code that starts processes, it is /dev/shm in most cases.")
                    .fix("df -h /dev/shm /tmp . and df -i /dev/shm in the very container tell; then size what is full.")
                    .not(ULIMIT)
                    .from("Megatron-LM#878", "python/cpython#93253"),
            Explanation.other("disk-full", Owner.NODE, "A disk is full, not /dev/shm")
                    .because("The file that the message names is not in /dev/shm.")
                    .fix(
                            "Free that file system, or write elsewhere: TMPDIR, the cache's or the checkpoints' directory.")
                    .not(MORE_SHM));

    private SpaceExplanations() {}
}
