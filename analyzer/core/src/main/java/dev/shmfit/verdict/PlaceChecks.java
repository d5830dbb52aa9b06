package dev.shmfit.verdict;

import dev.shmfit.facts.PlaceState;
import dev.shmfit.facts.Reading;
import dev.shmfit.facts.ShmFiles;
import dev.shmfit.facts.ShmFiles.ShmFile;
import dev.shmfit.facts.ShmMount;
import dev.shmfit.facts.SourceRef;
import dev.shmfit.text.Text;
import dev.shmfit.units.ByteCount;
import dev.shmfit.units.RoundedSize;
import dev.shmfit.units.UserInput;
import java.util.List;
import java.util.regex.Pattern;

/** Is the place itself in order: /dev/shm as it should be, nothing left behind, nothing that hangs? */
final class PlaceChecks {
    private static final int SHOWN = 6;
    private static final int EVERYBODY = 01777;
    private static final int STICKY = 01000;
    private static final int WRITABLE = 0002;
    private static final Pattern BY_TRAINING = Pattern.compile("(?:nccl-|torch_|sem\\.|psm_|cuda\\.shm\\.).*");

    private PlaceChecks() {}

    static List<Finding> hanging(Evidence e) {
        List<Reading.Known<String>> silent = state(e).silent();
        if (silent.isEmpty()) {
            return List.of();
        }
        return List.of(Finding.of(
                        "nvidia-smi-hangs",
                        Severity.PROBLEM,
                        Owner.NODE,
                        Text.of(
                                "verdict/nvidia-smi-hangs.summary",
                                "silent",
                                silent.get(0).value()),
                        Text.of("verdict/nvidia-smi-hangs.explanation"),
                        Text.of("verdict/nvidia-smi-hangs.remedy", "option", UserInput.TIMEOUT))
                .from(silent.stream().map(Reading.Known::source).toList()));
    }

    static List<Finding> missing(Evidence e) {
        if (!state(e).shm().missing()) {
            return List.of();
        }
        return List.of(Finding.of(
                        "shm-missing",
                        Severity.PROBLEM,
                        container(e) ? Owner.JOB : Owner.NODE,
                        Text.of("verdict/shm-missing.summary"),
                        Text.of("verdict/shm-missing.explanation"),
                        Text.of("verdict/shm-missing.remedy"))
                .from(List.of(SourceRef.of("shm-statvfs.txt"))));
    }

    static List<Finding> readOnly(Evidence e) {
        if (!(e.surroundings().state().shm().mount() instanceof Reading.Known<ShmMount> mount)
                || !mount.value().readOnly()) {
            return List.of();
        }
        return List.of(Finding.of(
                        "shm-read-only",
                        Severity.PROBLEM,
                        container(e) ? Owner.JOB : Owner.NODE,
                        Text.of("verdict/shm-read-only.summary"),
                        Text.of("verdict/shm-read-only.explanation"),
                        Text.of("verdict/shm-read-only.remedy"))
                .from(List.of(mount.source())));
    }

    static List<Finding> fileSystem(Evidence e) {
        if (state(e).shm().missing()
                || !(state(e).shm().type() instanceof Reading.Known<String> type)
                || type.value().equals("tmpfs")) {
            return List.of();
        }
        return List.of(Finding.of(
                        "shm-not-tmpfs",
                        Severity.WARNING,
                        container(e) ? Owner.JOB : Owner.NODE,
                        Text.of("verdict/shm-not-tmpfs.summary", "type", type.value()),
                        Text.of("verdict/shm-not-tmpfs.explanation"),
                        Text.of("verdict/shm-not-tmpfs.remedy"))
                .from(List.of(type.source())));
    }

    static List<Finding> mode(Evidence e) {
        if (!(state(e).shm().mode() instanceof Reading.Known<Integer> mode) || mode.value() == EVERYBODY) {
            return List.of();
        }
        boolean open = (mode.value() & WRITABLE) != 0;
        long user = state(e).user().asOptional().orElse(0L);
        boolean own = user == 0
                || state(e).shm().owner().asOptional().filter(o -> o == user).isPresent();
        boolean sticky = (mode.value() & STICKY) != 0;
        if (open && sticky) {
            return List.of();
        }
        return List.of(Finding.of(
                        "shm-mode",
                        open || own ? Severity.WARNING : Severity.PROBLEM,
                        container(e) ? Owner.IMAGE : Owner.NODE,
                        Text.of("verdict/shm-mode.summary", "mode", Integer.toOctalString(mode.value())),
                        open
                                ? Text.of("verdict/shm-mode.open")
                                : Text.of("verdict/shm-mode.explanation", "who", own ? "you" : "other"),
                        Text.of("verdict/shm-mode.remedy"))
                .from(List.of(mode.source())));
    }

