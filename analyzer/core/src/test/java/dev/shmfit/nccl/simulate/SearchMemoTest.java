package dev.shmfit.nccl.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.nccl.Machine;
import dev.shmfit.nccl.graph.SearchMemo;
import dev.shmfit.nccl.plan.CommunicatorForecast;
import dev.shmfit.nccl.tuning.Collective;
import dev.shmfit.units.ByteCount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What was searched before is the same as a search. */
@Tag("slow")
class SearchMemoTest {
    private static final List<String> VERSIONS = List.of(
            "2.12.7", "2.17.1", "2.18.3", "2.19.3", "2.20.5", "2.21.5", "2.24.3", "2.26.2", "2.26.3", "2.27.7",
            "2.28.3", "2.28.7", "2.28.9", "2.29.2", "2.30.3", "2.30.7");
    private static final Path GRAPH =
            Path.of(System.getProperty("shmfit.root"), "analyzer/core/src/main/java/dev/shmfit/nccl/graph");

    @Test
    void forecasts_that_share_searches_are_those_that_share_none() {
        for (long seed = 0; seed < 24; seed++) {
            Random random = new Random(seed);
            Machine machine = RandomMachine.of(random, 8);
            SearchMemo shared = new SearchMemo();
            for (String version : VERSIONS) {
                for (int again = 0; again < 2; again++) {
                    NcclNode alone = machine.node(version, RandomMachine.access(random, machine));
                    NcclNode sharing = new NcclNode(
                            alone.hardware().get(0).topology(),
                            alone.hardware().get(0).access(),
                            alone.platform(),
                            alone.version(),
                            alone.settings(),
                            alone.pods(),
                            shared);
                    assertThat(forecast(sharing, machine))
                            .as("seed %d, NCCL %s", seed, version)
                            .isEqualTo(forecast(alone, machine));
                }
            }
        }
    }

    private static List<CommunicatorForecast> forecast(NcclNode node, Machine machine) {
        List<Operation> all = List.of(new Operation.OfAll(Collective.ALL_REDUCE, 64L << 20), new Operation.AllToAll());
        JobPlan.Member world = new JobPlan.Member(machine.world(), OptionalInt.empty(), List.of(all));
        return JobForecast.of(node, new JobPlan(List.of(world, world), List.of("operations")), ByteCount.of(4096), 0);
    }

    @Test
    void every_rule_that_the_search_asks_for_tells_searches_apart() throws IOException {
        Matcher list = Pattern.compile("IN_SEARCH = List\\.of\\(([^)]*)\\)")
                .matcher(Files.readString(GRAPH.resolve("GraphRules.java")));
        assertThat(list.find()).isTrue();
        Set<String> known = new TreeSet<>(List.of(list.group(1).strip().split("\\s*,\\s*", -1)));
        List<String> classes = List.of(
                "GraphSearch",
                "ChannelSearch",
                "PathWalker",
                "NextGpuOrder",
                "NetSelection",
                "LocalDevices",
                "NextGpuSort",
                "FastChannelSearch",
                "FastPathWalker",
                "DeadEnds",
                "PathCost",
                "ChannelGraph");
        List<String> unknown = new ArrayList<>();
        for (String name : classes) {
            Set<String> asked = asked(name + ".java");
            asked.removeAll(known);
            asked.forEach(v -> unknown.add(name + " " + v));
        }
        assertThat(known).isNotEmpty();
        assertThat(unknown).isEmpty();
    }

    /** The rules that a class of the search asks for. */
    private static Set<String> asked(String file) throws IOException {
        Set<String> all = new TreeSet<>();
        Matcher m = Pattern.compile("GraphRules\\.([A-Z0-9_]+)\\.at\\(").matcher(Files.readString(GRAPH.resolve(file)));
        while (m.find()) {
            all.add(m.group(1));
        }
        return all;
    }
}
