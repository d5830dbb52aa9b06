package dev.shmfit.topology;

import dev.shmfit.facts.Assumption;
import dev.shmfit.facts.Inconsistency;
import java.util.List;
import java.util.Optional;

/**
 * The smallest node that a matrix allows, and how far it can be trusted.
 *
 * @param topology the node; undetermined pairs have some place in it, which is not to be relied on
 * @param assumptions what was assumed where a fact is missing
 * @param inconsistencies what contradicted itself
 * @param undetermined the pairs that the matrix does not tell; pairs of two NICs are not listed
 */
public record ReconstructedTopology(
        GpuTopology topology,
        List<Assumption> assumptions,
        List<Inconsistency> inconsistencies,
        List<UndeterminedPair> undetermined) {
    public ReconstructedTopology {
        assumptions = List.copyOf(assumptions);
        inconsistencies = List.copyOf(inconsistencies);
        undetermined = List.copyOf(undetermined);
    }

    /** Whether something was taken under this key. */
    public boolean hasAssumed(String key) {
        return assumptions.stream().anyMatch(a -> a.key().equals(key));
    }

    /** The entry for two GPUs by index, in any order, if they are undetermined. */
    public Optional<UndeterminedPair> undetermined(int gpuA, int gpuB) {
        return undetermined.stream()
                .filter(p -> p.first().isGpu() && p.second().isGpu())
                .filter(p -> (p.first().gpuIndex() == gpuA && p.second().gpuIndex() == gpuB)
                        || (p.first().gpuIndex() == gpuB && p.second().gpuIndex() == gpuA))
                .findFirst();
    }
}
