package dev.shmfit.nccl.register;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every edge of every rule, held by a job on which it shows: the forecast is another one where the change comes a release
 * later, and where it comes a release earlier. {@code edges.txt} names the job for each of the two; where it names none, the
 * rule says why no forecast shows it there. Every edge is held by the approved page of all rules ({@code
 * docs/nccl/rules.md}) as well. With {@code -Dapprove=true} jobs are searched for the others.
 */
class EdgeWitnessTest {
    private static final EdgeWitnesses KNOWN = EdgeWitnesses.read();

    @AfterAll
    static void forget() {
        Edge.forget();
    }

    @Test
    void each_edge_has_on_both_sides_a_job_that_shows_it_or_a_reason_why_none_can() {
        if (Boolean.getBoolean("approve")) {
            EdgeSearch search = new EdgeSearch(KNOWN, Long.getLong("edges.seed", 1));
            search.tries(System.getProperty("edges.try", "").lines().toList());
            search.run(Long.getLong("edges.seconds", 600), System.getProperty("edges.kind", ""));
        }
        List<String> bare = new ArrayList<>();
        List<String> both = new ArrayList<>();
        for (Edge edge : Edge.all().toList()) {
            KNOWN.missing(edge).forEach(side -> bare.add(edge.name() + " " + side));
            KNOWN.of(edge).keySet().stream()
                    .filter(side -> edge.unseen(side).isPresent())
                    .forEach(side -> both.add(edge.name() + " " + side));
        }
        assertThat(bare)
                .as("edges that no forecast holds; -Dapprove=true looks for jobs that show them")
                .isEmpty();
        assertThat(both)
                .as("edges that show although their rule says they cannot")
                .isEmpty();
        assertThat(KNOWN.byEdge().keySet())
                .isSubsetOf(Edge.all().map(Edge::name).toList());
    }

    static Stream<Edge> witnessed() {
        return Edge.all().filter(e -> !KNOWN.of(e).isEmpty());
    }

    @ParameterizedTest
    @Tag("slow")
    @MethodSource("witnessed")
    void the_change_shows_at_its_own_release_and_at_no_other(Edge edge) {
        KNOWN.of(edge)
                .forEach((side, scenario) -> assertThat(edge.shows(EdgeScenario.parse(scenario), side))
                        .as("%s, moved to come %s, on %s", edge, side, scenario)
                        .isTrue());
    }
}
