package dev.shmfit.nccl.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A communicator as one node sees it: its own ranks come first, in their order, then the others.
 *
 * @param own ranks of the communicator on the node
 * @param numbers by rank: its number in the view
 */
record NodeView(List<Integer> own, List<Integer> numbers) {
    static NodeView of(CommunicatorSpec spec, int node) {
        List<Integer> own = IntStream.range(0, spec.size())
                .filter(r -> spec.nodes().get(r) == node)
                .boxed()
                .toList();
        List<Integer> numbers = new ArrayList<>();
        int before = 0;
        int others = own.size();
        for (int r = 0; r < spec.size(); r++) {
            numbers.add(spec.nodes().get(r) == node ? before++ : others++);
        }
        return new NodeView(own, List.copyOf(numbers));
    }

    int number(int rank) {
        return numbers.get(rank);
    }

    /** The node's ranks as a communicator of their own. */
    CommunicatorSpec alone(CommunicatorSpec spec) {
        return new CommunicatorSpec(
                spec.name(),
                own.stream().map(spec.worldRanks()::get).toList(),
                own.stream().map(spec.nodes()::get).toList(),
                own.stream().map(spec.gpus()::get).toList());
    }
}
