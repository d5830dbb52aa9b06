package dev.shmfit.analysis.open;

import dev.shmfit.analysis.machine.NodeFacts;
import dev.shmfit.analysis.stated.Contradictions;
import dev.shmfit.analysis.stated.Fact;
import dev.shmfit.analysis.stated.Facts;
import dev.shmfit.analysis.stated.MalformedStatement;
import dev.shmfit.analysis.stated.StatedFacts;
import dev.shmfit.analysis.stated.StatedFacts.Adapters;
import dev.shmfit.analysis.stated.Subject;
import dev.shmfit.facts.Reading;
import dev.shmfit.facts.SmiDevice;
import dev.shmfit.facts.SmiTopoMatrix;
import dev.shmfit.facts.SourceRef;
import dev.shmfit.topology.AssumedNic;
import dev.shmfit.topology.CpuIdentity;
import dev.shmfit.topology.GpuModel;
import dev.shmfit.topology.GpuModels;
import dev.shmfit.topology.GpuTopology;
import dev.shmfit.topology.MatrixTopologyBuilder;
import dev.shmfit.topology.PciLink;
import dev.shmfit.topology.ReconstructedTopology;
import dev.shmfit.topology.TopologyAssumptions;
import dev.shmfit.topology.XmlTopologyBuilder;
import dev.shmfit.units.MalformedText;
import dev.shmfit.units.UserInput;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The node as its table or its dump has it, with what is stated filled in: its CPU and links still open where they are. Several
 * where the table can be read in several ways.
 */
final class NodeBases {
    private final NodeFacts facts;
    private final StatedFacts stated;
    private final List<AssumedNic> known;
    /** NCCL's dump, or the tree of /sys; empty where a table is all there is. */
    private final Optional<GpuTopology> dump;

    private final boolean tellsGdr;
    private final List<Base> bases;

    /** With the speeds of adapters, which a base leaves open. */
    private final Map<List<AssumedNic>, List<Base>> basesWith = new HashMap<>();

    private record Base(String cells, ReconstructedTopology node) {}

    /**
     * The readings of what is known.
     *
     * @param known adapters
     */
    NodeBases(NodeFacts facts, StatedFacts stated, List<AssumedNic> known) {
        this.facts = facts;
        this.stated = stated;
        this.known = known;
        this.dump = facts.xml().map(XmlTopologyBuilder::build);
        this.tellsGdr = tellsGdr(facts, dump);
        dump.ifPresent(node -> Contradictions.check(node, stated, tellsGdr));
        this.bases = with(List.of());
    }

    int count() {
        return bases.size();
    }

    /** The most usual reading. */
    ReconstructedTopology first() {
        return bases.get(0).node();
    }

    Stream<ReconstructedTopology> all() {
        return bases.stream().map(Base::node);
    }

    /** What differs between the bases. */
    Fact<Integer> difference() {
        boolean cells = bases.stream().map(Base::cells).distinct().count() > 1;
        return cells ? Facts.TABLE_CELLS : Facts.NVLINK_PEERS;
    }

    /** Whether it is known what the adapters that there may be can do: NCCL's dump tells it, and sockets never can. */
    boolean tellsGdr() {
        return tellsGdr;
    }

    private static boolean tellsGdr(NodeFacts facts, Optional<GpuTopology> dump) {
        return facts.nets().excluded().all()
                || (facts.source() == NodeFacts.Source.NCCL_XML
                        && dump.filter(node -> !isWithoutAdapters(node)).isPresent());
    }

    static boolean isWithoutAdapters(GpuTopology node) {
        return node.nics().stream().allMatch(n -> n.ports().isEmpty());
    }

    /** The reading of a choice, with its adapters. */
    GpuTopology of(Choice choice) {
        GpuTopology node = base(choice).node().topology();
        return tellsGdr ? node : stated.get(Facts.GDR).map(node::withGdr).orElse(node);
    }

    private Base base(Choice choice) {
        int number = choice.of(Facts.TABLE_CELLS)
                .or(() -> choice.of(Facts.NVLINK_PEERS))
                .orElse(0);
        List<AssumedNic> tried = choice.of(Facts.NIC).map(Adapters::list).orElse(List.of());
        Base without = bases.get(number);
        if (tried.isEmpty()) {
            return without;
        }
        List<Base> with = basesWith.computeIfAbsent(tried, this::with);
        return with.stream()
                .filter(b -> !b.cells().isEmpty() && b.cells().equals(without.cells()))
                .findFirst()
                .orElseGet(() -> with.get(Math.min(number, with.size() - 1)));
    }

