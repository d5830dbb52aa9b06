package dev.shmfit.ingest;

import dev.shmfit.facts.Setting;
import dev.shmfit.log.LoggedCommunicator;
import dev.shmfit.log.LoggedCommunicator.Sourced;
import dev.shmfit.log.LoggedRank;
import dev.shmfit.log.NcclLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a job's log says about the job itself, where no better source does: what is stated or captured goes before it.
 *
 * @param version of NCCL, where the log names one and no other
 * @param settings NCCL_* that the log shows; one with several values is left out
 * @param driver CUDA driver, as it counts
 * @param ranksPerProcess consecutive ranks that share a process
 */
public record LoggedFacts(
        Optional<NcclLog.Seen> version,
        List<Setting> settings,
        Optional<Sourced<Integer>> driver,
        Optional<Sourced<Integer>> ranksPerProcess) {
    /** No log. */
    public static final LoggedFacts NONE =
            new LoggedFacts(Optional.empty(), List.of(), Optional.empty(), Optional.empty());

    public LoggedFacts {
        settings = List.copyOf(settings);
    }

    /** What a log says. */
    public static LoggedFacts of(NcclLog log) {
        List<Setting> settings = new ArrayList<>();
        for (Setting s : log.settings()) {
            boolean single = log.settings().stream().noneMatch(o -> o.name().equals(s.name()) && !o.equals(s));
            if (single) {
                settings.add(s);
            }
        }
        return new LoggedFacts(
                log.version().map(v -> log.versions().get(0)), settings, log.driver(), ranksPerProcess(log));
    }

    /** The same without settings, for a capture that says which there are. */
    public LoggedFacts withoutSettings() {
        return new LoggedFacts(version, List.of(), driver, ranksPerProcess);
    }

    private static Optional<Sourced<Integer>> ranksPerProcess(NcclLog log) {
        Optional<LoggedCommunicator> whole = log.communicators().stream()
                .filter(c -> c.sized() && c.ranks().size() == c.size() && c.size() > 1)
                .reduce((a, b) -> b.size() > a.size() ? b : a);
        if (whole.isEmpty()) {
            return Optional.empty();
        }
        List<LoggedRank> ranks = List.copyOf(whole.get().ranks().values());
        int first = run(ranks, 0);
        for (int at = 0; at < ranks.size(); at += first) {
            int length = run(ranks, at);
            if (length != Math.min(first, ranks.size() - at)) {
                return Optional.empty();
            }
        }
        return ranks.get(0).origin().isKnown()
                ? Optional.of(new Sourced<>(first, ranks.get(0).source()))
                : Optional.empty();
    }

    /** How many ranks from {@code at} on are of one process. */
    private static int run(List<LoggedRank> ranks, int at) {
        int to = at;
        while (to < ranks.size()
                && ranks.get(to).origin().pid() == ranks.get(at).origin().pid()
                && ranks.get(to).origin().host().equals(ranks.get(at).origin().host())) {
            to++;
        }
        return to - at;
    }
}
