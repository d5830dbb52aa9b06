package dev.shmfit.verdict;

import dev.shmfit.shm.LoaderDemand;
import dev.shmfit.shm.LoaderSpec;
import dev.shmfit.shm.StepTimes;
import dev.shmfit.units.TimeText;
import java.util.ArrayList;
import java.util.List;

/** What are a loader's workers worth? An estimate, made only from times that the user states. */
final class SpeedChecks {
    private static final String ASSUMING =
            " An estimate: it leaves out the time to receive a batch, assumes a processor"
                    + " for every worker, and that without workers the loop waits for the GPU in every step. Where it never"
                    + " waits, making a batch and the step overlap, and the loss is smaller.";

    private SpeedChecks() {}

    static List<Finding> withoutWorkers(Evidence e) {
        List<Finding> findings = new ArrayList<>();
        for (LoaderDemand d : e.need().rank().loaders()) {
            d.spec().times().ifPresent(t -> findings.add(finding(d.spec(), t)));
        }
        return findings;
    }

    private static Finding finding(LoaderSpec spec, StepTimes t) {
        long enough = t.enoughWorkers(spec.batch());
        int workers = spec.workers() == 0 ? (int) Math.min(enough, Integer.MAX_VALUE) : spec.workers();
        String formula = "Without workers a batch is made between two steps: " + spec.batch() + " × "
                + TimeText.of(t.sampleNanos()) + " + " + TimeText.of(t.stepNanos()) + " = "
                + TimeText.of(t.cycleNanos(0, spec.batch())) + ". " + workers
                + (workers == 1 ? " worker makes" : " workers make")
                + " batches while the GPU computes: the greater of "
                + TimeText.of(t.stepNanos()) + " and " + spec.batch() + " × " + TimeText.of(t.sampleNanos()) + " / "
                + workers + " = " + TimeText.of(t.batchNanos(spec.batch()) / Math.max(1, workers)) + ".";
        return Finding.of(
                "workers-worth",
                Severity.NOTE,
                Owner.JOB,
                "Loader " + spec.name() + ": with workers=0 " + compared(t, spec.batch(), 0, workers) + ".",
                formula + ASSUMING,
                enough == workers
                        ? ""
                        : enough + (enough == 1 ? " worker is" : " workers are") + " enough to keep the GPU busy"
                                + (enough < workers
                                        ? ", and " + spec.workers() + " take more of /dev/shm without being faster."
                                        : "; with " + workers + " it is busy " + t.busyPercent(workers, spec.batch())
                                                + " % of the time."));
    }

    /** {@code a step takes 756 ms in place of 180 ms: 320 % longer, the GPU busy 23 % of the time in place of 100 %}. */
    static String compared(StepTimes t, int batch, int workers, int than) {
        long slower = t.slowerPercent(workers, than, batch);
        if (slower == 0) {
            return "a step takes as long, about " + TimeText.of(t.cycleNanos(workers, batch));
        }
        return "a step takes about " + TimeText.of(t.cycleNanos(workers, batch)) + " in place of "
                + TimeText.of(t.cycleNanos(than, batch)) + ": "
                + slower + " % longer, the GPU busy "
                + t.busyPercent(workers, batch) + " % of the time in place of " + t.busyPercent(than, batch) + " %";
    }
}
