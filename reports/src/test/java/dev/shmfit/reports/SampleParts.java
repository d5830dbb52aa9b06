package dev.shmfit.reports;

import dev.shmfit.reports.CommunicatorV1.Pair;
import dev.shmfit.reports.FindingV1.Evidence;
import dev.shmfit.reports.FindingV1.Fix;
import dev.shmfit.reports.FindingV1.Owner;
import dev.shmfit.reports.FindingV1.Platform;
import dev.shmfit.reports.FindingV1.Severity;
import dev.shmfit.reports.NcclV1.Channels;
import dev.shmfit.reports.NcclV1.PairCounts;
import dev.shmfit.reports.NcclV1.PhaseBytes;
import dev.shmfit.reports.NcclV1.Transport;
import dev.shmfit.reports.NcclV1.VersionRow;
import dev.shmfit.reports.ReportV1.Statement;
import dev.shmfit.reports.ShmV1.Moment;
import dev.shmfit.reports.ShmV1.Share;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parts of the sample reports. */
final class SampleParts {
    private static final String EVICT = """
            volumes:
            - name: dshm
              emptyDir: {medium: Memory, sizeLimit: 1116Mi}
            containers:
            - name: train
              volumeMounts:
              - {name: dshm, mountPath: /dev/shm}
              resources: {limits: {memory: 18Gi}}""";

    private SampleParts() {}

    static Pair pair(int a, int b, @Nullable Transport forced, String path) {
        Transport transport = forced != null
                ? forced
                : a / 2 == b / 2 ? Transport.P2P : a / 8 == b / 8 ? Transport.SHM : Transport.NET;
        String level = "GPU " + a + " and GPU " + b + ": the path is " + path + "; the P2P level is PXB";
        return switch (transport) {
            case P2P ->
                new Pair(
                        a,
                        b,
                        path,
                        transport,
                        "P2P/CUMEM",
                        List.of(),
                        "p2p-within-level",
                        List.of(
                                level + ", so P2P is allowed by distance.",
                                "nvidia-smi reports P2P read and write as OK.",
                                "Both ranks see both devices; P2P it is."));
            case SHM ->
                new Pair(
                        a,
                        b,
                        path,
                        transport,
                        "SHM/direct/direct",
                        List.of(),
                        "p2p-level-exceeded",
                        List.of(
                                level + ", so P2P is not tried.",
                                "Both ranks are on one host and share one /dev/shm (device 0:57).",
                                "NCCL_SHM_DISABLE is not set; SHM it is."));
            case NET ->
                new Pair(
                        a,
                        b,
                        path,
                        transport,
                        "NET/Socket/0",
                        List.of(),
                        "shm-other-device",
                        List.of(
                                level + ", so P2P is not tried.",
                                "The ranks see different /dev/shm devices; SHM is refused."));
            case ERROR ->
                new Pair(
                        a,
                        b,
                        path,
                        transport,
                        "",
                        List.of(),
                        "nvlink-p2p-disabled",
                        List.of("GPU " + a + " and GPU " + b + " are connected by NVLink, but P2P status is not OK."));
            case UNKNOWN ->
                new Pair(
                        a,
                        b,
                        path,
                        transport,
                        "",
                        List.of(Transport.P2P, Transport.SHM),
                        "p2p-status-missing",
                        List.of(level + ".", "The P2P status was not captured; nvidia-smi topo -p2p r would tell."));
        };
    }

    static List<VersionRow> sweep() {
        return List.of(
                new VersionRow(
                        "2.18.5",
                        new Channels(2, 0, 2, 2),
                        new PairCounts(12, 0, 0, 0, 0),
                        List.of(new PhaseBytes("init", 10_078_208, 10_078_208)),
                        781_438_976L,
                        List.of(),
                        null),
                new VersionRow(
                        "2.21.5",
                        new Channels(2, 0, 2, 2),
                        new PairCounts(0, 12, 0, 0, 0),
                        List.of(new PhaseBytes("init", 164_349_440, 164_478_976)),
                        935_837_696L,
                        List.of(new NcclV1.Change("p2p-level-default", "Moves 12 pairs from P2P to SHM.")),
                        null),
                new VersionRow(
                        "2.24.3",
                        new Channels(2, 0, 2, 2),
                        new PairCounts(0, 12, 0, 0, 0),
                        List.of(new PhaseBytes("init", 0, 0)),
                        null,
                        List.of(new NcclV1.Change(
                                "cumem-host", "SHM buffers come from the driver, not from /dev/shm.")),
                        "fails at the first collective: cuMem host allocation is refused without SYS_NICE"));
    }

    static List<Moment> moments(long nccl, long loader) {
        return List.of(
                new Moment("init", List.of(new Share("nccl", nccl)), nccl),
                new Moment(
                        "first step",
                        List.of(new Share("nccl", nccl), new Share("loader:train", loader / 2)),
                        nccl + loader / 2),
                new Moment(
                        "steady",
                        List.of(new Share("nccl", nccl), new Share("loader:train", loader / 10 * 9)),
                        nccl + loader / 10 * 9),
                new Moment(
                        "epoch turn",
                        List.of(new Share("nccl", nccl), new Share("loader:train", loader)),
                        nccl + loader));
    }

    static LoaderV1 loader(int count) {
        return new LoaderV1(
                "train",
                19_267_584,
                173_490_176,
                192_839_680,
                30,
                11,
                "20 semaphore pages + 18.4 MiB x (8 prefetched + 1 held + 1 in hand)",
                count);
    }

