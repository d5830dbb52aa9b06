package dev.shmfit.analysis.stated;

import dev.shmfit.topology.CpuIdentity;
import dev.shmfit.topology.Device;
import dev.shmfit.topology.GpuTopology;
import java.util.Optional;

/** Do stated facts agree with what a topology of NCCL's says? Following either in silence would be a guess. */
public final class Contradictions {
    private Contradictions() {}

    /**
     * Requires the stated facts to agree with the dump.
     *
     * @throws MalformedStatement where they do not
     */
    public static void check(GpuTopology dump, StatedFacts stated) {
        for (Device.NumaNode n : dump.numaNodes()) {
            stated.get(Facts.CPU).filter(cpu -> differs(cpu, n.cpu())).ifPresent(cpu -> {
                throw MalformedStatement.that(
                        Subject.FACT,
                        "cpu=" + CpuNames.word(cpu),
                        "contradicts the topology, whose NUMA node " + n.numaId() + " has a CPU of "
                                + CpuNames.word(n.cpu()));
            });
        }
        for (Device.Gpu g : dump.gpus()) {
            Optional<Integer> captured = g.computeCapability().asOptional();
            Optional<Integer> said = stated.get(Facts.COMPUTE_CAPABILITY);
            if (captured.isPresent() && said.isPresent() && !captured.equals(said)) {
                throw MalformedStatement.that(
                        Subject.FACT,
                        Facts.COMPUTE_CAPABILITY.key(),
                        "contradicts the topology, whose GPU " + g.index() + " has " + captured.get() / 10 + "."
                                + captured.get() % 10);
            }
        }
    }

    /** Whether they cannot be the same CPU, as far as each says which it is. */
    static boolean differs(CpuIdentity stated, CpuIdentity captured) {
        if (!captured.isKnown()) {
            return false;
        }
        boolean vendors = stated.arch() == CpuIdentity.Arch.X86_64 && stated.vendor() != captured.vendor();
        boolean models = stated.model() >= 0 && captured.model() >= 0 && stated.model() != captured.model();
        return stated.arch() != captured.arch() || vendors || models;
    }
}
