package dev.shmfit.analysis.stated;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The kinds of node that a job goes over, in the order of its nodes; ranks come in that order.
 *
 * @param kinds each with its own capture
 * @param own the one that a question is about
 * @param settled by kind: which of the nodes that its facts allow it is taken to be, where the question is about another
 */
public record NodeKinds(List<Kind> kinds, int own, List<Integer> settled) {
    public NodeKinds {
        kinds = List.copyOf(kinds);
        settled = List.copyOf(settled);
    }

    /** Each other kind is the usual one of the nodes that its facts allow. */
    public NodeKinds(List<Kind> kinds, int own) {
        this(kinds, own, Collections.nCopies(kinds.size(), 0));
    }

    /** The same with a kind taken to be another of the nodes that its facts allow. */
    public NodeKinds settling(int kind, int node) {
        List<Integer> others = new ArrayList<>(settled);
        others.set(kind, node);
        return new NodeKinds(kinds, own, others);
    }

    /** The same with each kind's job changed alike. */
    public NodeKinds each(UnaryOperator<AnalysisRequest> change) {
        return new NodeKinds(
                kinds.stream()
                        .map(k -> new Kind(k.name, change.apply(k.request), k.count))
                        .toList(),
                own,
                settled);
    }

    /**
     * Equal nodes.
     *
     * @param name for people
     * @param request the job on a node of this kind alone
     * @param count how many
     */
    public record Kind(String name, AnalysisRequest request, int count) {}
}
