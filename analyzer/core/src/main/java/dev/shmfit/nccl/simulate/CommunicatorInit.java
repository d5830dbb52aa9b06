package dev.shmfit.nccl.simulate;

import dev.shmfit.nccl.CuMem;
import dev.shmfit.nccl.connect.ChannelBuilder;
import dev.shmfit.nccl.connect.NodeGraphs;
import dev.shmfit.nccl.connect.P2pChannels;
import dev.shmfit.nccl.connect.P2pSchedule;
import dev.shmfit.nccl.graph.ChannelGraph;
import dev.shmfit.nccl.graph.GraphRules;
import dev.shmfit.nccl.graph.GraphSettings;
import dev.shmfit.nccl.graph.Pattern;
import dev.shmfit.nccl.graph.TopoSystem;
import dev.shmfit.nccl.plan.ChannelCounts;
import dev.shmfit.nccl.plan.InitFailure;
import dev.shmfit.nccl.plan.Trace;
import dev.shmfit.nccl.transport.NcclInitFailure;
import dev.shmfit.nccl.transport.Places;
import dev.shmfit.nccl.transport.TransportRules;
import dev.shmfit.nccl.transport.TransportRules.Decision;
import dev.shmfit.nccl.tuning.GraphSummary;
import dev.shmfit.nccl.tuning.NvlsSupport;
import dev.shmfit.nccl.tuning.Tuner;
import dev.shmfit.nccl.tuning.TunerInput;
import dev.shmfit.text.Text;
import dev.shmfit.topology.CpuIdentity;
import dev.shmfit.topology.PathType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The decisions of ncclCommInitRank (src/init.cc initTransportsRank), in NCCL's order: topology and search, channels,
 * channels for send/recv, transports, cost model.
 */
final class CommunicatorInit {
    /** NCCL as shipped with PyTorch is built with CUDA 12; the cost model asks for 11.0 and 12.0 only. */
    private static final int CUDA_RUNTIME = 12040;

    private final NcclNode node;
    private final CommunicatorSpec spec;
    private final Optional<Communicator> parent;
    private final TransportRules rules;
    private final EqualNodes equal;
    private final Cliques cliques;

    CommunicatorInit(NcclNode node, CommunicatorSpec spec, Optional<Communicator> parent) {
        this.node = node;
        this.spec = spec;
        this.parent = parent;
        this.equal = new EqualNodes(node, spec);
        this.cliques = Cliques.of(node, spec, equal);
        this.rules = new TransportRules(
                node.version(),
                node.settings(),
                node.platform(),
                new Places(
                        spec.nodes(),
                        spec.gpus(),
                        node.pods(),
                        node.hardware().stream().map(NodeHardware::access).toList(),
                        cliques.joined()
                                ? spec.nodes().stream().map(cliques::of).toList()
                                : List.of()));
    }

    /**
     * Makes the communicator; nothing is connected yet.
     *
     * @throws NcclInitFailure where NCCL gives up
     */
    Communicator run() {
        cliques.failure().ifPresent(f -> {
            throw new NcclInitFailure(f);
        });
        DomainSearch search = new DomainSearch(node, spec, equal, cliques, rules);
        List<Domain> domains = search.domains();
        ChannelBuilder.Result built = channels(search, domains);
        List<P2pChannels> p2pOfRanks = p2pChannels(domains, built.channels().size());
        P2pChannels p2p = p2pOfRanks.get(0);
        Pairs pairs = pairs(domains, search);
        CuMem cuMem = CuMem.of(node.version(), node.settings(), node.platform());
        boolean eager = !TransferSettings.lazy(node.version(), node.settings(), cuMem.device());
        Tuner tuner = tuner(domains, built);
        tuner.initFailure().ifPresent(r -> {
            throw new NcclInitFailure(new InitFailure(r.rule(), "init", r.summary()));
        });
        PxnLevelFault.of(node.version(), node.settings(), eager, domains).ifPresent(f -> {
            throw new NcclInitFailure(f);
        });
        Resources resources = parent.map(Communicator::resources)
                .orElseGet(() -> new Resources(built.channels().size(), p2p.channels()));
        return new Communicator(
                spec,
                domains,
                built.channels(),
                new ChannelCounts(built.channels().size(), nvlsChannels(domains, built), p2p.channels(), p2p.perPeer()),
                pairs,
                new NetProxies(domains, spec.size(), GraphSettings.of(node.version(), node.settings())),
                eager,
                built.nvls() > 0,
                tuner,
                resources,
                new P2pSchedule(
                        node.version(),
                        node.settings(),
                        domains.stream()
                                .map(d -> d.system().ranks().stream().sorted().toList())
                                .toList()),
                p2pOfRanks,
                parent);
    }

