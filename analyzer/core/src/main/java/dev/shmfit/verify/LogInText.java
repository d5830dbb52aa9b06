package dev.shmfit.verify;

import dev.shmfit.analysis.Analysis;
import dev.shmfit.analysis.CommunicatorAnalysis;
import dev.shmfit.log.LoggedCommunicator;
import dev.shmfit.log.LoggedPair;
import dev.shmfit.log.NcclLog;
import dev.shmfit.log.NcclLogReader;
import dev.shmfit.nccl.plan.PairForecast;
import dev.shmfit.nccl.plan.Transport;
import dev.shmfit.text.Text;
import dev.shmfit.verdict.Finding;
import dev.shmfit.verdict.Owner;
import dev.shmfit.verdict.Severity;
import dev.shmfit.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A log of NCCL's in a text that is pasted with a table shows how pairs were connected. Where that is not as forecast, the
 * forecast is of another job than the log.
 */
public final class LogInText {
    private static final String ID = "log-in-text-differs";

    private LogInText() {}

    /**
     * A pair that the log shows otherwise.
     *
     * @param observed its transport in the log
     * @param forecast the transports that the facts leave
     */
    private record Other(LoggedPair pair, Transport observed, Set<Transport> forecast) {
        /** What is forecast takes no room in /dev/shm, and what was seen does. */
        boolean takesMore() {
            return observed == Transport.SHM && !forecast.contains(Transport.SHM);
        }
    }

    /** The analysis, with what differs in the log of a pasted text. */
    public static Analysis beside(Analysis analysis, String name, String text) {
        if (!text.contains(" via ") || !text.contains("NCCL INFO")) {
            return analysis;
        }
        NcclLog log = NcclLogReader.read(name, text);
        GpuIdentity identity = new GpuIdentity(analysis.node().topology(), log.communicators());
        List<Other> others = new ArrayList<>();
        int pairs = 0;
        for (LoggedCommunicator c : log.communicators()) {
            Optional<CommunicatorAnalysis> forecast = forecast(analysis, c, identity);
            if (forecast.isPresent()) {
                List<Integer> local = List.copyOf(Members.of(c, identity).gpus().keySet());
                for (LoggedPair p : c.pairs()) {
                    int from = local.indexOf(p.from());
                    int to = local.indexOf(p.to());
                    if (from >= 0 && to >= 0 && p.via().whole()) {
                        pairs++;
                        other(p, forecast.get(), from, to).ifPresent(others::add);
                    }
                }
            }
        }
        if (others.isEmpty()) {
            return analysis;
        }
        boolean more =
                others.stream().anyMatch(Other::takesMore) && analysis.verdict().status() != Verdict.Status.FAILS;
        Other first = others.stream().filter(Other::takesMore).findFirst().orElse(others.get(0));
        Finding finding = finding(first, others.size(), pairs, more);
        Verdict verdict = analysis.verdict();
        return analysis.with(more ? verdict.open(headline(verdict, first)) : verdict, List.of(finding));
    }

    /** The forecast of the log's communicator; of GPUs that are not asked about there is none. */
    private static Optional<CommunicatorAnalysis> forecast(Analysis a, LoggedCommunicator c, GpuIdentity identity) {
        if (c.size() < 2 || c.pairs().isEmpty()) {
            return Optional.empty();
        }
        Members members = Members.of(c, identity);
        List<Integer> gpus = List.copyOf(members.gpus().values());
        return a.nccl().communicators().stream()
                .filter(f -> members.obstacle().isEmpty() && f.forecast().gpus().equals(gpus))
                .findFirst();
    }

    private static Optional<Other> other(LoggedPair pair, CommunicatorAnalysis analysis, int from, int to) {
        Transport observed = pair.via().transport();
        if (observed == Transport.ERROR || observed == Transport.UNKNOWN) {
            return Optional.empty();
        }
        List<PairForecast> all = analysis.forecast().pairs();
        for (int i = 0; i < all.size(); i++) {
            PairForecast said = all.get(i);
            if (said.from() == from && said.to() == to) {
                List<Transport> open = analysis.candidates().get(i);
                Set<Transport> possible = Set.copyOf(open.isEmpty() ? List.of(said.transport()) : open);
                return possible.contains(observed)
                        ? Optional.empty()
                        : Optional.of(new Other(pair, observed, possible));
            }
        }
        return Optional.empty();
    }

    private static Finding finding(Other first, int differing, int pairs, boolean open) {
        return Finding.of(
                        ID,
                        open ? Severity.NOT_ASSESSED : Severity.WARNING,
                        Owner.JOB,
                        Text.of(
                                "verdict/log-in-text-differs.summary",
                                "differing",
                                differing,
                                "pairs",
                                pairs,
                                "from",
                                first.pair.from(),
                                "to",
                                first.pair.to(),
                                "observed",
                                first.pair.via().text(),
                                "line",
                                first.pair.source().line(),
                                "forecast",
                                words(first)),
                        Text.of("verdict/log-in-text-differs.explanation"),
                        Text.of("verdict/log-in-text-differs.remedy"))
                .from(List.of(first.pair.source()));
    }

    private static Text headline(Verdict verdict, Other first) {
        return Text.of(
                "verdict/headline-log-differs",
                "line",
                first.pair.source().line(),
                "forecast",
                words(first),
                "space",
                verdict.headline());
    }

    private static String words(Other other) {
        return String.join(
                "/", other.forecast.stream().map(Transport::name).sorted().toList());
    }
}
