package dev.shmfit.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shmfit.analysis.stated.AnalysisRequest;
import dev.shmfit.nccl.observed.ObservedCase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A pasted matrix does not show how fast NICs are: the range that it leaves over several nodes holds what they took. */
@Tag("slow")
class ThinNodesConformanceTest {
    /** Each run is a question over every node that a matrix allows, so a usual build takes some; {@code -Pthorough} all. */
    private static final int EVERY =
            Integer.getInteger("thin.nodes.every", Integer.getInteger("shmfit.tests.draws", 1) > 1 ? 1 : 6);

    /** The ids of the runs to look at; empty for those. */
    private static final String ONLY = System.getProperty("thin.nodes.only", "");

    /** Their phases by ours: after the last collective all of them have run. */
    private static final Map<String, String> OURS =
            Map.of("init", "init", "reducescatter", "collectives", "alltoall", "alltoall");

    @Test
    void the_range_holds_what_the_neediest_node_took() {
        List<ObservedCase> runs = ObservedCase.load("several-nodes.jsonl.gz").stream()
                .filter(c -> !c.failed()
                        && !c.json().get("topology").isArray()
                        && !c.json().get("gpus").isArray()
                        && ObservedRequests.hasTable(c)
                        && (ONLY.isEmpty() || List.of(ONLY.split(",", -1)).contains(c.id())))
                .toList();
        List<String> missed = new ArrayList<>();
        int held = 0;
        for (int i = 0; i < runs.size(); i += EVERY) {
            ObservedCase run = runs.get(i);
            AnalysisRequest request = ObservedRequests.thin(run)
                    .withRanks(OptionalInt.of(run.json().get("gpus").asInt()));
            Analysis analysis = Analyzer.analyze(request.stating(request.assumptions()
                    .with("nodes=" + run.json().get("nodes").asInt())));
            CommunicatorAnalysis world = analysis.nccl().communicators().get(0);
            for (JsonNode phase : run.json().get("phases")) {
                String name = OURS.getOrDefault(phase.get("name").asText(), "");
                if (name.isEmpty()) {
                    continue;
                }
                long took = 0;
                for (JsonNode node : phase.get("nodes")) {
                    took = Math.max(took, node.get("tmpfsBytes").asLong());
                }
                long most = world.forecast().phases().stream()
                        .filter(p -> p.name().equals(name))
                        .mapToLong(p -> p.tmpfsBytes().bytes())
                        .findFirst()
                        .orElseThrow();
                long least = world.uncertain().stream()
                        .filter(u -> u.field().equals("shm.phases." + name + ".tmpfsBytes"))
                        .mapToLong(Uncertain::min)
                        .findFirst()
                        .orElse(most);
                if (least <= took && took <= most) {
                    held++;
                } else {
                    missed.add(run.id() + " " + run.version() + " "
                            + run.json().get("topology").asText() + " "
                            + run.json().get("env") + " " + name + ": took "
                            + took + ", range " + least + " to " + most);
                }
            }
        }
        assertThat(held).isPositive();
        assertThat(missed).isEmpty();
    }
}
