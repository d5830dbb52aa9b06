package dev.shmfit.analysis;

import dev.shmfit.analysis.open.CandidateNode;
import dev.shmfit.analysis.open.NodeShape;
import dev.shmfit.analysis.open.Settled;
import dev.shmfit.analysis.stated.Facts;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * The outcomes where the count of channels is not determined: in versions whose search is not followed, and in jobs of
 * several nodes, whose networks have a say. Where it is determined, the outcomes as they are.
 */
final class ChannelRange {
    /** What NCCL gives nodes with NVLink at most, and others, as far as observed; twice what the search finds besides. */
    private static final int MOST_WITH_NVLINK = 24;

    private static final int MOST_WITHOUT = 4;

    /** A network of many NICs can give any node that many. */
    private static final int MOST_OVER_NODES = 32;

    private ChannelRange() {}

    /** Whether the node's NICs and their speeds are known, so that the search over several nodes can be followed. */
    private static boolean knowsNics(CandidateNode world) {
        return world.topology().nics().stream().anyMatch(n -> !n.ports().isEmpty());
    }

    static List<Outcome> outcomes(Simulation simulation, List<CandidateNode> worlds, JobFacts job) {
        return outcomes(simulation, worlds, job.channels(), job.nodes());
    }

    /**
     * The same for stated channels.
     *
     * @param channels empty: as NCCL chooses
     */
    static List<Outcome> outcomes(Simulation simulation, List<CandidateNode> worlds, OptionalInt channels, int nodes) {
        if (channels.isPresent()) {
            return simulation.withChannels(channels.getAsInt()).outcomes(worlds);
        }
        List<Outcome> found = simulation.outcomes(worlds);
        boolean networkKnown = nodes == 1 || worlds.stream().allMatch(ChannelRange::knowsNics);
        if (simulation.version().compareTo(Simulation.FIRST_EXACT) >= 0 && networkKnown) {
            return found;
        }
        int most = 1;
        for (Outcome o : found) {
            most = Math.max(most, 2 * o.shown().get(0).channels().collective());
        }
        boolean nvLink = new NodeShape(worlds.get(0).topology()).mostNvLinks() > 0;
        int usual = nodes > 1 ? MOST_OVER_NODES : nvLink ? MOST_WITH_NVLINK : MOST_WITHOUT;
        int upper = Math.min(32, Math.max(most, usual));
        List<Outcome> all = new ArrayList<>();
        for (Outcome o : simulation.withChannels(upper).outcomes(worlds)) {
            all.add(new Outcome(o.choice().with(Settled.of(Facts.CHANNELS, upper)), o.shown(), o.stated()));
        }
        for (Outcome o : simulation.withChannels(1).outcomes(worlds)) {
            all.add(new Outcome(o.choice().with(Settled.of(Facts.CHANNELS, 1)), o.shown(), o.stated()));
        }
        return all;
    }
}
