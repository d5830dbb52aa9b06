package dev.shmfit.analysis.stated;

import dev.shmfit.units.MalformedText;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** Which ranks of the job form a group's communicators? Exactly one of the layouts below. */
public sealed interface GroupLayout {
    /** One communicator for each {@code size} consecutive ranks; empty: one of all ranks. */
    record Consecutive(OptionalInt size) implements GroupLayout {
        @Override
        public List<List<Integer>> communicators(int ranks) {
            return Strided.communicators(ranks, 1, size.orElse(ranks), this);
        }

        @Override
        public String text() {
            return size.isPresent() ? "=" + size.getAsInt() : "";
        }
    }

    /**
     * Every {@code stride}-th rank, as data parallelism across tensor-parallel groups has it: with stride 2 ranks 0, 2,
     * 4, … are one communicator and 1, 3, 5, … the other.
     *
     * @param stride from a member to the next
     * @param size members of each communicator; empty: as many as there are
     */
    record Strided(int stride, OptionalInt size) implements GroupLayout {
        @Override
        public List<List<Integer>> communicators(int ranks) {
            return communicators(ranks, stride, size.orElse(Math.max(1, ranks / stride)), this);
        }

        static List<List<Integer>> communicators(int ranks, int stride, int size, GroupLayout layout) {
            long block = Math.multiplyExact((long) stride, (long) size);
            if (block > ranks || ranks % block != 0) {
                throw new MalformedText(ranks + " ranks cannot be divided into communicators of " + size
                        + (stride == 1 ? "" : ", each rank " + stride + " after the one before"));
            }
            List<List<Integer>> all = new ArrayList<>();
            for (int first = 0; first < ranks; first += (int) block) {
                for (int offset = 0; offset < stride; offset++) {
                    List<Integer> members = new ArrayList<>();
                    for (int i = 0; i < size; i++) {
                        members.add(first + offset + i * stride);
                    }
                    all.add(members);
                }
            }
            return all;
        }

        @Override
        public String text() {
            return (size.isPresent() ? "=" + size.getAsInt() : "") + " (every " + stride + ". rank)";
        }
    }

    /** The members of each communicator, in the order of its ranks. */
    record Listed(List<List<Integer>> ranks) implements GroupLayout {
        public Listed {
            ranks = ranks.stream().map(List::copyOf).toList();
        }

        @Override
        public List<List<Integer>> communicators(int all) {
            for (List<Integer> members : ranks) {
                if (members.isEmpty() || new LinkedHashSet<>(members).size() < members.size()) {
                    throw new MalformedText(members + " is no communicator: it needs at least one rank, and each once");
                }
                for (int rank : members) {
                    if (rank < 0 || rank >= all) {
                        throw new MalformedText("there is no rank " + rank + "; the job has ranks 0 to " + (all - 1));
                    }
                }
            }
            return ranks;
        }

        @Override
        public String text() {
            return ranks.stream()
                    .map(r -> r.stream().map(String::valueOf).collect(Collectors.joining(",")))
                    .collect(Collectors.joining(" | ", " (ranks ", ")"));
        }
    }

    /**
     * The members of each communicator, as ranks of the job.
     *
     * @param ranks how many there are
     * @throws MalformedText where they do not suit the layout
     */
    List<List<Integer>> communicators(int ranks);

    /** As it stands behind a group's name. */
    String text();
}
