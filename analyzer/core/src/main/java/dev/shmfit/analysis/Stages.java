package dev.shmfit.analysis;

import dev.shmfit.analysis.machine.NodeFacts;
import dev.shmfit.analysis.machine.SupplyFacts;
import dev.shmfit.analysis.open.CandidateNodes;
import dev.shmfit.analysis.stated.AnalysisRequest;
import dev.shmfit.analysis.stated.Facts;
import dev.shmfit.nccl.NcclSettings;
import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.nccl.graph.SearchMemo;
import dev.shmfit.nccl.register.RuleRegister;
import dev.shmfit.shm.ShmSupply;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a request comes to before NCCL is forecast.
 *
 * @param node what is known about GPUs
 * @param worlds the nodes that these facts allow
 * @param job what runs
 * @param supply what /dev/shm and memory offer
 * @param simulation ready to run the job in any of the worlds
 */
record Stages(NodeFacts node, CandidateNodes.Result worlds, JobFacts job, ShmSupply supply, Simulation simulation) {
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
        CandidateNodes.Result worlds = CandidateNodes.of(node, request.assumptions(), usual(request), generations);
        JobFacts job = new JobFacts(request, worlds.all().get(0).topology());
        ShmSupply supply = offered(request);
        Simulation simulation = new Simulation(
                job.version(),
                job.settings(),
                job.shape(),
                job.platform(),
                supply.granule(),
                searches.another(),
                false);
        return new Stages(node, worlds, job, supply, simulation);
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
