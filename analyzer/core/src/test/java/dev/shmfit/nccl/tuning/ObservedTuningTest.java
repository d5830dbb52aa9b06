package dev.shmfit.nccl.tuning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.fixtures.TrustTable;
import dev.shmfit.fixtures.TrustTable.Row;
import dev.shmfit.nccl.tuning.ObservedRun.Edge;
import dev.shmfit.nccl.tuning.ObservedRun.Phase;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The tuner against NCCL's host code over emulated GPUs. Where connections are made lazily, the files that a collective
 * creates, and the peer-to-peer connections that it opened, tell which algorithm NCCL took.
 */
@Tag("slow")
class ObservedTuningTest {
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
        private final Map<String, Integer> leftOut = new TreeMap<>();

        void add(boolean agrees, String detail) {
            told++;
            if (agrees) {
                right++;
            } else {
                wrong.add(detail);
            }
        }

        void leaveOut(String why) {
            leftOut.merge(why, 1, Integer::sum);
        }

        @Override
        public String toString() {
            return TrustTable.number(right) + " of " + TrustTable.number(told);
        }
    }

    @Test
    void files_and_connections_of_lazy_runs_are_those_of_the_predicted_algorithms() {
        List<ObservedRun> runs = ObservedRun.all();
        assertThat(runs).hasSize(1263);
        Score files = new Score();
        Score connections = new Score();
        for (ObservedRun run : runs) {
            Optional<String> mute = whyMute(run);
            if (mute.isPresent()) {
                files.leaveOut(mute.get());
                continue;
            }
            followFiles(run, files);
            if (run.phases().stream().allMatch(Phase::ok)) {
                comparePeerToPeer(run, connections);
            } else {
                connections.leaveOut("runs fail");
            }
        }
        assertThat(files.wrong).isEmpty();
        assertThat(connections.wrong).isEmpty();
        TrustTable.check(
                Row.ALGORITHMS,
                files + " collectives by their new files, of which " + files.exact + " leave one algorithm only; "
                        + connections + " runs by their P2P connections",
                "files: " + TrustTable.counts(files.leftOut) + "; connections: the same runs, and "
                        + TrustTable.counts(connections.leftOut));
    }

    /** Why a run does not show what its collectives connected. */
    private static Optional<String> whyMute(ObservedRun run) {
        if (!run.lazy()) {
            return Optional.of("runs connect everything at init");
        }
        if (!run.searched()) {
            return Optional.of("runs fail before the search ends");
        }
        return run.nodesShow() ? Optional.empty() : Optional.of("runs of 2.30 with NICs do not show their domains");
    }

    private static void followFiles(ObservedRun run, Score score) {
        Tuner tuner = Tuner.of(run.input());
        Set<Edge> connected = new HashSet<>();
        long cuMem = 0;
        for (Phase phase : run.phases()) {
            Optional<Collective> collective = collective(phase.name());
            if (!phase.ok()) {
                score.leaveOut("steps fail");
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
                        run.id() + " " + run.version() + " "
                                + run.json().get("topology").asText() + " " + run.env()
                                + " " + phase.name() + ": " + decision + ", but " + observed + " connections, of "
                                + possible);
            } else {
                score.leaveOut("collectives create as many files with any algorithm");
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
            score.leaveOut("runs have no P2P connection that an algorithm could open");
            return;
        }
        score.add(
                run.p2pEdges().equals(expected),
                run.id() + " " + run.version() + " "
                        + run.json().get("topology").asText() + " " + run.env() + ": "
                        + used + " needs " + expected.size() + " connections, NCCL opened "
                        + run.p2pEdges().size());
    }

    @Test
    void a_collective_that_nccl_refused_because_no_algorithm_was_left_is_refused() {
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
        assertThat(refused).isEqualTo(4);
    }
}
