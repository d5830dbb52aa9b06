package dev.shmfit.verify;

import dev.shmfit.analysis.Analysis;
import dev.shmfit.analysis.Analyzer;
import dev.shmfit.analysis.CommunicatorAnalysis;
import dev.shmfit.analysis.stated.AnalysisRequest;
import dev.shmfit.ingest.LoggedFacts;
import dev.shmfit.log.LoggedCommunicator;
import dev.shmfit.log.NcclLog;
import dev.shmfit.nccl.KnownVersions;
import dev.shmfit.nccl.graph.SearchMemo;
import dev.shmfit.nccl.simulate.SimulateRules;
import dev.shmfit.text.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Holds the forecast for a job against what the job's log shows, and looks for what would explain the differences. Pure:
 * the same request and log give the same answer.
 */
public final class Verifier {
    private static final int MOST_COMMUNICATORS = 64;

    private final NcclLog log;

    /** The candidate causes are about the same nodes. */
    private final SearchMemo searches;

    private Verifier(NcclLog log, SearchMemo searches) {
        this.log = log;
        this.searches = searches;
    }

    /**
     * Compares. What the request and its capture do not say is taken from the log: version, driver, processes, the GPUs of
     * each communicator, and settings where the capture holds no environment.
     *
     * @throws dev.shmfit.analysis.machine.NotAssessable where the capture does not suffice
     * @throws dev.shmfit.units.MalformedText where a stated fact contradicts a captured one
     */
    public static Verification verify(AnalysisRequest request, NcclLog log) {
        return verify(request, log, new SearchMemo());
    }

    /**
     * The same.
     *
     * @param searches made before; more are added
     */
    static Verification verify(AnalysisRequest request, NcclLog log, SearchMemo searches) {
        Verifier verifier = new Verifier(log, searches);
        AnalysisRequest asked = asked(request, log);
        Compared compared = verifier.compare(asked);
        List<DifferenceCause> causes = compared.differences() == 0
                ? List.of()
                : new Causes(asked, log, compared, r -> verifier.compare(r)).likely();
        return new Verification(
                compared.analysis(), log, compared.communicators(), compared.segments(), causes, compared.notes());
    }

    /** The comparison alone, without a search for causes. */
    static Compared compare(AnalysisRequest request, NcclLog log) {
        return new Verifier(log, new SearchMemo()).compare(asked(request, log));
    }

    private static AnalysisRequest asked(AnalysisRequest request, NcclLog log) {
        LoggedFacts facts = LoggedFacts.of(log);
        boolean told = request.machine().software().environmentSeen();
        return request.with(told ? facts.withoutSettings() : facts);
    }

    /** One comparison, under one set of facts. */
    record Compared(
            Analysis analysis, List<CommunicatorCheck> communicators, List<ComparedItem> segments, List<Text> notes) {
        List<ComparedItem> checks() {
            return Stream.concat(communicators.stream().flatMap(c -> c.checks().stream()), segments.stream())
                    .toList();
        }

        long differences() {
            return checks().stream().filter(ComparedItem::differs).count();
        }
    }