    private ChannelBuilder.Result channels(DomainSearch search, List<Domain> domains) {
        List<NodeGraphs> graphs = domains.stream().map(Domain::graphs).toList();
        int minCc = domains.stream()
                .mapToInt(d -> d.system().minComputeCapability())
                .min()
                .orElse(0);
        boolean nvls = domains.stream().allMatch(d -> search.nvlsSupported(d.system(), domains.size()));
        int nvlsChannels = nvls ? NvlsChannels.of(node.version(), node.settings(), domains, search.hostCount()) : 0;
        return ChannelBuilder.build(
                node.version(),
                node.settings(),
                graphs,
                spec.size(),
                new ChannelBuilder.Request(
                        TransferSettings.maxChannels(node.version()),
                        minCc,
                        nvlsChannels,
                        parent.map(p -> p.resources().channels).orElse(Integer.MAX_VALUE),
                        parent.filter(Communicator::nvls)
                                .map(p -> p.counts().nvls())
                                .orElse(-1)));
    }

    /**
     * What each rank counts on for send/recv. Ranks tell each other how many channels a peer gets since they count their
     * own peers only; before, each goes by the GPUs of its own domain (src/graph/paths.cc
     * ncclTopoComputeP2pChannels@v2.28.9-1).
     */
    private List<P2pChannels> p2pChannels(List<Domain> domains, int channels) {
        boolean own = GraphRules.countsOwnPeersOnly(node.version());
        P2pChannels[] ofRanks = new P2pChannels[spec.size()];
        List<Domain> different = different(domains);
        List<P2pChannels> least = different.stream()
                .map(d -> leastOf(
                        d, own ? d.system().ranks() : d.system().ranks().subList(0, 1), domains.size(), channels))
                .toList();
        P2pChannels agreed =
                least.stream().reduce(CommunicatorInit::fewerPerPeer).orElseThrow();
        for (Domain d : domains) {
            int like = IntStream.range(0, different.size())
                    .filter(i -> different.get(i).system().sharesNodesWith(d.system()))
                    .findFirst()
                    .orElseThrow();
            d.system().ranks().forEach(r -> ofRanks[r] = own ? agreed : least.get(like));
        }
        return List.of(ofRanks);
    }

    private P2pChannels leastOf(Domain d, List<Integer> ranks, int domains, int channels) {
        int parentP2p = parent.map(p -> p.resources().p2pChannels).orElse(Integer.MAX_VALUE);
        return ranks.stream()
                .map(rank -> P2pChannels.of(
                        d.system(), node.version(), node.settings(), rank, spec.size(), domains, channels, parentP2p))
                .reduce(CommunicatorInit::fewerPerPeer)
                .orElseThrow();
    }

    private static P2pChannels fewerPerPeer(P2pChannels a, P2pChannels b) {
        return a.perPeer() <= b.perPeer() ? a : b;
    }

    /** One of all those that have the same nodes and paths. */
    static List<Domain> different(List<Domain> domains) {
        List<Domain> all = new ArrayList<>();
        for (Domain d : domains) {
            if (all.stream().noneMatch(o -> o.system().sharesNodesWith(d.system()))) {
                all.add(d);
            }
        }
        return all;
    }

    private Pairs pairs(List<Domain> domains, DomainSearch search) {
        Pairs pairs = new Pairs(spec, equal, cliques);
        List<List<Integer>> together = cliques.joined()
                ? cliques.groups().stream().map(equal::ranksOf).toList()
                : equal.nodes().stream()
                        .filter(n -> equal.firstLike(n) == n)
                        .map(equal::ranksOf)
                        .toList();
        for (List<Integer> ranks : together) {
            for (int a : ranks) {
                for (int b : ranks) {
                    if (a != b) {
                        DomainSearch.Raw raw = search.raw(a, b);
                        pairs.put(a, b, decision(domains, raw.decision(), a, b), raw.path());
                    }
                }
            }
        }
        return pairs;
    }

