package dev.shmfit.verdict;

import dev.shmfit.facts.Provenance;
import dev.shmfit.facts.Reading;
import dev.shmfit.facts.ShmFacts;
import dev.shmfit.facts.ShmFiles;
import dev.shmfit.facts.ShmFiles.ShmFile;
import dev.shmfit.facts.ShmMount;
import dev.shmfit.shm.ShmSupply;
import dev.shmfit.text.Text;
import dev.shmfit.units.ByteCount;
import dev.shmfit.units.RoundedSize;
import dev.shmfit.units.UserInput;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Where does this /dev/shm come from, who else has a part of it, and which knob moves it? */
final class ContainerChecks {
    /** What Docker, Podman and containerd give unless told otherwise. */
    private static final ByteCount WORTH_TELLING = ByteCount.mebibytes(1);

    private static final int SHOWN = 4;

    private ContainerChecks() {}

    static List<Finding> defaultSize(Evidence e) {
        Reading<ByteCount> size = e.supply().size();
        boolean isDefault =
                size.asOptional().filter(ShmFacts.CONTAINER_DEFAULT::equals).isPresent()
                        && ShmSupply.provenance(size) == Provenance.MEASURED;
        if (!isDefault || Verdict.space(e.need().demand(), e.supply()) == Verdict.Status.FITS) {
            return List.of();
        }
        return List.of(Finding.of(
                        "shm-size-is-default",
                        Severity.NOTE,
                        Owner.JOB,
                        Text.of("verdict/shm-size-is-default.summary"),
                        Text.of("verdict/shm-size-is-default.explanation"),
                        Text.of("verdict/shm-size-is-default.remedy"))
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
                        Text.of("verdict/shm-of-the-host.summary"),
                        Text.of(
                                "verdict/shm-of-the-host.explanation",
                                "way",
                                e.surroundings().platform().isKubernetes()
                                        ? Text.of("verdict/shm-of-the-host.of-pod")
                                        : Text.of("verdict/shm-of-the-host.of-container")),
                        e.surroundings().platform().isKubernetes()
                                ? Text.of("verdict/shm-of-the-host.remedy-pod")
                                : Text.of("verdict/shm-of-the-host.remedy"))
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
                        Text.of("verdict/emptydir-not-sized.summary"),
                        Text.of("verdict/emptydir-not-sized.explanation"),
                        Text.of(
                                "verdict/emptydir-not-sized.remedy",
                                "need",
                                RoundedSize.up(need),
                                "now",
                                limit.map(l -> Text.of("verdict/emptydir-not-sized.now", "limit", RoundedSize.down(l)))
                                        .orElse(Text.EMPTY)))
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
                        Text.of(
                                "verdict/shm-in-use.summary",
                                "sum",
                                RoundedSize.down(sum),
                                "files",
                                held.size(),
                                "names",
                                String.join(", ", names),
                                "more",
                                held.size() > SHOWN ? ", ..." : ""),
                        Text.of("verdict/shm-in-use.explanation"),
                        Text.of("verdict/shm-in-use.remedy", "option", UserInput.OTHER_TENANT))
                .from(held.stream().map(ShmFile::source).limit(SHOWN).toList()));
    }
}
