package dev.shmfit.analysis.stated;

import dev.shmfit.analysis.machine.CapturedCpu;
import dev.shmfit.facts.Absence;
import dev.shmfit.facts.CpuFacts;
import dev.shmfit.facts.Reading;
import dev.shmfit.facts.SmiQuery;
import dev.shmfit.ingest.MachineFacts;
import dev.shmfit.topology.CpuIdentity;
import dev.shmfit.units.MalformedText;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Facts that a user would state with {@code --assume} if the capture did not have them. */
public final class CapturedFacts {
    private final MachineFacts machine;

    private CapturedFacts(MachineFacts machine) {
        this.machine = machine;
    }

    /**
     * The request with what the capture knows in place of what is not stated.
     *
     * @throws MalformedText where a stated fact contradicts a captured one
     */
    public static AnalysisRequest complete(AnalysisRequest request) {
        return request.stating(new CapturedFacts(request.machine()).complete(request.assumptions()));
    }

    private StatedFacts complete(StatedFacts s) {
        Reading<CpuIdentity> cpu = cpu();
        Reading<Integer> driver = machine.gpus().cudaDriver().best();
        Reading<Boolean> nice = machine.container().sysNice().best();
        agree(
                "cuda-driver",
                s.cudaDriver().isPresent() ? Optional.of(s.cudaDriver().getAsInt()) : Optional.empty(),
                driver);
        agree("cap-sys-nice", s.capSysNice(), nice);
        agreeOnCpu(s.cpu(), cpu);
        return new StatedFacts(
                s.texts(),
                s.channels(),
                s.cudaDriver().isPresent()
                        ? s.cudaDriver()
                        : driver.asOptional().map(OptionalInt::of).orElse(OptionalInt.empty()),
                s.cpu().or(cpu::asOptional),
                s.pcie(),
                s.gpu().or(this::gpu),
                s.computeCapability(),
                s.peerAccess(),
                s.p2p(),
                s.capSysNice().or(nice::asOptional),
                s.vmm(),
                s.multicast(),
                s.cuMemGranularity(),
                s.ranksPerProcess(),
                s.hiddenDevices(),
                s.pageSize(),
                s.nics(),
                s.torch(),
                s.nodes(),
                s.pods(),
                s.podsShare());
    }

    private static <T> void agree(String key, Optional<T> stated, Reading<T> captured) {
        if (stated.isPresent()
                && captured instanceof Reading.Known<T> k
                && !k.value().equals(stated.get())) {
            throw new MalformedText("--assume " + key + " contradicts " + k.source() + "; leave it out, or analyse the"
                    + " files without that one");
        }
    }

    private static void agreeOnCpu(Optional<CpuIdentity> stated, Reading<CpuIdentity> captured) {
        if (stated.isPresent()
                && captured instanceof Reading.Known<CpuIdentity> k
                && Contradictions.differs(stated.get(), k.value())) {
            throw new MalformedText("--assume cpu=" + CpuNames.word(stated.get()) + " contradicts " + k.source()
                    + ", which says " + CpuNames.word(k.value()) + "; leave it out, or analyse the files without that"
                    + " one");
        }
    }

    /** The product, where all GPUs are the same; a mixed node is known by its dump only. */
    private Optional<String> gpu() {
        List<String> names = machine.gpus().shown().stream()
                .map(SmiQuery.Gpu::name)
                .distinct()
                .toList();
        return names.size() == 1 ? Optional.of(names.get(0)) : Optional.empty();
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
