package dev.shmfit.analysis;

import dev.shmfit.analysis.stated.GroupRequest;
import dev.shmfit.analysis.stated.GroupRequest.Op;
import dev.shmfit.analysis.stated.MalformedStatement;
import dev.shmfit.analysis.stated.Subject;
import dev.shmfit.nccl.Pods;
import dev.shmfit.nccl.simulate.CommunicatorSpec;
import dev.shmfit.nccl.simulate.JobPlan;
import dev.shmfit.nccl.simulate.Operation;
import dev.shmfit.nccl.tuning.Collective;
import dev.shmfit.units.MalformedText;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * The communicators of a job on this node and what they run.
 *
 * @param gpus of the ranks, by index
 * @param groups at least one
 * @param pods how the ranks are shared out among containers
 * @param over how the job goes over nodes
 */
record JobShape(List<Integer> gpus, List<GroupRequest> groups, Pods pods, RankPlacement over) {
    /** NCCL's algorithm depends on the size: one that favours latency, and one that favours bandwidth. */
    private static final long SMALL = 1024;

    private static final long LARGE = 64L << 20;

    /** Far above what jobs make, and low enough that a forecast ends soon. */
    private static final int MOST = 256;

    static final String COLLECTIVES = "collectives";
    static final String ALL_TO_ALL = "alltoall";
    private static final String STATED = "workload";

    private static final List<Operation> COLLECTIVE_ROUND = List.of(
            new Operation.OfAll(Collective.ALL_REDUCE, SMALL),
            new Operation.OfAll(Collective.ALL_REDUCE, LARGE),
            new Operation.OfAll(Collective.ALL_GATHER, LARGE),
            new Operation.OfAll(Collective.REDUCE_SCATTER, LARGE));

    JobShape {
        gpus = List.copyOf(gpus);
        groups = groups.isEmpty() ? List.of(GroupRequest.WORLD) : List.copyOf(groups);
        long made = 0;
        for (GroupRequest g : groups) {
            made += members(g, over.ranks()).stream()
                            .filter(ranks -> touches(ranks, over.own().get(0), over))
                            .count()
                    * g.copies();
        }
        if (made > MOST) {
            throw new MalformedText(
                    "the groups make " + made + " communicators on this node; at most " + MOST + " are taken");
        }
    }

    /** Whether any of the job's ranks is on that node. */
    private static boolean touches(List<Integer> ranks, int node, RankPlacement over) {
        return ranks.stream().anyMatch(r -> over.nodeOf().get(r) == node);
    }

    /** Nodes of the job. */
    int nodes() {
        return over.nodes().size();
    }

    /** The first node of the kind that the question is about. */
    int first() {
        return over.own().get(0);
    }

    /** Ranks in each container. */
    int ranksInPod() {
        return gpus.size() / pods.count();
    }

    /** The ranks of each communicator of a group. */
    private static List<List<Integer>> members(GroupRequest g, int ranks) {
        try {
            return ranks == 0 ? List.of() : g.layout().communicators(ranks);
        } catch (MalformedText e) {
            throw MalformedStatement.of(Subject.GROUP, g.toString(), e);
        }
    }

    /** The plan behind the three phases that every report shows, as far as it concerns one node. */
    JobPlan shown(int node) {
        List<JobPlan.Member> members = new ArrayList<>();
        for (Made m : communicators(node)) {
            members.add(new JobPlan.Member(
                    m.spec(), m.parent(), List.of(COLLECTIVE_ROUND, List.of(new Operation.AllToAll()))));
        }
        return new JobPlan(members, List.of(COLLECTIVES, ALL_TO_ALL));
    }

    /** The plan of the operations that are stated, as far as it concerns one node. */
    JobPlan stated(int node) {
        List<JobPlan.Member> members = new ArrayList<>();
        for (Made m : communicators(node)) {
            List<Operation> operations = new ArrayList<>();
            m.group()
                    .operations()
                    .forEach(op -> operations.addAll(operations(op, m.spec().size())));
            members.add(new JobPlan.Member(m.spec(), m.parent(), List.of(operations)));
        }
        return new JobPlan(members, List.of(STATED));
    }

    /** Whether any group does nothing but what the phase {@code collectives} does. */
    boolean staysWithinCollectives() {
        return groups.stream()
                .allMatch(g -> g.operations().containsAll(GroupRequest.WORLD.operations())
                        && GroupRequest.WORLD.operations().containsAll(g.operations()));
    }

    private record Made(GroupRequest group, CommunicatorSpec spec, OptionalInt parent) {}

    private List<Made> communicators(int node) {
        List<Made> made = new ArrayList<>();
        for (GroupRequest g : groups) {
            List<List<Integer>> layout = members(g, over.ranks());
            int all = layout.size() * g.copies();
            for (int i = 0; i < all; i++) {
                List<Integer> ranks = layout.get(i % layout.size());
                if (!touches(ranks, node, over)) {
                    continue;
                }
                String name = all == 1 ? g.name() : g.name() + i;
                OptionalInt parent =
                        g.share() && !made.isEmpty() && isWorld(made.get(0)) ? OptionalInt.of(0) : OptionalInt.empty();
                made.add(new Made(
                        g,
                        new CommunicatorSpec(
                                name,
                                ranks,
                                ranks.stream().map(over.nodeOf()::get).toList(),
                                ranks.stream().map(over.gpuOf()::get).toList()),
                        parent));
            }
        }
        return made;
    }

    private boolean isWorld(Made first) {
        return first.spec().size() == over.ranks();
    }

    private static List<Operation> operations(Op op, int ranks) {
        return switch (op) {
            case ALLREDUCE -> COLLECTIVE_ROUND.subList(0, 2);
            case ALLGATHER -> COLLECTIVE_ROUND.subList(2, 3);
            case REDUCESCATTER -> COLLECTIVE_ROUND.subList(3, 4);
            case BROADCAST -> ofAll(Collective.BROADCAST);
            case REDUCE -> ofAll(Collective.REDUCE);
            case SENDRECV -> neighbours(ranks);
            case ALLTOALL -> List.of(new Operation.AllToAll());
        };
    }

    private static List<Operation> ofAll(Collective collective) {
        return List.of(new Operation.OfAll(collective, SMALL), new Operation.OfAll(collective, LARGE));
    }

    /** Both directions around the ring: pipelines send activations on and gradients back, interleaved ones wrap. */
    private static List<Operation> neighbours(int ranks) {
        List<Operation> all = new ArrayList<>();
        for (int r = 0; r < ranks && ranks > 1; r++) {
            int next = (r + 1) % ranks;
            all.add(new Operation.SendReceive(r, next));
            if (ranks > 2) {
                all.add(new Operation.SendReceive(next, r));
            }
        }
        return all;
    }
}
