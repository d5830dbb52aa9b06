package dev.shmfit.analysis.stated;

import dev.shmfit.analysis.machine.CaptureFiles;
import dev.shmfit.analysis.machine.CapturedCpu;
import dev.shmfit.analysis.machine.PlaceFacts;
import dev.shmfit.capture.Capture;
import dev.shmfit.facts.CpuFacts;
import dev.shmfit.facts.Reading;
import dev.shmfit.facts.SmiQuery;
import dev.shmfit.facts.SourceRef;
import dev.shmfit.parse.file.CpuParser;
import dev.shmfit.parse.file.SmiQueryParser;
import dev.shmfit.topology.CpuIdentity;
import dev.shmfit.units.MalformedText;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Facts that a user would state with {@code --assume} if the capture did not have them. */
public final class CapturedFacts {
    private final Capture capture;

    private CapturedFacts(Capture capture) {
        this.capture = capture;
    }

    /**
     * The request with what the capture knows in place of what is not stated.
     *
     * @throws MalformedText where a stated fact contradicts a captured one
     */
    public static AnalysisRequest complete(AnalysisRequest request) {
        return request.stating(new CapturedFacts(request.capture()).complete(request.assumptions()));
    }

    private StatedFacts complete(StatedFacts s) {
        Reading<CpuIdentity> cpu = cpu();
        Reading<Integer> driver = query().map(SmiQuery::cuda).orElse(Reading.absent("not captured"));
        Reading<Boolean> nice = PlaceFacts.sysNice(capture);
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

    private Optional<SmiQuery> query() {
        return capture.text(CaptureFiles.SMI_QUERY)
                .map(t -> SmiQueryParser.parse(t, CaptureFiles.SMI_QUERY).value());
    }

    /** The product, where all GPUs are the same; a mixed node is known by its dump only. */
    private Optional<String> gpu() {
        List<String> names = query().map(SmiQuery::gpus).orElse(List.of()).stream()
                .map(SmiQuery.Gpu::name)
                .distinct()
                .toList();
        return names.size() == 1 ? Optional.of(names.get(0)) : Optional.empty();
    }

    /** A dump of NCCL's names the CPU itself. */
    private Reading<CpuIdentity> cpu() {
        Optional<String> text = capture.text(CaptureFiles.LSCPU);
        if (text.isEmpty() || capture.text(CaptureFiles.NCCL_XML).isPresent()) {
            return Reading.absent("not captured");
        }
        Reading<CpuFacts> facts =
                CpuParser.parse(text.get(), CaptureFiles.LSCPU).value();
        SourceRef source = facts instanceof Reading.Known<CpuFacts> k ? k.source() : SourceRef.of(CaptureFiles.LSCPU);
        return facts.asOptional()
                .map(CapturedCpu::identity)
                .filter(CpuIdentity::isKnown)
                .<Reading<CpuIdentity>>map(c -> Reading.known(c, source))
                .orElse(Reading.absent("lscpu.txt does not tell the CPU"));
    }
}
