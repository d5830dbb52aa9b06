package dev.shmfit.reports;

import dev.shmfit.analysis.Analysis;
import dev.shmfit.analysis.FactsRead;
import dev.shmfit.analysis.Narrowing;
import dev.shmfit.analysis.Uncertain;
import dev.shmfit.facts.Assumption;
import dev.shmfit.facts.Provenance;
import dev.shmfit.reports.ReportV1.Memory;
import dev.shmfit.reports.ReportV1.Statement;
import dev.shmfit.reports.ReportV1.Status;
import dev.shmfit.shm.ShmSupply;
import dev.shmfit.text.Language;
import dev.shmfit.topology.GpuTopology;
import dev.shmfit.units.ByteCount;
import dev.shmfit.verdict.Budget;
import dev.shmfit.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** From an analysis to the outside view: the only place that knows both. Equal analyses give equal reports. */
public final class ReportMapper {
    private ReportMapper() {}

    /**
     * The report of an analysis.
     *
     * @param inputs the captured texts: findings quote the lines that they rest on, and the report embeds them; empty
     *     where neither is wanted
     */
    public static ReportV1 of(
            Analysis analysis, ReportV1.Tool tool, ReportV1.Origin origin, List<ReportV1.Input> inputs) {
        return of(analysis, tool, origin, inputs, Language.ENGLISH);
    }

    /** The same in another language: for writers for people; JSON is English. */
    public static ReportV1 of(
            Analysis analysis,
            ReportV1.Tool tool,
            ReportV1.Origin origin,
            List<ReportV1.Input> inputs,
            Language language) {
        return of(
                analysis,
                tool,
                origin,
                inputs,
                language,
                topology -> GpuGroupMapper.of(analysis.nccl().version(), topology, assumed(analysis)));
    }

    /** The same without what the answer on one screen leaves out: NUMA nodes, and the narrowest ways between GPUs. */
    public static ReportV1 forScreen(
            Analysis analysis,
            ReportV1.Tool tool,
            ReportV1.Origin origin,
            List<ReportV1.Input> inputs,
            Language language) {
        return of(analysis, tool, origin, inputs, language, GpuGroupMapper::islands);
    }

    private static ReportV1 of(
            Analysis analysis,
            ReportV1.Tool tool,
            ReportV1.Origin origin,
            List<ReportV1.Input> inputs,
            Language language,
            Function<GpuTopology, List<NodeV1.GpuGroup>> groups) {
        return new ReportV1(
                ReportV1.SCHEMA_VERSION,
                tool,
                verdict(analysis, language),
                NodeMapper.of(
                        analysis.node().topology(),
                        analysis.node().source(),
                        analysis.node().gpuNames(),
                        assumed(analysis),
                        groups),
                analysis.basis().assumptions().stream()
                        .map(a -> new ReportV1.Assumption(
                                a.key(),
                                a.value().in(language),
                                a.provenance().word(),
                                a.effect().in(language),
                                a.matters()))
                        .toList(),
                NcclMapper.of(analysis, language),
                analysis.need().rank().loaders().stream()
                        .map(d -> LoaderMapper.of(d, analysis.need().ranks(), language))
                        .toList(),
                ShmMapper.of(analysis, language),
                memory(analysis),
                FindingMapper.of(analysis.findings(), inputs, language),
                analysis.basis().workload().stream()
                        .map(s -> new Statement(
                                s.name(), s.value().in(language), s.provenance().word()))
                        .toList(),
                origin,
                inputs,
                analysis.need().budget().stream()
                        .map(line -> budget(line, language))
                        .toList(),
                FactsRead.of(analysis.machine()).stream()
                        .map(f -> new ReportV1.Fact(
                                f.key(),
                                f.value(),
                                f.source().item(),
                                f.source().line()))
                        .toList());
    }

    private static BudgetV1 budget(Budget line, Language language) {
        String status = line.suffices().map(ok -> ok ? "fits" : "fails").orElse("unknown");
        return new BudgetV1(
                line.name(),
                line.unit(),
                line.needs(),
                line.has().isPresent() ? line.has().getAsLong() : null,
                status,
                line.why().in(language),
                line.provenance().map(Provenance::word).orElse(null),
                line.formula().in(language));
    }

    private static Set<String> assumed(Analysis analysis) {
        return analysis.basis().assumptions().stream()
                .filter(a -> a.provenance() == Provenance.ASSUMED)
                .map(Assumption::key)
                .collect(Collectors.toSet());
    }

    static List<UncertainV1> uncertain(List<Uncertain> ranges) {
        return ranges.stream()
                .map(u -> new UncertainV1(
                        u.field(),
                        u.min(),
                        u.max(),
                        u.missing(),
                        Ranges.isOfPhase(u.field())
                                ? List.of()
                                : u.narrowings().stream()
                                        .map(ReportMapper::narrowing)
                                        .toList()))
                .toList();
    }

    private static NarrowingV1 narrowing(Narrowing n) {
        return new NarrowingV1(
                n.fact(),
                n.statement(),
                n.parts().stream()
                        .map(p -> new NarrowingV1.Part(p.values(), p.min(), p.max()))
                        .toList());
    }

    private static ReportV1.Verdict verdict(Analysis analysis, Language language) {
        Verdict verdict = analysis.verdict();
        Status status = switch (verdict.status()) {
            case FITS -> Status.FITS;
            case TIGHT -> Status.TIGHT;
            case FAILS -> Status.FAILS;
            case UNKNOWN -> Status.UNKNOWN;
        };
        return new ReportV1.Verdict(
                status,
                verdict.headline().in(language),
                verdict.request()
                        .map(letter -> letter.text().in(language) + "\n")
                        .orElse(null),
                scope(verdict.scope()),
                verdict.scope().uncounted().isEmpty() ? null : verdict.scope().uncounted());
    }

    /** What the verdict is about: what was not stated is not in it. */
    private static List<String> scope(Verdict.Scope about) {
        List<String> scope = new ArrayList<>();
        if (about.nccl()) {
            scope.add("nccl");
        }
        if (about.loaders()) {
            scope.add("loaders");
        }
        return scope;
    }

    /** Pages of /dev/shm are memory, and so is what NCCL takes through the driver; what else is stated counts too. */
    private static Memory memory(Analysis analysis) {
        ShmSupply supply = analysis.need().supply();
        ByteCount required = analysis.need().budget().stream()
                .filter(b -> b.name().equals("memory-limit"))
                .findFirst()
                .map(b -> ByteCount.of(b.needs()))
                .orElseGet(() -> analysis.need().demand().required());
        boolean limited = supply.finiteMemoryLimit().isPresent();
        return new Memory(
                supply.finiteMemoryLimit().map(ByteCount::bytes).orElse(null),
                required.bytes(),
                limited ? ShmSupply.provenance(supply.memoryLimit()).word() : null,
                supply.systemMemory().asOptional().map(ByteCount::bytes).orElse(null),
                supply.gpuMemory().asOptional().orElse(List.of()).stream()
                        .map(ByteCount::bytes)
                        .toList());
    }
}
