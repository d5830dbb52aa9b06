package dev.shmfit.analysis;

import dev.shmfit.analysis.Analysis.Statement;
import dev.shmfit.analysis.machine.NodeFacts;
import dev.shmfit.analysis.open.Choice;
import dev.shmfit.analysis.stated.AnalysisRequest;
import dev.shmfit.facts.Assumption;
import dev.shmfit.facts.ExcludedNets;
import dev.shmfit.facts.Provenance;
import dev.shmfit.ingest.MachineFacts;
import dev.shmfit.shm.RankDemand;
import dev.shmfit.shm.ShmDemand;
import dev.shmfit.shm.ShmSupply;
import dev.shmfit.text.Text;
import dev.shmfit.topology.GpuTopology;
import dev.shmfit.units.UserInput;
import dev.shmfit.verdict.Budget;
import dev.shmfit.verdict.Checks;
import dev.shmfit.verdict.Evidence;
import dev.shmfit.verdict.Finding;
import dev.shmfit.verdict.MemoryNeed;
import dev.shmfit.verdict.Owner;
import dev.shmfit.verdict.Severity;
import dev.shmfit.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What can be said of a place whose GPUs are not known, or which has none: its /dev/shm, limits and loaders. */
final class WithoutGpus {
    private WithoutGpus() {}

    /** Whether there is anything to say. */
    static boolean suffices(AnalysisRequest request) {
        MachineFacts machine = request.machine();
        boolean place = machine.shm().space().isKnown() || machine.shm().mountTableSeen();
        boolean tables =
                !machine.gpus().matrix().isAbsent() || !machine.gpus().dump().isAbsent();
        boolean workload =
                !request.job().loaders().isEmpty() || !request.job().others().isEmpty();
        return place || (workload && !tables);
    }

    /** @param why the GPUs are not known */
    static Analysis of(AnalysisRequest request, String why) {
        GpuTopology none = GpuTopology.builder().build();
        JobFacts job = new JobFacts(request.running(request.job().withoutGpus()), none, List.of());
        ShmSupply supply = Stages.offered(request);
        int ranks = request.job()
                .gpus()
                .map(List::size)
                .orElse(request.job().ranks().orElse(1));
        RankDemand rank = RankDemand.of(request.job().loaders(), supply.granule());
        OtherRanges ranges = OtherRanges.of(request.job().others(), supply);
        ShmDemand demand = ShmDemand.of(List.of(), Provenance.ASSUMED, rank, ranks, ranges.items(), supply.granule());
        boolean absent = NodeFacts.hasNoGpus(request.machine());
        Evidence evidence = new Evidence(
                new Evidence.Node(
                        absent ? Optional.of(none) : Optional.empty(),
                        List.of(),
                        List.of(),
                        List.of(),
                        ExcludedNets.NONE),
                new Evidence.Nccl(
                        Optional.empty(), List.of(), job.settings().values(), job.settingSources(), Optional.empty()),
                new Evidence.Need(
                        rank,
                        ranks,
                        demand,
                        request.space().residentPerRank(),
                        request.job().engines(),
                        request.job().loadersStated(),
                        ranges.others()),
                supply,
                job.surroundings(),
                request.machine().coverage().notes());
        List<Finding> findings =
                new ArrayList<>(Checks.examine(evidence, SourceFindings.of(request, List.of(), supply)));
        findings.add(unknown(why, absent));
        List<Assumption> assumptions = new ArrayList<>();
        if (request.job().gpus().isEmpty() && request.job().ranks().isEmpty()) {
            assumptions.add(
                    new Assumption("ranks", "1", Provenance.DEFAULT, Text.of("fact/ranks", "option", UserInput.RANKS)));
        }
        List<Statement> statements = new ArrayList<>(List.of(new Statement(
                "ranks",
                absent
                        ? Text.of("job/ranks-without-gpus", "ranks", ranks)
                        : Text.of("job/ranks-gpus-unknown", "ranks", ranks),
                assumptions.isEmpty() ? Provenance.STATED : Provenance.DEFAULT)));
        job.statements(supply, request.job().loaders()).stream()
                .filter(s -> !s.name().equals("ranks")
                        && !s.name().equals("group")
                        && !s.name().equals("NCCL"))
                .forEach(statements::add);
        OneEpoch.of(rank).ifPresent(assumptions::add);
        MemoryNeed memory = MemoryNeed.of(demand, List.of(), request.space().residentPerRank(), ranks);
        return new Analysis(
                request.machine(),
                new Analysis.Node(none, NodeFacts.Source.NVIDIA_SMI.word(), Map.of(), Choice.NONE),
                new Analysis.Nccl(job.version(), job.settings().values(), List.of(), List.of(), List.of()),
                new Analysis.Need(rank, ranks, demand, supply, Budget.of(demand, supply, rank, memory)),
                ranges.with(demand.required(), Optional.empty()),
                findings,
                Verdict.of(evidence, findings),
                new Analysis.Basis(assumptions, statements));
    }

    private static Finding unknown(String why, boolean absent) {
        return absent
                ? Finding.of(
                        "no-gpus",
                        Severity.NOT_ASSESSED,
                        Owner.NODE,
                        Text.of("verdict/no-gpus.summary"),
                        Text.of("verdict/no-gpus.explanation"),
                        Text.of("verdict/no-gpus.remedy"))
                : Finding.of(
                        "gpus-not-known",
                        Severity.NOT_ASSESSED,
                        Owner.NODE,
                        Text.of("verdict/gpus-not-known.summary", "why", why),
                        Text.of("verdict/gpus-not-known.explanation"),
                        Text.of(
                                "verdict/gpus-not-known.remedy",
                                "dump",
                                UserInput.NCCL_XML,
                                "table",
                                UserInput.TOPO_TABLE));
    }
}
