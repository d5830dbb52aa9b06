package dev.shmfit.analysis.stated;

import java.util.List;

/**
 * The kinds of node that a job goes over, in the order of its nodes; ranks come in that order.
 *
 * @param kinds each with its own capture
 * @param own the one that a question is about
 */
public record NodeKinds(List<Kind> kinds, int own) {
    public NodeKinds {
        kinds = List.copyOf(kinds);
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
