package dev.shmfit.verdict;

import dev.shmfit.facts.MachineState;
import dev.shmfit.facts.P2pStatus;
import dev.shmfit.facts.Reading;
import dev.shmfit.facts.SmiP2pMatrix;
import dev.shmfit.facts.SourceRef;
import dev.shmfit.nccl.CuMem;
import dev.shmfit.text.Text;
import dev.shmfit.units.UserInput;
import java.util.List;

/** Are the machine's GPUs, its fabric and its NUMA nodes as NCCL expects them, and are all of them here? */
final class MachineChecks {
    private static final int SHOWN = 6;
    private static final int CUDA_13 = 13000;

    private MachineChecks() {}

    static List<Finding> fabric(Evidence e) {
        List<Reading.Known<String>> waiting = machine(e).fabricNotReady();
        if (waiting.isEmpty()) {
            return List.of();
        }
        return List.of(Finding.of(
                        "fabric-not-ready",
                        Severity.PROBLEM,
                        Owner.NODE,
                        Text.of("verdict/fabric-not-ready.summary", "waiting", waiting.size(), "which", some(waiting)),
                        Text.of("verdict/fabric-not-ready.explanation"),
                        Text.of("verdict/fabric-not-ready.remedy"))
                .from(sources(waiting)));
    }

    static List<Finding> partitioned(Evidence e) {
        List<Reading.Known<String>> cut = machine(e).partitioned();
        if (cut.isEmpty()) {
            return List.of();
        }
        return List.of(Finding.of(
                        "mig-enabled",
                        Severity.WARNING,
                        Owner.NODE,
                        Text.of("verdict/mig-enabled.summary", "cut", cut.size(), "which", some(cut)),
                        Text.of("verdict/mig-enabled.explanation"),
                        Text.of("verdict/mig-enabled.remedy", "option", UserInput.FACT))
                .from(sources(cut)));
    }

    static List<Finding> hidden(Evidence e) {
        List<Reading.Known<String>> hidden = machine(e).hidden();
        if (hidden.isEmpty()) {
            return List.of();
        }
        int shown = machine(e).shown();
        return List.of(Finding.of(
                        "gpus-hidden",
                        Severity.NOTE,
                        Owner.JOB,
                        Text.of(
                                "verdict/gpus-hidden.summary",
                                "shown",
                                shown,
                                "all",
                                shown + hidden.size(),
                                "which",
                                some(hidden),
                                "hidden",
                                hidden.size()),
                        Text.of("verdict/gpus-hidden.explanation"),
                        Text.of("verdict/gpus-hidden.remedy"))
                .from(sources(hidden)));
    }

    static List<Finding> numaNodes(Evidence e) {
        List<Reading.Known<String>> poor = machine(e).poorNumaNodes();
        if (poor.isEmpty()) {
            return List.of();
        }
        boolean matters = SettingChecks.mayTakeDriverMemory(e);
        String summary =
                String.join("; ", poor.stream().map(Reading.Known::value).toList());
        return List.of(Finding.of(
                        "numa-node-empty",
                        matters ? Severity.WARNING : Severity.NOTE,
                        Owner.NODE,
                        Text.of("verdict/numa-node-empty.summary", "summary", summary),
                        Text.of("verdict/numa-node-empty.explanation", "since", CuMem.firstByDefault()),
                        Text.of("verdict/numa-node-empty.remedy"))
                .from(sources(poor)));
    }

    /** On drivers before CUDA 13.0 (NCCL user guide, NCCL_CUMEM_HOST_ENABLE; nccl#1637). */
    static List<Finding> driverMemoryNeedsP2p(Evidence e) {
        boolean version = e.nccl().version().filter(CuMem::hostNeedsP2p).isPresent();
        Reading<Integer> driver = machine(e).cudaDriver();
        List<SourceRef> refused = refused(e);
        boolean several = !e.nccl().communicators().isEmpty()
                && e.nccl().communicators().get(0).forecast().ranks().size() > 1;
        if (!version
                || !several
                || refused.isEmpty()
                || driver.asOptional().filter(d -> d < CUDA_13).isEmpty()
                || !SettingChecks.mayTakeDriverMemory(e)) {
            return List.of();
        }
        return List.of(Finding.of(
                        "cumem-host-needs-p2p",
                        Severity.WARNING,
                        Owner.JOB,
                        Text.of(
                                "verdict/cumem-host-needs-p2p.summary",
                                "version",
                                e.nccl().version().orElseThrow()),
                        Text.of("verdict/cumem-host-needs-p2p.explanation"),
                        Text.of("verdict/cumem-host-needs-p2p.remedy", "version", CuMem.firstWithoutP2p()))
                .from(java.util.stream.Stream.concat(
                                Sources.of(driver).stream(), refused.stream().limit(2))
                        .toList()));
    }

    /** Where nvidia-smi says of pairs that P2P is not possible. */
    static List<SourceRef> refused(Evidence e) {
        return e.node().p2p().stream()
                .filter(m -> m.capabilities().isEmpty() || m.capabilities().contains("r"))
                .flatMap(m -> java.util.stream.IntStream.range(0, m.cells().size())
                        .boxed()
                        .flatMap(i -> refused(m, i).stream()))
                .toList();
    }

    private static List<SourceRef> refused(SmiP2pMatrix matrix, int row) {
        List<SourceRef> found = new java.util.ArrayList<>();
        for (int j = 0; j < matrix.cells().get(row).size(); j++) {
            if (j != row
                    && matrix.cells().get(row).get(j) instanceof Reading.Known<P2pStatus> cell
                    && !cell.value().isOk()) {
                found.add(cell.source());
            }
        }
        return found;
    }

    private static MachineState machine(Evidence e) {
        return e.surroundings().machine();
    }

    private static Text some(List<Reading.Known<String>> all) {
        return TransportChecks.shown(
                all.stream().map(Reading.Known::value).limit(SHOWN).toList(), all.size());
    }

    private static List<SourceRef> sources(List<Reading.Known<String>> all) {
        return all.stream().map(Reading.Known::source).distinct().limit(SHOWN).toList();
    }
}
