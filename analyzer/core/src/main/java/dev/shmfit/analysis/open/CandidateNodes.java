package dev.shmfit.analysis.open;

import dev.shmfit.analysis.machine.NodeFacts;
import dev.shmfit.analysis.stated.Contradictions;
import dev.shmfit.analysis.stated.Fact;
import dev.shmfit.analysis.stated.Facts;
import dev.shmfit.analysis.stated.MalformedStatement;
import dev.shmfit.analysis.stated.StatedFacts;
import dev.shmfit.analysis.stated.StatedFacts.Adapters;
import dev.shmfit.analysis.stated.StatedFacts.P2p;
import dev.shmfit.analysis.stated.Subject;
import dev.shmfit.facts.Assumption;
import dev.shmfit.facts.Inconsistency;
import dev.shmfit.facts.Reading;
import dev.shmfit.facts.SmiDevice;
import dev.shmfit.facts.SmiTopoMatrix;
import dev.shmfit.facts.SourceRef;
import dev.shmfit.nccl.transport.GpuAccess;
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
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Every node that the facts allow. What is captured or stated is the same in all of them; what is open takes each value
 * that makes a difference to NCCL.
 */
public final class CandidateNodes {
    private final NodeFacts facts;
    private final StatedFacts stated;
    private final List<Base> bases;

    /** With the speeds of adapters, which a base leaves open. */
    private final Map<List<AssumedNic>, List<Base>> basesWith = new HashMap<>();

    /** What several nodes have in common is put together once. */
    private final Map<Choice, GpuTopology> built = new HashMap<>();

    private final Map<Choice, GpuAccess> accesses = new HashMap<>();

    private final PeerFacts peers;
    private final ShownAdapters adapters;
    private final boolean tellsGdr;
    private final boolean p2pAsUsual;
    private final boolean generations;

    /** The node's shape, CPU and links still open where they are. */
    private record Base(String cells, ReconstructedTopology node) {}

    /** What a rebuilt node takes for granted where nothing is varied. */
    private static final String ASSUMED_GDR = "nic-gdr";

    private CandidateNodes(NodeFacts facts, StatedFacts stated, boolean p2pAsUsual, boolean generations) {
        this.facts = facts;
        this.generations = generations;
        this.p2pAsUsual = p2pAsUsual;
        this.stated = stated;
        this.tellsGdr = tellsGdr(facts);
        this.adapters = ShownAdapters.of(facts, stated);
        this.bases = bases(List.of());
        this.peers = new PeerFacts(facts, stated);
    }

    /**
     * What the facts allow.
     *
     * @param all the possible nodes; the most usual first
     * @param assumptions of the rebuilding
     * @param inconsistencies of the captured facts
     */
    public record Result(List<CandidateNode> all, List<Assumption> assumptions, List<Inconsistency> inconsistencies) {}

    /**
     * The nodes that the facts allow.
     *
     * @param p2pAsUsual whether no setting limits P2P
     * @param generations whether NCCL tells the generations of AMD's CPUs apart
     */
    public static Result of(NodeFacts facts, StatedFacts stated, boolean p2pAsUsual, boolean generations) {
        return new CandidateNodes(facts, stated, p2pAsUsual, generations).result();
    }

    private Result result() {
        List<List<? extends Settled<?>>> options = new ArrayList<>();
        GpuTopology shape = bases.get(0).node().topology();
        NodeShape node = new NodeShape(shape);
        if (bases.size() > 1) {
            Fact<Integer> open = openBase();
            options.add(IntStream.range(0, bases.size())
                    .mapToObj(i -> Settled.of(open, i))
                    .toList());
        }
        // Behind NVSwitch no ring and no transport leaves NVLink, unless P2P is switched off.
        boolean switched = node.hasNvSwitch() && node.allNvLink() && p2pAsUsual;
        if (node.cpuIsOpen() || generationIsOpen(shape)) {
            List<Settled<CpuIdentity>> all = OpenFacts.cpus(stated.get(Facts.CPU), facts.matrix(), generations);
            options.add(switched ? all.subList(0, 1) : all);
        }
        if (node.pciIsOpen()) {
            List<Settled<PciLink>> all = OpenFacts.pciLinks();
            options.add(switched ? all.subList(0, 1) : all);
        }
        if (node.computeCapabilityIsOpen()) {
            options.add(OpenFacts.computeCapabilities(node.mostNvLinks(), node.hasNvSwitch()));
        }
        if (peers.isOpen() && !node.allNvLink()) {
            options.add(peers.options(shape));
        }
        List<String> unknown = adapters.unknown();
        if (spansNodes() && (!unknown.isEmpty() || isWithoutAdapters(shape))) {
            options.add(OpenFacts.network(unknown, shape));
        } else if (!unknown.isEmpty() && !node.allNvLink() && stated.nics().isEmpty()) {
            options.add(OpenFacts.adapters(unknown));
        }
        if (gdrIsOpen()) {
            options.add(List.of(Settled.yes(Facts.GDR, false), Settled.yes(Facts.GDR, true)));
        }
        boolean anySwitch = bases.stream().anyMatch(b -> new NodeShape(b.node().topology()).hasNvSwitch());
        if (anySwitch && stated.get(Facts.MULTICAST).isEmpty()) {
            options.add(List.of(Settled.yes(Facts.MULTICAST, true), Settled.yes(Facts.MULTICAST, false)));
        }
        List<CandidateNode> candidates = Choice.all(options).stream()
                .filter(c -> !OpenFacts.isSlowWithGdr(c))
                .map(this::world)
                .toList();
        return new Result(
                candidates,
                bases.get(0).node().assumptions().stream()
                        .filter(a -> !a.key().equals(ASSUMED_GDR)
                                || (!gdrIsOpen() && stated.get(Facts.GDR).isEmpty()))
                        .toList(),
                bases.get(0).node().inconsistencies());
    }

