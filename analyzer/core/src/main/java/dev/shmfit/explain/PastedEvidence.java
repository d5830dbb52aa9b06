package dev.shmfit.explain;

import dev.shmfit.analysis.Analysis;
import dev.shmfit.capture.Capture;
import dev.shmfit.capture.CapturedItem;
import dev.shmfit.verify.LogInText;

/**
 * What pasted texts show of the job itself beside a forecast: how NCCL connected it, and how it failed. A forecast that they
 * contradict is no answer to what was asked.
 */
public final class PastedEvidence {
    private PastedEvidence() {}

    /** The analysis with what the pasted texts of its capture show. */
    public static Analysis beside(Analysis analysis, Capture capture) {
        Analysis all = analysis;
        for (CapturedItem item : capture.items().values()) {
            if (item instanceof CapturedItem.Pasted text) {
                all = FailureInText.beside(LogInText.beside(all, text), text);
            }
        }
        return all;
    }
}
