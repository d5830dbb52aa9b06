package dev.shmfit.analysis;

import dev.shmfit.analysis.machine.NodeFacts;
import dev.shmfit.analysis.open.CandidateNode;
import dev.shmfit.analysis.open.CandidateNodes;
import dev.shmfit.analysis.open.PlatformFacts;
import dev.shmfit.analysis.stated.AnalysisRequest;
import dev.shmfit.analysis.stated.Facts;
import dev.shmfit.facts.Assumption;
import dev.shmfit.facts.MatrixRemark;
import dev.shmfit.facts.ParseNote;
import dev.shmfit.facts.Provenance;
import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.nccl.graph.SearchMemo;
import dev.shmfit.nccl.plan.CommunicatorForecast;
import dev.shmfit.nccl.plan.InitFailure;
import dev.shmfit.shm.LoaderSpec;
import dev.shmfit.shm.NcclDemand;
import dev.shmfit.shm.RankDemand;
import dev.shmfit.shm.ShmDemand;
import dev.shmfit.shm.ShmItem;
import dev.shmfit.shm.ShmSupply;
import dev.shmfit.text.Text;
import dev.shmfit.units.ByteCount;
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

/**
 * A question of which everything is answered but what the loaders add: node, NCCL's version, settings, ranks and groups
 * are settled, and what NCCL does with them is forecast once. Loaders, which change nothing about that, are then applied
 * as often as wanted, by any number of threads. {@link Analyzer#analyze} takes this way too, so a plan over thousands of
 * loaders and a single analysis cannot come to different figures.
 */
public final class PreparedAnalysis {
    private final AnalysisRequest request;
    private final JobFacts job;
    private final NodeFacts node;
    private final CandidateNodes.Result candidates;
    private final Simulation simulation;
    private final ShmSupply supply;
    private final Tried tried;
    private final Merge merge;
    private final List<CommunicatorAnalysis> communicators;
    private final CandidateNode planned;
    private final OtherRanges ranges;
    private final List<ShmItem> others;
    private final ShmItem nccl;
    private final List<NcclDemand.Use> seen;
    private final List<ParseNote> notes;
    private final List<MatrixRemark> remarks;

    PreparedAnalysis(AnalysisRequest request, SearchMemo searches) {
        this.request = request;
        Stages stages = Stages.of(request, searches);
        this.node = stages.node();
        this.candidates = stages.candidates();
        this.job = stages.job();
        this.supply = stages.supply();
        this.simulation = stages.simulation();
        this.tried = ChannelRange.outcomes(simulation, candidates.all(), job);
        this.merge = new Merge(tried, !job.unknownGpus().isEmpty());
        this.communicators = merge.communicators();
        this.planned = worldOf(merge.planned());
        this.ranges = OtherRanges.of(request.job().others(), supply);
        this.others = ranges.items();
        this.nccl = item(merge.planned().stated());
        this.seen = seen();
        this.remarks = node.remarks();
        this.notes = Stream.concat(request.machine().coverage().notes().stream(), node.notes().stream())
                .toList();
    }

    /** The version of NCCL that is forecast. */
    public NcclVersion version() {
        return job.version();
    }

    /** Nodes of the job. */
    public int nodes() {
        return job.nodes();
    }

    /** The GPUs of the job by index, in rank order. */
    public List<Integer> gpus() {
        return job.shape().gpus();
    }

    /**
     * What NCCL's own search counts on for a ring of the first communicator, in GB/s: channels times link rates. The
     * model that NCCL chooses by, not a measurement; empty where the communicator does not come up or has one rank.
     */
    public Optional<Float> ringBandwidth() {
        return simulation.ringBandwidth(planned);
    }

    /** Ranks in the container that the need is of: all on this node, unless they are spread over pods. */
    public int ranks() {
        return job.shape().ranksInPod();
    }

    /** The communicators, as the analysis shows them; no loader changes them. */
    public List<CommunicatorAnalysis> communicators() {
        return communicators;
    }

    /** Whether a communicator does not come up. */
    public boolean fails() {
        return merge.planned().fails();
    }

    /** Why a communicator does not come up, or an operation fails; empty where all do what they should. */
    public Optional<InitFailure> failure() {
        return communicators.stream()
                .flatMap(c -> c.forecast().failure().stream())
                .filter(f -> fails())
                .findFirst();
    }

    /** Whether the job runs with these loaders, as the verdict of an analysis says. */
    public Verdict.Status status(RankDemand rank, ShmDemand demand) {
        return Verdict.status(evidence(rank, demand));
    }

    /** A plan gives loaders to a job that states none. */
    private boolean loadersStated(RankDemand rank) {
        return request.job().loadersStated() || !rank.loaders().isEmpty();
    }

    /** The loaders of the request. */
    public List<LoaderSpec> loaders() {
        return request.job().loaders();
    }

    /** What /dev/shm and memory offer. */
    public ShmSupply supply() {
        return supply;
    }

    /** What these loaders need in each rank; the same for every node whose /dev/shm counts in the same pages. */
    public RankDemand rank(List<LoaderSpec> loaders) {
        return RankDemand.of(loaders, supply.granule());
    }

    /** The need of the whole job, with these loaders in each rank. */
    public Need need(RankDemand rank) {
        ShmDemand demand = demand(rank, nccl);
        return new Need(demand, memory(demand));
    }

    /** What the job needs of /dev/shm at least: where facts are open, the lower end of the range whose upper one is planned with. */
    public ByteCount least(RankDemand rank) {
        return demand(rank, item(merge.least().stated())).required();
    }

    /**
     * What the job needs.
     *
     * @param shm of /dev/shm
     * @param memory what counts against a memory limit
     */
    public record Need(ShmDemand shm, MemoryNeed memory) {}

