package dev.shmfit.nccl.simulate;

import java.util.List;
import java.util.OptionalInt;

/**
 * What a job does with NCCL on this node: communicators are made in this order, then each round of operations runs on
 * all of them in the same order.
 *
 * @param communicators to be made
 * @param rounds names of the phases after init, in order
 */
public record JobPlan(List<Member> communicators, List<String> rounds) {
    /**
     * One communicator.
     *
     * @param spec its members
     * @param parent position in the plan of the communicator whose resources it shares; empty where it shares none
     * @param operations for each round those that run, in order
     */
    public record Member(CommunicatorSpec spec, OptionalInt parent, List<List<Operation>> operations) {
        public Member {
            operations = operations.stream().map(List::copyOf).toList();
        }
    }

    public JobPlan {
        communicators = List.copyOf(communicators);
        rounds = List.copyOf(rounds);
        for (Member m : communicators) {
            if (m.operations().size() != rounds.size()) {
                throw new IllegalArgumentException(m.spec().name() + " has operations for "
                        + m.operations().size() + " of " + rounds.size() + " rounds");
            }
        }
    }
}
