package dev.shmfit.lint;

import dev.shmfit.manifest.ComposeReader;
import dev.shmfit.manifest.JobManifest;
import dev.shmfit.manifest.ManifestContainer;
import dev.shmfit.manifest.ManifestContainer.Role;
import dev.shmfit.manifest.ManifestFormat;
import dev.shmfit.manifest.Mount;
import dev.shmfit.manifest.SharedMemory;
import dev.shmfit.manifest.Tree;
import dev.shmfit.manifest.Volume;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Does the volume that is meant for /dev/shm arrive there, in the container that needs it? */
final class VolumeRules {
    private static final Set<ManifestFormat> ON_HOST =
            Set.of(ManifestFormat.SLURM, ManifestFormat.APPTAINER, ManifestFormat.HOST);
    /** Where a size is asked for, and not merely printed. */
    private static final Set<ManifestFormat> SIZED_BY_OPTION = Set.of(
            ManifestFormat.DOCKER,
            ManifestFormat.PODMAN,
            ManifestFormat.QUADLET,
            ManifestFormat.COMPOSE,
            ManifestFormat.DEVCONTAINER);

    private final JobManifest job;
    private final List<LintFinding> found = new ArrayList<>();

    private VolumeRules(JobManifest job) {
        this.job = job;
    }

    static List<LintFinding> of(JobManifest job) {
        VolumeRules rules = new VolumeRules(job);
        job.containers().forEach(rules::container);
        if (job.format() == ManifestFormat.KUBERNETES) {
            rules.unused();
        }
        return rules.found;
    }

    /** Whether a volume is meant for /dev/shm: by its name, or by its kind where it is mounted there or nowhere. */
    static boolean isForShm(JobManifest job, Volume v) {
        if (job.format() != ManifestFormat.KUBERNETES) {
            return false;
        }
        String name = v.name().toLowerCase(Locale.ROOT);
        boolean named = name.contains("shm") || name.contains("shared-mem") || name.contains("sharedmem");
        List<Mount> mounts = job.containers().stream()
                .flatMap(c -> c.mounts().stream())
                .filter(m -> m.volume().equals(v.name()))
                .toList();
        boolean there =
                mounts.isEmpty() || mounts.stream().anyMatch(m -> m.path().contains("shm"));
        return v.kind() == Volume.Kind.MEMORY ? named || there : named && v.kind() != Volume.Kind.OTHER;
    }

    private void container(ManifestContainer c) {
        if (job.format() == ManifestFormat.COMPOSE) {
            c.tree().get(ComposeReader.EXTENDS).ifPresent(e -> extendsUnread(c, e));
        }
        if (job.isElsewhere()) {
            add(
                    LintRule.CONTAINER_ELSEWHERE,
                    job.at().source(),
                    "This command is about " + (job.name().isEmpty() ? "services" : job.name())
                            + ", made elsewhere: what that has at /dev/shm is not known.",
                    job.format() == ManifestFormat.COMPOSE
                            ? "Hand over the compose file, too."
                            : "Hand over what makes the container, too.");
        }
        if (job.isOfRuntime()) {
            add(
                    LintRule.CONTAINER_ELSEWHERE,
                    job.at().source(),
                    LintWords.named(job, c) + " has at /dev/shm what its runtime mounts, which is not here.",
                    "Hand over the runtime, too: kubectl get clustertrainingruntime -o yaml.");
        }
        if (job.shm(c).kind() == SharedMemory.Kind.SHARED
                && c.ipc().shmSize().isKnown()
                && !c.ipc().ofSwarm()
                && SIZED_BY_OPTION.contains(job.format())) {
            add(
                    LintRule.SHM_SIZE_UNUSED,
                    LintWords.source(c.ipc().shmSize()),
                    LintWords.named(job, c) + " has a size for /dev/shm, and shares that of another container.",
                    "Set the size at the container that it shares with.");
        }
        List<Mount> atShm = c.mounts().stream().filter(Mount::isShm).toList();
        Optional<Mount> mount = c.shmMount();
        // The commands of a script on a host have containers of their own, each with its mounts.
        boolean host = ON_HOST.contains(job.format());
        if (host) {
            atShm.forEach(m -> mounted(c, m));
            return;
        }
        if (atShm.size() > 1) {
            add(
                    LintRule.SHM_MOUNT_TWICE,
                    atShm.get(1).at().source(),
                    LintWords.named(job, c) + " mounts two things at /dev/shm.",
                    "Keep one of the two.");
        }
        mount.ifPresent(m -> mounted(c, m));
        mount.filter(m -> c.ipc().shmSize().isKnown() && !c.ipc().ofSwarm() && SIZED_BY_OPTION.contains(job.format()))
                .ifPresent(m -> add(
                        LintRule.SHM_SIZE_UNUSED,
                        LintWords.source(c.ipc().shmSize()),
                        LintWords.named(job, c) + " has a size for /dev/shm, and mounts something else there.",
                        "Keep the size, and take the mount away; or give the mount the size."));
        // Runtimes mount the deeper path last (containerd: internal/cri/opts, orderedMounts), and those of Kubernetes
        // count
        // their own /dev/shm in. Docker and Podman leave theirs out below a /dev that is mounted.
        boolean deeper = mount.isPresent() || job.format() == ManifestFormat.KUBERNETES;
        for (Mount m : c.mounts()) {
            if (m.path().equals("/dev") && !deeper) {
                add(
                        LintRule.SHM_SHADOWED,
                        m.at().source(),
                        LintWords.named(job, c) + " mounts " + (m.volume().isEmpty() ? "something" : "a volume")
                                + " at /dev, over its own /dev/shm.",
                        "Mount the single devices that it needs.");
            }
        }
    }

