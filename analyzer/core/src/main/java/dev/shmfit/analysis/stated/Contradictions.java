package dev.shmfit.analysis.stated;

import dev.shmfit.topology.AssumedNic;
import dev.shmfit.topology.CpuIdentity;
import dev.shmfit.topology.Device;
import dev.shmfit.topology.GpuTopology;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Do stated facts agree with what a topology of NCCL's says? Following either in silence would be a guess. */
public final class Contradictions {
    private Contradictions() {}

    /**
     * Requires the stated facts to agree with the dump.
     *
     * @param tellsGdr whether it says which devices can do GPUDirect RDMA
     * @throws MalformedStatement where they do not
     */
    public static void check(GpuTopology dump, StatedFacts stated, boolean tellsGdr) {
        checkNics(dump, stated);
        if (tellsGdr) {
            checkGdr(dump, stated);
        }
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

    /** A dump has all adapters that NCCL saw: a stated one is among them, at its speed, or would have to be added there. */
    private static void checkNics(GpuTopology dump, StatedFacts stated) {
        List<Device.Port> ports =
                dump.nics().stream().flatMap(n -> n.ports().stream()).toList();
        if (ports.isEmpty()) {
            return;
        }
        for (AssumedNic nic : stated.nics()) {
            boolean known = ports.stream()
                    .anyMatch(p -> p.name().equals(nic.name())
                            && (nic.megabitsPerSecond() == 0 || nic.megabitsPerSecond() == p.megabitsPerSecond()));
            if (!known) {
                String all = ports.stream()
                        .map(p -> p.name() + " at " + p.megabitsPerSecond() / 1000 + " Gb/s")
                        .distinct()
                        .collect(Collectors.joining(", "));
                throw MalformedStatement.that(
                        Subject.FACT,
                        Facts.NIC.key() + "=" + nic.name(),
                        "is not what the topology of NCCL's says, which has "
                                + all
                                + "; leave it out, add a <nic> to the topology, or analyse the table of nvidia-smi"
                                + " topo -m without it, to which a stated one is added");
            }
        }
    }

    private static void checkGdr(GpuTopology dump, StatedFacts stated) {
        boolean possible = dump.gpus().stream().anyMatch(Device.Gpu::gdr)
                && dump.nics().stream().flatMap(n -> n.ports().stream()).anyMatch(Device.Port::gdr);
        stated.get(Facts.GDR).filter(said -> said != possible).ifPresent(said -> {
            throw MalformedStatement.that(
                    Subject.FACT,
                    Facts.GDR.key() + "=" + (said ? "yes" : "no"),
                    "contradicts the topology of NCCL's, in which "
                            + (possible ? "adapters reach GPU memory" : "no adapter reaches the memory of a GPU")
                            + " (gdr=); leave it out, or change the topology");
        });
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
