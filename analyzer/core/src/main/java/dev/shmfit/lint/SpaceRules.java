package dev.shmfit.lint;

import dev.shmfit.facts.Reading;
import dev.shmfit.facts.ShmFacts;
import dev.shmfit.facts.SourceRef;
import dev.shmfit.manifest.JobManifest;
import dev.shmfit.manifest.ManifestContainer;
import dev.shmfit.manifest.ManifestFormat;
import dev.shmfit.manifest.ManifestReader;
import dev.shmfit.manifest.Mount;
import dev.shmfit.manifest.SharedMemory;
import dev.shmfit.manifest.Volume;
import dev.shmfit.units.ByteCount;
import dev.shmfit.units.RoundedSize;
import dev.shmfit.units.SizeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** How large is /dev/shm, and does that suffice? */
final class SpaceRules {
    private final JobManifest job;
    private final Function<ManifestContainer, Optional<NodeNeed>> need;
    private final List<LintFinding> found = new ArrayList<>();

    private SpaceRules(JobManifest job, Function<ManifestContainer, Optional<NodeNeed>> need) {
        this.job = job;
        this.need = need;
    }

    static List<LintFinding> of(ManifestReader.Found found, NodeNeed.Source need) {
        NodeNeed.Source together = SharedNeed.onNode(need);
        SpaceRules rules = new SpaceRules(found.job(), c -> together.of(found, c));
        found.job().containers().forEach(rules::container);
        return rules.found;
    }

    private void container(ManifestContainer c) {
        SharedMemory shm = job.shm(c);
        ShmNeed told = SharedNeed.told(job, c);
        switch (shm.kind()) {
            case DEFAULT -> byDefault(c, told);
            case DISK -> onDisk(c, shm);
            case UNSIZED -> unsized(c, shm, told);
            case SIZED -> sized(c, shm, told);
            case HOST, SHARED, UNKNOWN -> {}
        }
        // KubeRay's volume is as large as the container's memory by its own choice.
        if (shm.size().isKnown()
                && shm.kind() == SharedMemory.Kind.SIZED
                && !c.ipc().operatorVolume()) {
            againstMemory(c, shm.size().asOptional().orElseThrow(), place(c, shm));
        }
        ipc(c, told);
    }

    private void byDefault(ManifestContainer c, ShmNeed told) {
        if (c.ipc().buildShmSize().isKnown()) {
            add(
                    LintRule.BUILD_SIZE_ONLY,
                    LintWords.source(c.ipc().buildShmSize()),
                    LintWords.named(job, c) + " has build.shm_size and no shm_size: when it runs, /dev/shm has 64 MiB.",
                    "Set shm_size at the service, beside build: shm_size: "
                            + SizeText.docker(size(c, told).bytes()) + "." + LintWords.thumb(size(c, told)));
        } else if (needed(c, told) && !declared()) {
            add(
                    LintRule.SHM_NOT_SET,
                    c.at().source(),
                    LintWords.named(job, c) + " has the default 64 MiB of /dev/shm, and " + reason(c, told) + "."
                            + LintWords.uncounted(c),
                    LintWords.remedy(job, c, size(c, told)));
        }
    }

    /** By the manifest alone; a node may show that the default suffices, or that it does not. */
    private boolean needed(ManifestContainer c, ShmNeed told) {
        return need.apply(c)
                .map(n -> n.required().max(told.least()).compareTo(ShmFacts.CONTAINER_DEFAULT) > 0)
                .orElse(told.exists());
    }

    private String reason(ManifestContainer c, ShmNeed told) {
        return need.apply(c)
                .map(n -> "needs " + RoundedSize.up(n.required().max(told.least())) + " on this node")
                .orElse(told.reason() + LintWords.least(told));
    }

    /** Whether a volume for it is there, which {@link VolumeRules} then tell of. */
    private boolean declared() {
        return job.pod().volumes().stream().anyMatch(v -> VolumeRules.isForShm(job, v));
    }

    private ProposedSize size(ManifestContainer c, ShmNeed told) {
        return ProposedSize.of(need.apply(c), told);
    }

