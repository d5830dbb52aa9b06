package dev.shmfit.analysis;

import dev.shmfit.analysis.open.CandidateNode;
import dev.shmfit.analysis.open.Choice;
import dev.shmfit.analysis.stated.Fact;
import dev.shmfit.analysis.stated.Facts;
import dev.shmfit.nccl.NcclSettings;
import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.nccl.graph.GraphRules;
import dev.shmfit.nccl.graph.GraphSearch;
import dev.shmfit.nccl.graph.LinkRates;
import dev.shmfit.nccl.simulate.SimulateRules;
import dev.shmfit.nccl.transport.CpuClass;
import dev.shmfit.nccl.transport.GpuAccess;
import dev.shmfit.topology.CpuIdentity;
import dev.shmfit.topology.Device;
import dev.shmfit.topology.GpuTopology;
import dev.shmfit.topology.Link;
import dev.shmfit.topology.PathType;
import dev.shmfit.topology.PciLink;
import dev.shmfit.topology.StructuralPaths;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * Possible nodes that are one to a version of NCCL: they differ in facts only that it does not read there. Of two models
 * of a CPU it reads the bandwidth of the link to the other socket and the P2P level; of peer access nothing where the
 * level refuses the path before NVML and CUDA are asked.
 */
final class AlikeNodes {
    private final NcclVersion version;
    private final NcclSettings settings;
    private final boolean whole;
    private final boolean oneHost;
    private final boolean searches;

    /** By GPU index: the path over PCIe, or NVLink; by how the structure is settled. */
    private final Map<List<Optional<Integer>>, Map<Long, PathType>> paths = new HashMap<>();

    private final Map<List<Optional<Integer>>, Boolean> nvLinked = new HashMap<>();

    private final Map<List<Object>, NearNics> nearNics = new HashMap<>();

    private final Map<CpuIdentity, CpuClass> classes = new HashMap<>();

    /** Nodes that differ in CPUs, links and GPUs have one access, and the same pairs are asked about. */
    private final IdentityHashMap<GpuAccess, Map<Asker, BitSet>> accesses = new IdentityHashMap<>();

    private final IdentityHashMap<GpuAccess, Map<List<Optional<Integer>>, Boolean>> open = new IdentityHashMap<>();

    /** What decides which pairs are asked about. */
    private record Asker(List<Optional<Integer>> structure, CpuClass cpu, PathType known) {}

    /**
     * What NCCL reads of a node.
     *
     * @param rest the open facts that it reads as they are
     * @param cpus by NUMA node
     * @param access NVML's and CUDA's word on the pairs that are asked about
     */
    record Read(Choice rest, List<CpuClass> cpus, BitSet access) {
        /** The same without a word on PCIe links and those between sockets. */
        Read withoutLinks() {
            return new Read(
                    rest.without(Facts.PCIE),
                    cpus.stream().map(CpuClass::withoutLink).toList(),
                    access);
        }
    }

    /**
     * Nodes as one version and its settings have them.
     *
     * @param whole whether each communicator has all GPUs of the node
     * @param oneHost whether only fast NICs could part ranks
     * @param searches whether a forecast searches for channels; else it reads of the paths their types alone
     */
    AlikeNodes(NcclVersion version, NcclSettings settings, boolean whole, boolean oneHost, boolean searches) {
        this.searches = searches;
        this.oneHost = oneHost;
        this.version = version;
        this.settings = settings;
        this.whole = whole;
    }

    /** For each node the place of the first that is the same. */
    int[] firstAlike(List<CandidateNode> nodes) {
        Map<Read, Integer> seen = new HashMap<>();
        int[] first = new int[nodes.size()];
        for (int i = 0; i < first.length; i++) {
            Read read = searches ? read(nodes.get(i)) : readOfTypes(nodes.get(i));
            Integer before = seen.putIfAbsent(read, i);
            first[i] = before == null ? i : before;
        }
        return first;
    }

