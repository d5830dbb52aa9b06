package dev.shmfit.analysis.stated;

import dev.shmfit.analysis.machine.CapturedCpu;
import dev.shmfit.facts.Absence;
import dev.shmfit.facts.CpuFacts;
import dev.shmfit.facts.GpuListing;
import dev.shmfit.facts.Reading;
import dev.shmfit.ingest.MachineFacts;
import dev.shmfit.topology.CpuIdentity;
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
        StatedFacts facts = new CapturedFacts(request.machine()).complete(request.assumptions());
        return request.stating(
                request.among().isPresent()
                        ? facts
                        : facts.completed(
                                Facts.NODES,
                                CountsRead.nodes(request.machine().software().settings())
                                        .<Reading<Integer>>map(n -> n)
                                        .orElse(Reading.absent("not captured"))));
    }

    private StatedFacts complete(StatedFacts s) {
        Reading<CpuIdentity> cpu = cpu();
        Reading<Integer> driver = driver();
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

    /** What CUDA the driver runs, as it says itself; else as its version tells, by the table of branches. */
    private Reading<Integer> driver() {
        Reading<Integer> said = machine.gpus().cudaDriver().best();
        if (!said.isKnown() && machine.gpus().driver().best() instanceof Reading.Known<String> k) {
            return DriverBranches.of(k.value())
                    .<Reading<Integer>>map(cuda -> Reading.known(cuda, k.source()))
                    .orElse(said);
        }
        return said;
    }

    /** The product, where all GPUs are the same; the names of a mixed node are taken one by one. */
    private Reading<String> gpu() {
        return machine.gpus().listings().best() instanceof Reading.Known<GpuListing> k
                ? k.value()
                        .product()
                        .<Reading<String>>map(p -> Reading.known(p, k.source()))
                        .orElse(Reading.absent("the GPUs are not all of one product"))
                : Reading.absent(Absence.NOT_CAPTURED, "not captured");
    }

    /** A dump of NCCL's names the CPU itself. */
    private Reading<CpuIdentity> cpu() {
        Reading<CpuFacts> facts = machine.host().cpu().best();
        if (machine.gpus().dump().isAbsent() && facts instanceof Reading.Known<CpuFacts> k) {
            CpuIdentity identity = CapturedCpu.identity(k.value());
            boolean numbered = identity.isKnown()
                    && (k.value().family() >= 0 || k.value().name().isEmpty());
            return (numbered
                            ? Optional.of(identity)
                            : CpuModelNames.of(k.value().name()))
                    .or(() -> Optional.of(identity).filter(CpuIdentity::isKnown))
                    .<Reading<CpuIdentity>>map(i -> Reading.known(i, k.source()))
                    .orElse(Reading.absent(k.source().item() + " does not tell the CPU"));
        }
        return Reading.absent(Absence.NOT_CAPTURED, "not captured");
    }
}