    /** The system after trimming decides; the raw paths tell the reason, since refused pairs are diverted by then. */
    private Decision decision(List<Domain> domains, Decision reason, int a, int b) {
        TopoSystem own =
                domains.stream().filter(d -> d.has(a)).findFirst().orElseThrow().system();
        Decision made = rules.decide(own, a, b);
        if (reason.transport() == made.transport()) {
            return reason;
        }
        List<Trace> trace = new ArrayList<>(reason.trace());
        trace.add(new Trace("domains-decide", Text.of("nccl/domains"), "src/graph/paths.cc ncclTopoTrimSystem"));
        trace.addAll(made.trace());
        return new Decision(made.transport(), made.rule(), List.copyOf(trace));
    }

    /**
     * At first NVLS has no graph of its own, its channels are set up after all others, and the driver's version is
     * asked as well (src/transport/nvls.cc ncclNvlsSetup@v2.17.1-1).
     */
    private boolean nvlsWithoutGraph(List<Domain> domains) {
        return !SimulateRules.NVLS_HAS_GRAPH.at(node.version())
                && NvlsSupport.of(
                        node.version(),
                        domains.get(0).system().gpuCount(),
                        domains.size(),
                        node.hardware().get(0).multicast() && node.platform().cudaDriver() >= 12010,
                        node.settings());
    }

    private int nvlsChannels(List<Domain> domains, ChannelBuilder.Result built) {
        return nvlsWithoutGraph(domains) ? NvlsChannels.withoutGraph(node.version(), node.settings()) : built.nvls();
    }

    private Tuner tuner(List<Domain> domains, ChannelBuilder.Result built) {
        int minCc = Integer.MAX_VALUE;
        int maxCc = 0;
        boolean nvls = built.nvls() > 0 || nvlsWithoutGraph(domains);
        for (Domain d : domains) {
            minCc = Math.min(minCc, d.system().minComputeCapability());
            maxCc = Math.max(maxCc, d.system().maxComputeCapability());
        }
        return Tuner.of(new TunerInput(
                node.version(),
                spec.size(),
                domains.size(),
                minCc,
                maxCc,
                built.collective(),
                CUDA_RUNTIME,
                agreedCpu(domains),
                mixedVendors(domains),
                agreed(domains, NodeGraphs::ring),
                agreed(domains, NodeGraphs::tree),
                nvls,
                nvls ? Optional.of(agreed(domains, NodeGraphs::nvls)) : Optional.empty(),
                node.settings()));
    }

    /** The CPU of the first rank; without what not all ranks have, once they tell each other. */
    private CpuIdentity agreedCpu(List<Domain> domains) {
        CpuIdentity first = domains.get(0).system().cpu();
        if (!SimulateRules.CPUS_COMPARED.at(node.version())) {
            return first;
        }
        boolean sameArch = domains.stream().allMatch(d -> d.system().cpu().arch() == first.arch());
        return new CpuIdentity(
                sameArch ? first.arch() : CpuIdentity.Arch.UNKNOWN,
                mixedVendors(domains) ? CpuIdentity.Vendor.UNKNOWN : first.vendor(),
                first.family(),
                first.model());
    }

    private boolean mixedVendors(List<Domain> domains) {
        CpuIdentity.Vendor first = domains.get(0).system().cpu().vendor();
        return SimulateRules.CPUS_COMPARED.at(node.version())
                && domains.stream().anyMatch(d -> d.system().cpu().vendor() != first);
    }

    /**
     * All ranks take the least of what the domains found, and as many trees as rings (src/init.cc, after the third
     * all-gather).
     */
    private static GraphSummary agreed(
            List<Domain> domains, java.util.function.Function<NodeGraphs, ChannelGraph> which) {
        GraphSummary all = null;
        for (Domain d : domains) {
            ChannelGraph g = which.apply(d.graphs());
            PathType intra = d.system().order().type(g.typeIntra());
            PathType inter = d.system().order().type(g.typeInter());
            GraphSummary s = new GraphSummary(
                    g.pattern().number(),
                    g.pattern() == Pattern.NVLS ? g.channels() : d.graphs().channels(),
                    g.bwIntra(),
                    g.bwInter(),
                    intra,
                    inter,
                    g.sameChannels(),
                    g.latencyInter());
            all = all == null ? s : all.agreeingWith(s, d.system().order()::code);
        }
        if (all == null) {
            throw new IllegalStateException("a communicator has at least one domain");
        }
        return all;
    }
}