    private Compared compare(AnalysisRequest request) {
        Analysis whole = Analyzer.analyze(request, searches);
        GpuIdentity identity = new GpuIdentity(whole.node().topology(), log.communicators());
        boolean stated = request.job().gpus().isPresent()
                || request.job().ranks().isPresent()
                || !request.job().groups().isEmpty();
        Map<List<Integer>, Optional<CommunicatorAnalysis>> forecasts = new HashMap<>();
        whole.nccl().communicators().forEach(c -> forecasts.put(c.forecast().gpus(), Optional.of(c)));
        List<List<Integer>> asked = whole.nccl().communicators().stream()
                .map(c -> c.forecast().gpus())
                .toList();
        List<CommunicatorCheck> all = new ArrayList<>();
        List<Text> notes = new ArrayList<>();
        SegmentComparison segments = new SegmentComparison();
        boolean everySegment = true;
        boolean met = false;
        for (LoggedCommunicator c : log.communicators()) {
            if (c.size() < 2 || all.size() >= MOST_COMMUNICATORS) {
                everySegment = false;
                continue;
            }
            Members members = Members.of(c, identity);
            List<Integer> gpus = List.copyOf(members.gpus().values());
            if (members.obstacle().isPresent()) {
                all.add(new CommunicatorCheck(
                        c,
                        gpus,
                        members.how(),
                        List.of(),
                        List.of(members.obstacle().get())));
                everySegment = false;
                continue;
            }
            met |= asked.contains(gpus);
            Optional<CommunicatorAnalysis> forecast = forecasts.computeIfAbsent(gpus, g -> forecast(request, g));
            if (forecast.isEmpty()) {
                all.add(new CommunicatorCheck(
                        c, gpus, members.how(), List.of(), List.of(Text.of("verify/cannot-be-forecast"))));
                everySegment = false;
                continue;
            }
            segments.add(forecast.get(), c.times());
            everySegment &= members.all() && c.ranks().size() == c.size();
            boolean silent = !SimulateRules.logsConnected(whole.nccl().version());
            Comparison.Result result =
                    c.showsAnything() ? Comparison.of(c, members, forecast.get(), silent) : placed(c, gpus, asked);
            all.add(new CommunicatorCheck(c, gpus, members.how(), result.checks(), result.notCompared()));
        }
        KnownVersions.standInSentence(whole.nccl().version()).ifPresent(notes::add);
        if (log.communicators().size() > MOST_COMMUNICATORS) {
            notes.add(Text.of("verify/many-communicators", "most", MOST_COMMUNICATORS));
        }
        if (stated && !met) {
            all.replaceAll(c -> withStrange(c, asked));
        }
        List<ComparedItem> files = everySegment ? segments.against(log) : List.of();
        if (!everySegment && !log.segments().isEmpty()) {
            notes.add(Text.of("verify/files-not-compared"));
        }
        return new Compared(whole, all, files, notes);
    }

    /**
     * Of a communicator whose connections are not shown, as in a dump of RAS or of the flight recorder, the GPUs are what
     * can be compared: all of the node's, or those that were stated; fewer are possible where nothing was stated.
     */
    private static Comparison.Result placed(LoggedCommunicator c, List<Integer> gpus, List<List<Integer>> asked) {
        ComparedItem item = new ComparedItem(
                ComparedItem.Subject.COMMUNICATOR,
                "GPUs",
                String.join("; ", asked.stream().map(Comparison::words).toList()),
                Comparison.words(gpus),
                asked.contains(gpus) ? ComparedItem.Outcome.AGREES : ComparedItem.Outcome.WITHIN_RANGE,
                Optional.of(c.source()));
        return new Comparison.Result(List.of(item), List.of(Text.of("verify/not-shown")));
    }

    private Optional<CommunicatorAnalysis> forecast(AnalysisRequest request, List<Integer> gpus) {
        return Optional.of(Analyzer.analyze(request.over(gpus), searches)
                .nccl()
                .communicators()
                .get(0));
    }

    /** The job as stated has other communicators than the log. */
    private static CommunicatorCheck withStrange(CommunicatorCheck c, List<List<Integer>> asked) {
        if (c.gpus().isEmpty() || c.checks().isEmpty()) {
            return c;
        }
        List<ComparedItem> checks = new ArrayList<>();
        checks.add(new ComparedItem(
                ComparedItem.Subject.COMMUNICATOR,
                "GPUs",
                String.join("; ", asked.stream().map(Comparison::words).toList()),
                Comparison.words(c.gpus()),
                ComparedItem.Outcome.DIFFERS,
                Optional.of(c.logged().source())));
        c.checks().stream()
                .filter(i -> i.subject() != ComparedItem.Subject.COMMUNICATOR)
                .forEach(checks::add);
        return new CommunicatorCheck(c.logged(), c.gpus(), c.how(), checks, c.notCompared());
    }
}
