package dev.shmfit.reports;

import dev.shmfit.facts.SourceRef;
import dev.shmfit.log.LoggedCommunicator;
import dev.shmfit.log.LoggedPair;
import dev.shmfit.log.NcclLog;
import dev.shmfit.text.Language;
import dev.shmfit.text.Text;
import dev.shmfit.units.CudaVersion;
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
        return of(v, Language.ENGLISH);
    }

    /** The same in a language. */
    public static VerificationV1 of(Verification v, Language language) {
        long compared = v.checks().size();
        return new VerificationV1(
                v.comparable() ? v.agrees() : null,
                headline(v, compared).in(language),
                compared,
                v.differences(),
                v.communicators().stream().map(c -> communicator(c, language)).toList(),
                v.segments().stream().map(VerificationMapper::check).toList(),
                v.causes().stream().map(c -> cause(c, language)).toList(),
                said(v.notes(), language),
                log(v.log()));
    }

    /** A log alone. */
    public static VerificationV1 of(NcclLog log) {
        return of(log, Language.ENGLISH);
    }

    /** The same in a language. */
    public static VerificationV1 of(NcclLog log, Language language) {
        List<VerificationV1.Communicator> communicators = log.communicators().stream()
                .map(c -> communicator(new CommunicatorCheck(c, List.of(), Text.EMPTY, List.of(), List.of()), language))
                .toList();
        return new VerificationV1(
                null,
                Text.of("verify/log-alone", "communicators", communicators.size())
                        .in(language),
                0,
                0,
                communicators,
                List.of(),
                List.of(),
                List.of(),
                log(log));
    }

    private static Text headline(Verification v, long compared) {
        if (!v.comparable()) {
            return Text.of("verify/nothing-comparable");
        }
        String version = v.analysis().nccl().version().toString();
        return v.agrees()
                ? Text.of("verify/all-agree", "things", compared, "version", version)
                : Text.of("verify/some-differ", "differ", v.differences(), "things", compared, "version", version);
    }

    private static List<String> said(List<Text> texts, Language language) {
        return texts.stream().map(t -> t.in(language)).toList();
    }

    private static VerificationV1.Communicator communicator(CommunicatorCheck c, Language language) {
        return new VerificationV1.Communicator(
                c.logged().id(),
                c.logged().size(),
                c.logged().sized(),
                c.logged().times(),
                c.gpus(),
                c.how().in(language),
                c.checks().stream().map(VerificationMapper::check).toList(),
                said(c.notCompared(), language),
                said(shown(c.logged()), language));
    }

    private static List<Text> shown(LoggedCommunicator c) {
        List<Text> parts = new ArrayList<>();
        c.ranks()
                .values()
                .forEach(r -> parts.add(Text.joined(
                        Text.of("verify/rank", "rank", r.rank()),
                        r.busId()
                                .map(b -> Text.of("verify/on", "device", b.toString()))
                                .orElse(
                                        r.cudaDev() < 0
                                                ? Text.EMPTY
                                                : Text.of("verify/on-cuda-device", "device", r.cudaDev())))));
        if (!c.rings().isEmpty()) {
            parts.add(Text.of("verify/rings", "rings", c.rings().size()));
        }
        c.counts()
                .forEach(n -> parts.add(Text.of(
                        "verify/channels",
                        "collective",
                        n.value().counts().collective(),
                        "nvls",
                        n.value().counts().nvls(),
                        "p2p",
                        n.value().counts().p2p(),
                        "peer",
                        n.value().counts().p2pPerPeer())));
        Map<String, TreeSet<String>> byPair = new TreeMap<>();
        for (LoggedPair p : c.pairs()) {
            byPair.computeIfAbsent(p.from() + " -> " + p.to(), k -> new TreeSet<>())
                    .add(p.via().text());
        }
        Map<String, Integer> ways = new TreeMap<>();
        byPair.values().forEach(vias -> ways.merge(String.join(", ", vias), 1, Integer::sum));
        ways.forEach((via, pairs) -> parts.add(Text.of("verify/pairs-via", "pairs", pairs, "via", via)));
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

    private static VerificationV1.Cause cause(DifferenceCause c, Language language) {
        return new VerificationV1.Cause(
                c.kind(), c.sentence().in(language), c.option(), c.shown(), c.explained(), c.remaining());
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
                log.driver().map(d -> CudaVersion.text(d.value())).orElse(null),
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
