package dev.shmfit.probes.live;

import dev.shmfit.capture.CapturedItem.NotCaptured;
import dev.shmfit.probes.format.CaptureTable;
import dev.shmfit.probes.format.KeptText;
import dev.shmfit.probes.format.Probed;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Asks a machine everything that a capture holds, in one go. What hangs is left behind when the time is over; the rest is
 * there nevertheless.
 */
public final class Prober {
    private static final String NVIDIA = "nvidia-smi";
    private static final String SHM_FILES = "shm-files.txt";

    /** Files are quick; a second may be too short for a busy machine all the same. */
    private static final Duration LEAST = Duration.ofSeconds(4);

    private Prober() {}

    /**
     * Probes the machine.
     *
     * @param limit for all commands together
     * @param progress is told what is being looked at
     */
    public static Probed probe(Machine machine, Duration limit, Clock clock, Consumer<String> progress) {
        String time = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
        ProbedTexts taken = new ProbedTexts();
        Deadline deadline = Deadline.in(limit);
        TableProbe probe = new TableProbe(machine, deadline, taken);
        List<String> asked = KeptText.files().stream().filter(Prober::isNvidia).toList();
        Thread nvidia = background(NVIDIA, () -> probe.nvidia(asked));
        // A process that hangs in the driver can hold up whoever reads its maps.
        Thread holders = background("users of /dev/shm", () -> probe.take(SHM_FILES));
        // A file may lie on a server that does not answer.
        Thread files = background(
                "files",
                () -> KeptText.files().stream()
                        .filter(f -> !isNvidia(f) && !f.equals(SHM_FILES))
                        .forEach(probe::take));
        progress.accept("the machine");
        Deadline unhurried = Deadline.in(limit.compareTo(LEAST) > 0 ? limit : LEAST);
        await(files, unhurried);
        progress.accept("users of /dev/shm");
        await(holders, unhurried);
        progress.accept(NVIDIA);
        await(nvidia, deadline.grace());
        for (String file : KeptText.files()) {
            String what = file.equals(SHM_FILES) ? "the search of /proc for users of /dev/shm" : "the source";
            taken.missingUnlessTaken(file, what + " " + NotCaptured.NO_ANSWER + " within " + limit.toSeconds() + " s");
        }
        return new Probed(time, taken.texts(), taken.missing(), taken.commands(), Optional.empty());
    }

    private static boolean isNvidia(String file) {
        return CaptureTable.rows(file).get(0).from().startsWith(NVIDIA + " ");
    }

    /** Begins work that may never end. */
    static Thread background(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** Waits for it, not longer than there is time. */
    static void await(Thread thread, Deadline deadline) {
        try {
            thread.join(Math.max(1, deadline.left().toMillis()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
