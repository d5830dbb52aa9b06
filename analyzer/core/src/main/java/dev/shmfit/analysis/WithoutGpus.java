package dev.shmfit.analysis;

import dev.shmfit.analysis.Analysis.Statement;
import dev.shmfit.analysis.machine.CaptureFiles;
import dev.shmfit.analysis.machine.PlaceFacts;
import dev.shmfit.analysis.stated.AnalysisRequest;
import dev.shmfit.capture.Capture;
import dev.shmfit.capture.CapturedItem;
import dev.shmfit.facts.Assumption;
import dev.shmfit.facts.Provenance;
import dev.shmfit.shm.RankDemand;
import dev.shmfit.shm.ShmDemand;
import dev.shmfit.shm.ShmItem;
import dev.shmfit.shm.ShmSupply;
import dev.shmfit.topology.GpuTopology;
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
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** What can be said of a place whose GPUs are not known, or which has none: its /dev/shm, limits and loaders. */
final class WithoutGpus {
    private static final Pattern NVIDIA_GPU = Pattern.compile("(?m)^class=0x03[0-9a-f]*\\nvendor=0x10de$");

    private WithoutGpus() {}

    /** Whether there is anything to say. */
    static boolean suffices(AnalysisRequest request) {
        Capture capture = request.capture();
        boolean place = capture.text(CaptureFiles.STATVFS).isPresent()
                || capture.text(CaptureFiles.MOUNTINFO).isPresent()
                || capture.text(CaptureFiles.MOUNTS).isPresent();
        boolean tables = capture.text(CaptureFiles.TOPO).isPresent()
                || capture.text(CaptureFiles.NCCL_XML).isPresent();
        boolean workload = !request.loaders().isEmpty() || !request.others().isEmpty();
        return place || (workload && !tables);
    }

    /** @param why the GPUs are not known */
    static Analysis of(AnalysisRequest request, String why) {
        PlaceFacts place = new PlaceFacts(request.capture());
        GpuTopology none = GpuTopology.builder().build();
        JobFacts job = new JobFacts(gpuless(request), place, none);
        ShmSupply supply = Stages.offered(request, place);
        int ranks = request.gpus().map(List::size).orElse(request.ranks().orElse(1));
        RankDemand rank = RankDemand.of(request.loaders(), supply.granule());
        List<ShmItem> others = new ArrayList<>();
        request.others().forEach(o -> others.add(ShmItem.other(o, supply.granule())));
        ShmDemand demand = ShmDemand.of(List.of(), Provenance.ASSUMED, rank, ranks, others, supply.granule());
        boolean absent = hasNone(request.capture());
        Evidence evidence = new Evidence(
                absent ? Optional.of(none) : Optional.empty(),
                Optional.empty(),
                List.of(),
                rank,
                ranks,
                demand,
                supply,
                job.settings().values(),
                job.settingSources(),
                place.notes(),
                List.of(),
                List.of(),
                List.of(),
                job.surroundings(),
                request.besides().residentPerRank());
        List<Finding> findings = new ArrayList<>(Checks.examine(evidence));
        findings.add(unknown(why, absent));
        List<Assumption> assumptions = new ArrayList<>();
        if (request.gpus().isEmpty() && request.ranks().isEmpty()) {
            assumptions.add(new Assumption(
                    "ranks",
                    "1",
                    Provenance.DEFAULT,
                    "Each rank has its own loaders; --ranks states how many there are."));
        }
        List<Statement> statements = new ArrayList<>(List.of(new Statement(
                "ranks",
                ranks + (absent ? " (no GPUs)" : " (GPUs not known)"),
                assumptions.isEmpty() ? Provenance.STATED : Provenance.DEFAULT)));
        job.statements(supply, request.loaders()).stream()
                .filter(s -> !s.name().equals("ranks")
                        && !s.name().equals("group")
                        && !s.name().equals("NCCL"))
                .forEach(statements::add);
        return new Analysis(
                request.capture(),
                none,
                "nvidia-smi",
                Map.of(),
                assumptions,
                job.version(),
                job.settings().values(),
                List.of(),
                List.of(),
                rank,
                ranks,
                demand,
                supply,
                List.of(),
                findings,
                Verdict.of(evidence, findings),
                statements,
                Budget.of(
                        demand,
                        supply,
                        rank,
                        MemoryNeed.of(demand, List.of(), request.besides().residentPerRank(), ranks)));
    }

    private static AnalysisRequest gpuless(AnalysisRequest r) {
        return new AnalysisRequest(
                r.capture(),
                Optional.empty(),
                OptionalInt.empty(),
                List.of(),
                r.loaders(),
                r.others(),
                r.shmSize(),
                r.memoryLimit(),
                r.nccl(),
                false,
                r.env(),
                r.assumptions(),
                r.besides());
    }

    /** There is no driver's program, and the kernel sees no GPU of NVIDIA's. */
    private static boolean hasNone(Capture capture) {
        CapturedItem topo = capture.items().get(CaptureFiles.TOPO);
        boolean asked = topo instanceof CapturedItem.NotCaptured n && n.why().startsWith("there is no nvidia-smi");
        CapturedItem pci = capture.items().get(CaptureFiles.SYS_PCI);
        return asked
                && pci != null
                && capture.text(CaptureFiles.SYS_PCI)
                        .map(t -> !NVIDIA_GPU.matcher(t).find())
                        .orElse(true);
    }

    private static Finding unknown(String why, boolean absent) {
        return absent
                ? Finding.of(
                        "no-gpus",
                        Severity.NOT_ASSESSED,
                        Owner.NODE,
                        "There is no GPU here, and so nothing for NCCL to connect.",
                        "Neither nvidia-smi nor a GPU of NVIDIA's among the PCI devices was found.",
                        "If the job is to have GPUs, run this where it has them: inside its container.")
                : Finding.of(
                        "gpus-not-known",
                        Severity.NOT_ASSESSED,
                        Owner.NODE,
                        "The GPUs are not known, and so what NCCL needs of /dev/shm is not: " + why + ".",
                        "The loaders, the limits and the state of /dev/shm are assessed nevertheless.",
                        "Repair or complete what is missing; --nccl-xml and --topo-m take it from files.");
    }
}
