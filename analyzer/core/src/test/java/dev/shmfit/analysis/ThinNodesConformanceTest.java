package dev.shmfit.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shmfit.analysis.stated.AnalysisRequest;
import dev.shmfit.nccl.observed.ObservedCase;
import dev.shmfit.nccl.plan.PhaseForecast;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A pasted matrix does not show how fast NICs are: the range that it leaves over several nodes holds what they took. */
@Tag("slow")
class ThinNodesConformanceTest {
    /** Each run is a question over every node that a matrix allows; these many of them cover all kinds. */
    private static final int EVERY = Integer.getInteger("thin.nodes.every", 12);

    @Test
    void the_range_holds_what_the_neediest_node_took() {
        List<ObservedCase> runs = ObservedCase.load("several-nodes.jsonl.gz").stream()
                .filter(c -> !c.failed()
                        && !c.json().get("topology").isArray()
                        && !c.json().get("gpus").isArray()
                        && ObservedRequests.hasTable(c))
                .toList();
        List<String> missed = new ArrayList<>();
        int held = 0;
        for (int i = 0; i < runs.size(); i += EVERY) {
            ObservedCase run = runs.get(i);
            AnalysisRequest request = ObservedRequests.thin(run);
            Analysis analysis = Analyzer.analyze(request.stating(request.assumptions()
                    .with("nodes=" + run.json().get("nodes").asInt())));
            long took = 0;
            JsonNode phases = run.json().get("phases");
            for (JsonNode node : phases.get(phases.size() - 1).get("nodes")) {
                took = Math.max(took, node.get("tmpfsBytes").asLong());
            }
            CommunicatorAnalysis world = analysis.nccl().communicators().get(0);
            List<PhaseForecast> all = world.forecast().phases();
            PhaseForecast last = all.get(all.size() - 1);
            long most = last.tmpfsBytes().bytes();
            long least = world.uncertain().stream()
                    .filter(u -> u.field().equals("shm.phases." + last.name() + ".tmpfsBytes"))
                    .mapToLong(Uncertain::min)
                    .findFirst()
                    .orElse(most);
            if (least <= took && took <= most) {
                held++;
            } else {
                missed.add(run.id() + " " + run.version() + " "
                        + run.json().get("topology").asText() + " " + run.json().get("env") + ": took " + took
                        + ", range " + least + " to " + most);
            }
        }
        assertThat(held).isPositive();
        assertThat(missed).isEmpty();
    }
}
