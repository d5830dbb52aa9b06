package dev.shmfit.nccl.tuning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.nccl.tuning.ObservedRun.Edge;
import dev.shmfit.nccl.tuning.ObservedRun.Phase;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/**
 * The tuner against NCCL itself. Where connections are made lazily, the files that a collective creates, and the
 * peer-to-peer connections that it opened, tell which algorithm NCCL took.
 */
class ObservedTuningTest {
    private static final Logger LOG = Logger.getLogger(ObservedTuningTest.class.getName());

    /** What connections an algorithm needs. */
    private enum Needs {
        RING,
        TREE,
        NOTHING
    }

    private static Needs needs(Algorithm algorithm) {
        return switch (algorithm) {
            case RING -> Needs.RING;
            case TREE -> Needs.TREE;
            default -> Needs.NOTHING;
        };
    }

    private static Optional<Collective> collective(String phase) {
        return switch (phase.replaceFirst("@.*", "")) {
            case "allreduce" -> Optional.of(Collective.ALL_REDUCE);
            case "allgather" -> Optional.of(Collective.ALL_GATHER);
            case "reducescatter" -> Optional.of(Collective.REDUCE_SCATTER);
            case "broadcast" -> Optional.of(Collective.BROADCAST);
            case "reduce" -> Optional.of(Collective.REDUCE);
            default -> Optional.empty();
        };
    }

    private static long bytes(String phase) {
        int at = phase.indexOf('@');
        return at < 0 ? 64L << 20 : Long.parseLong(phase.substring(at + 1), 10);
    }

    private static Set<Edge> edges(ObservedRun run, Needs needs) {
        return switch (needs) {
            case RING -> run.ringEdges();
            case TREE -> run.treeEdges();
            case NOTHING -> Set.of();
        };
    }

    /** The score of one pass over the data. */
    private static final class Score {
        private final List<String> wrong = new ArrayList<>();
        private int told;
        private int right;
        private int exact;
        private final Map<String, Integer> byAlgorithm = new TreeMap<>();

        void add(boolean agrees, String what, String detail) {
            told++;
            if (agrees) {
                right++;
                byAlgorithm.merge(what, 1, Integer::sum);
            } else {
                wrong.add(detail);
            }
        }

        String line(String name) {
            return name + ": " + right + " of " + told + " " + byAlgorithm;
        }
    }

    @Test
    void the_files_of_each_lazy_collective_are_those_of_the_predicted_algorithm() {
        Score score = new Score();
        for (ObservedRun run : ObservedRun.all()) {
            if (run.lazy() && run.searched() && run.nodesShow()) {
                followFiles(run, score);
            }
        }
        LOG.info(() -> score.line("tuner") + "; " + score.exact + " leave one algorithm only");
        assertThat(score.wrong).isEmpty();
        assertThat(score.told).isGreaterThan(500);
        assertThat(score.exact).isGreaterThan(300);
    }

    private static void followFiles(ObservedRun run, Score score) {
        Tuner tuner = Tuner.of(run.input());
        Set<Edge> connected = new HashSet<>();
        long cuMem = 0;
        for (Phase phase : run.phases()) {
            Optional<Collective> collective = collective(phase.name());
            if (!phase.ok()) {
                return;
            }
            long observed = phase.connections() + (phase.cuMemHostSegments() - cuMem) / 2;
            cuMem = phase.cuMemHostSegments();
            if (collective.isEmpty()) {
                continue;
            }
            List<Needs> possible = new ArrayList<>();
            for (Needs n : Needs.values()) {
                if (fresh(run, n, connected).size() == observed) {
                    possible.add(n);
                }
            }
            Decision decision = tuner.choose(collective.get(), bytes(phase.name()));
            Needs predicted = decision instanceof Decision.Chosen c ? needs(c.algorithm()) : Needs.NOTHING;
            if (possible.size() < Needs.values().length) {
                score.exact += possible.size() == 1 ? 1 : 0;
                score.add(
                        possible.contains(predicted),
                        predicted.name(),
                        run.id() + " " + run.version() + " "
                                + run.json().get("topology").asText() + " " + run.env()
                                + " " + phase.name() + ": " + decision + ", but " + observed + " connections, of "
                                + possible);
            }
            connected.addAll(fresh(
                    run, possible.contains(predicted) || possible.isEmpty() ? predicted : possible.get(0), connected));
        }
    }

    private static Set<Edge> fresh(ObservedRun run, Needs needs, Set<Edge> connected) {
        Set<Edge> edges = new HashSet<>(edges(run, needs));
        edges.removeIf(e -> !run.via(e.from(), e.to(), "SHM"));
        edges.removeAll(connected);
        return edges;
    }

    @Test
    void the_peer_to_peer_connections_of_a_lazy_run_are_those_of_the_predicted_algorithms() {
        Score score = new Score();
        for (ObservedRun run : ObservedRun.all()) {
            if (run.lazy()
                    && run.searched()
                    && run.nodesShow()
                    && run.phases().stream().allMatch(Phase::ok)) {
                comparePeerToPeer(run, score);
            }
        }
        LOG.info(() -> score.line("tuner, peer to peer"));
        assertThat(score.wrong).isEmpty();
        assertThat(score.told).isGreaterThan(200);
    }

    private static void comparePeerToPeer(ObservedRun run, Score score) {
        Tuner tuner = Tuner.of(run.input());
        Set<Needs> used = new HashSet<>();
        for (Phase phase : run.phases()) {
            collective(phase.name())
                    .map(c -> tuner.choose(c, bytes(phase.name())))
                    .ifPresent(d -> used.add(d instanceof Decision.Chosen c ? needs(c.algorithm()) : Needs.NOTHING));
        }
        Set<Edge> expected = new HashSet<>();
        Set<Edge> conceivable = new HashSet<>();
        for (Needs n : Needs.values()) {
            Set<Edge> p2p = new HashSet<>(edges(run, n));
            p2p.removeIf(e -> !run.via(e.from(), e.to(), "P2P"));
            conceivable.addAll(p2p);
            if (used.contains(n)) {
                expected.addAll(p2p);
            }
        }
        if (conceivable.isEmpty()) {
            return;
        }
        score.add(
                run.p2pEdges().equals(expected),
                new TreeSet<>(used).toString(),
                run.id() + " " + run.version() + " "
                        + run.json().get("topology").asText() + " " + run.env() + ": "
                        + used + " needs " + expected.size() + " connections, NCCL opened "
                        + run.p2pEdges().size());
    }

    @Test
    void a_collective_that_nccl_refused_for_want_of_an_algorithm_is_refused() {
        int refused = 0;
        for (ObservedRun run : ObservedRun.all()) {
            if (!run.searched() || !run.json().get("warnings").toString().contains("lgorithm/protocol available")) {
                continue;
            }
            Tuner tuner = Tuner.of(run.input());
            for (Phase phase : run.phases()) {
                Optional<Collective> collective = collective(phase.name());
                if (collective.isPresent()) {
                    Decision decision = tuner.choose(collective.get(), bytes(phase.name()));
                    assertThat(decision instanceof Decision.Refused)
                            .as(run.id() + " " + phase.name() + " " + decision)
                            .isEqualTo(!phase.ok());
                    refused += phase.ok() ? 0 : 1;
                }
            }
        }
        assertThat(refused).isPositive();
    }
}
