package dev.shmfit.lint;

import dev.shmfit.facts.Reading;
import dev.shmfit.facts.SourceRef;
import dev.shmfit.manifest.JobCommands;
import dev.shmfit.manifest.JobManifest;
import dev.shmfit.manifest.ManifestContainer;
import dev.shmfit.manifest.ManifestFormat;
import dev.shmfit.manifest.Tree;
import dev.shmfit.units.ByteCount;
import dev.shmfit.units.RoundedSize;
import dev.shmfit.units.SizeText;
import java.util.Locale;
import java.util.stream.Collectors;

/** Parts of sentences that rules share. */
final class LintWords {
    private LintWords() {}

    /** {@code Container main of Deployment trainer}. */
    static String named(JobManifest job, ManifestContainer c) {
        if (job.format() != ManifestFormat.KUBERNETES) {
            String name = job.name().isEmpty() ? "" : " " + job.name();
            return switch (job.format()) {
                case COMPOSE -> "Service" + name;
                case DOCKER, PODMAN, SWARM -> "This container" + (name.isEmpty() ? "" : " (" + job.name() + ")");
                case QUADLET -> "This Quadlet";
                case INSPECT -> "Container" + name;
                case DEVCONTAINER -> "The devcontainer" + name;
                case DSTACK -> "The task" + name;
                default -> "The job" + name;
            };
        }
        return "Container" + (c.name().isEmpty() ? "" : " " + c.name()) + " of " + job.shown();
    }

    static String least(ShmNeed need) {
        return need.least().bytes() == 0
                ? ""
                : ", which takes " + RoundedSize.up(need.least()) + " without NCCL (" + need.source() + ")";
    }

    /** What of the engines' own files no formula counts, as a sentence with a blank before it; empty where all is counted. */
    static String uncounted(ManifestContainer c) {
        String open = JobCommands.of(c).launches().stream()
                .flatMap(l -> EngineRest.of(l, c).stream())
                .flatMap(u -> u.rest().stream())
                .map(r -> r.what().replaceFirst("^What ", "what ").replaceFirst(",$", ""))
                .distinct()
                .collect(Collectors.joining("; "));
        return open.isEmpty()
                ? ""
                : " No formula counts " + open + "; the analysis of a node says why, and a workload file states it.";
    }

    /** How a format gives a container more. */
    static String remedy(ManifestFormat format, ProposedSize proposed) {
        return change(format, proposed.bytes()) + thumb(proposed);
    }

    /** How a container gets more: by its pod, where Podman has put it into one. */
    static String remedy(JobManifest job, ManifestContainer c, ProposedSize proposed) {
        String letters = SizeText.docker(proposed.bytes());
        if (job.format() == ManifestFormat.COMPOSE && c.ipc().ofSwarm()) {
            return "Mount a tmpfs at /dev/shm: " + stack(proposed.bytes()) + " under volumes." + thumb(proposed);
        }
        return c.ipc()
                .pod()
                .map(pod -> (job.format() == ManifestFormat.QUADLET
                                ? "Add ShmSize=" + letters + " to [Pod] of " + pod
                                        + ", or before Podman 5.4 PodmanArgs=--shm-size=" + letters + "."
                                : "Make the pod " + pod + " with --shm-size=" + letters + ".")
                        + thumb(proposed))
                .orElseGet(() -> remedy(job.format(), proposed) + kubectl(job, c));
    }

    /** Whether a value stands in the text; what a command line stands for does not. */
    static boolean isWritten(Tree tree) {
        return tree.at().end() > tree.at().start();
    }

    private static String kubectl(JobManifest job, ManifestContainer c) {
        if (job.format() != ManifestFormat.KUBERNETES || isWritten(c.tree())) {
            return "";
        }
        return job.kind().equals("Pod")
                ? " kubectl run takes it by --overrides."
                : " kubectl create has no option for it: print the object with --dry-run=client -o yaml and add it there.";
    }

    /** What to know of a size that no node computed. */
    static String thumb(ProposedSize proposed) {
        return proposed.computed() ? "" : " The size is a rule of thumb: the analysis of a node computes it.";
    }

    private static String change(ManifestFormat format, ByteCount size) {
        String letters = SizeText.docker(size);
        return switch (format) {
            case KUBERNETES ->
                "Mount an emptyDir with medium: Memory and sizeLimit: " + SizeText.kubernetes(size)
                        + " at /dev/shm in this container.";
            case COMPOSE -> "Set shm_size: " + letters + " at the service.";
            case DOCKER, PODMAN -> "Add --shm-size=" + letters + ".";
            case SWARM -> "Add --mount " + swarm(size) + ".";
            case QUADLET -> "Add ShmSize=" + letters + " to [Container].";
            case DSTACK -> "Set shm_size: " + dstack(size) + " under resources.";
            case DEVCONTAINER -> "Add \"--shm-size=" + letters + "\" to runArgs.";
            case INSPECT -> "Start the container again with --shm-size=" + letters + ".";
            case SLURM, APPTAINER, HOST ->
                "Give the node a larger /dev/shm: mount -o remount,size=" + letters + " /dev/shm.";
        };
    }

    /** The tmpfs that stands in for the size that Swarm has not. */
    static String swarm(ByteCount size) {
        return "type=tmpfs,dst=/dev/shm,tmpfs-size=" + SizeText.docker(size);
    }

    /** The same in a compose file, where the size is a number of bytes. */
    static String stack(ByteCount size) {
        return "{type: tmpfs, target: /dev/shm, tmpfs: {size: " + size.bytes() + "}}";
    }

    /** dstack's GB are powers of 1024. */
    static String dstack(ByteCount size) {
        return SizeText.docker(size).toUpperCase(Locale.ROOT) + "B";
    }

    /** Where a fact was read. */
    static SourceRef source(Reading<?> reading) {
        return reading.match(k -> k.source(), a -> SourceRef.of(""), u -> u.source());
    }
}
