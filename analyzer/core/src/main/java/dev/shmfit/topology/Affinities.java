package dev.shmfit.topology;

import dev.shmfit.facts.Reading;
import dev.shmfit.facts.SmiTopoMatrix;
import dev.shmfit.facts.SourceRef;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** What the affinity columns say of two GPUs: one NUMA node, different ones, or nothing. */
final class Affinities {
    /** The largest CPU number that a list may name; lists beyond it are passed over. */
    private static final int MAX_CPU = 1 << 16;

    private final SmiTopoMatrix matrix;

    /** What two GPUs' columns say together. */
    enum Nearness {
        SAME_NODE,
        DIFFERENT_NODES,
        UNKNOWN
    }

    Affinities(SmiTopoMatrix matrix) {
        this.matrix = matrix;
    }

    /** For GPUs by their position among the GPU rows. */
    Nearness between(int a, int b) {
        Optional<List<Integer>> nodesOfA = numaNodes(a);
        Optional<List<Integer>> nodesOfB = numaNodes(b);
        if (nodesOfA.isPresent() && nodesOfB.isPresent()) {
            return nodesOfA.get().equals(nodesOfB.get())
                    ? Nearness.SAME_NODE
                    : Collections.disjoint(nodesOfA.get(), nodesOfB.get())
                            ? Nearness.DIFFERENT_NODES
                            : Nearness.UNKNOWN;
        }
        Optional<BitSet> cpusOfA = cpus(a);
        Optional<BitSet> cpusOfB = cpus(b);
        if (cpusOfA.isPresent() && cpusOfB.isPresent()) {
            return cpusOfA.get().equals(cpusOfB.get())
                    ? Nearness.SAME_NODE
                    : cpusOfA.get().intersects(cpusOfB.get()) ? Nearness.UNKNOWN : Nearness.DIFFERENT_NODES;
        }
        return Nearness.UNKNOWN;
    }

    /** The NUMA ids of a GPU; empty where the column is absent or unreadable. */
    Optional<List<Integer>> numaNodes(int gpu) {
        return gpu >= matrix.affinities().size()
                ? Optional.empty()
                : matrix.affinities().get(gpu).numaNodes().asOptional().filter(ids -> !ids.isEmpty());
    }

    /** Whether the GPU's own memory forms a NUMA node, which makes the lists of ids longer. */
    boolean hasMemoryNode(int gpu) {
        return gpu < matrix.affinities().size()
                && matrix.affinities()
                        .get(gpu)
                        .gpuNumaId()
                        .asOptional()
                        .filter(id -> number(id.trim()) >= 0)
                        .isPresent();
    }

    /** Where the affinity was read. */
    Optional<SourceRef> source(int gpu) {
        if (gpu >= matrix.affinities().size()) {
            return Optional.empty();
        }
        SmiTopoMatrix.Affinity affinity = matrix.affinities().get(gpu);
        return known(affinity.numaNodes()).or(() -> known(affinity.cpus()));
    }

    private static Optional<SourceRef> known(Reading<?> reading) {
        return reading instanceof Reading.Known<?> k ? Optional.of(k.source()) : Optional.empty();
    }

    private Optional<BitSet> cpus(int gpu) {
        return gpu >= matrix.affinities().size()
                ? Optional.empty()
                : matrix.affinities().get(gpu).cpus().asOptional().flatMap(Affinities::cpuList);
    }

    /** The CPUs of a list such as {@code 0-23,48-71}; empty where it is something else. */
    static Optional<BitSet> cpuList(String text) {
        BitSet cpus = new BitSet();
        for (String part : text.trim().split(",", -1)) {
            String[] ends = part.trim().split("-", -1);
            if (ends.length > 2) {
                return Optional.empty();
            }
            int first = number(ends[0]);
            int last = number(ends[ends.length - 1]);
            if (first < 0 || last < first || last > MAX_CPU) {
                return Optional.empty();
            }
            cpus.set(first, last + 1);
        }
        return cpus.isEmpty() ? Optional.empty() : Optional.of(cpus);
    }

    private static int number(String digits) {
        boolean plain =
                !digits.isEmpty() && digits.length() <= 6 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        return plain ? Integer.parseInt(digits, 10) : -1;
    }
}
