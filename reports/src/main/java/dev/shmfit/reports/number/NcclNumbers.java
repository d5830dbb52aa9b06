package dev.shmfit.reports.number;

import dev.shmfit.analysis.Analysis;
import dev.shmfit.analysis.CommunicatorAnalysis;
import dev.shmfit.facts.Assumption;
import dev.shmfit.facts.Provenance;
import dev.shmfit.nccl.NcclSettings;
import dev.shmfit.nccl.plan.PhaseForecast;
import dev.shmfit.nccl.plan.SegmentKind;
import dev.shmfit.nccl.plan.Segments;
import dev.shmfit.nccl.segment.SegmentSizes;
import dev.shmfit.reports.ReportV1;
import dev.shmfit.shm.ShmItem;
import dev.shmfit.topology.CpuIdentity;
import dev.shmfit.units.ByteCount;
import dev.shmfit.verdict.MemoryNeed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What NCCL does: channels, rings, trees, files, and the other versions. */
final class NcclNumbers implements Numbers.Part {
    private static final String SEARCH = "src/graph/search.cc, src/graph/connect.cc; docs/nccl/rings-and-trees.md";

    private final Analysis analysis;
    private final ReportV1 report;

    NcclNumbers(Analysis analysis, ReportV1 report) {
        this.analysis = analysis;
        this.report = report;
    }

    @Override
    public Optional<NumberExplanation> explain(Path path) {
        if (path.shape().startsWith("nccl.versions[]")) {
            return Optional.of(version(path));
        }
        if (!path.shape().startsWith("nccl.communicators[].")) {
            return Optional.empty();
        }
        return analysis.nccl().communicators().stream()
                .filter(c -> c.forecast().group().equals(path.item(0)))
                .findFirst()
                .map(c -> communicator(c, path));
    }

    private NumberExplanation communicator(CommunicatorAnalysis c, Path path) {
        String rest = path.shape().substring("nccl.communicators[].".length());
        if (rest.startsWith("channels.")) {
            return channels(c, path.last());
        }
        if (rest.startsWith("shm.phases[].")) {
            return phase(c, path);
        }
        if (rest.startsWith("uncertain[].")) {
            return RangeNumbers.of(c.uncertain(), path, 1);
        }
        if (rest.startsWith("pairs[].")) {
            return pair(path);
        }
        return switch (rest) {
            case "ranks" ->
                NumberExplanation.plain(
                        "the world ranks of the members, by the group's layout",
                        Provenance.STATED.word(),
                        "--group or the workload file");
            case "gpus" ->
                NumberExplanation.plain(
                        "the GPU of each rank: one rank for each GPU, in the order stated",
                        Provenance.STATED.word(),
                        "--gpus, --ranks or the workload file");
            default ->
                facts(NumberExplanation.plain(
                        rest.startsWith("rings")
                                ? "the order in which the ring of this channel passes the ranks, as NCCL's search finds it"
                                : "an edge of the tree of this channel, as NCCL builds it from the search's result",
                        trust(),
                        SEARCH));
        };
    }

    private String trust() {
        return analysis.need()
                .demand()
                .item("nccl")
                .map(ShmItem::provenance)
                .orElse(Provenance.ASSUMED)
                .word();
    }

    /** The facts that everything about NCCL rests on. */
    private NumberExplanation facts(NumberExplanation e) {
        List<NumberExplanation.Input> inputs = new ArrayList<>();
        inputs.add(new NumberExplanation.Input(
                "nccl.version", analysis.nccl().version().toString(), version()));
        analysis.nccl()
                .env()
                .forEach((name, value) -> inputs.add(new NumberExplanation.Input(name, value, "stated or captured")));
        for (Assumption a : analysis.basis().assumptions()) {
            inputs.add(new NumberExplanation.Input(
                    a.key(), a.value().english(), a.provenance().word()));
        }
        return e.with(inputs);
    }

    private String version() {
        return analysis.basis().workload().stream()
                .filter(s -> s.name().equals("NCCL"))
                .map(s -> s.provenance().word())
                .findFirst()
                .orElse(Provenance.DEFAULT.word());
    }

    private NumberExplanation channels(CommunicatorAnalysis c, String field) {
        String what = switch (field) {
            case "collective" -> "channels of collectives: what the search finds, doubled and bounded as NCCL does";
            case "nvls" -> "channels of NVLS; 0 without NVSwitches that multicast";
            case "p2p" -> "channels for send and receive: a power of two, by the bandwidth between the ranks";
            default -> "of these, how many one pair of ranks uses";
        };
        String open = c.uncertain().stream()
                .filter(u -> u.field().equals("channels." + field))
                .map(u -> "; the facts leave " + u.min() + " to " + u.max() + ", the upper end is given")
                .findFirst()
                .orElse("");
        String source = field.startsWith("p2p")
                ? "src/graph/paths.cc ncclTopoComputeP2pChannels; docs/nccl/connections-and-segments.md"
                : SEARCH;
        return facts(NumberExplanation.plain(what + open, trust(), source));
    }

