package dev.shmfit.analysis.machine;

import dev.shmfit.capture.Capture;
import dev.shmfit.capture.CapturedItem;
import dev.shmfit.facts.PciTree;
import dev.shmfit.facts.PlaceState;
import dev.shmfit.facts.PlatformClues;
import dev.shmfit.facts.Reading;
import dev.shmfit.facts.ShmFiles;
import dev.shmfit.facts.ShmMount;
import dev.shmfit.facts.SourceRef;
import dev.shmfit.parse.file.PciTreeParser;
import dev.shmfit.parse.file.SessionParser;
import dev.shmfit.parse.file.ShmDirectoryParser;
import dev.shmfit.parse.file.ShmFilesParser;
import dev.shmfit.parse.file.ShmMountParser;
import dev.shmfit.verdict.Platform;
import dev.shmfit.verdict.Surroundings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads what a capture says about the platform and the state of the place. */
public final class SurroundingsReader {
    /** The first of each kind of namespace, by the kernel's fixed number (linux/proc_ns.h, PROC_IPC_INIT_INO). */
    private static final String FIRST_IPC = "ipc=ipc:[4026531839]";

    /** P2P Request Redirect and P2P Completion Redirect (PCI Express Base Specification, 7.7.11.3). */
    private static final int REDIRECTS = 0x000C;

    private static final Pattern IOMMU =
            Pattern.compile("\\b(intel_iommu=on|amd_iommu=on|iommu=force|iommu\\.passthrough=0)\\b");
    private static final Pattern PASS_THROUGH = Pattern.compile("\\b(iommu=pt|iommu\\.passthrough=1)\\b");
    private static final String ABSENT = "not captured";

    private final Capture capture;
    private final PlatformClues clues;

    private SurroundingsReader(Capture capture, PlatformClues clues) {
        this.capture = capture;
        this.clues = clues;
    }

    /** @param nice as stated; absent: as captured */
    public static Surroundings read(Capture capture, PlatformClues clues, Reading<Boolean> nice, int nodes) {
        SurroundingsReader r = new SurroundingsReader(capture, clues);
        return new Surroundings(
                Platform.of(clues),
                Platform.fixesShm(clues),
                clues.hostsShm().asOptional().orElse(false) ? clues.hostsShm() : r.hostIpc(),
                nice.isKnown() ? nice : PlaceFacts.sysNice(capture),
                clues.hypervisor(),
                nodes,
                r.state(),
                MachineReader.read(capture),
                r.mount()
                        .<Reading<ShmMount>>map(m -> Reading.known(m, m.source()))
                        .orElse(Reading.absent(ABSENT)));
    }

    /** Whether a container shares the host's IPC namespace, and with it, as runtimes do it, the host's /dev/shm. */
    private Reading<Boolean> hostIpc() {
        return switch (Platform.of(clues)) {
            case DOCKER, COMPOSE, PODMAN, KUBERNETES, ARGO ->
                line(CaptureFiles.NAMESPACES, "ipc=")
                        .<Reading<Boolean>>map(k -> Reading.known(k.value().equals(FIRST_IPC), k.source()))
                        .orElse(Reading.absent(ABSENT));
            case SLURM, HOST, UNKNOWN -> Reading.absent("not in a container, as far as is known");
        };
    }

    private PlaceState state() {
        ShmDirectoryParser.ShmDirectory directory = capture.text(CaptureFiles.STATVFS)
                .map(t -> ShmDirectoryParser.parse(t, CaptureFiles.STATVFS).value())
                .orElse(ShmDirectoryParser.ShmDirectory.UNKNOWN);
        Reading<ShmFiles> files = capture.text(CaptureFiles.SHM_FILES)
                .<Reading<ShmFiles>>map(t -> Reading.known(
                        ShmFilesParser.parse(t, CaptureFiles.SHM_FILES).value(), SourceRef.of(CaptureFiles.SHM_FILES)))
                .orElse(Reading.absent(ABSENT));
        SessionParser.Session session = capture.text(CaptureFiles.PLATFORM)
                .map(t -> SessionParser.parse(t, CaptureFiles.PLATFORM).value())
                .orElse(SessionParser.Session.UNKNOWN);
        return new PlaceState(
                PlaceFacts.lacksShm(capture),
                type(directory),
                directory.mode(),
                directory.owner(),
                files,
                session.user(),
                session.removesIpc(),
                redirecting(),
                iommu(),
                silent());
    }

    /** What the file system says of itself, else what the mount table says. */
    private Reading<String> type(ShmDirectoryParser.ShmDirectory directory) {
        return mount().<Reading<String>>map(m -> Reading.known(m.type(), m.source()))
                .orElse(directory.type());
    }

    private Optional<ShmMount> mount() {
        return Stream.of(CaptureFiles.MOUNTINFO, CaptureFiles.MOUNTS)
                .flatMap(name -> capture
                        .text(name)
                        .flatMap(t -> ShmMountParser.parse(t, name).value())
                        .stream())
                .findFirst();
    }

    private List<Reading.Known<String>> redirecting() {
        Optional<PciTree> tree = capture.text(CaptureFiles.SYS_PCI)
                .map(t -> PciTreeParser.parse(t, CaptureFiles.SYS_PCI).value());
        List<Reading.Known<String>> found = new ArrayList<>();
        for (PciTree.Function bridge : tree.map(PciTree::functions).orElse(List.of())) {
            String control = bridge.attribute("acs_control");
            boolean aboveGpu = tree.orElseThrow().functions().stream()
                    .anyMatch(f -> f.isGpu() && f.path().startsWith(bridge.path() + "/"));
            if (aboveGpu && control.matches("0x[0-9a-f]{4}") && (Integer.decode(control) & REDIRECTS) != 0) {
                found.add(new Reading.Known<>(bridge.busId(), bridge.source()));
            }
        }
        return found;
    }

    private Reading<String> iommu() {
        Optional<String> options = capture.text(CaptureFiles.CMDLINE);
        if (options.isEmpty()) {
            return Reading.absent(ABSENT);
        }
        Matcher on = IOMMU.matcher(options.get());
        return on.find() && !PASS_THROUGH.matcher(options.get()).find()
                ? Reading.known(on.group(1), SourceRef.line(CaptureFiles.CMDLINE, 1))
                : Reading.absent("no IOMMU is switched on there");
    }

    private List<Reading.Known<String>> silent() {
        List<Reading.Known<String>> silent = new ArrayList<>();
        capture.items().values().forEach(item -> {
            boolean asked = item instanceof CapturedItem.NotCaptured n
                    && n.why().contains(CapturedItem.NotCaptured.NO_ANSWER)
                    && n.why().startsWith("nvidia-smi");
            if (asked) {
                silent.add(new Reading.Known<>(((CapturedItem.NotCaptured) item).why(), SourceRef.of(item.name())));
            }
        });
        return silent;
    }

    private Optional<Reading.Known<String>> line(String file, String start) {
        List<String> lines = capture.text(file).map(t -> t.lines().toList()).orElse(List.of());
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith(start)) {
                return Optional.of(new Reading.Known<>(lines.get(i).strip(), SourceRef.line(file, i + 1)));
            }
        }
        return Optional.empty();
    }
}
