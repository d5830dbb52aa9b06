package dev.shmfit.explain.cause;

import dev.shmfit.explain.catalog.Confidence;
import dev.shmfit.explain.catalog.Role;
import dev.shmfit.explain.catalog.Says;
import dev.shmfit.explain.catalog.Signature;
import dev.shmfit.explain.catalog.Signatures;
import dev.shmfit.explain.size.CodeLine;
import dev.shmfit.explain.statement.Errno;
import dev.shmfit.explain.statement.Signal;
import dev.shmfit.explain.statement.Statement;
import dev.shmfit.explain.statement.Statement.CallFailed;
import dev.shmfit.explain.statement.Statement.ProcessEnded;
import dev.shmfit.explain.statement.Statement.Told;
import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.text.Text;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** From statements to causes: each statement for itself, then what they say about each other. */
public final class CauseFinder {
    private static final Map<String, Signature> FORMS = forms();

    private final TextEvidence evidence;
    private final List<NcclVersion> versions;
    private final List<CodeLine> places;

    private CauseFinder(TextEvidence evidence, List<NcclVersion> versions, List<CodeLine> places) {
        this.evidence = evidence;
        this.versions = versions;
        this.places = places;
    }

    /**
     * The causes, the root first.
     *
     * @param versions of NCCL that the text names
     * @param places in NCCL's source that it names
     */
    public static List<Cause> find(TextEvidence evidence, List<NcclVersion> versions, List<CodeLine> places) {
        evidence.close();
        CauseFinder finder = new CauseFinder(evidence, versions, places);
        List<Cause> causes = new ArrayList<>(finder.told());
        finder.calls(causes);
        causes.addAll(finder.endings());
        List<Cause> judged = Circumstances.judge(merged(causes), evidence);
        return Absorption.of(judged);
    }

    private static Map<String, Signature> forms() {
        Map<String, Signature> forms = new HashMap<>();
        Signatures.all().forEach(s -> forms.put(s.id(), s));
        return forms;
    }

    private static Says.Directly says(Statement told) {
        Signature form = FORMS.get(told.id());
        if (form == null || !(form.says() instanceof Says.Directly d)) {
            throw new IllegalStateException("no form " + told.id());
        }
        return d;
    }

    private Hit hit(Tally t) {
        return t.hit(versions, places);
    }

    /** What programs name themselves; what only says that something failed counts for what another message names. */
    private List<Cause> told() {
        Map<String, List<Tally>> byCause = new LinkedHashMap<>();
        for (Tally t : evidence.tallies()) {
            if (t.statement() instanceof Told) {
                byCause.computeIfAbsent(explanation(t), id -> new ArrayList<>()).add(t);
            }
        }
        List<Cause> causes = new ArrayList<>();
        byCause.forEach((id, of) -> causes.add(direct(id, of)));
        return causes;
    }

    private String explanation(Tally t) {
        Says.Directly says = says(t.statement());
        if (t.statement().id().equals("nccl-attach") && hasNoSegmentsSize(t)) {
            return "shm-attach-disagreement";
        }
        if (!says.joins()) {
            return says.explanation();
        }
        return named(t).orElse(says.explanation());
    }

    private boolean hasNoSegmentsSize(Tally t) {
        return hit(t).sizes().stream().allMatch(s -> s.meanings().isEmpty());
    }

    /** What failed before the message decides; else what is said with most certainty. */
    private Optional<String> named(Tally t) {
        record Named(String id, Confidence confidence, long line) {}
        List<Named> named = new ArrayList<>();
        for (Tally o : evidence.tallies()) {
            if (!o.statement().program().equals(t.statement().program())) {
                continue;
            }
            if (o.statement() instanceof Told
                    && !says(o.statement()).joins()
                    && says(o.statement()).role() == Role.CAUSE) {
                Says.Directly s = says(o.statement());
                boolean cuda = s.explanation().equals("cuda-error")
                        || o.statement().id().equals("nccl-gpu-memory");
                String id = cuda ? "cuda-failed-first" : s.explanation();
                named.add(new Named(id, s.confidence(), o.firstLine()));
            } else if (o.statement() instanceof CallFailed f) {
                CallRules.of(f)
                        .filter(v -> v.role() == Role.CAUSE)
                        .ifPresent(v -> named.add(new Named(v.id(), v.confidence(), o.firstLine())));
            }
        }
        Optional<Named> before =
                named.stream().filter(n -> n.line() <= t.firstLine()).max(Comparator.comparingLong(Named::line));
        return before.or(() -> named.stream()
                        .filter(n -> !n.id().equals("cuda-failed-first"))
                        .min(Comparator.comparing(Named::confidence)))
                .map(Named::id);
    }