    private void onDisk(ManifestContainer c, SharedMemory shm) {
        add(
                LintRule.SHM_ON_DISK,
                place(c, shm),
                LintWords.named(job, c) + " has an emptyDir on disk at /dev/shm.",
                "Add medium: Memory to the emptyDir \""
                        + shm.volume().map(Volume::name).orElse("") + "\".");
    }

    private void unsized(ManifestContainer c, SharedMemory shm, ShmNeed told) {
        ProposedSize size = size(c, told);
        shm.volume()
                .ifPresent(v -> add(
                        LintRule.SHM_NO_SIZE_LIMIT,
                        v.at().source(),
                        job.format() == ManifestFormat.KUBERNETES
                                ? "The emptyDir \"" + v.name() + "\" at /dev/shm has no sizeLimit."
                                : "The tmpfs at /dev/shm has no size.",
                        job.format() == ManifestFormat.KUBERNETES
                                ? "Add sizeLimit: "
                                        + SizeText.kubernetes(size.bytes())
                                        + " beside medium: Memory." + LintWords.thumb(size)
                                : "Give the tmpfs a size: " + tmpfs(size)));
    }

    /** Whether it is a tmpfs that the file mounts in place of the runtime's own. */
    private boolean ofTmpfs(SharedMemory shm) {
        return job.format() != ManifestFormat.KUBERNETES && shm.volume().isPresent();
    }

    private static String tmpfs(ProposedSize size) {
        return SizeText.docker(size.bytes()) + "." + LintWords.thumb(size);
    }

    private void sized(ManifestContainer c, SharedMemory shm, ShmNeed told) {
        ByteCount has = shm.size().asOptional().orElse(ByteCount.ZERO);
        ByteCount wants =
                need.apply(c).map(NodeNeed::required).orElse(ByteCount.ZERO).max(told.least());
        boolean readable = has.bytes() >= ByteCount.mebibytes(1).bytes();
        if (readable
                && has.compareTo(wants) >= 0
                && has.compareTo(ShmFacts.CONTAINER_DEFAULT) <= 0
                && needed(c, told)) {
            // No better than saying nothing.
            add(
                    LintRule.SHM_BELOW_NEED,
                    place(c, shm),
                    LintWords.named(job, c) + " has " + RoundedSize.down(has)
                            + " of /dev/shm, no more than the default, and " + reason(c, told) + "."
                            + LintWords.uncounted(c),
                    ofTmpfs(shm)
                            ? "Raise the size of the tmpfs to " + tmpfs(size(c, told))
                            : LintWords.remedy(job, c, size(c, told)));
        }
        if (readable && has.compareTo(wants) < 0) {
            RoundedSize.Pair pair = RoundedSize.comparison(wants, has);
            add(
                    LintRule.SHM_BELOW_NEED,
                    place(c, shm),
                    LintWords.named(job, c) + SharedNeed.with(job, c) + " needs " + pair.need()
                            + (SharedNeed.with(job, c).isEmpty() ? " of /dev/shm" : " of it for all") + " and has "
                            + pair.have()
                            + (told.source().isEmpty() ? "" : " (" + told.source() + ")") + "."
                            + LintWords.uncounted(c),
                    ofTmpfs(shm)
                            ? "Raise the size of the tmpfs to " + tmpfs(size(c, told))
                            : LintWords.remedy(job, c, size(c, told)));
        }
    }

    private void againstMemory(ManifestContainer c, ByteCount size, SourceRef at) {
        Optional<ByteCount> limit = c.resources().memoryLimit().asOptional();
        if (limit.isEmpty() || limit.get().bytes() < ByteCount.mebibytes(1).bytes()) {
            return;
        }
        RoundedSize.Pair pair = RoundedSize.comparison(size, limit.get());
        if (size.compareTo(limit.get()) >= 0) {
            add(
                    LintRule.SHM_EXCEEDS_MEMORY_LIMIT,
                    at,
                    LintWords.named(job, c) + " may fill " + pair.need() + " of /dev/shm within a memory limit of "
                            + pair.have() + ".",
                    "Raise the memory limit to what the programs need plus the size of /dev/shm, or lower the size.");
        } else if (size.compareTo(ByteCount.of(limit.get().bytes() / 2)) > 0) {
            add(
                    LintRule.SHM_EATS_MEMORY_LIMIT,
                    at,
                    LintWords.named(job, c) + " leaves "
                            + RoundedSize.down(ByteCount.of(limit.get().bytes() - size.bytes()))
                            + " of its memory limit of " + RoundedSize.down(limit.get())
                            + " when /dev/shm is full.",
                    "Raise the memory limit by the size of /dev/shm, or lower the size to what the job needs.");
        }
    }

