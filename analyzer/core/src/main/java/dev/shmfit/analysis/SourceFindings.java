package dev.shmfit.analysis;

import dev.shmfit.analysis.machine.Disagreements;
import dev.shmfit.analysis.stated.AnalysisRequest;
import dev.shmfit.facts.Assumption;
import dev.shmfit.facts.SourceRef;
import dev.shmfit.ingest.Coverage;
import dev.shmfit.ingest.MachineFacts;
import dev.shmfit.shm.ShmSupply;
import dev.shmfit.text.Text;
import dev.shmfit.verdict.Finding;
import dev.shmfit.verdict.Owner;
import dev.shmfit.verdict.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What is to be said of the input itself: sources that disagree, parts that were recognised and not used, prose. */
final class SourceFindings {
    private static final int SHOWN = 12;

    private SourceFindings() {}

    /**
     * @param assumptions what the analysis took where nothing was said
     * @param supply what the container has
     */
    static List<Finding> of(AnalysisRequest request, List<Assumption> assumptions, ShmSupply supply) {
        MachineFacts machine = request.machine();
        List<Finding> all = new ArrayList<>(Disagreements.of(machine));
        List<Coverage.Part> unused =
                machine.coverage().parts().stream().filter(p -> !p.used()).toList();
        if (!unused.isEmpty()) {
            boolean one = unused.stream().map(p -> p.source().item()).distinct().count() == 1;
            String parts = unused.stream()
                    .limit(SHOWN)
                    .map(p -> (one ? "" : p.source().item() + ", ") + p.lines() + ": " + p.words() + ", not used")
                    .collect(Collectors.joining("; "));
            int more = unused.size() - SHOWN;
            List<SourceRef> sources =
                    unused.stream().map(Coverage.Part::source).limit(SHOWN).toList();
            all.add(Finding.of(
                            "sections-not-used",
                            Severity.NOTE,
                            Owner.NODE,
                            Text.of(
                                    "verdict/sections-not-used.summary",
                                    "parts",
                                    parts,
                                    "more",
                                    more > 0 ? Text.of("verdict/sections-not-used.more", "more", more) : Text.EMPTY),
                            Text.of("verdict/sections-not-used.explanation"),
                            Text.EMPTY)
                    .from(sources));
        }
        NamedSettingFinding.of(request).ifPresent(all::add);
        ProseMentions.of(request, assumptions, supply).ifPresent(all::add);
        return all;
    }
}
