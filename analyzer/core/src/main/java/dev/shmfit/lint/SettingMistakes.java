package dev.shmfit.lint;

import dev.shmfit.facts.Reading;
import dev.shmfit.facts.SourceRef;
import dev.shmfit.manifest.EnvFile;
import dev.shmfit.manifest.JobCommands;
import dev.shmfit.manifest.JobManifest;
import dev.shmfit.manifest.Launch;
import dev.shmfit.manifest.ManifestContainer;
import dev.shmfit.manifest.ManifestFormat;
import dev.shmfit.manifest.PodSpecPatch;
import dev.shmfit.manifest.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Settings, limits and placement that bear on shared memory. */
final class SettingMistakes {
    private static final long LOW_NOFILE = 4096;
    private static final long LOW_MEMLOCK = 1L << 30;

    private final JobManifest job;
    private final List<LintFinding> found = new ArrayList<>();

    private SettingMistakes(JobManifest job) {
        this.job = job;
    }

    static List<LintFinding> of(JobManifest job) {
        SettingMistakes rules = new SettingMistakes(job);
        for (ManifestContainer c : job.containers()) {
            c.process().env().forEach((name, value) -> rules.variable(c, name, value));
            rules.limits(c);
            c.process().envFiles().forEach(f -> rules.unread(c, f));
            rules.gpus(c);
        }
        rules.patch();
        rules.placement();
        return rules.found;
    }

    private void variable(ManifestContainer c, String name, Reading<String> value) {
        String text = value.asOptional().orElse("").strip();
        boolean on = text.equals("1") || text.equalsIgnoreCase("true");
        SourceRef at = LintWords.source(value);
        if (name.equals("NCCL_SHM_DISABLE") && on) {
            add(
                    LintRule.NCCL_SHM_DISABLED,
                    at,
                    LintWords.named(job, c) + " sets NCCL_SHM_DISABLE=" + text + ".",
                    "Take it away, and give /dev/shm the size that the job needs.");
        } else if (name.equals("NCCL_P2P_DISABLE") && on) {
            add(
                    LintRule.NCCL_P2P_DISABLED,
                    at,
                    LintWords.named(job, c) + " sets NCCL_P2P_DISABLE=" + text + ".",
                    "Take it away once the cause is found: IOMMU or ACS on the node, or GPUs that know no P2P.");
        } else if (name.startsWith("NCCL_CUMEM_") && !text.isEmpty()) {
            add(
                    LintRule.NCCL_CUMEM_SET,
                    at,
                    LintWords.named(job, c) + " sets " + name + "=" + text + ".",
                    "Check whether the version in use still needs it: the analysis of a node under this setting shows what it"
                            + " costs.");
        }
    }

    private void gpus(ManifestContainer c) {
        c.resources()
                .gpus()
                .match(
                        k -> false,
                        a -> false,
                        u -> found.add(LintFinding.of(
                                LintRule.GPUS_NOT_KNOWN,
                                u.source(),
                                LintWords.named(job, c) + " gets GPUs by \"" + u.text()
                                        + "\", and how many that are is not known here.",
                                "Hand over what says how many, too; with two or more give /dev/shm a size.")));
    }

    private void patch() {
        Optional<Span> unread = job.format() == ManifestFormat.KUBERNETES
                ? PodSpecPatch.unread(job.pod().tree())
                : Optional.empty();
        unread.ifPresent(at -> add(
                LintRule.PATCH_NOT_READ,
                at.source(),
                "The podSpecPatch of " + job.shown() + " is no YAML before Argo has filled it in.",
                "Look at the pods that Argo makes: kubectl get pods -o yaml | shmfit lint -"));
    }

    private void unread(ManifestContainer c, EnvFile file) {
        add(
                LintRule.ENV_FILE_NOT_READ,
                file.at().source(),
                LintWords.named(job, c) + " takes variables from " + file.written() + ", which was not read: "
                        + (file.required() ? "it is not there." : "it is not there, and need not be."),
                "Hand over " + file.written() + ", too, where it sets anything of NCCL's.");
    }

    private void limits(ManifestContainer c) {
        Map<String, Reading<Long>> limits = c.ipc().ulimits();
        Map<String, Reading<String>> env = c.process().env();
        boolean rdma =
                env.keySet().stream().anyMatch(n -> n.startsWith("NCCL_IB_HCA") || n.startsWith("UCX_NET_DEVICES"))
                        || c.mounts().stream().anyMatch(m -> m.path().startsWith("/dev/infiniband"));
        boolean docker = job.format() == ManifestFormat.COMPOSE
                || job.format() == ManifestFormat.DOCKER
                || job.format() == ManifestFormat.PODMAN;
        Reading<Long> memlock = limits.get("memlock");
        if (docker && rdma && !enough(memlock, LOW_MEMLOCK) && !c.ipc().privileged()) {
            add(
                    LintRule.MEMLOCK_LIMIT,
                    memlock == null ? c.at().source() : LintWords.source(memlock),
                    LintWords.named(job, c) + " uses RDMA with "
                            + (memlock == null
                                    ? "the default limit of locked memory."
                                    : "a low limit of locked memory."),
                    job.format() == ManifestFormat.COMPOSE
                            ? "Set ulimits: memlock: -1 at the service."
                            : "Add --ulimit memlock=-1:-1.");
        }
        Reading<Long> nofile = limits.get("nofile");
        if (nofile != null
                && !enough(nofile, LOW_NOFILE)
                && JobCommands.of(c).loader().isPresent()) {
            add(
                    LintRule.NOFILE_LIMIT,
                    LintWords.source(nofile),
                    LintWords.named(job, c) + " allows " + nofile.asOptional().orElse(0L)
                            + " open files, and its DataLoader has workers.",
                    "Raise nofile to 65536.");
        }
    }

    private static boolean enough(@org.jspecify.annotations.Nullable Reading<Long> limit, long least) {
        return limit != null
                && limit.asOptional().filter(l -> l < 0 || l >= least).isPresent();
    }

    /** Several pods with one GPU each, which a launcher joins to one job. */
    private void placement() {
        long replicas = job.pod().replicas().asOptional().orElse(1L);
        boolean joined = List.of("PyTorchJob", "MPIJob", "JobSet", "TFJob", "PaddleJob", "JAXJob", "LeaderWorkerSet")
                .contains(job.kind());
        if (replicas < 2 || !joined || job.pod().hostNetwork().asOptional().orElse(false)) {
            return;
        }
        for (ManifestContainer c : job.containers()) {
            long gpus = c.resources().gpus().asOptional().orElse(0L);
            boolean few = gpus == 1
                    && JobCommands.of(c).launches().stream()
                            .map(Launch::workers)
                            .noneMatch(w -> w > 1);
            if (few) {
                add(
                        LintRule.PODS_DO_NOT_SHARE,
                        LintWords.source(job.pod().replicas()),
                        LintWords.named(job, c) + " has one GPU in each of " + replicas + " pods.",
                        "Ask for all GPUs of a node in one pod, and start one rank for each in it.");
            }
        }
    }

    private void add(LintRule rule, SourceRef at, String summary, String remedy) {
        found.add(LintFinding.of(rule, at, summary, remedy));
    }
}
