package dev.shmfit.nccl.observed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shmfit.nccl.plan.CommunicatorForecast;
import dev.shmfit.nccl.simulate.JobForecast;
import dev.shmfit.nccl.simulate.JobPlan;
import dev.shmfit.nccl.simulate.Operation;
import dev.shmfit.units.ByteCount;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What one node of a job sees, when the connections of that node alone are followed. */
class OneOfSeveralNodesTest {
    static Stream<ObservedCase> runs() {
        List<ObservedCase> all = ObservedCase.load("several-nodes.jsonl.gz").stream()
                .filter(c -> !c.failed())
                .toList();
        return IntStream.iterate(0, i -> i < all.size(), i -> i + 61).mapToObj(all::get);
    }

    @ParameterizedTest
    @MethodSource("runs")
    void each_node_holds_what_its_tmpfs_held_after_each_phase(ObservedCase run) {
        List<String> rounds = new ArrayList<>();
        List<List<Operation>> operations = new ArrayList<>();
        for (JsonNode phase : run.json().get("phases")) {
            String name = phase.get("name").asText();
            if (!name.equals("init")) {
                rounds.add(name);
                operations.add(ObservedCase.operations(name, run.world().size()));
            }
        }
        JobPlan plan = new JobPlan(List.of(new JobPlan.Member(run.world(), OptionalInt.empty(), operations)), rounds);
        for (int n = 0; n < run.nodes(); n++) {
            int node = n;
            CommunicatorForecast seen = JobForecast.of(run.input(), plan, ByteCount.of(4096), node, 0)
                    .get(0);
            assertThat(seen.phases().stream().map(p -> p.totalBytes().bytes()))
                    .as("%s node %s", run.id(), node)
                    .containsExactlyElementsOf(run.json().get("phases").findValues("nodes").stream()
                            .map(nodes -> nodes.get(node).get("liveBytes").asLong())
                            .toList());
            assertThat(seen.ranks())
                    .isEqualTo(IntStream.range(0, run.world().size())
                            .filter(r -> run.world().nodes().get(r) == node)
                            .boxed()
                            .toList());
            assertThat(seen.pairs()).hasSize(seen.ranks().size() * (seen.ranks().size() - 1));
        }
    }
}