    /** With these adapters beside the known ones. */
    private List<Base> with(List<AssumedNic> tried) {
        List<AssumedNic> all = Stream.concat(known.stream(), tried.stream()).toList();
        if (dump.isPresent()) {
            GpuTopology node = dump.get();
            GpuTopology whole = isWithoutAdapters(node) ? withAdded(node, all) : node;
            return List.of(new Base("", new ReconstructedTopology(filled(whole), List.of(), List.of(), List.of())));
        }
        SmiTopoMatrix matrix = facts.matrix().orElseThrow();
        TopologyAssumptions given = assumptions().withNics(all);
        ReconstructedTopology first = MatrixTopologyBuilder.build(matrix, given);
        if (first.undetermined().isEmpty()) {
            return MatrixTopologyBuilder.candidates(matrix, given).stream()
                    .map(w -> new Base("", w))
                    .toList();
        }
        List<Base> bases = new ArrayList<>();
        for (OpenCells.Fill fill : OpenCells.Fill.values()) {
            SmiTopoMatrix whole = OpenCells.fill(matrix, first.undetermined(), fill);
            TopologyAssumptions read = fill == OpenCells.Fill.NVLINK
                    ? given
                    : given.withOpen(given.open().deniedAsWires());
            ReconstructedTopology node = MatrixTopologyBuilder.build(whole, read);
            if (bases.stream().noneMatch(b -> b.node().topology().equals(node.topology()))) {
                bases.add(new Base(fill.name(), withRemarksOf(first, node)));
            }
        }
        return bases;
    }

    private static GpuTopology withAdded(GpuTopology node, List<AssumedNic> adapters) {
        try {
            return node.withAdded(adapters);
        } catch (MalformedText e) {
            throw MalformedStatement.of(Subject.FACT, Facts.NIC.key(), e);
        }
    }

    private static ReconstructedTopology withRemarksOf(ReconstructedTopology first, ReconstructedTopology node) {
        return new ReconstructedTopology(
                node.topology(), first.assumptions(), first.inconsistencies(), first.undetermined());
    }

    /** A dump may leave facts open; what is stated fills them. */
    private GpuTopology filled(GpuTopology node) {
        GpuTopology filled = node;
        if (stated.get(Facts.CPU).isPresent() && stated.get(Facts.CPU).get().isKnown()) {
            filled = filled.withCpu(stated.get(Facts.CPU).get());
        }
        if (stated.get(Facts.PCIE).isPresent()) {
            filled = filled.withPciLinks(stated.get(Facts.PCIE).get());
        }
        return filled.withComputeCapability(computeCapability());
    }

    private TopologyAssumptions assumptions() {
        Reading<CpuIdentity> cpu = stated.get(Facts.CPU)
                .filter(CpuIdentity::isKnown)
                .map(c -> Reading.known(c, SourceRef.stated(UserInput.FACT + " cpu")))
                .orElse(TopologyAssumptions.NONE.cpu());
        Reading<PciLink> pcie = stated.get(Facts.PCIE)
                .map(p -> Reading.known(p, SourceRef.stated(UserInput.FACT + " pcie")))
                .orElse(TopologyAssumptions.NONE.pciLink());
        return TopologyAssumptions.NONE
                .withCpu(cpu)
                .withPciLink(pcie)
                .withComputeCapability(computeCapability())
                .withGpuNames(gpuNames())
                .withTraits(facts.traits())
                .withNics(known);
    }

    private Reading<Integer> computeCapability() {
        if (stated.get(Facts.COMPUTE_CAPABILITY).isPresent()) {
            return Reading.known(
                    stated.get(Facts.COMPUTE_CAPABILITY).get(),
                    SourceRef.stated(UserInput.FACT + " compute-capability"));
        }
        Optional<Integer> byName = stated.get(Facts.GPU).flatMap(GpuModels::of).map(GpuModel::computeCapability);
        return byName.map(cc -> Reading.known(cc, SourceRef.stated(UserInput.FACT + " gpu")))
                .orElse(TopologyAssumptions.NONE.computeCapability());
    }

    private Map<Integer, String> gpuNames() {
        Map<Integer, String> names = new LinkedHashMap<>();
        if (stated.get(Facts.GPU).isPresent() && facts.matrix().isPresent()) {
            for (SmiDevice gpu : facts.matrix().get().gpus()) {
                names.put(gpu.gpuIndex(), stated.get(Facts.GPU).get());
            }
        } else {
            names.putAll(facts.gpuNames());
        }
        return names;
    }
}
