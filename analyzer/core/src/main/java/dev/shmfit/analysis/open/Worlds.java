package dev.shmfit.analysis.open;

import dev.shmfit.analysis.machine.NodeFacts;
import dev.shmfit.analysis.stated.Contradictions;
import dev.shmfit.analysis.stated.CpuNames;
import dev.shmfit.analysis.stated.StatedFacts;
import dev.shmfit.analysis.stated.StatedFactsParser;
import dev.shmfit.facts.Assumption;
import dev.shmfit.facts.Inconsistency;
import dev.shmfit.facts.Reading;
import dev.shmfit.facts.SmiDevice;
import dev.shmfit.facts.SmiHop;
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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Every node that the facts allow. What is captured or stated is the same in all of them; what is open takes each value
 * that makes a difference to NCCL.
 */
public final class Worlds {
    static final String CPU = "cpu";
    static final String PCIE = "pcie";
    static final String COMPUTE_CAPABILITY = "compute-capability";
    static final String P2P = "p2p";
    static final String MULTICAST = "multicast";
    static final String NIC = "nic";
    static final String NCCL_XML = "nccl-xml";
    static final String TOPO = "topo-m";

    private final NodeFacts facts;
    private final StatedFacts stated;
    private final List<Base> bases;
    private final PeerFacts peers;
    private final boolean p2pAsUsual;

    /** The node's shape, CPU and links still open where they are. */
    private record Base(String cells, ReconstructedTopology node) {}

    private Worlds(NodeFacts facts, StatedFacts stated, boolean p2pAsUsual) {
        this.facts = facts;
        this.p2pAsUsual = p2pAsUsual;
        this.stated = stated;
        this.bases = bases();
        this.peers = new PeerFacts(facts, stated);
    }

    /**
     * What the facts allow.
     *
     * @param all the worlds; the most usual first
     * @param assumptions of the rebuilding
     * @param inconsistencies of the captured facts
     */
    public record Result(List<World> all, List<Assumption> assumptions, List<Inconsistency> inconsistencies) {}

    /**
     * The nodes that the facts allow.
     *
     * @param p2pAsUsual whether no setting limits P2P
     */
    public static Result of(NodeFacts facts, StatedFacts stated, boolean p2pAsUsual) {
        return new Worlds(facts, stated, p2pAsUsual).result();
    }

    private Result result() {
        Map<String, List<String>> options = new LinkedHashMap<>();
        GpuTopology shape = bases.get(0).node().topology();
        NodeShape node = new NodeShape(shape);
        if (bases.size() > 1) {
            List<String> numbers = new ArrayList<>();
            for (int i = 0; i < bases.size(); i++) {
                numbers.add(String.valueOf(i));
            }
            options.put(baseKey(), numbers);
        }
        // Behind NVSwitch no ring and no transport leaves NVLink, unless P2P is switched off.
        boolean switched = node.hasNvSwitch() && node.allNvLink() && p2pAsUsual;
        if (node.cpuIsOpen()) {
            List<String> all = OpenFacts.cpus(stated.cpu(), facts.matrix());
            options.put(CPU, switched ? all.subList(0, 1) : all);
        }
        if (node.pciIsOpen()) {
            List<String> all = OpenFacts.pciLinks();
            options.put(PCIE, switched ? all.subList(0, 1) : all);
        }
        if (node.computeCapabilityIsOpen()) {
            options.put(COMPUTE_CAPABILITY, OpenFacts.computeCapabilities(node.mostNvLinks(), node.hasNvSwitch()));
        }
        if (peers.isOpen() && !node.allNvLink()) {
            options.put(P2P, peers.options(shape));
        }
        if (facts.xml().isEmpty() && !shape.nics().isEmpty() && stated.nics().isEmpty() && !node.allNvLink()) {
            options.put(NIC, OpenFacts.NIC_SPEEDS);
        }
        if (node.hasNvSwitch() && stated.multicast().isEmpty()) {
            options.put(MULTICAST, List.of("yes", "no"));
        }
        List<World> worlds = Choice.all(options).stream().map(this::world).toList();
        return new Result(
                worlds, bases.get(0).node().assumptions(), bases.get(0).node().inconsistencies());
    }

    private String baseKey() {
        boolean cells = bases.stream().map(Base::cells).distinct().count() > 1;
        return cells ? TOPO : NCCL_XML;
    }