    static List<Finding> leftBehind(Evidence e) {
        if (!(state(e).shm().files() instanceof Reading.Known<ShmFiles> known)) {
            return List.of();
        }
        List<ShmFile> files = known.value().files().stream()
                .filter(f -> f.leftBehind() && BY_TRAINING.matcher(f.name()).matches())
                .toList();
        ByteCount sum = files.stream().map(ShmFile::taken).reduce(ByteCount.ZERO, ByteCount::plus);
        if (files.isEmpty()) {
            return List.of();
        }
        boolean decisive = Verdict.space(e.need().demand(), e.supply()) != Verdict.Status.FITS;
        List<String> names = files.stream().map(ShmFile::name).limit(SHOWN).toList();
        List<SourceRef> sources =
                files.stream().map(ShmFile::source).limit(SHOWN).toList();
        return List.of(Finding.of(
                        "shm-left-behind",
                        decisive ? Severity.WARNING : Severity.NOTE,
                        Owner.NODE,
                        Text.of(
                                "verdict/shm-left-behind.summary",
                                "files",
                                files.size(),
                                "taken",
                                sum.bytes() == 0
                                        ? Text.of("verdict/shm-left-behind.nothing")
                                        : Text.verbatim(RoundedSize.down(sum)),
                                "seen",
                                known.value().allSeen() ? "all" : "some",
                                "names",
                                TransportChecks.shown(names, files.size())),
                        Text.sentences(
                                Text.of("verdict/shm-left-behind.explanation"),
                                known.value().allSeen() ? Text.EMPTY : Text.of("verdict/shm-left-behind.unseen")),
                        Text.of("verdict/shm-left-behind.remedy"))
                .from(sources));
    }

    static List<Finding> removedIpc(Evidence e) {
        if (!(state(e).removesIpc() instanceof Reading.Known<Boolean> removes) || !removes.value() || container(e)) {
            return List.of();
        }
        return List.of(Finding.of(
                        "logind-removes-ipc",
                        Severity.WARNING,
                        Owner.NODE,
                        Text.of("verdict/logind-removes-ipc.summary"),
                        Text.of("verdict/logind-removes-ipc.explanation"),
                        Text.of("verdict/logind-removes-ipc.remedy"))
                .from(List.of(removes.source())));
    }

    static List<Finding> accessControl(Evidence e) {
        List<Reading.Known<String>> bridges = state(e).redirecting();
        if (bridges.isEmpty()) {
            return List.of();
        }
        List<String> names =
                bridges.stream().map(Reading.Known::value).limit(SHOWN).toList();
        return List.of(Finding.of(
                        "acs-redirects-p2p",
                        Severity.WARNING,
                        Owner.NODE,
                        Text.of(
                                "verdict/acs-redirects-p2p.summary",
                                "bridges",
                                bridges.size(),
                                "names",
                                TransportChecks.shown(names, bridges.size())),
                        Text.of("verdict/acs-redirects-p2p.explanation"),
                        Text.of("verdict/acs-redirects-p2p.remedy"))
                .from(bridges.stream().map(Reading.Known::source).limit(SHOWN).toList()));
    }

    static List<Finding> iommu(Evidence e) {
        boolean virtual = e.surroundings().virtualMachine().asOptional().orElse(false);
        if (!(state(e).iommu() instanceof Reading.Known<String> option) || virtual) {
            return List.of();
        }
        return List.of(Finding.of(
                        "iommu-translates",
                        Severity.NOTE,
                        Owner.NODE,
                        Text.of("verdict/iommu-translates.summary", "option", option.value()),
                        Text.of("verdict/iommu-translates.explanation"),
                        Text.of("verdict/iommu-translates.remedy"))
                .from(List.of(option.source())));
    }

    private static PlaceState state(Evidence e) {
        return e.surroundings().state();
    }

    private static boolean container(Evidence e) {
        return e.surroundings().platform().isContainer();
    }
}