    static List<Statement> workload(int ranks) {
        return List.of(
                new Statement("ranks", ranks + " (GPUs 0-" + (ranks - 1) + ")", "stated"),
                new Statement("group world", "allreduce + allgather + reducescatter", "default"),
                new Statement("loader train", "4 workers, prefetch 2, batch 32, 3x224x224:float32", "stated"));
    }

    static FindingV1 tooSmall() {
        return new FindingV1(
                "shm-too-small",
                Severity.PROBLEM,
                Owner.JOB,
                "/dev/shm has 64.0 MiB; the job needs 892.5 MiB.",
                "Every pair of GPUs talks through files in /dev/shm, because the path PHB is beyond the P2P level PXB. "
                        + "NCCL 2.21.5 creates them at init and dies with a bus error or an error of its own when the mount is full.",
                "Give the container a /dev/shm of 1116 MiB or more.",
                List.of(
                        new Evidence("mounts.txt", 1, "shm /dev/shm tmpfs rw,size=65536k 0 0", null),
                        new Evidence("nvidia-smi-topo-m.txt", 2, "GPU0\t X \tPHB", null)),
                List.of(
                        new Fix(
                                Platform.DOCKER,
                                "docker run --shm-size=1116m …",
                                "docker exec NAME df -B1 /dev/shm",
                                "docker run --shm-size=1116m …"),
                        new Fix(
                                Platform.COMPOSE,
                                "services:\n  train:\n    shm_size: 1116m",
                                "docker compose exec train df -B1 /dev/shm",
                                "shm_size: 1116m, at the service"),
                        new Fix(
                                Platform.KUBERNETES,
                                EVICT,
                                "kubectl exec POD -- df -B1 /dev/shm",
                                "emptyDir {medium: Memory, sizeLimit: 1116Mi} at /dev/shm"),
                        new Fix(
                                Platform.HOST,
                                "mount -o remount,size=1116m /dev/shm",
                                "df -B1 /dev/shm",
                                "mount -o remount,size=1116m /dev/shm")));
    }

    static FindingV1 memoryOk() {
        return new FindingV1(
                "memory-limit",
                Severity.OK,
                Owner.JOB,
                "The memory limit holds the demand.",
                "The pages of /dev/shm are charged to the container that writes them.",
                "",
                List.of(new Evidence("cgroup.txt", 3, "memory.max 17179869184", null)),
                List.of());
    }

    static FindingV1 shmOk() {
        return new FindingV1(
                "shm-size", Severity.OK, Owner.JOB, "/dev/shm holds the demand.", "", "", List.of(), List.of());
    }

    static FindingV1 memoryTooSmall() {
        return new FindingV1(
                "memory-limit-too-small",
                Severity.WARNING,
                Owner.JOB,
                "The memory limit of 3.0 GiB is below the 3.1 GiB that /dev/shm alone will hold.",
                "The pages of a tmpfs are charged to the container that writes them; the kernel kills it before the mount is full.",
                "Raise the memory limit to what the processes use plus 3.1 GiB.",
                List.of(new Evidence("cgroup.txt", 3, "memory.max 3221225472", null)),
                List.of(
                        new Fix(
                                Platform.DOCKER,
                                "docker run --memory=8g …",
                                "cat /sys/fs/cgroup/memory.max",
                                "docker run --memory=8g …"),
                        new Fix(Platform.SLURM, "#SBATCH --mem=8G", "", "#SBATCH --mem=8G")));
    }

    static FindingV1 leftover() {
        return new FindingV1(
                "p2p-level-set",
                Severity.NOTE,
                Owner.IMAGE,
                "NCCL_P2P_LEVEL=PIX keeps P2P from 224 pairs.",
                "A setting left in the image.",
                "Unset it.",
                List.of(new Evidence("env.txt", 2, "NCCL_P2P_LEVEL=PIX", null)),
                List.of());
    }

    static FindingV1 acsNotAssessed() {
        return new FindingV1(
                "pcie-acs",
                Severity.NOT_ASSESSED,
                Owner.NODE,
                "Whether PCIe ACS redirects P2P is not known.",
                "The PCIe configuration was not captured.",
                "Capture as root, so that lspci shows ACSCtl.",
                List.of(),
                List.of());
    }

    static FindingV1 nvlink() {
        return new FindingV1(
                "nvlink-p2p-disabled",
                Severity.PROBLEM,
                Owner.NODE,
                "NVLink pairs without P2P: NCCL stops at init.",
                "NCCL takes an NVLink without P2P for a hardware fault.",
                "Check the fabric manager; reset the GPUs.",
                List.of(new Evidence("nvidia-smi-topo-p2p-r.txt", 3, "", null)),
                List.of(new Fix(
                        Platform.HOST,
                        "systemctl restart nvidia-fabricmanager",
                        "nvidia-smi topo -p2p r",
                        "systemctl restart nvidia-fabricmanager")));
    }

    static List<BudgetV1> budget(long needs, long has) {
        return List.of(
                new BudgetV1("shm", "bytes", needs, has, needs <= has ? "fits" : "fails", "", "measured", "the sum"),
                new BudgetV1("shm-files", "files", 148, 1_000_000L, "fits", "", "measured", "files"),
                new BudgetV1("memory-limit", "bytes", needs, 17_179_869_184L, "fits", "", "measured", "the sum"),
                new BudgetV1("system-memory", "bytes", needs, null, "unknown", "not in the capture", null, "the sum"),
                new BudgetV1("open-files", "descriptors", 36, null, "unknown", "unlimited", "measured", "storages"));
    }
}