    private boolean spansNodes() {
        return stated.get(Facts.NODES).orElse(1) > 1;
    }

    private static boolean isWithoutAdapters(GpuTopology node) {
        return node.nics().stream().allMatch(n -> n.ports().isEmpty());
    }

    /** On one node it hardly counts. */
    private boolean gdrIsOpen() {
        return !tellsGdr && stated.get(Facts.GDR).isEmpty() && spansNodes();
    }

    /** Whether it is known what the adapters that there may be can do: NCCL's dump tells it, and sockets never can. */
    private static boolean tellsGdr(NodeFacts facts) {
        return facts.excluded().all()
                || (facts.source() == NodeFacts.Source.NCCL_XML
                        && !isWithoutAdapters(
                                XmlTopologyBuilder.build(facts.xml().orElseThrow())));
    }

    /** AMD's generations differ in the way between sockets, of which a node with one NUMA node has none. */
    private boolean generationIsOpen(GpuTopology shape) {
        return generations
                && shape.numaNodes().size() > 1
                && stated.get(Facts.CPU)
                        .filter(c -> c.vendor() == CpuIdentity.Vendor.AMD && c.family() < 0)
                        .isPresent();
    }

    /** What differs between the bases. */
    private Fact<Integer> openBase() {
        boolean cells = bases.stream().map(Base::cells).distinct().count() > 1;
        return cells ? Facts.TABLE_CELLS : Facts.NVLINK_PEERS;
    }

    private CandidateNode world(Choice choice) {
        boolean multicast =
                stated.get(Facts.MULTICAST).or(() -> choice.of(Facts.MULTICAST)).orElse(false);
        P2p peerStatus = choice.of(Facts.P2P).orElse(P2p.OK);
        GpuTopology node = topology(choice.without(Facts.MULTICAST).without(Facts.P2P));
        // Peer access depends on how the GPUs are joined, not on what CPUs, links and GPUs are like.
        Choice joined = choice.without(Facts.MULTICAST)
                .without(Facts.COMPUTE_CAPABILITY)
                .without(Facts.PCIE)
                .without(Facts.CPU);
        return new CandidateNode(
                choice, node, accesses.computeIfAbsent(joined, k -> peers.access(node, peerStatus)), multicast);
    }

    /** The devices; one fact after the other is filled in, first PCIe, which changes the links as well. */
    private GpuTopology topology(Choice choice) {
        GpuTopology before = built.get(choice);
        if (before != null) {
            return before;
        }
        GpuTopology node;
        if (choice.of(Facts.GDR).isPresent()) {
            node = topology(choice.without(Facts.GDR))
                    .withGdr(choice.of(Facts.GDR).get());
        } else if (choice.of(Facts.COMPUTE_CAPABILITY).isPresent()) {
            node = topology(choice.without(Facts.COMPUTE_CAPABILITY))
                    .withComputeCapability(Reading.known(
                            choice.of(Facts.COMPUTE_CAPABILITY).get(), SourceRef.of(Facts.COMPUTE_CAPABILITY.key())));
        } else if (choice.of(Facts.CPU).isPresent()) {
            node = topology(choice.without(Facts.CPU))
                    .withCpu(choice.of(Facts.CPU).get());
        } else if (choice.of(Facts.PCIE).isPresent()) {
            node = topology(choice.without(Facts.PCIE))
                    .withPciLinks(choice.of(Facts.PCIE).get());
        } else {
            GpuTopology base = base(choice).node().topology();
            node = tellsGdr ? base : stated.get(Facts.GDR).map(base::withGdr).orElse(base);
        }
        built.put(choice, node);
        return node;
    }

    /** The base with the adapters of a choice. */
    private Base base(Choice choice) {
        int number = choice.of(Facts.TABLE_CELLS)
                .or(() -> choice.of(Facts.NVLINK_PEERS))
                .orElse(0);
        List<AssumedNic> tried = choice.of(Facts.NIC).map(Adapters::list).orElse(List.of());
        Base without = bases.get(number);
        if (tried.isEmpty()) {
            return without;
        }
        List<Base> with = basesWith.computeIfAbsent(tried, this::bases);
        return with.stream()
                .filter(b -> !b.cells().isEmpty() && b.cells().equals(without.cells()))
                .findFirst()
                .orElseGet(() -> with.get(Math.min(number, with.size() - 1)));
    }

    /** With these adapters beside the known ones. */
    private List<Base> bases(List<AssumedNic> tried) {
        List<AssumedNic> all =
                Stream.concat(adapters.known().stream(), tried.stream()).toList();
        if (facts.xml().isPresent()) {
            GpuTopology node = XmlTopologyBuilder.build(facts.xml().get());
            Contradictions.check(node, stated, tellsGdr);
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
                .withNics(adapters.known());
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
