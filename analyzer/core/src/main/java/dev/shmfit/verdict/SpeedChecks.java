package dev.shmfit.verdict;

import dev.shmfit.shm.LoaderDemand;
import dev.shmfit.shm.LoaderSpec;
import dev.shmfit.shm.StepTimes;
import dev.shmfit.text.Text;
import dev.shmfit.units.TimeText;
import java.util.ArrayList;
import java.util.List;

/** What are a loader's workers worth? An estimate, made only from times that the user states. */
final class SpeedChecks {
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
        Text formula = Text.of(
                "verdict/workers-worth.explanation",
                "batch",
                spec.batch(),
                "sample",
                TimeText.of(t.sampleNanos()),
                "step",
                TimeText.of(t.stepNanos()),
                "cycle",
                TimeText.of(t.cycleNanos(0, spec.batch())),
                "workers",
                workers,
                "each",
                TimeText.of(t.batchNanos(spec.batch()) / Math.max(1, workers)));
        return Finding.of(
                "workers-worth",
                Severity.NOTE,
                Owner.JOB,
                Text.of(
                        "verdict/workers-worth.summary",
                        "name",
                        spec.name(),
                        "compared",
                        compared(t, spec.batch(), 0, workers)),
                Text.sentences(formula, Text.of("verdict/workers-worth.assuming")),
                remedy(spec, t, enough, workers));
    }

    private static Text remedy(LoaderSpec spec, StepTimes t, long enough, int workers) {
        if (enough == workers) {
            return Text.EMPTY;
        }
        return enough < workers
                ? Text.of("verdict/workers-worth.fewer", "enough", enough, "workers", spec.workers())
                : Text.of(
                        "verdict/workers-worth.more",
                        "enough",
                        enough,
                        "workers",
                        workers,
                        "busy",
                        t.busyPercent(workers, spec.batch()));
    }

    /** {@code a step takes 756 ms in place of 180 ms: 320 % longer, the GPU busy 23 % of the time in place of 100 %}. */
    static Text compared(StepTimes t, int batch, int workers, int than) {
        long slower = t.slowerPercent(workers, than, batch);
        String takes = TimeText.of(t.cycleNanos(workers, batch));
        if (slower == 0) {
            return Text.of("verdict/step-as-long", "time", takes);
        }
        return Text.of(
                "verdict/step-longer",
                "time",
                takes,
                "than",
                TimeText.of(t.cycleNanos(than, batch)),
                "slower",
                slower,
                "busy",
                t.busyPercent(workers, batch),
                "before",
                t.busyPercent(than, batch));
    }
}
