package dev.shmfit.nccl.register;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.nccl.VersionRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every edge of every rule, held by a node on which it shows: the forecast is another one where the change comes a release
 * later, and where it comes a release earlier. {@code edges.txt} names a node for an edge, or says why none shows it. Every edge,
 * these and the others, is held by the approved page of all rules ({@code docs/nccl/rules.md}) as well. With
 * {@code -Dapprove=true} nodes are searched for the others.
 */
@SuppressWarnings("try") // An edge stands elsewhere for as long as its resource is open.
class EdgeWitnessTest {
    private static final Path FILE =
            Path.of(System.getProperty("shmfit.root", "../.."), "analyzer/core/src/test/resources/edges.txt");

    /** How many edges have no node and no reason yet: the approved page of all rules holds them. May only fall. */
    private static final int ON_PAGE_ONLY = 206;

    /** Before a reason in place of a node. */
    private static final String UNSEEN = "unseen: ";

    private static final long SECONDS = Long.getLong("edges.seconds", 600);

    /** @param change the place of the change among the rule's entries */
    record Edge(VersionRule<?> rule, int change) {
        NcclVersion from() {
            return rule.entries().get(change).from();
        }

        String name() {
            return rule.id() + " " + from();
        }

        @Override
        public String toString() {
            return name();
        }

        /** The release after the change, at which the rule decides as before if it is moved by one. */
        private NcclVersion next() {
            return NcclReleases.ALL.stream()
                    .filter(r -> r.compareTo(from()) > 0)
                    .findFirst()
                    .orElse(new NcclVersion(from().major(), from().minor(), from().patch() + 1));
        }

        boolean shows(EdgeScenario scenario) {
            return showsLater(scenario, scenario.forecast(from()))
                    && showsEarlier(scenario, scenario.forecast(NcclReleases.before(from())));
        }

        /** Whether the forecast notices when the change comes a release later. */
        boolean showsLater(EdgeScenario scenario, String unmoved) {
            // While the edge is moved, from() is where it was moved to.
            NcclVersion own = from();
            try (MovedEdge moved = MovedEdge.to(next(), rule, change)) {
                return !scenario.forecast(own).equals(unmoved);
            }
        }

        /** Whether it notices when the change comes a release earlier. */
        boolean showsEarlier(EdgeScenario scenario, String unmoved) {
            NcclVersion before = NcclReleases.before(from());
            try (MovedEdge moved = MovedEdge.to(before, rule, change)) {
                return !scenario.forecast(before).equals(unmoved);
            }
        }
    }

    static Stream<Edge> edges() {
        return RuleRegister.all().stream()
                .flatMap(rule -> IntStream.range(1, rule.entries().size()).mapToObj(i -> new Edge(rule, i)));
    }

    @Test
    void no_new_edge_is_without_a_node_that_shows_it_or_a_reason_why_none_can() {
        Map<String, String> known = read();
        if (Boolean.getBoolean("approve")) {
            Map<String, String> before = known;
            known = completed(
                    new EdgeSearch(edges().toList(), nodes(known)).run(SECONDS, f -> write(completed(f, before))),
                    before);
            write(known);
        }
        List<String> bare = new ArrayList<>();
        for (Edge edge : edges().toList()) {
            if (!known.containsKey(edge.name()) && edge.rule().unseen().isEmpty()) {
                bare.add(edge.name());
            }
        }
        assertThat(bare)
                .as("edges that the approved page alone holds; -Dapprove=true looks for nodes that show them")
                .hasSizeLessThanOrEqualTo(ON_PAGE_ONLY);
        assertThat(known.keySet()).isSubsetOf(edges().map(Edge::name).toList());
        assertThat(nodes(known)).hasSizeGreaterThan(60);
    }

    static Stream<Edge> witnessed() {
        Map<String, String> known = nodes(read());
        return edges().filter(e -> known.containsKey(e.name()));
    }

    @ParameterizedTest
    @MethodSource("witnessed")
    void the_change_shows_at_its_own_release_and_at_no_other(Edge edge) {
        EdgeScenario scenario =
                EdgeScenario.parse(Optional.ofNullable(read().get(edge.name())).orElseThrow());

        assertThat(edge.shows(scenario)).as("%s on %s", edge, scenario.name()).isTrue();
    }

    /** What was found, and of what was known the edges that still exist. */
    private static Map<String, String> completed(Map<String, String> found, Map<String, String> known) {
        Map<String, String> all = new TreeMap<>(known);
        all.values().removeIf(v -> !v.startsWith(UNSEEN));
        all.putAll(found);
        all.keySet().retainAll(edges().map(Edge::name).toList());
        return all;
    }

    private static Map<String, String> nodes(Map<String, String> known) {
        Map<String, String> nodes = new TreeMap<>(known);
        nodes.values().removeIf(v -> v.startsWith(UNSEEN));
        return nodes;
    }

    /** A line: the rule, the version, and the node or the reason. */
    private static Map<String, String> read() {
        Map<String, String> known = new TreeMap<>();
        try {
            if (Files.exists(FILE)) {
                for (String line : Files.readAllLines(FILE)) {
                    String[] words = line.split(" ", 3);
                    known.put(words[0] + " " + words[1], words[2]);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return known;
    }

    private static void write(Map<String, String> known) {
        StringBuilder text = new StringBuilder();
        known.forEach((edge, node) -> text.append(edge).append(' ').append(node).append('\n'));
        try {
            Files.createDirectories(FILE.resolveSibling("."));
            Files.writeString(FILE, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
