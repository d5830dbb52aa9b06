package dev.shmfit.topology;

import dev.shmfit.facts.Assumption;
import dev.shmfit.facts.Inconsistency;
import dev.shmfit.facts.SmiDevice;
import dev.shmfit.facts.SmiHop;
import dev.shmfit.facts.SmiLink;
import dev.shmfit.facts.SmiTopoMatrix;
import dev.shmfit.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Rebuilds the smallest node that {@code nvidia-smi topo -m} allows. The matrix names relations, not devices: switches,
 * NUMA nodes and NVSwitches are inferred, and each inference that could have gone otherwise is an assumption. What
 * contradicts itself is an inconsistency and never an exception.
 */
public final class MatrixTopologyBuilder {
    private final TopologyAssumptions given;
    private final SmiTopoMatrix matrix;
    private final List<SmiDevice> devices;
    private final List<String> portNames;
    private final List<KnownGpu> gpus;
    private final MatrixCells cells;
    private final NvLinkArrangement nvLinks;
    private final List<Assumption> assumptions = new ArrayList<>();
    private final List<Inconsistency> inconsistencies = new ArrayList<>();

    private MatrixTopologyBuilder(SmiTopoMatrix raw, TopologyAssumptions given) {
        OrderedMatrix ordered = OrderedMatrix.of(raw);
        this.given = given;
        this.matrix = ordered.matrix();
        this.gpus = matrix.gpus().stream()
                .map(d -> KnownGpu.of(d.gpuIndex(), given))
                .toList();
        this.cells = new MatrixCells(matrix);
        this.nvLinks = new NvLinkArrangement(cells, gpus, given.open());
        List<String> listed = matrix.devices().stream().map(matrix::deviceName).toList();
        List<String> added = given.nics().stream()
                .filter(n -> !n.gpus().isEmpty())
                .map(AssumedNic::name)
                .filter(n -> !listed.contains(n)
                        && matrix.devices().stream().noneMatch(d -> d.name().equals(n)))
                .distinct()
                .toList();
        this.portNames = Stream.concat(listed.stream(), added.stream()).toList();
        this.devices = Stream.concat(
                        matrix.devices().stream(), added.stream().map(n -> new SmiDevice(n, SmiDevice.Kind.NIC)))
                .toList();
        inconsistencies.addAll(ordered.inconsistencies());
        inconsistencies.addAll(cells.inconsistencies());
        inconsistencies.addAll(nvLinks.inconsistencies());
    }

    /** Rebuilds the node from the matrix and everything else that is known. */
    public static ReconstructedTopology build(SmiTopoMatrix matrix, TopologyAssumptions given) {
        return new MatrixTopologyBuilder(matrix, given).build();
    }

    /**
     * The nodes that the matrix allows where it leaves open what lies behind NVLinks: the smallest first, each once. A
     * single one where nothing of the sort is open.
     */
    public static List<ReconstructedTopology> candidates(SmiTopoMatrix matrix, TopologyAssumptions given) {
        ReconstructedTopology smallest = build(matrix, given.withOpen(OpenChoices.SMALLEST));
        List<ReconstructedTopology> candidates = new ArrayList<>(List.of(smallest));
        List<OpenChoices.HiddenPaths> paths = smallest.hasAssumed(PciPlacement.PCIE_BEHIND_NVLINK)
                ? List.of(OpenChoices.HiddenPaths.values())
                : List.of(OpenChoices.HiddenPaths.ROOT_PORTS);
        List<OpenChoices.LonePair> pairs = smallest.hasAssumed(NvLinkArrangement.NVLINK_ARRANGEMENT)
                ? List.of(OpenChoices.LonePair.values())
                : List.of(OpenChoices.LonePair.BY_PRODUCT);
        for (OpenChoices.LonePair pair : pairs) {
            for (OpenChoices.HiddenPaths path : paths) {
                ReconstructedTopology other = build(matrix, given.withOpen(OpenChoices.SMALLEST.with(path, pair)));
                if (candidates.stream().noneMatch(w -> w.topology().equals(other.topology()))) {
                    candidates.add(other);
                }
            }
        }
        return List.copyOf(candidates);
    }

    private ReconstructedTopology build() {
        PciPlacement placement = new PciPlacement(matrix, devices, cells, nvLinks.leftOut(), given);
        NumaPlan numa = new NumaPlan(
                placement.settled(),
                new Affinities(matrix),
                devices.stream().map(SmiDevice::name).toList(),
                gpus.size());
        GpuTopology.Builder topology =
                new PciTreeAssembler(placement.settled(), devices, gpus, portNames, given).assemble(numa.nodes());
        addNvLinks(topology);
        explainTree(placement.settled());
        assumptions.addAll(placement.assumptions());
        assumptions.addAll(numa.assumptions());
        assumptions.addAll(nvLinks.assumptions());
        inconsistencies.addAll(placement.inconsistencies());
        inconsistencies.addAll(numa.inconsistencies());
        return new ReconstructedTopology(
                topology.build(), assumptions, inconsistencies, placement.open().undetermined(gpus, nvLinks));
    }

    private void addNvLinks(GpuTopology.Builder topology) {
        int switches = 0;
        for (NvLinkArrangement.Group group : nvLinks.groups()) {
            if (group.isSwitched()) {
                // One board's switches are one fabric; a second group that cannot reach the first is another.
                switches++;
                DeviceId fabric = new DeviceId(switches == 1 ? "nvswitch" : "nvswitch:" + switches);
                topology.add(new Device.NvSwitch(fabric));
                group.toSwitch().forEach((member, count) -> bond(topology, member, fabric, count));
            } else {
                addWires(topology, group.members());
            }
        }
    }

    private void addWires(GpuTopology.Builder topology, List<Integer> members) {
        for (int a : members) {
            for (int b : members) {
                int count = nvLinks.count(a, b);
                if (count > 0) {
                    topology.link(new Link(
                            gpuId(a),
                            gpuId(b),
                            Link.Kind.NVLINK,
                            count,
                            count * gpus.get(a).nvLinkRate()));
                }
            }
        }
    }

    private void bond(GpuTopology.Builder topology, int gpu, DeviceId fabric, int count) {
        double rate = count * gpus.get(gpu).nvLinkRate();
        topology.link(new Link(gpuId(gpu), fabric, Link.Kind.NVLINK, count, rate));
        topology.link(new Link(fabric, gpuId(gpu), Link.Kind.NVLINK, count, rate));
    }

    private DeviceId gpuId(int position) {
        return PciTreeAssembler.gpuId(gpus.get(position).index());
    }

    /** What no matrix shows, whatever it says. */
    private void explainTree(HopBounds settled) {
        boolean cascaded = false;
        for (int a = 0; a < devices.size(); a++) {
            for (int b = 0; b < a; b++) {
                cascaded |= settled.farthest(a, b) == SmiHop.PXB;
            }
        }
        if (gpus.size() > 1) {
            assumptions.add(Assumption.assumed(
                    "switch-arrangement",
                    Text.of(cascaded ? "fact/one-switch-above" : "fact/no-hidden-switch"),
                    Text.of("fact/switches")));
        }
        if (devices.size() > gpus.size()) {
            assumptions.add(Assumption.assumed("nic-gdr", "no", Text.of("fact/nic-gdr")));
        }
    }

    /** The cell of a pair, as the builder understood it; for messages. */
    static String text(PairFact fact) {
        if (fact instanceof PairFact.Bonded nv) {
            return new SmiLink.NvLinks(nv.count()).text();
        }
        return fact instanceof PairFact.Path path ? path.hop().name() : "unknown";
    }
}
