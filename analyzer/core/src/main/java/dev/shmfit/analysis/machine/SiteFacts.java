package dev.shmfit.analysis.machine;

import dev.shmfit.facts.Absence;
import dev.shmfit.facts.PciTree;
import dev.shmfit.facts.PlaceState;
import dev.shmfit.facts.PlatformClues;
import dev.shmfit.facts.Reading;
import dev.shmfit.facts.Session;
import dev.shmfit.facts.ShmDirectory;
import dev.shmfit.facts.ShmMount;
import dev.shmfit.facts.ShmState;
import dev.shmfit.facts.SourceRef;
import dev.shmfit.ingest.MachineFacts;
import dev.shmfit.verdict.Place;
import dev.shmfit.verdict.PlaceNames;
import dev.shmfit.verdict.Platform;
import dev.shmfit.verdict.Surroundings;
import java.util.ArrayList;
import java.util.List;

/** Where the job runs: the platform around it, and the state of the machine and of /dev/shm. */
public final class SiteFacts {
    /** P2P Request Redirect and P2P Completion Redirect (PCI Express Base Specification, 7.7.11.3). */
    private static final int REDIRECTS = 0x000C;

    private static final String NVIDIA_SMI = "nvidia-smi-";
    private static final String ABSENT = "not captured";

    private final MachineFacts machine;
    private final PlatformClues clues;

    private SiteFacts(MachineFacts machine) {
        this.machine = machine;
        this.clues = machine.container().clues();
    }

    /**
     * What the machine says of the place.
     *
     * @param stated whether there is CAP_SYS_NICE, as stated; absent: as captured
     */
    public static Surroundings of(MachineFacts machine, Reading<Boolean> stated, int nodes) {
        SiteFacts s = new SiteFacts(machine);
        return new Surroundings(
                s.place(),
                s.clues.hostsShm().asOptional().orElse(false) ? s.clues.hostsShm() : s.hostIpc(),
                stated.isKnown() ? stated : machine.container().sysNice().best(),
                s.clues.hypervisor(),
                nodes,
                s.state(),
                HardwareState.of(machine));
    }

    private Place place() {
        Platform platform = Platform.of(clues);
        PlaceNames names = machine.host()
                .identity()
                .hostname()
                .value()
                .map(h -> PlaceNames.byHostName(platform, h))
                .orElse(PlaceNames.UNKNOWN);
        return new Place(platform, Platform.fixesShm(clues), names);
    }

    /** Whether a container shares the host's IPC namespace, and with it, as runtimes do it, the host's /dev/shm. */
    private Reading<Boolean> hostIpc() {
        if (!Platform.of(clues).isContainer()) {
            return Reading.absent("not in a container, as far as is known");
        }
        return machine.container()
                .namespaces()
                .value()
                .map(n -> n.hostIpc())
                .orElse(Reading.absent(Absence.NOT_CAPTURED, ABSENT));
    }

    private PlaceState state() {
        ShmDirectory directory = machine.shm().directory();
        Session session = machine.container().session().value().orElse(Session.UNKNOWN);
        ShmState shm = new ShmState(
                machine.shm().missing(),
                type(),
                directory.mode(),
                directory.owner(),
                machine.shm().mount().best(),
                machine.shm().files().best());
        return new PlaceState(
                shm,
                session.user(),
                session.removesIpc(),
                redirecting(),
                machine.host().iommu().best(),
                silent());
    }

    /** What the mount table says, else what the file system says of itself. */
    private Reading<String> type() {
        if (machine.shm().mount().best() instanceof Reading.Known<ShmMount> k) {
            return Reading.known(k.value().type(), k.source());
        }
        return machine.shm().space().value().map(s -> s.type()).orElse(Reading.absent(Absence.NOT_CAPTURED, ABSENT));
    }

    private List<Reading.Known<String>> redirecting() {
        List<PciTree.Function> functions =
                machine.host().pci().value().map(PciTree::functions).orElse(List.of());
        List<Reading.Known<String>> found = new ArrayList<>();
        for (PciTree.Function bridge : functions) {
            String control = bridge.attribute("acs_control");
            boolean aboveGpu =
                    functions.stream().anyMatch(f -> f.isGpu() && f.path().startsWith(bridge.path() + "/"));
            if (aboveGpu && control.matches("0x[0-9a-f]{4}") && (Integer.decode(control) & REDIRECTS) != 0) {
                found.add(new Reading.Known<>(bridge.busId(), bridge.source()));
            }
        }
        return found;
    }

    /** Questions to the driver that were not answered. */
    private List<Reading.Known<String>> silent() {
        return machine.coverage().missing().stream()
                .filter(m -> m.reason() == Absence.NO_ANSWER && m.item().startsWith(NVIDIA_SMI))
                .map(m -> new Reading.Known<>(m.why(), SourceRef.of(m.item())))
                .toList();
    }
}
