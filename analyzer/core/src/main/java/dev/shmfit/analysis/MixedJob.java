package dev.shmfit.analysis;

import dev.shmfit.analysis.open.CandidateNode;
import dev.shmfit.analysis.open.Choice;
import dev.shmfit.analysis.stated.AnalysisRequest;
import dev.shmfit.analysis.stated.CapturedFacts;
import dev.shmfit.analysis.stated.NodeKinds;
import dev.shmfit.text.Text;
import dev.shmfit.units.ByteCount;
import dev.shmfit.units.RoundedSize;
import dev.shmfit.verdict.Finding;
import dev.shmfit.verdict.Owner;
import dev.shmfit.verdict.Severity;
import dev.shmfit.verdict.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * A job over nodes of several kinds: each kind is analysed as part of the whole, and one of them is told.
 *
 * @param told its place among the kinds
 * @param request about it
 * @param analysis of it, with what the others need
 */
public record MixedJob(int told, AnalysisRequest request, Analysis analysis) {
    /** So many nodes that another kind's facts allow are tried beside the usual one. */
    private static final int MOST_OTHERS = 8;

    /** A kind as part of the job, where its need is largest, and the range over what the other kinds may be. */
    private record Told(AnalysisRequest request, Analysis analysis, ByteCount least) {}

    /**
     * Analyses every kind.
     *
     * @param kinds in the order of the job's nodes
     * @param about the kind to tell; empty for the one that fares worst: of equal verdicts the one that needs most
     * @throws dev.shmfit.analysis.machine.NotAssessable where a capture does not suffice
     * @throws dev.shmfit.units.MalformedText where the kinds cannot make one job
     */
    public static MixedJob of(List<NodeKinds.Kind> kinds, OptionalInt about) {
        List<List<Integer>> possible =
                kinds.stream().map(k -> otherNodes(k.request())).toList();
        List<Told> all = IntStream.range(0, kinds.size())
                .mapToObj(k -> told(new NodeKinds(kinds, k), possible))
                .toList();
        int told = about.orElseGet(() -> IntStream.range(0, all.size())
                .boxed()
                .max(Comparator.comparing((Integer k) -> all.get(k).analysis, worst())
                        .thenComparing(Comparator.reverseOrder()))
                .orElse(0));
        List<String> needs = new ArrayList<>();
        for (int k = 0; k < kinds.size(); k++) {
            needs.add(need(kinds.get(k), all.get(k)));
        }
        Finding finding = Finding.of(
                "job-mixes-nodes",
                Severity.NOTE,
                Owner.JOB,
                Text.of(
                        "verdict/job-mixes-nodes.summary",
                        "needs",
                        String.join(", ", needs),
                        "name",
                        kinds.get(told).name()),
                Text.of("verdict/job-mixes-nodes.explanation"),
                Text.of("verdict/job-mixes-nodes.remedy"));
        Told chosen = all.get(told);
        return new MixedJob(told, chosen.request, chosen.analysis.with(List.of(finding)));
    }

    private static String need(NodeKinds.Kind kind, Told told) {
        String most = RoundedSize.up(required(told.analysis));
        String least = RoundedSize.up(told.least);
        return kind.count() + " × " + kind.name() + " need" + (kind.count() == 1 ? "s " : " ")
                + (least.equals(most) ? "" : least + " to ") + most
                + (kind.count() == 1 ? "" : " each");
    }

    private static Comparator<Analysis> worst() {
        return Comparator.comparing((Analysis a) -> a.verdict().status() == Verdict.Status.FAILS)
                .thenComparing(a -> a.verdict().status() == Verdict.Status.TIGHT)
                .thenComparing(MixedJob::required);
    }

    /** The kind's own facts are tried by its analysis; those of the others one kind after the other. */
    private static Told told(NodeKinds among, List<List<Integer>> possible) {
        List<NodeKinds> cases = new ArrayList<>(List.of(among));
        for (int other = 0; other < possible.size(); other++) {
            if (other != among.own()) {
                for (int node : possible.get(other)) {
                    cases.add(among.settling(other, node));
                }
            }
        }
        AnalysisRequest own = among.kinds().get(among.own()).request();
        AnalysisRequest request = own.among(among);
        Analysis most = Analyzer.analyze(request);
        ByteCount least = least(most);
        for (NodeKinds c : cases.subList(1, cases.size())) {
            Analysis analysis = Analyzer.analyze(own.among(c));
            least = least(analysis).compareTo(least) < 0 ? least(analysis) : least;
            if (worst().compare(analysis, most) > 0) {
                request = own.among(c);
                most = analysis;
            }
        }
        return new Told(request, cases.size() == 1 ? most : most.from(least), least);
    }

    /** Those that differ from the usual one in a single open fact. */
    private static List<Integer> otherNodes(AnalysisRequest request) {
        List<CandidateNode> all =
                Stages.of(CapturedFacts.complete(request)).candidates().all();
        Choice usual = all.get(0).choice();
        return IntStream.range(1, all.size())
                .filter(i -> usual.facts().stream()
                                .filter(f ->
                                        !usual.of(f).equals(all.get(i).choice().of(f)))
                                .count()
                        == 1)
                .limit(MOST_OTHERS)
                .boxed()
                .toList();
    }

    private static ByteCount required(Analysis analysis) {
        return analysis.need().demand().required();
    }

    private static ByteCount least(Analysis analysis) {
        return analysis.uncertain().stream()
                .filter(u -> u.field().equals(OtherRanges.REQUIRED))
                .map(u -> ByteCount.of(u.min()))
                .findFirst()
                .orElseGet(() -> required(analysis));
    }
}
