package dev.shmfit.lint;

import dev.shmfit.verdict.Severity;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A mistake about /dev/shm that a manifest shows by itself. */
public enum LintRule {
    SHM_NOT_SET(
            Severity.PROBLEM,
            "nothing gives the container more than the default /dev/shm",
            "Docker, Podman and the runtimes of Kubernetes give a container 64 MiB of /dev/shm. NCCL between GPUs, the"
                    + " workers of a DataLoader and the rings of a serving engine need more."),
    SHM_ON_DISK(
            Severity.PROBLEM,
            "what is mounted at /dev/shm lies on disk",
            "An emptyDir without medium Memory is a directory of the node's disk: shared memory becomes file input and"
                    + " output, and counts against ephemeral storage."),
    SHM_NO_SIZE_LIMIT(
            Severity.WARNING,
            "the tmpfs at /dev/shm has no size",
            "Without a size the tmpfs may grow to the pod's memory limit, else to half of the node's memory or more. A job"
                    + " that takes too much is then killed for memory (OOM) in place of an error that names /dev/shm."),
    SHM_EXCEEDS_MEMORY_LIMIT(
            Severity.PROBLEM,
            "the size of /dev/shm is not less than the memory limit",
            "What lies in a tmpfs counts against the memory limit of whoever writes it (kernel, cgroup v2 memory.current)."
                    + " The kubelet cuts the tmpfs to the pod's limit, and the programs themselves need memory beside it."),
    SHM_EATS_MEMORY_LIMIT(
            Severity.WARNING,
            "the size of /dev/shm is more than half of the memory limit",
            "What lies in a tmpfs counts against the memory limit: when /dev/shm is full, less than half of the limit is left"
                    + " for the programs."),
    SHM_BELOW_NEED(
            Severity.PROBLEM,
            "the size of /dev/shm is less than what the job needs",
            "The need is computed from the command line, and from the node where one is given."),
    SHM_MOUNT_MISSING(
            Severity.PROBLEM,
            "a volume for /dev/shm is declared, and the container that needs it does not mount it",
            "A volume alone does nothing: each container that is to have it needs a volumeMount at /dev/shm."),
    SHM_MOUNTED_ELSEWHERE(
            Severity.PROBLEM,
            "the volume for /dev/shm is mounted at another path",
            "POSIX shared memory (shm_open) looks at /dev/shm alone; a tmpfs anywhere else is not used."),
    SHM_VOLUME_UNKNOWN(
            Severity.PROBLEM,
            "the mount at /dev/shm names a volume that is not declared",
            "The API server refuses a pod whose mount names no volume of it."),
    SHM_MOUNT_TWICE(
            Severity.PROBLEM,
            "two mounts claim /dev/shm",
            "Kubernetes, Docker and Podman refuse two mounts at one path; of two --tmpfs Docker takes the last."),
    EXTENDS_NOT_READ(
            Severity.WARNING,
            "a service extends one that was not handed over",
            "Compose takes the settings of that service below the service's own, a size of /dev/shm among them. Its file is"
                    + " read from beside the file where it is there."),
    ENV_FILE_NOT_READ(
            Severity.NOTE,
            "a file of variables was not handed over",
            "What NCCL and the engines are told by it counts for nothing here. It is read from where it lies beside the file"
                    + " that names it; what the job sets itself comes before it."),
    CONTAINER_ELSEWHERE(
            Severity.NOTE,
            "what makes the container is not here",
            "What that gives the container, a size of /dev/shm among it, is not known. Of docker compose the file is read from"
                    + " beside the script where it is there; a TrainJob's runtime counts where it is handed over."),
    PATCH_NOT_READ(
            Severity.NOTE,
            "a podSpecPatch cannot be read",
            "Argo merges it into the pod after it has filled in its variables: volumes, mounts and resources in it count for"
                    + " nothing here."),
    GPUS_NOT_KNOWN(
            Severity.NOTE,
            "how many GPUs a container gets is not known",
            "The number is a variable, or stands in a claim that was not handed over. Two GPUs or more need more of /dev/shm"
                    + " than the default."),
    SHM_SIZE_UNUSED(
            Severity.WARNING,
            "a size of /dev/shm is set, and something else is mounted there",
            "Docker and Podman mount what is asked for at /dev/shm in place of the tmpfs that the size is for (moby,"
                    + " daemon/oci_linux.go), and with the IPC namespace of another container that one's: the size counts for"
                    + " nothing."),
    SHM_SHADOWED(
            Severity.PROBLEM,
            "a mount at /dev lies over /dev/shm",
            "Below a /dev that is mounted, Docker and Podman leave the container's own /dev/shm out: of the host's /dev it is"
                    + " the host's. What is mounted at /dev/shm itself is mounted after /dev, and so is every /dev/shm of"
                    + " Kubernetes."),
    SHM_SUB_PATH(
            Severity.WARNING,
            "the mount at /dev/shm shows a part of its volume",
            "With subPath the container sees a directory of the volume: the size that df shows is that of the whole volume,"
                    + " which other containers share."),
    SHM_HOST_PATH(
            Severity.WARNING,
            "the node's own /dev/shm is mounted",
            "All pods of the node then share one tmpfs: its size is the node's, left-over files stay when the pod goes, and"
                    + " one pod can fill it for all."),
    SHM_NOT_TMPFS(
            Severity.WARNING,
            "what is mounted at /dev/shm is no tmpfs of the container's own",
            "A claim, a volume or a directory of the host lies on whatever it lies on, mostly a disk or the network: shared"
                    + " memory becomes file input and output, stays when the container goes, and its size is not known here."),
    IPC_HOST_AND_SIZE(
            Severity.WARNING,
            "the host's IPC namespace and a size of /dev/shm are both asked for",
            "With the host's IPC namespace the container has the host's /dev/shm. Docker ignores the size, and Podman refuses"
                    + " to start (exit code 125)."),
    IPC_NONE(
            Severity.PROBLEM,
            "the container has no /dev/shm",
            "With the IPC mode none neither Docker nor Podman mounts a tmpfs at /dev/shm, whatever size is asked for: shm_open"
                    + " fails with \"No such file or directory\" (moby, daemon/oci_linux.go)."),
    NOT_OF_SWARM(
            Severity.PROBLEM,
            "a size of /dev/shm or an IPC mode is asked of Docker Swarm",
            "Swarm has neither: docker service create refuses --shm-size and --ipc as unknown flags, and docker stack deploy"
                    + " passes over shm_size and ipc. A tmpfs that is mounted at /dev/shm does the same."),
    SIZE_OF_POD(
            Severity.WARNING,
            "a container in a Podman pod asks for a size of its own",
            "The containers of a pod have the /dev/shm of its infra container, whose size is the pod's: podman pod create"
                    + " --shm-size, ShmSize= in [Pod] from Podman 5.4 on, PodmanArgs=--shm-size before."),
    HOST_IPC(
            Severity.WARNING,
            "the host's IPC namespace is shared",
            "The container sees and can change the shared memory of every program of the host, and left-over files stay when"
                    + " it goes. A size of its own does the same for the job."),
    BUILD_SIZE_ONLY(
            Severity.PROBLEM,
            "build.shm_size is set, and the service's shm_size is not",
            "build.shm_size holds while the image is built (RUN steps). The running container gets 64 MiB unless the service"
                    + " itself says shm_size."),
    SIZE_UNREADABLE(
            Severity.PROBLEM,
            "a size cannot be read",
            "The program that reads it refuses it, or takes something else than what is meant."),
    SIZE_VARIABLE(
            Severity.NOTE,
            "a size is a variable whose value is not in the file",
            "What it stands for when the job starts is not known here."),
    SIZE_TINY(
            Severity.PROBLEM,
            "a size is less than a mebibyte",
            "A unit is missing or means something else: to Kubernetes \"m\" is a thousandth, and a bare number is bytes."),
    SIZE_DECIMAL(
            Severity.NOTE,
            "a size is in powers of 1000",
            "To Kubernetes G is 10^9 and Gi is 2^30, 7 % more. Where the other is meant, the job gets less."),
    SIZE_AMBIGUOUS(
            Severity.NOTE,
            "a size can be read in two ways",
            "Docker reads gb as 2^30, other programs as 10^9. One letter (g) is read in one way by all that know it."),
    NCCL_SHM_DISABLED(
            Severity.WARNING,
            "NCCL_SHM_DISABLE is set",
            "It turns the SHM transport off, and pairs without P2P then go through the network, which is slower. NCCL still"
                    + " makes its other files in /dev/shm, so it is no remedy for a size that is too small."),
    NCCL_P2P_DISABLED(
            Severity.WARNING,
            "NCCL_P2P_DISABLE is set",
            "It turns off NVLink and PCIe P2P: all pairs go through shared memory, which is slower and needs more of"
                    + " /dev/shm. It is meant to find out whether P2P is at fault."),
    NCCL_CUMEM_SET(
            Severity.NOTE,
            "a setting of NCCL's cuMem is left behind",
            "It decides whether NCCL's buffers lie in /dev/shm. What one version needed as a workaround costs memory or speed"
                    + " with the next."),
    MEMLOCK_LIMIT(
            Severity.WARNING,
            "RDMA is used, and the limit of locked memory is not raised",
            "Registering memory for RDMA locks it (ibv_reg_mr). Docker's default of 64 KiB to 8 MiB is too little; the error"
                    + " is \"Cannot allocate memory\"."),
    NOFILE_LIMIT(
            Severity.WARNING,
            "the limit of open files is low for a DataLoader",
            "With the sharing strategy file_descriptor each tensor under way holds a descriptor; the error is \"received 0"
                    + " items of ancdata\" or \"Too many open files\"."),
    PODS_DO_NOT_SHARE(
            Severity.NOTE,
            "ranks of one node may be split over pods",
            "Each pod has a /dev/shm and a hostname of its own: NCCL takes two pods on one node for two nodes, and connects"
                    + " their GPUs through the network."),
    SHMMAX(
            Severity.NOTE,
            "kernel.shmmax or kernel.shmall is set",
            "They bound System V shared memory. NCCL, PyTorch and serving engines use POSIX shared memory, whose only bound"
                    + " is the size of /dev/shm."),
    CHMOD_SHM(
            Severity.WARNING,
            "the mode of /dev/shm is changed",
            "/dev/shm has mode 1777. 777 takes the sticky bit away, so that anyone may delete anyone's files; it makes nothing"
                    + " larger."),
    REMOUNT_IN_CONTAINER(
            Severity.WARNING,
            "/dev/shm is mounted again in the container",
            "Mounting needs CAP_SYS_ADMIN, which containers do not have; in a privileged one it works, and hides that the"
                    + " size is not set where the container is started."),
    SUPPRESSION_WITHOUT_REASON(
            Severity.WARNING,
            "a suppression gives no reason",
            "A suppression holds with its reason: # shmfit-ignore ID: reason."),
    SUPPRESSION_UNUSED(
            Severity.NOTE, "a suppression suppresses nothing", "What it was written for is gone; it can go, too.");

    private final Severity severity;
    private final String title;
    private final String why;

    LintRule(Severity severity, String title, String why) {
        this.severity = severity;
        this.title = title;
        this.why = why;
    }

    /** Stable, kebab-case. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** How bad, unless a finding says otherwise. */
    public Severity severity() {
        return severity;
    }

    /** What is wrong, in a line. */
    public String title() {
        return title;
    }

    /** Why that matters. */
    public String why() {
        return why;
    }

    /** The rule of that id. */
    public static Optional<LintRule> named(String id) {
        return Arrays.stream(values()).filter(r -> r.id().equals(id)).findFirst();
    }
}
