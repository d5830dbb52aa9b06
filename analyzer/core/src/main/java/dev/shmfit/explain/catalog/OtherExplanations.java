package dev.shmfit.explain.catalog;

import static dev.shmfit.explain.catalog.WrongFix.CHMOD;
import static dev.shmfit.explain.catalog.WrongFix.FILE_SYSTEM;
import static dev.shmfit.explain.catalog.WrongFix.MORE_SHM;
import static dev.shmfit.explain.catalog.WrongFix.NO_WORKERS;
import static dev.shmfit.explain.catalog.WrongFix.SHM_DISABLE;

import dev.shmfit.nccl.register.RuleRegister;
import dev.shmfit.nccl.segment.ShmFileRules;
import dev.shmfit.verdict.Owner;
import java.util.List;

/** Causes that look like a lack of shared memory and are none: limits, rights, deletion, memory, disks. */
final class OtherExplanations {
    static final List<Explanation> ALL = List.of(
            Explanation.other("nofile-too-small", Owner.JOB, "The limit of open files is reached")
                    .because(
                            "Every tensor that travels between processes holds a file descriptor, and so does every segment"
                                    + " of NCCL's from " + RuleRegister.latest("shm-appended")
                                    + " on. At the limit (ulimit -n, often 1024) the next one cannot be opened;"
                                    + " older programs say only that a shared memory object could not be opened.")
                    .fix(
                            "Raise the limit: ulimit -n 65536 (docker run --ulimit nofile=65536:65536). Do not keep tensors"
                                    + " from a loader in a list without copying them.")
                    .not(MORE_SHM, FILE_SYSTEM)
                    .from("pytorch#973", "pytorch#11201", "nccl-tests#166"),
            Explanation.other("memlock-too-small", Owner.JOB, "The limit of locked memory is reached")
                    .because(
                            "Registering memory for RDMA, or for the GPU, locks it, and the limit (ulimit -l) is too small;"
                                    + " in containers it is 64 KiB or 8 MiB unless raised.")
                    .fix("docker run --ulimit memlock=-1:-1. Kubernetes has no field for it: LimitMEMLOCK=infinity for"
                            + " containerd. On the host /etc/security/limits.conf, and a new login.")
                    .not(MORE_SHM, SHM_DISABLE)
                    .from("nccl-tests#206", "nccl#1191", "ucx#5280"),
            Explanation.other("mappings-too-many", Owner.NODE, "A process has too many mappings")
                    .because(
                            "Every shared tensor is a mapping, and a process may have 65530 of them (vm.max_map_count). The"
                                    + " number at the end of the file's name counts what the process has made so far.")
                    .fix("sysctl vm.max_map_count=262144, or fewer shared tensors: pack small ones into one array.")
                    .not(MORE_SHM, NO_WORKERS)
                    .from("pytorch#92134", "pytorch#87861"),
            Explanation.other("killed-for-memory", Owner.JOB, "The kernel killed a process for memory")
                    .because(
                            "The container's or the job's memory limit was reached. What is written to /dev/shm counts"
                                    + " towards the limit of whoever writes it, so a larger /dev/shm alone makes this more likely.")
                    .fix(
                            "Raise the memory limit to what the processes need plus what the job puts into /dev/shm; or fewer"
                                    + " workers, smaller prefetch, smaller batches.")
                    .not(MORE_SHM)
                    .not("--oom-kill-disable", "the job then hangs in place of ending")
                    .from("kubernetes#125852", "docker/docs#25741"),
            Explanation.other("memory-refused", Owner.JOB, "The system refuses more memory, with room left in /dev/shm")
                    .because(
                            "Pages of /dev/shm are memory: a strict memory limit, or vm.overcommit_memory=2, refuses the"
                                    + " mapping or the allocation before the tmpfs is full.")
                    .fix("Raise the memory limit; fewer workers or ranks on the node.")
                    .not(MORE_SHM)
                    .from("src/misc/shmutils.cc"),
            Explanation.other("allocation-interrupted", Owner.JOB, "A signal interrupted the allocation")
                    .because("The allocation gives up when a signal arrives, and NCCL before "
                            + ShmFileRules.firstRetried()
                            + " does not try again: a profiler or a timer that sends signals (SIGPROF, SIGALRM) is"
                            + " the usual sender.")
                    .fix("Run without the profiler or timer while communicators are made, or NCCL "
                            + ShmFileRules.firstRetried() + " and later.")
                    .not(MORE_SHM)
                    .from("src/include/shm.h@v2.3.5-5", "src/misc/shmutils.cc@v2.22.3-1"),
            Explanation.other("gpu-memory-full", Owner.JOB, "The GPU's own memory is full")
                    .because("VRAM, the machine's memory and /dev/shm are three different things; this is the first.")
                    .fix("A smaller batch, a smaller model or precision, gradient checkpointing.")
                    .not(MORE_SHM)
                    .from("pytorch: torch.cuda.OutOfMemoryError"),
            Explanation.other("segments-deleted", Owner.NODE, "Segments in /dev/shm are deleted while in use")
                    .because(
                            "systemd-logind with RemoveIPC=yes deletes the segments of a user, system accounts apart, when"
                                    + " the user's last session ends, also while a job of that user runs. A cleaner script, or a"
                                    + " container that shares /dev/shm and ends, does the same.")
                    .fix("RemoveIPC=no in /etc/systemd/logind.conf, or loginctl enable-linger USER.")
                    .not(MORE_SHM)
                    .from("NCCL user guide, troubleshooting", "vllm#54259", "pytorch#30225"),
            Explanation.other("shm-not-permitted", Owner.NODE, "The process may not write to /dev/shm")
                    .because(
                            "/dev/shm is not a tmpfs with mode 1777, it is mounted read-only, or a security policy forbids"
                                    + " it; a file of the same name may also belong to another user.")
                    .fix("mount -t tmpfs -o rw,nosuid,nodev,mode=1777 tmpfs /dev/shm; ls -ld /dev/shm must print"
                            + " drwxrwxrwt.")
                    .not(CHMOD, MORE_SHM)
                    .from("nccl#328", "podman#1770"),
            Explanation.other("shm-attach-disagreement", Owner.JOB, "Ranks disagree on where the segment is")
                    .because(
                            "One rank uses host memory through the driver and the other /dev/shm, and takes the driver's"
                                    + " handle for the name of a file: hence a name of odd characters, or a size of 0 or without"
                                    + " sense. It happens where the driver can allocate on some NUMA nodes and not on others.")
                    .fix(
                            "NCCL_CUMEM_HOST_ENABLE=0 on all ranks (then /dev/shm has to be large enough), or memory in every"
                                    + " NUMA node.")
                    .not(MORE_SHM)
                    .from("nccl#2190", "nccl#2059", "nccl#2388", "vllm#18831"),
            Explanation.of(
                            "shm-attach-failed",
                            Nature.NOT_SPACE,
                            Owner.NODE,
                            "A segment that another rank made is not there")
                    .because("The rank that attaches does not find the file. Either the two ranks do not see the same"
                            + " /dev/shm (two containers), or the file was deleted in between (RemoveIPC, a cleaner), or the"
                            + " rank that made it has died.")
                    .fix(
                            "Look at the first error of the other ranks. One /dev/shm for all ranks of a node; RemoveIPC=no.")
                    .not(MORE_SHM)
                    .from("nccl#1589", "NCCL user guide, troubleshooting"),
            Explanation.other("bus-error-not-shm", Owner.NODE, "A bus error with room left in /dev/shm")
                    .because(
                            "A bus error means that a mapped page could not be had. With room in /dev/shm it is a mapped"
                                    + " file elsewhere: a dataset on a failing or remote volume, or one that was truncated while"
                                    + " mapped.")
                    .fix("dmesg shows I/O errors; read the dataset once in full, copy it to a local disk, rebuild its"
                            + " index.")
                    .not(MORE_SHM, NO_WORKERS)
                    .from("pytorch#26009", "UnpairedSR#17"),
            Explanation.other("mapped-file-fails", Owner.NODE, "A mapped dataset or a disk cannot be read")
                    .because(
                            "The volume reports errors, or the mapped file is shorter than its index says. Reading such a"
                                    + " page ends in a bus error as a full /dev/shm does.")
                    .fix("Check the volume (dmesg, the storage's own tools), copy the data to a healthy disk.")
                    .not(MORE_SHM)
                    .from("pytorch#26009"),
            Explanation.other("mpi-session-directory", Owner.NODE, "MPI's session directory is full or not writable")
                    .because(
                            "Open MPI puts its backing files into the session directory (below TMPDIR, usually /tmp), not"
                                    + " into /dev/shm, where it was told so or /dev/shm did not do.")
                    .fix("Room and rights in TMPDIR, or TMPDIR at another place; df -h and ls -ld of the directory that"
                            + " is named.")
                    .not(MORE_SHM)
                    .from("open-mpi/ompi#12784", "open-mpi/ompi#4553"),
            Explanation.other("sysv-not-posix", Owner.NODE, "A System V segment was refused, not /dev/shm")
                    .because(
                            "The program asked for a System V segment (shmget). Those have limits of their own (ipcs -lm:"
                                    + " number of segments, kernel.shmmax, kernel.shmall), which say nothing about /dev/shm.")
                    .fix("sysctl kernel.shmmni and kernel.shmall; for UCX, UCX_TLS without sysv. Old segments: ipcs -m,"
                            + " ipcrm.")
                    .not(MORE_SHM)
                    .from("openucx/ucx#9347", "openucx/ucx#5280"),
            Explanation.other("shm-size-malformed", Owner.JOB, "The size for /dev/shm is written wrongly")
                    .because(
                            "Docker takes 64m or 2g (powers of 1024), Kubernetes 2Gi. A size without a unit is in bytes.")
                    .fix("--shm-size=2g, shm_size: \"2g\", sizeLimit: 2Gi.")
                    .from("docker run --shm-size"),
            Explanation.other("shm-size-and-ipc-host", Owner.JOB, "--shm-size and --ipc=host were both given")
                    .because(
                            "With --ipc=host the container has the host's /dev/shm, which no option of the container can"
                                    + " size; podman refuses, docker ignores the size.")
                    .fix("Give one of them.")
                    .from("podman run --shm-size"));

    private OtherExplanations() {}
}