    /**
     * What NCCL reads of a node if its searches stay among NVLinks: neither the PCIe links nor the one between sockets, as
     * long as none of them is wider than what NVLinks join surely, nor a NIC that no pair of GPUs could prefer to its own path.
     * Empty where they have a say.
     */
    Optional<Read> readNear(CandidateNode node) {
        GpuTopology t = node.topology();
        float pci = pci(node);
        if (pci == 0 || !oneHost) {
            return Optional.empty();
        }
        Read all = read(node);
        boolean narrow = pci <= nvLinks(t).min().orElse(0);
        boolean nics = nicsMatter(node, all.cpus()) && !(narrow && whole && allByNvLink(node));
        if (nics || !(narrow || (usesNvLinks(node) && pci <= surelyReached(node)))) {
            return Optional.empty();
        }
        boolean accessOpen =
                node.choice().of(Facts.P2P).isPresent() && !all.cpus().isEmpty();
        Read near = all.withoutLinks();
        return Optional.of(new Read(
                near.rest().without(Facts.NIC),
                near.cpus(),
                accessOpen && whole ? access(node, all.cpus().get(0), PathType.NVB) : all.access()));
    }

    /**
     * What decides the types of all paths: neither the PCIe links nor the one between sockets, as long as none of them is wider than
     * an NVLink, which a path could leave for it.
     */
    private Read readOfTypes(CandidateNode node) {
        Read all = read(node);
        float pci = pci(node);
        boolean narrow = pci > 0 && pci <= nvLinks(node.topology()).min().orElse(Float.MAX_VALUE);
        return narrow && oneHost && !nicsMatter(node, all.cpus()) ? all.withoutLinks() : all;
    }

    /**
     * The bandwidth that a system with all NVLinks in use has as its greatest, whatever PCIe has: of a path, or where no path takes
     * PCIe, of a GPU (src/graph/search.cc ncclTopoSearchInit).
     */
    private double surelyReached(CandidateNode node) {
        GpuTopology t = node.topology();
        return allByNvLink(node)
                ? t.gpus().stream().mapToDouble(g -> nvLinks(t, g).sum()).max().orElse(0)
                : nvLinks(t).max().orElse(0);
    }

    private DoubleStream nvLinks(GpuTopology t) {
        return t.gpus().stream().flatMapToDouble(g -> nvLinks(t, g));
    }

    private DoubleStream nvLinks(GpuTopology t, Device.Gpu g) {
        float each =
                LinkRates.nvLink(version, g.computeCapability().asOptional().orElse(0));
        return NearNics.nvLinks(t, g.id()).mapToDouble(l -> l.count() * (double) each);
    }

    /**
     * Whether all NVLinks are in use: each communicator has all GPUs, and NVML and CUDA let those reach each other that NVLinks join.
     * Of two that join by way of a third nobody asks more.
     */
    private boolean usesNvLinks(CandidateNode node) {
        return whole
                && open.computeIfAbsent(node.access(), a -> new HashMap<>())
                        .computeIfAbsent(structure(node), s -> isOpen(node));
    }

    private static boolean isOpen(CandidateNode node) {
        GpuTopology t = node.topology();
        return t.gpus().stream()
                .allMatch(a -> t.gpus().stream()
                        .filter(b ->
                                a.index() != b.index() && StructuralPaths.pathType(t, a.id(), b.id()) == PathType.NVL)
                        .allMatch(b -> node.access().nvmlOk(a.index(), b.index())
                                && node.access().canAccessPeer(a.index(), b.index())));
    }

    /** Whether each pair has NVLinks, or two that another GPU of the job joins. */
    private boolean allByNvLink(CandidateNode node) {
        return nvLinked.computeIfAbsent(structure(node), k -> {
            GpuTopology t = node.topology();
            return t.gpus().stream()
                    .allMatch(a -> t.gpus().stream()
                            .allMatch(b ->
                                    StructuralPaths.pathType(t, a.id(), b.id()).compareTo(PathType.NVB) <= 0));
        });
    }

    private static List<Optional<Integer>> structure(CandidateNode node) {
        return List.of(node.choice().of(Facts.TABLE_CELLS), node.choice().of(Facts.NVLINK_PEERS));
    }

    private float pci(CandidateNode node) {
        Optional<PciLink> open = node.choice().of(Facts.PCIE);
        return open.filter(o -> node.topology().gpus().stream()
                        .allMatch(g -> g.pci().link().equals(o)))
                .map(LinkRates::pci)
                .orElse(0f);
    }

