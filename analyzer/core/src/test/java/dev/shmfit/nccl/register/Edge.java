package dev.shmfit.nccl.register;

import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.nccl.VersionRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A version from which a rule decides differently.
 *
 * @param change the place of the change among the rule's entries
 */
record Edge(VersionRule<?> rule, int change) {
    /** What forecasts say while every edge stands where it belongs. */
    private static final Map<String, Output> UNMOVED = new ConcurrentHashMap<>();

    /** In which direction an edge is moved by a release. */
    enum Side {
        /** The change comes a release later: the version itself still decides as before. */
        LATER,
        /** It comes a release earlier: the last version before decides as from the edge on. */
        EARLIER
    }

    /** The parts of one forecast, each computed once. */
    static final class Output {
        private final List<Supplier<String>> parts;
        private final List<String> texts = new ArrayList<>();

        Output(List<Supplier<String>> parts) {
            this.parts = parts;
        }

        void upTo(int count) {
            at(Math.min(parts.size(), count) - 1);
        }

        String at(int part) {
            while (texts.size() <= part) {
                texts.add(EdgeScenario.text(parts.get(texts.size())));
            }
            return texts.get(part);
        }
    }

    static Stream<Edge> all() {
        return RuleRegister.all().stream()
                .flatMap(rule -> IntStream.range(1, rule.entries().size()).mapToObj(i -> new Edge(rule, i)));
    }

    /** The version of the change, while the edge is not moved. */
    NcclVersion from() {
        return rule.entries().get(change).from();
    }

    /** Why no forecast can show it on this side; empty where one can. */
    Optional<String> unseen(Side side) {
        VersionRule.Unseen reasons = rule.unseenOf(from());
        return side == Side.LATER ? reasons.from() : reasons.before();
    }

    String name() {
        return rule.id() + " " + from();
    }

    @Override
    public String toString() {
        return name();
    }

    /** The release after the change. */
    private NcclVersion next() {
        NcclVersion from = from();
        return NcclReleases.ALL.stream()
                .filter(r -> r.compareTo(from) > 0)
                .findFirst()
                .orElse(new NcclVersion(from.major(), from.minor(), from.patch() + 1));
    }

    /** The version whose forecast must change when the edge is moved. */
    NcclVersion judgedAt(Side side) {
        NcclVersion from = from();
        if (side == Side.LATER) {
            return from;
        }
        // Files of versions older than the first public release are known too.
        return from.compareTo(NcclReleases.ALL.get(0)) > 0
                ? NcclReleases.before(from)
                : new NcclVersion(from.major(), from.minor(), from.patch() - 1);
    }

    /** What the forecast says at {@code version}; asked for while every edge stands where it belongs. */
    static Output unmoved(EdgeScenario scenario, NcclVersion version) {
        return UNMOVED.computeIfAbsent(scenario.name() + " " + version, k -> new Output(scenario.outputs(version)));
    }

    /** Whether the forecast for {@code scenario} is another one where the edge is moved by a release. */
    boolean shows(EdgeScenario scenario, Side side) {
        return show(List.of(this), scenario, side, Integer.MAX_VALUE);
    }

    /** The same for several edges of one version that are moved together, and for the first parts of the forecast. */
    static boolean show(List<Edge> edges, EdgeScenario scenario, Side side, int most) {
        NcclVersion version = edges.get(0).judgedAt(side);
        NcclVersion to = side == Side.LATER ? edges.get(0).next() : version;
        Output unmoved = unmoved(scenario, version);
        Output other = new Output(scenario.outputs(version));
        for (int part = 0; part < Math.min(most, unmoved.parts.size()); part++) {
            String expected = unmoved.at(part);
            List<MovedEdge> moved =
                    edges.stream().map(e -> MovedEdge.to(to, e.rule, e.change)).toList();
            try {
                // The first part that differs is enough.
                if (!other.at(part).equals(expected)) {
                    return true;
                }
            } finally {
                moved.forEach(MovedEdge::close);
            }
        }
        return false;
    }

    static void forget() {
        UNMOVED.clear();
        NodeScenario.forget();
    }
}
