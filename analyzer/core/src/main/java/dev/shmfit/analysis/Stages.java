package dev.shmfit.analysis;

import dev.shmfit.analysis.machine.NodeFacts;
import dev.shmfit.analysis.machine.SupplyFacts;
import dev.shmfit.analysis.open.CandidateNodes;
import dev.shmfit.analysis.stated.AnalysisRequest;
import dev.shmfit.analysis.stated.CapturedFacts;
import dev.shmfit.analysis.stated.Facts;
import dev.shmfit.analysis.stated.NodeKinds;
import dev.shmfit.nccl.NcclSettings;
import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.nccl.graph.SearchMemo;
import dev.shmfit.nccl.register.RuleRegister;
import dev.shmfit.nccl.simulate.CollNet;
import dev.shmfit.shm.ShmSupply;
import dev.shmfit.units.MalformedText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a request comes to before NCCL is forecast.
 *
 * @param node what is known about GPUs
 * @param candidates the nodes that these facts allow
 * @param job what runs
 * @param supply what /dev/shm and memory offer
 * @param simulation ready to run the job in any of the candidates
 */
record Stages(NodeFacts node, CandidateNodes.Result candidates, JobFacts job, ShmSupply supply, Simulation simulation) {
    /** The stages in order. */
    static Stages of(AnalysisRequest request) {
        return of(request, new SearchMemo());
    }

    /**
     * The same.
     *
     * @param searches made before, for this request or others
     */
    static Stages of(AnalysisRequest request, SearchMemo searches) {
        NodeFacts node = NodeFacts.of(request.machine(), settings(request));
        NcclVersion version =
                VersionChoice.of(request, JobFacts.logged(request)).version();
        boolean generations = version.compareTo(RuleRegister.latest("zen-bandwidth")) >= 0;
        CandidateNodes.Result candidates = CandidateNodes.of(node, request.assumptions(), usual(request), generations);
        JobFacts job = new JobFacts(request, candidates.all().get(0).topology(), others(request, version, searches));
        ShmSupply supply = offered(request);
        Simulation simulation = new Simulation(
                job.version(),
                job.settings(),
                job.shape(),
                job.platform(),
                supply.granule(),
                searches.another(),
                false,
                CollNet.NONE);
        return new Stages(node, candidates, job, supply, simulation);
    }

    /** A node of each other kind: where its facts leave several, the one that is asked for. */
    private static List<RankPlacement.Node> others(AnalysisRequest request, NcclVersion version, SearchMemo searches) {
        List<RankPlacement.Node> others = new ArrayList<>();
        if (request.among().isPresent()) {
            NodeKinds among = request.among().get();
            for (int k = 0; k < among.kinds().size(); k++) {
                NodeKinds.Kind kind = among.kinds().get(k);
                Stages other = of(CapturedFacts.complete(kind.request()), searches);
                if (!other.job.version().equals(version)) {
                    throw new MalformedText("one kind of node has NCCL " + version + ", and " + kind.name() + " has "
                            + other.job.version() + "; NCCL refuses such a job, so state one version");
                }
                others.add(new RankPlacement.Node(
                        other.job.shape().gpus(),
                        Optional.of(other.candidates.all().get(among.settled().get(k)))));
            }
        }
        return others;
    }

    /** Those that decide which network adapters NCCL sees: captured ones, and over them stated ones. */
    private static NcclSettings settings(AnalysisRequest request) {
        Map<String, String> all = new TreeMap<>(request.machine().software().values());
        all.putAll(request.nccl().env());
        return new NcclSettings(all);
    }

    private static boolean usual(AnalysisRequest request) {
        // A log shows all settings that were read; of these only some bear on P2P.
        boolean logged = Stream.concat(
                        request.machine().logged().settings().stream(), request.logged().settings().stream())
                .anyMatch(s -> s.name().contains("P2P"));
        return !logged
                && Stream.concat(
                                request.machine().software().settings().keySet().stream(),
                                request.nccl().env().keySet().stream())
                        .noneMatch(name -> name.startsWith("NCCL_"));
    }

    /** What the capture says there is, and over it what is stated. */
    static ShmSupply offered(AnalysisRequest request) {
        ShmSupply found =
                SupplyFacts.of(request.machine(), request.assumptions().get(Facts.PAGE_SIZE));
        if (request.space().shmSize().isPresent()) {
            found = found.withSize(request.space().shmSize().get());
        }
        return request.space().memoryLimit().isPresent()
                ? found.withMemoryLimit(request.space().memoryLimit().get())
                : found;
    }
}
