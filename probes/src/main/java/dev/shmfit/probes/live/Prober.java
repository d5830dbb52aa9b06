package dev.shmfit.probes.live;

import dev.shmfit.capture.CapturedItem.NotCaptured;
import dev.shmfit.probes.format.Probed;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Asks a machine everything that a capture holds, in one go. What hangs is left behind when the time is over; the rest is
 * there nevertheless.
 */
public final class Prober {
    /** What answers at once, by what a person is told meanwhile. */
    private static final Map<String, List<Probe>> QUICK = quick();

    /** The files that the slow ones fill, for the case that one never comes back. */
    private static final String SHM_FILES = "shm-files.txt";

    private Prober() {}

    private static Map<String, List<Probe>> quick() {
        Map<String, List<Probe>> quick = new LinkedHashMap<>();
        quick.put(
                "the machine",
                List.of(MachineProbes::files, MachineProbes::cpu, MachineProbes::pageSize, MachineProbes::numa));
        quick.put("/dev/shm", List.of(ShmSpaceProbe::take));
        quick.put(
                "limits",
                List.of(CgroupProbe::take, ProcessProbes::limits, ProcessProbes::status, ProcessProbes::namespaces));
        quick.put("settings", List.of(SettingsProbes::environment, SettingsProbes::ncclConf, PlatformProbe::take));
        quick.put("versions", List.of(VersionsProbe::take));
        quick.put("PCI devices", List.of(PciProbe::take));
        return quick;
    }

    /**
     * Probes the machine.
     *
     * @param limit for all commands together
     * @param progress is told what is being looked at
     */
    public static Probed probe(Machine machine, Duration limit, Clock clock, Consumer<String> progress) {
        String time = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
        Taken taken = new Taken();
        Deadline deadline = Deadline.in(limit);
        Thread nvidia = background("nvidia-smi", () -> NvidiaSmiProbe.take(machine, deadline, taken));
        // A process that hangs in the driver can hold up whoever reads its maps.
        Thread holders = background(
                "users of /dev/shm",
                () -> taken.text(SHM_FILES, ShmScan.of(machine, deadline.left()).text()));
        QUICK.forEach((what, probes) -> {
            progress.accept(what);
            probes.forEach(p -> p.take(machine, deadline, taken));
        });
        progress.accept("users of /dev/shm");
        await(holders, deadline);
        progress.accept("nvidia-smi");
        await(nvidia, new Deadline(limit, deadline.end() + Duration.ofSeconds(1).toNanos()));
        if (!taken.texts().containsKey(SHM_FILES)) {
            taken.missing(
                    SHM_FILES,
                    "the search of /proc for users of /dev/shm " + NotCaptured.NO_ANSWER + " within "
                            + limit.toSeconds() + " s");
        }
        return new Probed(time, taken.texts(), taken.missing(), taken.commands(), Optional.empty());
    }

    private static Thread background(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void await(Thread thread, Deadline deadline) {
        try {
            thread.join(Math.max(1, deadline.left().toMillis()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