    private World world(Choice choice) {
        String number = choice.of(TOPO) + choice.of(NCCL_XML);
        GpuTopology node = bases.get(number.isEmpty() ? 0 : Integer.parseInt(number, 10))
                .node()
                .topology();
        if (!choice.of(NIC).isEmpty() && !choice.of(NIC).equals(OpenFacts.SLOW_NIC)) {
            node = MatrixTopologyBuilder.build(
                            facts.matrix().orElseThrow(), assumptions().withNics(allNics(choice.of(NIC))))
                    .topology();
        }
        if (!choice.of(CPU).isEmpty()) {
            node = node.withCpu(CpuNames.parse(choice.of(CPU)));
        }
        if (!choice.of(PCIE).isEmpty()) {
            node = node.withPciLinks(StatedFactsParser.pcie(choice.of(PCIE)));
        }
        if (!choice.of(COMPUTE_CAPABILITY).isEmpty()) {
            node = node.withComputeCapability(Reading.known(
                    Integer.valueOf(choice.of(COMPUTE_CAPABILITY), 10), SourceRef.of(COMPUTE_CAPABILITY)));
        }
        boolean multicast = stated.multicast().orElse(choice.of(MULTICAST).equals("yes"));
        return new World(choice, node, peers.access(node, choice.of(P2P)), multicast);
    }

    private List<AssumedNic> allNics(String gigabits) {
        return facts.matrix().orElseThrow().devices().stream()
                .filter(d -> !d.isGpu())
                .map(d -> new AssumedNic(d.name(), Integer.parseInt(gigabits, 10) * 1000, SmiHop.SYS, List.of()))
                .toList();
    }

    private List<Base> bases() {
        if (facts.xml().isPresent()) {
            GpuTopology node = XmlTopologyBuilder.build(facts.xml().get());
            Contradictions.check(node, stated);
            return List.of(new Base("", new ReconstructedTopology(filled(node), List.of(), List.of(), List.of())));
        }
        SmiTopoMatrix matrix = facts.matrix().orElseThrow();
        ReconstructedTopology first = MatrixTopologyBuilder.build(matrix, assumptions());
        if (first.undetermined().isEmpty()) {
            return MatrixTopologyBuilder.worlds(matrix, assumptions()).stream()
                    .map(w -> new Base("", w))
                    .toList();
        }
        List<Base> bases = new ArrayList<>();
        for (OpenCells.Fill fill : OpenCells.Fill.values()) {
            SmiTopoMatrix whole = OpenCells.fill(matrix, first.undetermined(), fill);
            ReconstructedTopology node = MatrixTopologyBuilder.build(whole, assumptions());
            if (bases.stream().noneMatch(b -> b.node().topology().equals(node.topology()))) {
                bases.add(new Base(fill.name(), withRemarksOf(first, node)));
            }
        }
        return bases;
    }

    private static ReconstructedTopology withRemarksOf(ReconstructedTopology first, ReconstructedTopology node) {
        return new ReconstructedTopology(
                node.topology(), first.assumptions(), first.inconsistencies(), first.undetermined());
    }

    /** A dump may leave facts open; what is stated fills them. */
    private GpuTopology filled(GpuTopology node) {
        GpuTopology filled = node;
        if (stated.cpu().isPresent() && stated.cpu().get().isKnown()) {
            filled = filled.withCpu(stated.cpu().get());
        }
        if (stated.pcie().isPresent()) {
            filled = filled.withPciLinks(stated.pcie().get());
        }
        return filled.withComputeCapability(computeCapability());
    }

    private TopologyAssumptions assumptions() {
        Reading<CpuIdentity> cpu = stated.cpu()
                .filter(CpuIdentity::isKnown)
                .map(c -> Reading.known(c, SourceRef.of("--assume cpu")))
                .orElse(TopologyAssumptions.NONE.cpu());
        Reading<PciLink> pcie = stated.pcie()
                .map(p -> Reading.known(p, SourceRef.of("--assume pcie")))
                .orElse(TopologyAssumptions.NONE.pciLink());
        return TopologyAssumptions.NONE
                .withCpu(cpu)
                .withPciLink(pcie)
                .withComputeCapability(computeCapability())
                .withGpuNames(gpuNames())
                .withNics(stated.nics());
    }

    private Reading<Integer> computeCapability() {
        if (stated.computeCapability().isPresent()) {
            return Reading.known(stated.computeCapability().getAsInt(), SourceRef.of("--assume compute-capability"));
        }
        Optional<Integer> byName = stated.gpu().flatMap(GpuModels::of).map(GpuModel::computeCapability);
        return byName.map(cc -> Reading.known(cc, SourceRef.of("--assume gpu")))
                .orElse(TopologyAssumptions.NONE.computeCapability());
    }

    private Map<Integer, String> gpuNames() {
        Map<Integer, String> names = new LinkedHashMap<>();
        if (stated.gpu().isPresent() && facts.matrix().isPresent()) {
            for (SmiDevice gpu : facts.matrix().get().gpus()) {
                names.put(gpu.gpuIndex(), stated.gpu().get());
            }
        }
        return names;
    }
}