    private Cause direct(String id, List<Tally> of) {
        Comparator<Tally> best = Comparator.comparing(
                        (Tally t) -> says(t.statement()).joins())
                .thenComparing(t -> says(t.statement()).role())
                .thenComparing(t -> says(t.statement()).confidence());
        Says.Directly first = says(of.stream().min(best).orElseThrow().statement());
        if (id.equals("cuda-failed-first")) {
            return Cause.of(id, Role.CAUSE, Confidence.CERTAIN, Text.of("cause/cuda-first"), sorted(of));
        }
        return Cause.of(id, first.role(), first.confidence(), first.reason(), sorted(of));
    }

    private List<Hit> sorted(List<Tally> of) {
        return of.stream()
                .map(this::hit)
                .sorted(Comparator.comparingLong(Hit::firstLine))
                .toList();
    }

    private void calls(List<Cause> causes) {
        for (Tally t : evidence.tallies()) {
            if (t.statement() instanceof CallFailed f) {
                verdict(t, f)
                        .ifPresent(v ->
                                causes.add(Cause.of(v.id(), v.role(), v.confidence(), v.reason(), List.of(hit(t)))));
            }
        }
    }

    /** Ranks that look for a segment of a size that none has do not agree on how they share. */
    private Optional<CallRules.Verdict> verdict(Tally t, CallFailed f) {
        boolean disagree = f.id().equals("nccl-attach-error")
                && (f.errno() == Errno.ENOENT || f.errno() == Errno.EINVAL)
                && hasNoSegmentsSize(t);
        return disagree
                ? Optional.of(new CallRules.Verdict(
                        "shm-attach-disagreement", Role.CAUSE, Confidence.LIKELY, Text.of("cause/size-of-none")))
                : CallRules.of(f);
    }

    private List<Cause> endings() {
        Map<Optional<Signal>, List<Tally>> bySignal = new LinkedHashMap<>();
        for (Tally t : evidence.tallies()) {
            if (t.statement() instanceof ProcessEnded e) {
                bySignal.computeIfAbsent(e.signal(), s -> new ArrayList<>()).add(t);
            }
        }
        List<Cause> causes = new ArrayList<>();
        bySignal.forEach((signal, of) -> {
            List<ProcessEnded> endings =
                    of.stream().map(t -> (ProcessEnded) t.statement()).toList();
            causes.add(signal.map(s -> EndingRules.of(s, evidence, sorted(of), endings))
                    .orElseGet(() -> Cause.of(
                            "worker-gone",
                            Role.CONSEQUENCE,
                            Confidence.LIKELY,
                            Text.of("cause/ended-by-itself"),
                            sorted(of))));
        });
        return causes;
    }

    /** One cause for each explanation: the strongest, with everything that shows it. */
    private static List<Cause> merged(List<Cause> causes) {
        Map<String, Cause> merged = new LinkedHashMap<>();
        Comparator<Cause> strength = Comparator.comparing(Cause::role)
                .thenComparing(Cause::confidence)
                .thenComparing(Cause::firstLine);
        for (Cause c : causes) {
            merged.merge(c.id(), c, (a, b) -> strength.compare(a, b) <= 0 ? joined(a, b) : joined(b, a));
        }
        return List.copyOf(merged.values());
    }

    private static Cause joined(Cause stronger, Cause weaker) {
        Cause all = stronger.absorbing(weaker);
        for (Text clause : weaker.weighsFor()) {
            all = all.weighsFor().contains(clause) ? all : all.speaksFor(clause);
        }
        for (Text clause : weaker.weighsAgainst()) {
            all = all.weighsAgainst().contains(clause) ? all : all.speaksAgainst(clause);
        }
        return all;
    }
}
