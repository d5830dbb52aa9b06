package dev.shmfit.analysis;

import dev.shmfit.facts.Assumption;
import dev.shmfit.facts.ParseNote;
import dev.shmfit.facts.Provenance;
import dev.shmfit.facts.Reading;
import dev.shmfit.nccl.plan.CommunicatorForecast;
import dev.shmfit.shm.NcclDemand;
import dev.shmfit.shm.RankDemand;
import dev.shmfit.shm.ShmDemand;
import dev.shmfit.shm.ShmItem;
import dev.shmfit.shm.ShmSupply;
import dev.shmfit.verdict.Budget;
import dev.shmfit.verdict.Checks;
import dev.shmfit.verdict.Evidence;
import dev.shmfit.verdict.Finding;
import dev.shmfit.verdict.MemoryNeed;
import dev.shmfit.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** From a capture and a question to the answer, stage by stage. Pure: the same request gives the same analysis. */
public final class Analyzer {
    private final AnalysisRequest request;
    private final PlaceFacts place;
    private final JobFacts job;
    private final NodeFacts node;
    private final Worlds.Result worlds;
    private final Simulation simulation;
    private final ShmSupply supply;
    private final RankDemand rank;

    private Analyzer(AnalysisRequest request) {
        this.request = request;
        this.place = new PlaceFacts(request.capture());
        this.node = NodeReader.read(request.capture());
        this.worlds = Worlds.of(node, request.assumptions(), usual(place, request));
        this.job = new JobFacts(request, place, worlds.all().get(0).topology());
        this.supply = supply();
        this.rank = RankDemand.of(request.loaders(), supply.granule());
        this.simulation = new Simulation(job.version(), job.settings(), job.shape(), job.platform(), supply.granule());
    }

    /**
     * Answers the request.
     *
     * @throws NotAssessable where the capture does not suffice
     * @throws dev.shmfit.units.MalformedText where a stated fact contradicts a captured one, or names a GPU that is not
     *     there
     */
    public static Analysis analyze(AnalysisRequest request) {
        return new Analyzer(request).answer();
    }

    private static boolean usual(PlaceFacts place, AnalysisRequest request) {
        return Stream.concat(place.settings().keySet().stream(), request.env().keySet().stream())
                .noneMatch(name -> name.startsWith("NCCL_"));
    }

    private ShmSupply supply() {
        ShmSupply found = place.supply(request.assumptions().pageSize());
        if (request.shmSize().isPresent()) {
            found = found.withSize(
                    Reading.known(request.shmSize().get(), request.besides().source("--shm-size")));
        }
        return request.memoryLimit().isEmpty()
                ? found
                : found.withMemoryLimit(Reading.known(
                        request.memoryLimit().get(), request.besides().source("--memory-limit")));
    }

    private Analysis answer() {
        Merge merge = new Merge(ChannelRange.outcomes(simulation, worlds.all(), job));
        List<CommunicatorAnalysis> communicators = merge.communicators();
        World planned = worldOf(merge.planned());
        ShmDemand demand = demand(merge.planned().stated());
        List<Uncertain> uncertain = new ArrayList<>();
        merge.range("requiredBytes", o -> demand(o.stated()).required().bytes()).ifPresent(uncertain::add);
        Evidence evidence = evidence(merge, communicators, planned, demand);
        List<Finding> findings = new ArrayList<>(Checks.examine(evidence));
        List<VersionAnalysis> versions = request.allVersions()
                ? VersionSweep.of(simulation, planned, stated -> demand(stated).required())
                : List.of();
        return new Analysis(
                request.capture(),
                planned.topology(),
                node.source(),
                job.gpuNames(),
                assumptions(planned),
                job.version(),
                job.settings().values(),
                communicators,
                versions,
                rank,
                job.shape().gpus().size(),
                demand,
                supply,
                uncertain,
                findings,
                Verdict.of(evidence, findings),
                job.statements(supply),
                Budget.of(
                        demand,
                        supply,
                        rank,
                        MemoryNeed.of(
                                demand,
                                uses(merge.planned().stated()),
                                request.besides().residentPerRank(),
                                job.shape().gpus().size())));
    }

    private World worldOf(Outcome outcome) {
        return worlds.all().stream()
                .filter(w -> outcome.choice()
                        .taken()
                        .entrySet()
                        .containsAll(w.choice().taken().entrySet()))
                .findFirst()
                .orElse(worlds.all().get(0));
    }

    private ShmDemand demand(List<CommunicatorForecast> stated) {
        List<ShmItem> others = new ArrayList<>();
        request.others().forEach(o -> others.add(ShmItem.other(o, supply.granule())));
        return ShmDemand.of(
                uses(stated),
                node.xml().isPresent() ? Provenance.REPORTED : Provenance.ASSUMED,
                rank,
                job.shape().gpus().size(),
                others,
                supply.granule());
    }

    private static List<NcclDemand.Use> uses(List<CommunicatorForecast> stated) {
        return stated.stream()
                .map(c -> new NcclDemand.Use(
                        c,
                        c.phases().isEmpty()
                                ? ""
                                : c.phases().get(c.phases().size() - 1).name()))
                .toList();
    }

    /** Findings speak of the pairs as they are merged, and of the phases as they are stated. */
    private Evidence evidence(Merge merge, List<CommunicatorAnalysis> communicators, World planned, ShmDemand demand) {
        List<CommunicatorForecast> seen = new ArrayList<>();
        for (int i = 0; i < communicators.size(); i++) {
            CommunicatorForecast shown = communicators.get(i).forecast();
            CommunicatorForecast stated = merge.planned().stated().get(i);
            seen.add(new CommunicatorForecast(
                    shown.group(),
                    shown.ranks(),
                    shown.gpus(),
                    stated.channels(),
                    shown.rings(),
                    shown.trees(),
                    shown.pairs(),
                    stated.phases(),
                    stated.failure()));
        }
        List<ParseNote> notes =
                Stream.concat(node.notes().stream(), place.notes().stream()).toList();
        return new Evidence(
                Optional.of(planned.topology()),
                Optional.of(job.version()),
                uses(seen),
                rank,
                job.shape().gpus().size(),
                demand,
                supply,
                job.settings().values(),
                notes,
                node.p2p(),
                node.remarks(),
                worlds.inconsistencies(),
                job.surroundings(),
                request.besides().residentPerRank());
    }

    private List<Assumption> assumptions(World planned) {
        List<Assumption> all = new ArrayList<>(worlds.assumptions());
        planned.choice()
                .taken()
                .forEach((fact, option) -> all.add(Assumption.assumed(fact, option, OpenFacts.effect(fact))));
        if (node.p2pRead().isPresent() && node.p2pWrite().isEmpty()) {
            all.add(Assumption.assumed(
                    "p2p-write", "as p2p-read", "NCCL asks for both; only the status for reading is captured."));
        }
        all.addAll(job.assumptions());
        return all;
    }
}
