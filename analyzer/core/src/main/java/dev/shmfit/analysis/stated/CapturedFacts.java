package dev.shmfit.analysis.stated;

import dev.shmfit.analysis.machine.CapturedCpu;
import dev.shmfit.facts.Absence;
import dev.shmfit.facts.CpuFacts;
import dev.shmfit.facts.Reading;
import dev.shmfit.facts.SmiQuery;
import dev.shmfit.ingest.MachineFacts;
import dev.shmfit.topology.CpuIdentity;
import java.util.List;
import java.util.Optional;

/** Facts that a user would state if the capture did not have them. */
public final class CapturedFacts {
    private final MachineFacts machine;

    private CapturedFacts(MachineFacts machine) {
        this.machine = machine;
    }

    /**
     * The request with what the capture knows in place of what is not stated.
     *
     * @throws MalformedStatement where a stated fact contradicts a captured one
     */
    public static AnalysisRequest complete(AnalysisRequest request) {
        return request.stating(new CapturedFacts(request.machine()).complete(request.assumptions()));
    }

    private StatedFacts complete(StatedFacts s) {
        Reading<CpuIdentity> cpu = cpu();
        Reading<Integer> driver = machine.gpus().cudaDriver().best();
        Reading<Boolean> nice = machine.container().sysNice().best();
        agree(Facts.CUDA_DRIVER, s, driver);
        agree(Facts.CAP_SYS_NICE, s, nice);
        agreeOnCpu(s.get(Facts.CPU), cpu);
        return s.completed(Facts.CUDA_DRIVER, driver)
                .completed(Facts.CPU, cpu)
                .completed(Facts.GPU, gpu())
                .completed(Facts.CAP_SYS_NICE, nice);
    }

    private static <T> void agree(Fact<T> fact, StatedFacts stated, Reading<T> captured) {
        Optional<T> said = stated.get(fact);
        if (said.isPresent()
                && captured instanceof Reading.Known<T> k
                && !k.value().equals(said.get())) {
            throw contradiction(fact.key(), "contradicts " + k.source());
        }
    }

    private static void agreeOnCpu(Optional<CpuIdentity> stated, Reading<CpuIdentity> captured) {
        if (stated.isPresent()
                && captured instanceof Reading.Known<CpuIdentity> k
                && Contradictions.differs(stated.get(), k.value())) {
            throw contradiction(
                    "cpu=" + CpuNames.word(stated.get()),
                    "contradicts " + k.source() + ", which says " + CpuNames.word(k.value()));
        }
    }

    private static MalformedStatement contradiction(String statement, String problem) {
        return MalformedStatement.that(
                Subject.FACT, statement, problem + "; leave it out, or analyse the files without that one");
    }

    /** The product, where all GPUs are the same; a mixed node is known by its dump only. */
    private Reading<String> gpu() {
        List<String> names = machine.gpus().shown().stream()
                .map(SmiQuery.Gpu::name)
                .distinct()
                .toList();
        return names.size() == 1
                ? Reading.known(names.get(0), machine.gpus().shown().get(0).source())
                : Reading.absent("the GPUs are not all of one product");
    }

    /** A dump of NCCL's names the CPU itself. */
    private Reading<CpuIdentity> cpu() {
        Reading<CpuFacts> facts = machine.host().cpu().best();
        if (machine.gpus().dump().isAbsent() && facts instanceof Reading.Known<CpuFacts> k) {
            CpuIdentity identity = CapturedCpu.identity(k.value());
            return identity.isKnown()
                    ? Reading.known(identity, k.source())
                    : Reading.absent(k.source().item() + " does not tell the CPU");
        }
        return Reading.absent(Absence.NOT_CAPTURED, "not captured");
    }
}
