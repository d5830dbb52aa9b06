package dev.shmfit.nccl.register;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.nccl.VersionRule;
import dev.shmfit.nccl.observed.ObservedCase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every edge of every rule, held by a node on which it shows: the forecast is another one where the change comes a release
 * later, and where it comes a release earlier. {@code edges.txt} names the node of each edge; with {@code -Dapprove=true}
 * the observed nodes are searched for those that lack one. A rule whose change no node shows says why.
 */
class EdgeWitnessTest {
    private static final Path FILE =
            Path.of(System.getProperty("shmfit.root", "../.."), "analyzer/core/src/test/resources/edges.txt");

    private static final int CANDIDATES = Integer.getInteger("edges.candidates", 200);

    private static final Map<String, List<ObservedCase>> RUNS = new HashMap<>();

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
        Optional<NcclVersion> next() {
            NcclVersion end = change + 1 < rule.entries().size()
                    ? rule.entries().get(change + 1).from()
                    : NcclVersion.of(3, 0, 0);
            return NcclReleases.ALL.stream()
                    .filter(r -> r.compareTo(from()) > 0)
                    .findFirst()
                    .filter(r -> r.compareTo(end) < 0)
                    .or(() -> Optional.of(new NcclVersion(from().major(), from().minor(), from().patch() + 1)));
        }

        /** Whether the forecast of {@code run} notices when the change comes later. */
        boolean shows(ObservedCase run, String unmoved) {
            try (MovedEdge moved = MovedEdge.to(next().orElseThrow(), rule, change)) {
                return !EdgeForecast.of(run, from()).equals(unmoved);
            }
        }

        /** Whether it notices when the change comes earlier. */
        boolean showsBefore(ObservedCase run) {
            NcclVersion before = NcclReleases.before(from());
            String unmoved = EdgeForecast.of(run, before);
            try (MovedEdge moved = MovedEdge.to(before, rule, change)) {
                return !EdgeForecast.of(run, before).equals(unmoved);
            }
        }
    }

    static Stream<Edge> edges() {
        return RuleRegister.all().stream()
                .flatMap(rule -> java.util.stream.IntStream.range(
                                1, rule.entries().size())
                        .filter(i -> rule.entries().get(i).from().compareTo(RuleRegister.firstFollowed()) > 0)
                        .mapToObj(i -> new Edge(rule, i)));
    }

    @Test
    void every_edge_has_a_node_that_shows_it_or_a_reason_why_none_can() {
        Map<String, String> known = read();
        if (Boolean.getBoolean("approve")) {
            known = search(known);
            write(known);
        }
        List<String> bare = new ArrayList<>();
        for (Edge edge : edges().toList()) {
            if (!known.containsKey(edge.name()) && edge.rule().unseen().isEmpty()) {
                bare.add(edge.name());
            }
        }
        assertThat(bare).as("edges that nothing holds").isEmpty();
        assertThat(known.keySet()).isSubsetOf(edges().map(Edge::name).toList());
        assertThat(known).hasSizeGreaterThan(60);
    }

    static Stream<Edge> witnessed() {
        Map<String, String> known = read();
        return edges().filter(e -> known.containsKey(e.name()));
    }

    @ParameterizedTest
    @MethodSource("witnessed")
    void the_change_shows_at_its_own_release_and_at_no_other(Edge edge) {
        ObservedCase run = run(String.valueOf(read().get(edge.name())));

        assertThat(edge.shows(run, EdgeForecast.of(run, edge.from())))
                .as("%s a release later", edge)
                .isTrue();
        assertThat(edge.showsBefore(run)).as("%s a release earlier", edge).isTrue();
    }

    private static Map<String, String> search(Map<String, String> known) {
        Map<String, String> found = new TreeMap<>();
        List<String> candidates = candidates();
        Map<String, String> unmoved = new HashMap<>();
        for (Edge edge : edges().toList()) {
            String name = known.get(edge.name());
            if (name != null && holds(edge, name, unmoved)) {
                found.put(edge.name(), name);
                continue;
            }
            for (String candidate : candidates) {
                if (holds(edge, candidate, unmoved)) {
                    found.put(edge.name(), candidate);
                    break;
                }
            }
        }
        return found;
    }

    private static boolean holds(Edge edge, String name, Map<String, String> unmoved) {
        ObservedCase run = run(name);
        String plain = unmoved.computeIfAbsent(name + "@" + edge.from(), n -> EdgeForecast.of(run, edge.from()));
        return edge.shows(run, plain) && edge.showsBefore(run);
    }

    /** Runs with different nodes or settings, the small ones first. */
    private static List<String> candidates() {
        Map<String, ObservedCase> all = new LinkedHashMap<>();
        Set<String> seen = new HashSet<>();
        for (String file : List.of(
                "cases.jsonl.gz",
                "drawn-pods.jsonl.gz",
                "drawn-cases.jsonl.gz",
                "more-cases.jsonl.gz",
                "alpha-cases.jsonl.gz")) {
            List<ObservedCase> runs = runs(file);
            for (int i = 0; i < runs.size(); i++) {
                ObservedCase run = runs.get(i);
                String what = run.json().get("topology") + "/" + run.gpus() + "/"
                        + run.json().get("env") + "/" + run.json().get("platform");
                if (seen.add(what)) {
                    all.put(file + "#" + i, run);
                }
            }
        }
        List<String> names = new ArrayList<>(all.keySet());
        int step = Math.max(1, names.size() / CANDIDATES);
        List<String> some = new ArrayList<>();
        for (int i = 0; i < names.size(); i += step) {
            some.add(names.get(i));
        }
        some.sort(Comparator.comparingInt(n -> run(n).gpus()));
        return some;
    }

    private static List<ObservedCase> runs(String file) {
        return RUNS.computeIfAbsent(file, ObservedCase::load);
    }

    private static ObservedCase run(String name) {
        int at = name.indexOf('#');
        return runs(name.substring(0, at)).get(Integer.parseInt(name.substring(at + 1)));
    }

    private static Map<String, String> read() {
        Map<String, String> known = new TreeMap<>();
        try {
            if (Files.exists(FILE)) {
                for (String line : Files.readAllLines(FILE)) {
                    int at = line.lastIndexOf(' ');
                    known.put(line.substring(0, at), line.substring(at + 1));
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
            Files.writeString(FILE, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