    private boolean nicsMatter(CandidateNode node, List<CpuClass> cpus) {
        GpuTopology t = node.topology();
        List<Object> key = List.of(structure(node), t.nics().size());
        boolean overPcie = !(allByNvLink(node) && usesNvLinks(node));
        return !oneHost
                || nearNics.computeIfAbsent(key, k -> NearNics.of(t))
                        .matter(t, pci(node), overPcie ? cpus : List.of(), version);
    }

    /** Whether NVLS could have channels, so that it counts whether the driver offers multicast. */
    private boolean nvlsMatters(GpuTopology t) {
        return !SimulateRules.nvlsHasGraph(version)
                || (t.devices().stream().anyMatch(Device.NvSwitch.class::isInstance)
                        && t.gpus().stream()
                                .anyMatch(g -> g.computeCapability()
                                        .asOptional()
                                        .filter(cc -> cc < GraphSearch.FIRST_WITH_NVLS)
                                        .isEmpty()));
    }

    private Read read(CandidateNode node) {
        Choice choice = node.choice();
        List<Device.NumaNode> numa = node.topology().numaNodes();
        List<CpuClass> cpus = new ArrayList<>();
        for (Device.NumaNode n : numa) {
            cpus.add(classes.computeIfAbsent(n.cpu(), c -> CpuClass.of(version, settings, c, numa.size())));
        }
        boolean accessOpen = choice.of(Facts.P2P).isPresent() && !cpus.isEmpty();
        boolean nics = nicsMatter(node, cpus);
        // Nobody is parted from the others, so no relay is missing, and no system has fewer GPUs.
        boolean together = whole && !nics;
        if (together && node.topology().gpus().size() > 2) {
            cpus.replaceAll(CpuClass::amongMany);
        }
        PathType known = together && GraphRules.nearestTypeFirst(version) ? PathType.NVB : PathType.NVL;
        List<Fact<?>> notRead = new ArrayList<>(List.of(Facts.CPU));
        if (!nics) {
            notRead.add(Facts.NIC);
        }
        if (accessOpen) {
            notRead.add(Facts.P2P);
        }
        if (!nvlsMatters(node.topology())) {
            notRead.add(Facts.MULTICAST);
        }
        return new Read(
                choice.without(notRead.toArray(new Fact<?>[0])),
                cpus,
                accessOpen ? access(node, cpus.get(0), known) : new BitSet());
    }

    /**
     * The pairs that NVML and CUDA are asked about.
     *
     * @param known up to which type a path over NVLink is surely the one that NCCL takes: of a relay outside the
     *     communicator or the domain only the way is left, and NVML is asked about its ends
     */
    private BitSet access(CandidateNode node, CpuClass cpu, PathType known) {
        return accesses.computeIfAbsent(node.access(), a -> new HashMap<>())
                .computeIfAbsent(
                        new Asker(structure(node), cpu.withoutLink(), known), a -> newAccess(node, cpu, known));
    }

    private BitSet newAccess(CandidateNode node, CpuClass cpu, PathType known) {
        Map<Long, PathType> between = paths.computeIfAbsent(structure(node), k -> between(node.topology()));
        BitSet bits = new BitSet();
        int at = 0;
        for (Device.Gpu a : node.topology().gpus()) {
            for (Device.Gpu b : node.topology().gpus()) {
                PathType path = between.getOrDefault(pair(a, b), PathType.LOC);
                boolean asked = path == PathType.NVB ? known != PathType.NVB : !cpu.refuses(path, version);
                bits.set(at++, asked && node.access().nvmlOk(a.index(), b.index()));
                bits.set(at++, asked && node.access().canAccessPeer(a.index(), b.index()));
            }
        }
        return bits;
    }

    /** Empty where another way than PCIe may be nearer than it looks. */
    private static Map<Long, PathType> between(GpuTopology node) {
        Map<Long, PathType> all = new HashMap<>();
        if (node.links().stream().anyMatch(l -> l.kind() == Link.Kind.C2C)) {
            return all;
        }
        for (Device.Gpu a : node.gpus()) {
            for (Device.Gpu b : node.gpus()) {
                all.put(pair(a, b), StructuralPaths.pathType(node, a.id(), b.id()));
            }
        }
        return all;
    }

    private static long pair(Device.Gpu a, Device.Gpu b) {
        return ((long) a.index() << 32) | b.index();
    }
}