    private NumberExplanation pair(Path path) {
        String[] ends = path.item(1).split("-", 2);
        String trace = report.nccl().communicators().stream()
                .filter(c -> c.group().equals(path.item(0)))
                .flatMap(c -> c.pairs().stream())
                .filter(p -> String.valueOf(p.from()).equals(ends[0])
                        && String.valueOf(p.to()).equals(ends[1]))
                .map(p -> p.transport() + " by " + p.rule() + ": " + String.join("; ", p.trace()))
                .findFirst()
                .orElse("");
        return facts(NumberExplanation.worked(
                "a rank of the ordered pair; how the pair is connected:",
                trace,
                trust(),
                "src/transport.cc; docs/nccl/transports.md"));
    }

    private NumberExplanation phase(CommunicatorAnalysis c, Path path) {
        List<PhaseForecast> phases = c.forecast().phases();
        PhaseForecast phase = phases.stream()
                .filter(p -> p.name().equals(path.item(1)))
                .findFirst()
                .orElseThrow();
        ByteCount page = analysis.need().supply().granule();
        if (path.shape().contains("segments[]")) {
            return segment(c, phase, path);
        }
        List<Segments> alive = new ArrayList<>();
        for (PhaseForecast p : phases) {
            alive.addAll(p.segments());
            if (p.name().equals(phase.name())) {
                break;
            }
        }
        String sum = alive.stream()
                .map(s -> s.count() + " × "
                        + (path.last().equals("tmpfsBytes") ? s.bytes().inPagesOf(page) : s.bytes()).bytes() + " ("
                        + s.kind().word() + ")")
                .collect(Collectors.joining(" + "));
        return facts(
                switch (path.last()) {
                    case "totalBytes" ->
                        NumberExplanation.worked(
                                "the sizes of all files that are alive after the phase",
                                (sum.isEmpty() ? "none" : sum) + " = "
                                        + phase.totalBytes().bytes(),
                                trust(),
                                "docs/nccl/connections-and-segments.md");
                    case "tmpfsBytes" ->
                        NumberExplanation.worked(
                                "the same, each file in whole pages of " + page.bytes() + " bytes",
                                (sum.isEmpty() ? "none" : sum) + " = "
                                        + phase.tmpfsBytes().bytes(),
                                trust(),
                                "docs/nccl/connections-and-segments.md");
                    default ->
                        NumberExplanation.plain(
                                "host memory that NCCL takes through the driver (cuMem) in place of files in /dev/shm; 0 where"
                                        + " it does not",
                                trust(),
                                "src/transport/shm.cc; docs/nccl/cumem.md");
                });
    }

    private NumberExplanation segment(CommunicatorAnalysis c, PhaseForecast phase, Path path) {
        Segments s = phase.segments().stream()
                .filter(x -> path.item(2)
                        .startsWith(x.kind().word() + ":" + x.bytes().bytes()))
                .findFirst()
                .orElseThrow();
        if (path.last().equals("count")) {
            return facts(NumberExplanation.plain(count(s.kind()), trust(), "docs/nccl/connections-and-segments.md"));
        }
        boolean arm = analysis.node().topology().numaNodes().stream()
                .anyMatch(n -> n.cpu().arch() == CpuIdentity.Arch.ARM64);
        List<SegmentSizes.Part> parts = SegmentSizes.of(
                        analysis.nccl().version(),
                        new NcclSettings(analysis.nccl().env()),
                        arm)
                .parts(s.kind(), c.forecast().ranks().size());
        String sum = parts.stream().map(p -> p.bytes() + " (" + p.name() + ")").collect(Collectors.joining(" + "));
        String source = parts.stream().map(SegmentSizes.Part::source).distinct().collect(Collectors.joining("; "));
        boolean adds = parts.stream().mapToLong(SegmentSizes.Part::bytes).sum()
                == s.bytes().bytes();
        return facts(NumberExplanation.worked(
                "the size of one file of this kind",
                adds
                        ? sum + " = " + s.bytes().bytes()
                        : "host buffers of the connection: " + s.bytes().bytes(),
                trust(),
                (source.isEmpty() ? "src/transport/net.cc" : source) + ", version "
                        + analysis.nccl().version()));
    }

    private static String count(SegmentKind kind) {
        return switch (kind) {
            case SHM_RECEIVE, SHM_SEND ->
                "one for each connection that goes through host memory: each channel and"
                        + " direction of a pair that this phase newly connects";
            case PROXY_POOL -> "one for each rank whose proxy starts in this phase";
            case NVLS -> "one for each communicator with NVLS";
            case P2P_MEMCPY -> "one for each P2P connection that uses the copy engine";
            case NET_PROXY -> "one for each network connection whose proxy is another process";
        };
    }

    private NumberExplanation version(Path path) {
        String of = " by the rules of NCCL " + path.item(0) + ", everything else unchanged";
        String what = switch (path.last()) {
            case "requiredBytes" -> "what the whole job needs" + of;
            case "totalBytes" -> "file sizes after the phase" + of;
            case "tmpfsBytes" -> "the same in whole pages" + of;
            case "collective", "nvls", "p2p", "p2pPerPeer" -> "channels" + of;
            default -> "ordered pairs of ranks with this transport" + of;
        };
        return NumberExplanation.plain(
                what, trust(), "the forecast for this version; --nccl " + path.item(0) + " shows it in full");
    }

    /** Host memory that NCCL takes through the driver. */
    static ByteCount driverBytes(Analysis analysis) {
        return MemoryNeed.of(analysis.need().demand(), analysis.nccl().uses(), Optional.empty(), 1)
                .driver();
    }
}
