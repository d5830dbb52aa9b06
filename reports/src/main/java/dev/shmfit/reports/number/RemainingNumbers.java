package dev.shmfit.reports.number;

import dev.shmfit.facts.Provenance;
import dev.shmfit.reports.ReportV1;
import java.util.Optional;

/** Numbers that are read and shown: of the node, of the evidence, of the format itself. */
final class RemainingNumbers implements Numbers.Part {
    private final ReportV1 report;

    RemainingNumbers(ReportV1 report) {
        this.report = report;
    }

    @Override
    public Optional<NumberExplanation> explain(Path path) {
        if (path.shape().equals("schemaVersion")) {
            return Optional.of(NumberExplanation.plain(
                    "the version of the report's JSON", Provenance.DEFAULT.word(), "report-1.schema.json"));
        }
        if (path.shape().startsWith("node.")) {
            return Optional.of(NumberExplanation.plain(
                    path.last().equals("numaNode") ? "the NUMA node of the GPU" : "the GPU's index",
                    Provenance.REPORTED.word(),
                    report.node().source()));
        }
        if (path.shape().startsWith("findings[].evidence[].")) {
            return Optional.of(NumberExplanation.plain(
                    "the line of the captured file on which the finding rests; 0: the whole of it",
                    Provenance.REPORTED.word(),
                    "the capture"));
        }
        if (path.shape().equals("facts[].line")) {
            return Optional.of(NumberExplanation.plain(
                    "the line of the text on which the fact stands; 0: the whole of it",
                    Provenance.REPORTED.word(),
                    "the capture"));
        }
        return Optional.empty();
    }
}
