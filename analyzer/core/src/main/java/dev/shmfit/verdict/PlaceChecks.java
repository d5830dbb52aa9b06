package dev.shmfit.verdict;

import dev.shmfit.facts.PlaceState;
import dev.shmfit.facts.Reading;
import dev.shmfit.facts.ShmFiles;
import dev.shmfit.facts.ShmFiles.ShmFile;
import dev.shmfit.facts.ShmMount;
import dev.shmfit.facts.SourceRef;
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
                        silent.get(0).value() + ".",
                        "A driver that does not answer nvidia-smi does not answer a job either: a GPU has fallen off the"
                                + " bus, waits for a reset, or the driver is stuck.",
                        "Look at dmesg for NVRM and Xid lines, reset the GPU or restart the node; where the driver is only"
                                + " slow to load, switch persistence mode on or give a longer " + UserInput.TIMEOUT
                                + ".")
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
                        "There is no /dev/shm here.",
                        "shm_open of the C library knows no other place: the first segment of NCCL or of a DataLoader fails"
                                + " with \"No such file or directory\" or \"Function not implemented\".",
                        "mkdir -p /dev/shm && mount -t tmpfs -o rw,nosuid,nodev,mode=1777,size=SIZE tmpfs /dev/shm; in a"
                                + " container, do not mount anything over /dev.")
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
                        "/dev/shm is mounted read-only.",
                        "No segment can be made there: shm_open fails with \"Read-only file system\". A container with a"
                                + " read-only root needs a tmpfs of its own at /dev/shm.",
                        "mount -o remount,rw /dev/shm; docker run --read-only --tmpfs /dev/shm:rw,size=SIZE,mode=1777; in a"
                                + " pod an emptyDir with medium Memory at /dev/shm, and its volumeMount without readOnly.")
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
                        "/dev/shm is no tmpfs of its own but lies in " + type.value() + ".",
                        "Shared memory then has the size, the speed and the permissions of another file system; on a disk"
                                + " every batch is written out, and what a job leaves behind stays over a restart.",
                        "Mount one: mount -t tmpfs -o rw,nosuid,nodev,mode=1777,size=SIZE tmpfs /dev/shm")
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
                        "/dev/shm has mode " + Integer.toOctalString(mode.value()) + ", and should have 1777.",
                        open
                                ? "Without the sticky bit any user may delete another's segments; chmod 777 is what"
                                        + " removes it."
                                : "Only its owner" + (own ? "" : ", who you are not,")
                                        + " may create segments there; for others shm_open fails with \"Permission"
                                        + " denied\".",
                        "chmod 1777 /dev/shm, or mount it with mode=1777")
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
                        files.size() + " file(s) of earlier jobs take "
                                + (sum.bytes() == 0 ? "nothing" : RoundedSize.down(sum))
                                + " of /dev/shm, and no process "
                                + (known.value().allSeen() ? "uses" : "that can be seen from here uses") + " them: "
                                + String.join(", ", names)
                                + (files.size() > SHOWN ? " and " + (files.size() - SHOWN) + " more" : "") + ".",
                        "A job that is killed does not unlink its segments; they stay until someone does, or until the"
                                + " machine restarts."
                                + (known.value().allSeen()
                                        ? ""
                                        : " Processes of other users and of other containers may use them unseen."),
                        "When no job runs: find /dev/shm -maxdepth 1 \\( -name 'nccl-*' -o -name 'torch_*' \\) -delete; on"
                                + " a cluster, in the epilog of each job.")
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
                        "systemd-logind deletes this user's files in /dev/shm when the last session ends (RemoveIPC).",
                        "A job that goes on without a login session, in the background, in a batch system or over SSH,"
                                + " then loses its segments: \"could not unlink the shared memory file\", \"unlink shared"
                                + " memory /dev/shm/nccl-... failed\", at random and more often on many nodes.",
                        "RemoveIPC=no in /etc/systemd/logind.conf and restart systemd-logind, or loginctl enable-linger"
                                + " USER.")
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
                        "Access control (ACS) on " + bridges.size()
                                + " bridge(s) above GPUs sends traffic between GPUs up"
                                + " to the CPU: " + String.join(", ", names)
                                + (bridges.size() > SHOWN ? " and " + (bridges.size() - SHOWN) + " more" : "") + ".",
                        "P2P then is slow at best; with an IOMMU that translates, it hangs at the first collective with all"
                                + " GPUs at 100 %, although nvidia-smi topo -p2p says OK.",
                        "Switch ACS off in the firmware, or on each bridge: setpci -s BRIDGE ECAP_ACS+0x6.w=0000.")
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
                        "The kernel was started with " + option.value() + " and without iommu=pt.",
                        "An IOMMU that translates addresses can break or slow down P2P between GPUs.",
                        "Add iommu=pt to the kernel's command line, unless devices are handed to virtual machines here.")
                .from(List.of(option.source())));
    }

    private static PlaceState state(Evidence e) {
        return e.surroundings().state();
    }

    private static boolean container(Evidence e) {
        return e.surroundings().platform().isContainer();
    }
}