    private void ipc(ManifestContainer c, ShmNeed told) {
        boolean none = c.ipc().mode().asOptional().filter("none"::equals).isPresent();
        if (none && !c.ipc().ofSwarm() && c.shmMount().isEmpty() && needed(c, told)) {
            add(
                    LintRule.IPC_NONE,
                    LintWords.source(c.ipc().mode()),
                    LintWords.named(job, c) + " has no /dev/shm, and " + reason(c, told) + ".",
                    "Take the IPC mode away. " + LintWords.remedy(job, c, size(c, told)));
        }
        if (c.ipc().ofSwarm()) {
            swarm(c, told);
            return;
        }
        SourceRef own = LintWords.source(c.ipc().ownSize());
        if (!own.item().isEmpty()) {
            add(
                    LintRule.SIZE_OF_POD,
                    own,
                    LintWords.named(job, c) + " is in a pod, whose /dev/shm it has.",
                    "Set the size at the pod.");
        }
        boolean host = c.ipc().isHost()
                || (job.format() == ManifestFormat.KUBERNETES && job.pod().isHostIpc());
        if (!host || job.format() == ManifestFormat.SLURM || job.format() == ManifestFormat.HOST) {
            return;
        }
        SourceRef at = c.ipc().isHost()
                ? LintWords.source(c.ipc().mode())
                : LintWords.source(job.pod().hostIpc());
        if (c.ipc().shmSize().isKnown()) {
            boolean refused = job.format() == ManifestFormat.PODMAN || job.format() == ManifestFormat.QUADLET;
            found.add(new LintFinding(
                    LintRule.IPC_HOST_AND_SIZE,
                    refused ? dev.shmfit.verdict.Severity.PROBLEM : LintRule.IPC_HOST_AND_SIZE.severity(),
                    LintWords.source(c.ipc().shmSize()),
                    LintWords.named(job, c) + " asks for the host's IPC namespace and for a size of /dev/shm: "
                            + (refused ? "Podman refuses to start it." : "Docker ignores the size."),
                    "Keep one of the two; the size keeps the job apart from the host."));
        } else if (job.format() != ManifestFormat.INSPECT && c.shmMount().isEmpty()) {
            add(
                    LintRule.HOST_IPC,
                    at,
                    LintWords.named(job, c) + " shares the host's IPC namespace, and with it the host's /dev/shm.",
                    LintWords.remedy(job, c, size(c, told)) + " Then take the host's IPC namespace away.");
        }
    }

    private void swarm(ManifestContainer c, ShmNeed told) {
        for (Reading<?> asked : List.of(c.ipc().shmSize(), c.ipc().mode())) {
            SourceRef at = LintWords.source(asked);
            if (!at.item().isEmpty()) {
                add(
                        LintRule.NOT_OF_SWARM,
                        at,
                        LintWords.named(job, c) + " is a service of Docker Swarm, which has no "
                                + (asked == c.ipc().shmSize() ? "size of /dev/shm." : "IPC mode."),
                        LintWords.remedy(job, c, size(c, told)));
            }
        }
    }

    private SourceRef place(ManifestContainer c, SharedMemory shm) {
        return shm.volume()
                .map(v -> v.size().isKnown() ? LintWords.source(v.size()) : v.at().source())
                .orElseGet(() -> c.ipc().shmSize().isKnown()
                        ? LintWords.source(c.ipc().shmSize())
                        : c.shmMount().map(Mount::at).orElse(c.at()).source());
    }

    private void add(LintRule rule, SourceRef at, String summary, String remedy) {
        found.add(LintFinding.of(rule, at, summary, remedy));
    }
}
