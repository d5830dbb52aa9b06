package dev.shmfit.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shmfit.analysis.stated.AnalysisRequest;
import dev.shmfit.nccl.observed.ObservedCase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A pasted matrix does not show how fast NICs are: the range that it leaves over several nodes holds what they took. */
@Tag("slow")
class ThinNodesConformanceTest {
    /** Each run is a question over every node that a matrix allows, so a usual build takes some; {@code -Pthorough} all. */
    private static final int EVERY =
            Integer.getInteger("thin.nodes.every", Integer.getInteger("shmfit.tests.draws", 1) > 1 ? 1 : 24);

    /** The ids of the runs to look at; empty for those. */
    private static final String ONLY = System.getProperty("thin.nodes.only", "");

    /** The last of what runs before all-to-all, in most of the runs. */
    private static final String LAST_COLLECTIVE = "reducescatter";

    /** Their phases by ours: after the last collective all of them have run. */
    private static final Map<String, String> OURS =
            Map.of("init", "init", LAST_COLLECTIVE, "collectives", "alltoall", "alltoall");

    /** What is handed over of the node: its table, the table without NICs, NCCL's dump without NICs. */
    private static final List<Function<ObservedCase, AnalysisRequest>> SEEN = List.of(
            ObservedRequests::thin, ObservedRequests::thinWithoutAdapters, ObservedRequests::exactWithoutAdapters);

    @Test
    void the_range_holds_what_the_neediest_node_took() {
        List<ObservedCase> runs = Stream.of("several-nodes.jsonl.gz")
                .flatMap(file -> ObservedCase.load(file).stream())
                .filter(c -> !c.failed()
                        && !c.json().get("topology").isArray()
                        && !c.json().get("gpus").isArray()
                        && inOrder(c)
                        && (ONLY.isEmpty() || List.of(ONLY.split(",", -1)).contains(c.id())))
                .toList();
        List<String> missed = new ArrayList<>();
        int held = 0;
        for (int i = 0; i < runs.size(); i++) {
            for (int seen = 0; seen < SEEN.size(); seen++) {
                if ((i + seen * (EVERY / SEEN.size())) % EVERY == 0) {
                    held += held(runs.get(i), seen, missed);
                }
            }
        }
        assertThat(held).isPositive();
        assertThat(missed).as("besides %d phases whose range holds", held).isEmpty();
    }

    /** How many phases hold; those that do not are added to {@code missed}. */
    private static int held(ObservedCase run, int seen, List<String> missed) {
        AnalysisRequest request = SEEN.get(seen)
                .apply(run)
                .withRanks(OptionalInt.of(run.json().get("gpus").asInt()));
        Analysis analysis = Analyzer.analyze(request.stating(
                request.assumptions().with("nodes=" + run.json().get("nodes").asInt())));
        CommunicatorAnalysis world = analysis.nccl().communicators().get(0);
        int held = 0;
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
                missed.add(seen + " " + run.id() + " " + run.version() + " "
                        + run.json().get("topology").asText() + " "
                        + run.json().get("env") + " " + name + ": took "
                        + took + ", range " + least + " to " + most);
            }
        }
        return held;
    }

    /** Whether it ran every collective and then all-to-all, which is what the phases of a forecast stand for. */
    private static boolean inOrder(ObservedCase run) {
        List<String> phases = new ArrayList<>();
        run.json().get("phases").forEach(p -> phases.add(p.get("name").asText()));
        int last = phases.indexOf(LAST_COLLECTIVE);
        boolean all = phases.subList(0, last + 1).containsAll(List.of("allreduce", "allgather"));
        return last == -1
                ? phases.equals(List.of("init"))
                        || phases.equals(List.of("init", "allreduce@1024", "allreduce", "alltoall"))
                : all && List.of(List.of(), List.of("alltoall")).contains(phases.subList(last + 1, phases.size()));
    }
}
