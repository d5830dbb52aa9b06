package dev.shmfit.analysis.open;

import dev.shmfit.analysis.machine.NodeFacts;
import dev.shmfit.analysis.stated.Fact;
import dev.shmfit.analysis.stated.Facts;
import dev.shmfit.analysis.stated.StatedFacts;
import dev.shmfit.analysis.stated.StatedFacts.P2p;
import dev.shmfit.facts.Assumption;
import dev.shmfit.facts.Inconsistency;
import dev.shmfit.facts.Reading;
import dev.shmfit.facts.SourceRef;
import dev.shmfit.nccl.transport.GpuAccess;
import dev.shmfit.topology.CpuIdentity;
import dev.shmfit.topology.GpuTopology;
import dev.shmfit.topology.PciLink;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Every node that the facts allow. What is captured or stated is the same in all of them; what is open takes each value
 * that makes a difference to NCCL.
 */
public final class CandidateNodes {
    private final NodeFacts facts;
    private final StatedFacts stated;
    private final NodeBases bases;
    /** What several nodes have in common is put together once. */
    private final Map<Choice, GpuTopology> built = new HashMap<>();

    private final Map<Choice, GpuAccess> accesses = new HashMap<>();

    private final PeerFacts peers;
    private final ShownAdapters adapters;
    private final boolean p2pAsUsual;
    private final boolean generations;

    /** What a rebuilt node takes for granted where nothing is varied. */
    private static final String ASSUMED_GDR = "nic-gdr";

    private CandidateNodes(NodeFacts facts, StatedFacts stated, boolean p2pAsUsual, boolean generations) {
        this.facts = facts;
        this.generations = generations;
        this.p2pAsUsual = p2pAsUsual;
        this.stated = stated;
        this.adapters = ShownAdapters.of(facts, stated);
        this.bases = new NodeBases(facts, stated, adapters.known());
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
        GpuTopology shape = bases.first().topology();
        NodeShape node = new NodeShape(shape);
        if (bases.count() > 1) {
            Fact<Integer> open = bases.difference();
            options.add(IntStream.range(0, bases.count())
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
        if (spansNodes() && (!unknown.isEmpty() || NodeBases.isWithoutAdapters(shape))) {
            options.add(OpenFacts.network(unknown, shape));
        } else if (!unknown.isEmpty() && !node.allNvLink() && stated.nics().isEmpty()) {
            options.add(OpenFacts.adapters(unknown));
        }
        if (gdrIsOpen()) {
            options.add(List.of(Settled.yes(Facts.GDR, false), Settled.yes(Facts.GDR, true)));
        }
        boolean anySwitch = bases.all().anyMatch(b -> new NodeShape(b.topology()).hasNvSwitch());
        if (anySwitch && stated.get(Facts.MULTICAST).isEmpty()) {
            options.add(List.of(Settled.yes(Facts.MULTICAST, true), Settled.yes(Facts.MULTICAST, false)));
        }
        List<CandidateNode> candidates = Choice.all(options).stream()
                .filter(c -> !OpenFacts.isSlowWithGdr(c))
                .map(this::world)
                .toList();
        return new Result(
                candidates,
                bases.first().assumptions().stream()
                        .filter(a -> !a.key().equals(ASSUMED_GDR)
                                || (!gdrIsOpen() && stated.get(Facts.GDR).isEmpty()))
                        .toList(),
                bases.first().inconsistencies());
    }

    private boolean spansNodes() {
        return stated.get(Facts.NODES).orElse(1) > 1;
    }

    /** On one node it hardly counts. */
    private boolean gdrIsOpen() {
        return !bases.tellsGdr() && stated.get(Facts.GDR).isEmpty() && spansNodes();
    }

    /** AMD's generations differ in the way between sockets, of which a node with one NUMA node has none. */
    private boolean generationIsOpen(GpuTopology shape) {
        return generations
                && shape.numaNodes().size() > 1
                && stated.get(Facts.CPU)
                        .filter(c -> c.vendor() == CpuIdentity.Vendor.AMD && c.family() < 0)
                        .isPresent();
    }

    private CandidateNode world(Choice choice) {
        boolean multicast =
                stated.get(Facts.MULTICAST).or(() -> choice.of(Facts.MULTICAST)).orElse(false);
        P2p peerStatus = choice.of(Facts.P2P).orElse(P2p.OK);
        GpuTopology node = topology(choice.without(Facts.MULTICAST, Facts.P2P));
        // Peer access depends on how the GPUs are joined, not on what CPUs, links and GPUs are like.
        Choice joined = choice.without(Facts.MULTICAST, Facts.COMPUTE_CAPABILITY, Facts.PCIE, Facts.CPU);
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
            node = bases.of(choice);
        }
        built.put(choice, node);
        return node;
    }
}
