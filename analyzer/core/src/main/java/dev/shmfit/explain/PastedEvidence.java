package dev.shmfit.explain;

import dev.shmfit.analysis.Analysis;
import dev.shmfit.verify.LogInText;
import java.util.Map;

/**
 * What pasted texts show of the job itself beside a forecast: how NCCL connected it, and how it failed. A forecast that they
 * contradict is no answer to what was asked.
 */
public final class PastedEvidence {
    private PastedEvidence() {}

    /**
     * The analysis with what the pasted texts of its capture show.
     *
     * @param texts by name
     */
    public static Analysis beside(Analysis analysis, Map<String, String> texts) {
        Analysis all = analysis;
        for (Map.Entry<String, String> text : texts.entrySet()) {
            Analysis connected = LogInText.beside(all, text.getKey(), text.getValue());
            all = FailureInText.beside(connected, text.getKey(), text.getValue());
        }
        return all;
    }
}
