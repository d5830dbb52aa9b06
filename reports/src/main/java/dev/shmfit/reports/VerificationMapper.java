package dev.shmfit.reports;

import dev.shmfit.facts.SourceRef;
import dev.shmfit.log.LoggedCommunicator;
import dev.shmfit.log.LoggedPair;
import dev.shmfit.log.NcclLog;
import dev.shmfit.verify.CommunicatorCheck;
import dev.shmfit.verify.ComparedItem;
import dev.shmfit.verify.DifferenceCause;
import dev.shmfit.verify.Verification;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** From a comparison, or from a log alone, to what a report says of it. */
public final class VerificationMapper {
    private VerificationMapper() {}

    /** Forecast beside log. */
    public static VerificationV1 of(Verification v) {
        long compared = v.checks().size();
        return new VerificationV1(
                v.comparable() ? v.agrees() : null,
                headline(v, compared),
                compared,
                v.differences(),
                v.communicators().stream().map(VerificationMapper::communicator).toList(),
                v.segments().stream().map(VerificationMapper::check).toList(),
                v.causes().stream().map(VerificationMapper::cause).toList(),
                v.notes(),
                log(v.log()));
    }

    /** A log alone. */
    public static VerificationV1 of(NcclLog log) {
        List<VerificationV1.Communicator> communicators = log.communicators().stream()
                .map(c -> communicator(new CommunicatorCheck(c, List.of(), "", List.of(), List.of())))
                .toList();
        return new VerificationV1(
                null,
                "The log shows " + Words.count(communicators.size(), "communicator")
                        + "; without a capture there is nothing to hold it against.",
                0,
                0,
                communicators,
                List.of(),
                List.of(),
                List.of(),
                log(log));
    }

    private static String headline(Verification v, long compared) {
        String version = "NCCL " + v.analysis().nccl().version();
        if (!v.comparable()) {
            return "The log shows nothing that can be held against the forecast.";
        }
        return v.agrees()
                ? (compared == 1
                                ? "The one thing that the log shows and that can be compared agrees"
                                : "All " + compared + " things that the log shows agree")
                        + " with the forecast for " + version + "."
                : v.differences() + " of " + compared + " things compared differ from the forecast for " + version
                        + ".";
    }

    private static VerificationV1.Communicator communicator(CommunicatorCheck c) {
        return new VerificationV1.Communicator(
                c.logged().id(),
                c.logged().size(),
                c.logged().sized(),
                c.logged().times(),
                c.gpus(),
                c.how(),
                c.checks().stream().map(VerificationMapper::check).toList(),
                c.notCompared(),
                shown(c.logged()));
    }

    private static List<String> shown(LoggedCommunicator c) {
        List<String> parts = new ArrayList<>();
        c.ranks()
                .values()
                .forEach(r -> parts.add("rank " + r.rank()
                        + r.busId()
                                .map(b -> " on " + b)
                                .orElse(r.cudaDev() < 0 ? "" : " on CUDA device " + r.cudaDev())));
        if (!c.rings().isEmpty()) {
            parts.add(Words.count(c.rings().size(), "ring"));
        }
        c.counts()
                .forEach(n -> parts.add(n.value().counts().collective() + " collective, "
                        + n.value().counts().nvls() + " NVLS, "
                        + n.value().counts().p2p() + " p2p channels, "
                        + n.value().counts().p2pPerPeer() + " per peer"));
        Map<String, TreeSet<String>> byPair = new TreeMap<>();
        for (LoggedPair p : c.pairs()) {
            byPair.computeIfAbsent(p.from() + " -> " + p.to(), k -> new TreeSet<>())
                    .add(p.via().text());
        }
        Map<String, Integer> ways = new TreeMap<>();
        byPair.values().forEach(vias -> ways.merge(String.join(", ", vias), 1, Integer::sum));
        ways.forEach((via, pairs) -> parts.add(Words.count(pairs, "pair") + " via " + via));
        return parts;
    }

    private static VerificationV1.Check check(ComparedItem c) {
        return new VerificationV1.Check(
                c.subject().word(),
                c.what(),
                c.forecast().isEmpty() ? null : c.forecast(),
                c.observed().isEmpty() ? null : c.observed(),
                c.outcome().word(),
                c.source().map(VerificationMapper::place).orElse(null));
    }

    private static VerificationV1.Cause cause(DifferenceCause c) {
        return new VerificationV1.Cause(c.kind(), c.sentence(), c.option(), c.shown(), c.explained(), c.remaining());
    }

    private static VerificationV1.Place place(SourceRef s) {
        return new VerificationV1.Place(s.item(), s.line());
    }

    private static VerificationV1.Log log(NcclLog log) {
        return new VerificationV1.Log(
                log.lines().total(),
                log.lines().messages(),
                log.lines().unrecognised(),
                log.versions().stream()
                        .map(v -> v.version() + (v.cuda().isEmpty() ? "" : "+cuda" + v.cuda()))
                        .toList(),
                log.driver()
                        .map(d -> d.value() / 1000 + "." + d.value() % 1000 / 10)
                        .orElse(null),
                log.settings().stream()
                        .map(s -> new VerificationV1.Setting(s.name(), s.value(), place(s.source())))
                        .toList(),
                log.segments().stream()
                        .map(s -> new VerificationV1.Segments(s.bytes().bytes(), s.count()))
                        .toList(),
                log.remarks().stream()
                        .map(r -> new VerificationV1.Remark(r.text(), r.count(), place(r.source())))
                        .toList(),
                log.notes().stream()
                        .map(n -> new VerificationV1.Remark(n.message(), 1, place(n.source())))
                        .toList());
    }
}