    private MemoryNeed memory(ShmDemand demand) {
        return MemoryNeed.of(
                demand, uses(merge.planned().stated()), request.space().residentPerRank(), ranks());
    }

    /** The whole analysis, with these loaders in each rank in place of the request's. */
    public Analysis withLoaders(List<LoaderSpec> loaders) {
        RankDemand rank = rank(loaders);
        ShmDemand demand = demand(rank, nccl);
        List<Uncertain> uncertain = ranges.with(
                demand.required(),
                merge.range(
                        OtherRanges.REQUIRED,
                        o -> demand(rank, item(o.stated())).required().bytes()));
        Evidence evidence = evidence(rank, demand);
        List<Assumption> assumptions = assumptions(rank);
        List<Finding> findings = Checks.examine(
                evidence,
                Stream.concat(SourceFindings.of(request, assumptions, supply).stream(), job.findings().stream())
                        .toList());
        List<VersionAnalysis> versions = request.nccl()
                .compared()
                .map(range -> VersionSweep.of(
                        simulation,
                        range.versions(),
                        planned,
                        stated -> demand(rank, item(stated)).required()))
                .orElse(List.of());
        return new Analysis(
                request.machine(),
                new Analysis.Node(planned.topology(), node.source().word(), job.gpuNames(), planned.choice()),
                new Analysis.Nccl(
                        job.version(),
                        job.settings().values(),
                        communicators,
                        uses(merge.planned().stated()),
                        versions),
                new Analysis.Need(rank, ranks(), demand, supply, Budget.of(demand, supply, rank, memory(demand))),
                uncertain,
                findings,
                Verdict.of(evidence, findings),
                new Analysis.Basis(assumptions, job.statements(supply, loaders)));
    }

    private CandidateNode worldOf(Outcome outcome) {
        return candidates.all().stream()
                .filter(w -> outcome.choice().includes(w.choice()))
                .findFirst()
                .orElse(candidates.all().get(0));
    }

    private ShmDemand demand(RankDemand rank, ShmItem ofNccl) {
        return ShmDemand.of(ofNccl, rank, ranks(), others);
    }

    private ShmItem item(List<CommunicatorForecast> stated) {
        Provenance provenance = node.xml().isPresent() ? Provenance.REPORTED : Provenance.ASSUMED;
        return NcclDemand.item(uses(stated), provenance, supply.granule());
    }

    static List<NcclDemand.Use> uses(List<CommunicatorForecast> stated) {
        return stated.stream()
                .map(c -> new NcclDemand.Use(
                        c,
                        c.phases().isEmpty()
                                ? ""
                                : c.phases().get(c.phases().size() - 1).name()))
                .toList();
    }

    /** Findings speak of the pairs as they are merged, and of the phases as they are stated. */
    private List<NcclDemand.Use> seen() {
        List<CommunicatorForecast> all = new ArrayList<>();
        for (int i = 0; i < communicators.size(); i++) {
            CommunicatorForecast shown = communicators.get(i).forecast();
            CommunicatorForecast stated = merge.planned().stated().get(i);
            all.add(new CommunicatorForecast(
                    shown.group(),
                    shown.ranks(),
                    shown.gpus(),
                    stated.channels(),
                    shown.rings(),
                    shown.trees(),
                    shown.pairs(),
                    stated.phases(),
                    shown.over(),
                    stated.failure()));
        }
        return uses(all);
    }

    private Evidence evidence(RankDemand rank, ShmDemand demand) {
        return new Evidence(
                new Evidence.Node(
                        Optional.of(planned.topology()),
                        node.p2p(),
                        remarks,
                        candidates.inconsistencies(),
                        node.nets().excluded()),
                new Evidence.Nccl(
                        Optional.of(job.version()),
                        seen,
                        job.settings().values(),
                        job.settingSources(),
                        simulation.platform().stated().get(Facts.COLLNET)),
                new Evidence.Need(
                        rank,
                        ranks(),
                        demand,
                        request.space().residentPerRank(),
                        request.job().engines(),
                        loadersStated(rank),
                        ranges.others()),
                supply,
                job.surroundings(),
                notes);
    }

    private List<Assumption> assumptions(RankDemand rank) {
        List<Assumption> all = new ArrayList<>();
        candidates.assumptions().forEach(a -> all.add(amongRanks(a)));
        tried.remark(candidates.all().get(0).choice()).ifPresent(all::add);
        planned.choice()
                .settled()
                .forEach((fact, s) -> all.add(tried(Assumption.assumed(fact.key(), s.word(), fact.decides()))));
        if (node.peers().read().isPresent() && node.peers().write().isEmpty()) {
            all.add(amongRanks(
                    Assumption.assumed("p2p-write", Text.of("fact/as-p2p-read"), Text.of("fact/p2p-write"))));
        }
        for (Assumption a : job.assumptions()) {
            boolean isTried = a.key().equals(Facts.CUDA_DRIVER.key()) || a.key().equals(Facts.CAP_SYS_NICE.key());
            boolean stated = a.provenance() == Provenance.STATED;
            all.add(stated ? a : isTried ? tried(a) : PlatformFacts.AMONG_RANKS.contains(a.key()) ? amongRanks(a) : a);
        }
        OneEpoch.of(rank).ifPresent(all::add);
        return all;
    }

    /** All values of an open fact were tried. */
    private Assumption tried(Assumption a) {
        return merge.dependsOn(a.key()) ? a : a.withoutConsequence();
    }

    /** A fact about connections between ranks; a rank alone has none. */
    private Assumption amongRanks(Assumption a) {
        return gpus().size() > 1 || job.nodes() > 1 ? a : a.withoutConsequence();
    }
}