    private void extendsUnread(ManifestContainer c, Tree from) {
        String service =
                from instanceof Tree.Leaf l ? l.text() : from.text("service").orElse("a service");
        Optional<String> file = from.text("file");
        add(
                LintRule.EXTENDS_NOT_READ,
                from.at().source(),
                LintWords.named(job, c) + " extends " + service
                        + file.map(f -> " of " + f + ", which was not handed over")
                                .orElse(", which is not there")
                        + ": what that sets counts for nothing here.",
                file.map(f -> "Hand over " + f + ", too, or the output of docker compose config.")
                        .orElse("Name a service of this file."));
    }

    private void mounted(ManifestContainer c, Mount m) {
        boolean kubernetes = job.format() == ManifestFormat.KUBERNETES;
        if (kubernetes && !m.volume().isEmpty() && job.pod().volume(m.volume()).isEmpty()) {
            add(
                    LintRule.SHM_VOLUME_UNKNOWN,
                    m.at().source(),
                    LintWords.named(job, c) + " mounts the volume \"" + m.volume()
                            + "\" at /dev/shm, and the pod declares none of that name.",
                    "Declare it under volumes: an emptyDir with medium: Memory and a sizeLimit.");
        }
        if (!m.subPath().isEmpty()) {
            add(
                    LintRule.SHM_SUB_PATH,
                    m.at().source(),
                    LintWords.named(job, c) + " mounts a part of a volume (" + m.subPath() + ") at /dev/shm.",
                    "Give /dev/shm an emptyDir of its own.");
        }
        SharedMemory shm = job.shm(c);
        job.pod()
                .volume(m.volume())
                .filter(v -> v.kind() == Volume.Kind.OTHER
                        || (v.kind() == Volume.Kind.HOST_PATH && !v.path().equals(Mount.SHM)))
                .ifPresent(v -> add(
                        LintRule.SHM_NOT_TMPFS,
                        m.at().source(),
                        LintWords.named(job, c) + " has "
                                + (v.path().startsWith("/")
                                        ? "the node's " + v.path()
                                        : "a volume that is no "
                                                + (job.format() == ManifestFormat.KUBERNETES ? "emptyDir" : "tmpfs"))
                                + " at /dev/shm.",
                        ON_HOST.contains(job.format())
                                ? "Leave /dev/shm to the node, whose tmpfs the container has without that."
                                : LintWords.remedy(job, c, ProposedSize.of(Optional.empty(), ShmNeed.of(job, c)))));
        if (shm.kind() == SharedMemory.Kind.HOST && !job.pod().isHostIpc()) {
            add(
                    LintRule.SHM_HOST_PATH,
                    m.at().source(),
                    LintWords.named(job, c) + " has the node's own /dev/shm.",
                    LintWords.remedy(job.format(), ProposedSize.of(Optional.empty(), ShmNeed.of(job, c))));
        }
    }

    /** Volumes that are meant for /dev/shm and do not get there. */
    private void unused() {
        for (Volume v : job.pod().volumes()) {
            if (!isForShm(job, v)) {
                continue;
            }
            for (ManifestContainer c : job.containers()) {
                if (c.role() == Role.INIT
                        || !ShmNeed.of(job, c).exists()
                        || c.shmMount().isPresent()) {
                    continue;
                }
                Optional<Mount> elsewhere = c.mounts().stream()
                        .filter(m -> m.volume().equals(v.name()))
                        .findFirst();
                if (elsewhere.isPresent()) {
                    add(
                            LintRule.SHM_MOUNTED_ELSEWHERE,
                            elsewhere.get().at().source(),
                            LintWords.named(job, c) + " mounts \"" + v.name() + "\" at "
                                    + elsewhere.get().path() + ", and has 64 MiB at /dev/shm.",
                            "Mount it at /dev/shm.");
                } else {
                    String others = others(v);
                    add(
                            LintRule.SHM_MOUNT_MISSING,
                            c.at().source(),
                            LintWords.named(job, c) + " does not mount \"" + v.name() + "\"" + others
                                    + ": it has 64 MiB at /dev/shm, and "
                                    + ShmNeed.of(job, c).reason() + ".",
                            "Add a volumeMount of \"" + v.name() + "\" at /dev/shm to this container.");
                }
            }
        }
    }

    private String others(Volume v) {
        return job.containers().stream()
                .filter(c -> c.mounts().stream().anyMatch(m -> m.volume().equals(v.name())))
                .findFirst()
                .map(c -> ", which " + c.name() + " mounts")
                .orElse("");
    }

    private void add(LintRule rule, dev.shmfit.facts.SourceRef at, String summary, String remedy) {
        found.add(LintFinding.of(rule, at, summary, remedy));
    }
}
