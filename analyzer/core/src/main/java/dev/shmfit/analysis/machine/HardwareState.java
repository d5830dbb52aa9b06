package dev.shmfit.analysis.machine;

import dev.shmfit.facts.MachineState;
import dev.shmfit.facts.NumaNode;
import dev.shmfit.facts.PciTree;
import dev.shmfit.facts.Reading;
import dev.shmfit.facts.SmiQuery;
import dev.shmfit.ingest.MachineFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** NUMA nodes without memory or CPUs, MIG, the NVLink fabric, GPUs that are there but not shown. */
final class HardwareState {
    /** What nvidia-smi says of a GPU that has no fabric to join, or has joined it. */
    private static final List<String> READY = List.of("Completed", "N/A", "Not Supported", "");

    private HardwareState() {}

    static MachineState of(MachineFacts machine) {
        List<PciTree.Function> onBus = machine.host().pci().value().stream()
                .flatMap(t -> t.functions().stream())
                .filter(PciTree.Function::isGpu)
                .toList();
        List<SmiQuery.Gpu> gpus = machine.gpus().shown();
        List<Reading.Known<String>> partitioned = new ArrayList<>();
        List<Reading.Known<String>> notReady = new ArrayList<>();
        for (SmiQuery.Gpu g : gpus) {
            if (g.mig() instanceof Reading.Known<String> mig && mig.value().equals("Enabled")) {
                partitioned.add(new Reading.Known<>(g.busId(), mig.source()));
            }
            if (g.fabric() instanceof Reading.Known<String> state && !READY.contains(state.value())) {
                notReady.add(new Reading.Known<>(g.busId() + ": " + state.value(), state.source()));
            }
        }
        List<NumaNode> nodes = machine.host().numa().value().orElse(List.of());
        return new MachineState(
                numa(nodes, onBus),
                partitioned,
                notReady,
                hidden(gpus, onBus),
                gpus.size(),
                machine.gpus().cudaDriver().best());
    }

    /** Every GPU of the machine is on the PCI bus that a container sees; the driver shows those that it was given. */
    private static List<Reading.Known<String>> hidden(List<SmiQuery.Gpu> shown, List<PciTree.Function> onBus) {
        List<Reading.Known<String>> hidden = new ArrayList<>();
        for (PciTree.Function f : onBus) {
            boolean driven = f.attribute("driver").equals("nvidia");
            if (driven
                    && !shown.isEmpty()
                    && shown.stream().noneMatch(g -> g.busId().equals(f.busId()))) {
                hidden.add(new Reading.Known<>(f.busId(), f.source()));
            }
        }
        return hidden;
    }

    /** Memory without CPUs of its own is usual (memory of GPUs, or on a bus), unless a GPU is to be near those CPUs. */
    private static List<Reading.Known<String>> numa(List<NumaNode> nodes, List<PciTree.Function> gpus) {
        List<Reading.Known<String>> poor = new ArrayList<>();
        for (NumaNode node : nodes) {
            String name = "NUMA node " + node.id();
            boolean cpus = node.cpus().asOptional().filter(c -> !c.isEmpty()).isPresent();
            Optional<PciTree.Function> near = gpus.stream()
                    .filter(g -> g.attribute("numa_node").equals(String.valueOf(node.id())))
                    .findFirst();
            if (node.memory().asOptional().filter(m -> m.bytes() == 0).isPresent() && (cpus || near.isPresent())) {
                poor.add(new Reading.Known<>(name + " has no memory", node.source()));
            } else if (node.cpus().isKnown() && !cpus && near.isPresent()) {
                poor.add(new Reading.Known<>(
                        name + ", to which GPU " + near.get().busId() + " belongs, has no CPU", node.source()));
            }
        }
        return poor;
    }
}
