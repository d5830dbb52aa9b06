package dev.shmfit.analysis;

import dev.shmfit.analysis.stated.AnalysisRequest;
import dev.shmfit.analysis.stated.NodeKinds;
import dev.shmfit.text.Text;
import dev.shmfit.units.ByteCount;
import dev.shmfit.units.RoundedSize;
import dev.shmfit.verdict.Finding;
import dev.shmfit.verdict.Owner;
import dev.shmfit.verdict.Severity;
import java.util.ArrayList;
import java.util.List;

/**
 * A job over nodes of several kinds: each kind is analysed as part of the whole, and the one that needs most is told.
 *
 * @param neediest its place among the kinds
 * @param request about it
 * @param analysis of it, with what the others need
 */
public record MixedJob(int neediest, AnalysisRequest request, Analysis analysis) {
    /**
     * Analyses every kind.
     *
     * @param kinds in the order of the job's nodes
     * @throws dev.shmfit.analysis.machine.NotAssessable where a capture does not suffice
     * @throws dev.shmfit.units.MalformedText where the kinds cannot make one job
     */
    public static MixedJob of(List<NodeKinds.Kind> kinds) {
        List<Analysis> all = new ArrayList<>();
        int most = 0;
        for (int k = 0; k < kinds.size(); k++) {
            all.add(Analyzer.analyze(kinds.get(k).request().among(new NodeKinds(kinds, k))));
            most = required(all.get(k)).compareTo(required(all.get(most))) > 0 ? k : most;
        }
        List<String> needs = new ArrayList<>();
        for (int k = 0; k < kinds.size(); k++) {
            needs.add(kinds.get(k).count() + " × " + kinds.get(k).name() + " need"
                    + (kinds.get(k).count() == 1 ? "s " : " ") + RoundedSize.up(required(all.get(k)))
                    + (kinds.get(k).count() == 1 ? "" : " each"));
        }
        Finding finding = Finding.of(
                "job-mixes-nodes",
                Severity.NOTE,
                Owner.JOB,
                Text.of(
                        "verdict/job-mixes-nodes.summary",
                        "needs",
                        String.join(", ", needs),
                        "name",
                        kinds.get(most).name()),
                Text.of("verdict/job-mixes-nodes.explanation"),
                Text.of("verdict/job-mixes-nodes.remedy"));
        return new MixedJob(
                most,
                kinds.get(most).request().among(new NodeKinds(kinds, most)),
                all.get(most).with(List.of(finding)));
    }

    private static ByteCount required(Analysis analysis) {
        return analysis.need().demand().required();
    }
}
