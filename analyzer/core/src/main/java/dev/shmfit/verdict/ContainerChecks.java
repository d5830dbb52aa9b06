package dev.shmfit.verdict;

import dev.shmfit.facts.Provenance;
import dev.shmfit.facts.Reading;
import dev.shmfit.facts.ShmFiles;
import dev.shmfit.facts.ShmFiles.ShmFile;
import dev.shmfit.facts.ShmMount;
import dev.shmfit.shm.ShmSupply;
import dev.shmfit.units.ByteCount;
import dev.shmfit.units.RoundedSize;
import dev.shmfit.units.UserInput;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Where does this /dev/shm come from, who else has a part of it, and which knob moves it? */
final class ContainerChecks {
    /** What Docker, Podman and containerd give unless told otherwise. */
    private static final ByteCount DEFAULT = ByteCount.mebibytes(64);

    private static final ByteCount WORTH_TELLING = ByteCount.mebibytes(1);
    private static final int SHOWN = 4;

    private ContainerChecks() {}

    static List<Finding> defaultSize(Evidence e) {
        Reading<ByteCount> size = e.supply().size();
        boolean isDefault = size.asOptional().filter(DEFAULT::equals).isPresent()
                && ShmSupply.provenance(size) == Provenance.MEASURED;
        if (!isDefault || Verdict.space(e.need().demand(), e.supply()) == Verdict.Status.FITS) {
            return List.of();
        }
        return List.of(Finding.of(
                        "shm-size-is-default",
                        Severity.NOTE,
                        Owner.JOB,
                        "64.0 MiB is what a container runtime gives when it is told nothing: any size that was asked for did"
                                + " not get here.",
                        "It is lost where shm_size stands under build: in a compose file, in Swarm, which ignores it, in a"
                                + " chart that has no such value, or on a container that was made before the flag was added;"
                                + " or another container than this one got it.",
                        "Set it where this very container is started, recreate the container, and look with df -h /dev/shm"
                                + " inside.")
                .from(Sources.of(size)));
    }

    static List<Finding> sharedWithHost(Evidence e) {
        if (!(e.surroundings().hostIpc() instanceof Reading.Known<Boolean> shared) || !shared.value()) {
            return List.of();
        }
        return List.of(Finding.of(
                        "shm-of-the-host",
                        Severity.NOTE,
                        Owner.JOB,
                        "This container uses the host's /dev/shm.",
                        (e.surroundings().platform().isKubernetes()
                                        ? "With hostIPC: true a pod has the node's /dev/shm, unless it mounts a volume"
                                                + " there."
                                        : "A size given to the container has no effect then: Docker ignores --shm-size"
                                                + " beside --ipc=host, and podman refuses to start (exit code 125).")
                                + " Other jobs of the host take from the same space,"
                                + " and what a killed job leaves behind outlives the container.",
                        e.surroundings().platform().isKubernetes()
                                ? "Leave hostIPC out and give the pod a /dev/shm of its own. Only containers that"
                                        + " exchange segments with others on the host need the host's."
                                : "Leave --ipc=host out and give the container a /dev/shm of its own. Only containers"
                                        + " that exchange segments with others on the host need the host's.")
                .from(Sources.of(shared)));
    }

    /** A kubelet that sizes a memory emptyDir mounts it with the option {@code size=} (KEP-1967); else nothing does. */
    static List<Finding> unsizedVolume(Evidence e) {
        boolean pod = e.surroundings().platform().isKubernetes();
        boolean hosts = e.surroundings().hostIpc().asOptional().orElse(false);
        if (!pod
                || hosts
                || !(e.surroundings().state().shm().mount() instanceof Reading.Known<ShmMount> mount)
                || !mount.value().isOwnTmpfs()
                || mount.value().size().isKnown()) {
            return List.of();
        }
        Optional<ByteCount> limit = e.supply().finiteMemoryLimit();
        ByteCount need = e.need().demand().recommended();
        return List.of(Finding.of(
                        "emptydir-not-sized",
                        Severity.WARNING,
                        Owner.JOB,
                        "The pod's /dev/shm has no size of its own: df shows half of the node's memory, whatever the"
                                + " volume's sizeLimit says.",
                        "Kubernetes does not size this volume, so its sizeLimit, if there is one, is enforced by eviction"
                                + " (\"Usage of EmptyDir volume exceeds the limit\") and the pod's memory limit by the OOM"
                                + " killer; neither shows in df.",
                        "Set sizeLimit to " + RoundedSize.up(need)
                                + " or more, and a memory limit of what the processes need"
                                + " plus that"
                                + limit.map(l -> " (now " + RoundedSize.down(l) + ")")
                                        .orElse("") + ".")
                .from(List.of(mount.source())));
    }

    static List<Finding> inUse(Evidence e) {
        if (!(e.surroundings().state().shm().files() instanceof Reading.Known<ShmFiles> known)) {
            return List.of();
        }
        List<ShmFile> held = known.value().files().stream()
                .filter(f -> f.holders() > 0)
                .sorted(Comparator.comparing(ShmFile::taken).reversed())
                .toList();
        ByteCount sum = held.stream().map(ShmFile::taken).reduce(ByteCount.ZERO, ByteCount::plus);
        if (sum.compareTo(WORTH_TELLING) < 0) {
            return List.of();
        }
        boolean decisive = Verdict.space(e.need().demand(), e.supply()) != Verdict.Status.FITS;
        List<String> names =
                held.stream().map(ShmFile::name).distinct().limit(SHOWN).toList();
        return List.of(Finding.of(
                        "shm-in-use",
                        decisive ? Severity.WARNING : Severity.NOTE,
                        Owner.JOB,
                        "Running processes hold " + RoundedSize.down(sum) + " of /dev/shm in " + held.size()
                                + " file(s): " + String.join(", ", names)
                                + (held.size() > SHOWN ? ", ..." : "") + ".",
                        "Inference engines, Ray's object store, flash checkpoints and other jobs keep segments there, and"
                                + " some fill theirs only under load. What is free now is what is compared with the need.",
                        "Name such a tenant with " + UserInput.OTHER_TENANT
                                + ", at its full size, or give the job a /dev/shm of its own;"
                                + " shmfit watch shows who holds what.")
                .from(held.stream().map(ShmFile::source).limit(SHOWN).toList()));
    }
}
