package dev.shmfit.explain.cause;

import dev.shmfit.explain.catalog.Confidence;
import dev.shmfit.explain.catalog.Role;
import dev.shmfit.explain.listing.DiskFree;
import dev.shmfit.explain.listing.LimitLines;
import dev.shmfit.explain.read.TraceReader;
import dev.shmfit.explain.statement.Signal;
import dev.shmfit.explain.statement.Stack;
import dev.shmfit.explain.statement.Statement.ProcessEnded;
import dev.shmfit.facts.ShmFacts;
import dev.shmfit.text.Text;
import dev.shmfit.units.ByteCount;
import dev.shmfit.units.RoundedSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the end of a process shows. A bus error by itself is possible to be about /dev/shm, no more: the innermost frames
 * decide where there are any, else what stands around it is weighed.
 */
final class EndingRules {
    private static final ByteCount PLENTY = ByteCount.gibibytes(1);
    private static final int HALF = 50;

    /** Handlers of signals that a process prints from once. */
    private static final Set<String> ONCE = Set.of("ended-ucx", "ended-faulthandler", "ended-chromium");

    private final TextEvidence evidence;
    private final List<Hit> hits;
    private final List<ProcessEnded> endings;

    EndingRules(TextEvidence evidence, List<Hit> hits, List<ProcessEnded> endings) {
        this.evidence = evidence;
        this.hits = hits;
        this.endings = endings;
    }

    /** The causes that endings by one signal show. */
    static Cause of(Signal signal, TextEvidence evidence, List<Hit> hits, List<ProcessEnded> endings) {
        return switch (signal) {
            case BUS -> new EndingRules(evidence, hits, endings).busError();
            case KILL ->
                Cause.of(
                        "killed-for-memory",
                        Role.SYMPTOM,
                        loader(endings) ? Confidence.LIKELY : Confidence.POSSIBLE,
                        Text.of("cause/killed"),
                        hits);
            case HUP, INT, QUIT, TERM, PIPE, ALRM, XCPU ->
                Cause.of(
                        "worker-gone",
                        Role.CONSEQUENCE,
                        Confidence.LIKELY,
                        Text.of("cause/ended-by", "signal", signal.spelled()),
                        hits);
            case XFSZ ->
                Cause.of("segment-size-wrong", Role.SYMPTOM, Confidence.POSSIBLE, Text.of("cause/file-limit"), hits);
            case ILL, TRAP, ABRT, FPE, SEGV, SYS ->
                Cause.of(
                        "process-crashed",
                        Role.SYMPTOM,
                        Confidence.POSSIBLE,
                        Text.of("cause/another-signal", "signal", signal.spelled()),
                        hits);
        };
    }

    private static boolean loader(List<ProcessEnded> endings) {
        return endings.stream().anyMatch(e -> e.id().equals("ended-torch-loader"));
    }

    private Cause busError() {
        if (evidence.page().isPresent()) {
            return traced(evidence.page().get());
        }
        Optional<PageOwner.Decision> decision = evidence.stacks().stream()
                .map(PageOwner::of)
                .flatMap(Optional::stream)
                .filter(d -> isNear(d.stack()))
                .findFirst();
        Cause cause = decision.map(this::decided).orElseGet(this::weighed);
        return cause;
    }

    /** The trace shows which file was mapped at the address of the fault. */
    private Cause traced(TraceReader.Page page) {
        Text seen =
                Text.of("cause/fault-in", "at", page.at(), "file", page.file().name(), "line", page.line());
        if (page.file().inShm()) {
            return surroundings(Cause.of("shm-too-small", Role.SYMPTOM, Confidence.LIKELY, seen, hits));
        }
        return Cause.of(
                fullDisk().isPresent() ? "mapped-file-disk-full" : "mapped-file-fails",
                Role.CAUSE,
                Confidence.LIKELY,
                Text.of("cause/page-of-file", "seen", seen),
                hits);
    }

    /** Stacks of other moments, such as the parent's traceback, say nothing about the page. */
    private boolean isNear(Stack stack) {
        boolean parents = stack.origin().equals("traceback");
        return !parents;
    }

    private Cause decided(PageOwner.Decision d) {
        Text frame = Text.of(
                "cause/frame",
                "origin",
                d.stack().origin(),
                "line",
                d.stack().where().first(),
                "frame",
                d.frame().shown());
        return switch (d.owner()) {
            case LIBRARY ->
                Cause.of(
                        "library-truncated",
                        Role.CAUSE,
                        Confidence.LIKELY,
                        Text.of("cause/in-loader", "seen", frame),
                        hits);
            case FILE ->
                Cause.of(
                        fullDisk().isPresent() ? "mapped-file-disk-full" : "mapped-file-fails",
                        Role.CAUSE,
                        Confidence.LIKELY,
                        Text.of("cause/page-of-file", "seen", frame),
                        hits);
            case SHM ->
                plenty().map(seen -> Cause.of(
                                        "shm-too-small",
                                        Role.SYMPTOM,
                                        Confidence.POSSIBLE,
                                        Text.of("cause/page-of-shm", "seen", frame),
                                        hits)
                                .speaksAgainst(seen))
                        .orElseGet(() -> surroundings(Cause.of(
                                "shm-too-small",
                                Role.SYMPTOM,
                                Confidence.LIKELY,
                                Text.of("cause/page-of-shm", "seen", frame),
                                hits)));
            case GPU ->
                Cause.of(
                        "bus-error",
                        Role.SYMPTOM,
                        Confidence.POSSIBLE,
                        Text.of("cause/in-gpu-runtime", "seen", frame),
                        hits);
        };
    }

    private Cause weighed() {
        Optional<Text> full = fullDisk();
        Optional<Text> room = plenty();
        List<Text> shm = forShm();
        if (full.isPresent() && !shmFull()) {
            Cause cause = Cause.of(
                    "mapped-file-disk-full",
                    Role.CAUSE,
                    shm.isEmpty() ? Confidence.LIKELY : Confidence.POSSIBLE,
                    Text.of("cause/other-disk-full", "seen", full.get()),
                    hits);
            for (Text clause : shm) {
                cause = cause.speaksAgainst(Text.of("cause/speaks-for-shm", "clause", clause));
            }
            return room.map(cause::speaksFor).orElse(cause);
        }
        if (room.isPresent()) {
            return Cause.of(
                            "bus-error-not-shm",
                            Role.SYMPTOM,
                            Confidence.POSSIBLE,
                            Text.of("cause/room-was-there", "seen", room.get()),
                            hits)
                    .speaksFor(room.get());
        }
        boolean told = !shm.isEmpty() || shmFull();
        if (!told) {
            return Cause.of("bus-error", Role.SYMPTOM, Confidence.POSSIBLE, Text.of("cause/bus-alone"), hits)
                    .speaksAgainst(Text.of("cause/nothing-shows-shm"));
        }
        return surroundings(Cause.of(
                "shm-too-small",
                Role.SYMPTOM,
                Confidence.LIKELY,
                loader(endings) ? Text.of("cause/loader-page") : Text.of("cause/several-page"),
                hits));
    }

    private Cause surroundings(Cause cause) {
        Cause all = cause;
        for (Text clause : forShm()) {
            all = all.speaksFor(clause);
        }
        Optional<Text> full = fullDisk();
        return full.isPresent() ? all.speaksAgainst(full.get()) : all;
    }

    /** What speaks for /dev/shm beside the signal. */
    private List<Text> forShm() {
        List<Text> clauses = new ArrayList<>();
        endings.stream()
                .filter(ProcessEnded::several)
                .findFirst()
                .ifPresent(e -> clauses.add(
                        Text.of("cause/launcher-runs-several", "line", e.where().first(), "launcher", e.launcher())));
        if (clauses.isEmpty()) {
            hits.stream()
                    .filter(h -> ONCE.contains(h.id()) && h.count() > 1)
                    .findFirst()
                    .ifPresent(h ->
                            clauses.add(Text.of("cause/several-ended", "line", h.firstLine(), "count", h.count())));
        }
        if (clauses.isEmpty() && evidence.severalAt() > 0) {
            clauses.add(
                    Text.of("cause/several-processes", "line", evidence.severalAt(), "word", evidence.severalWord()));
        }
        if (!evidence.df().isEmpty() && evidence.df().last().size().equals(ShmFacts.CONTAINER_DEFAULT)) {
            clauses.add(
                    Text.of("cause/default-size", "line", evidence.df().last().line()));
        }
        for (String what : List.of("shm-size", "mount-size")) {
            Optional<LimitLines.Limit> limit = evidence.limits().last(what);
            if (limit.isPresent()
                    && limit.get().value().isPresent()
                    && limit.get().value().getAsLong() == ShmFacts.CONTAINER_DEFAULT.bytes()) {
                clauses.add(Text.of("cause/default-size", "line", limit.get().line()));
            }
        }
        evidence.leaked().ifPresent(line -> clauses.add(Text.of("cause/leaked-memory", "line", line)));
        return clauses;
    }

    private boolean shmFull() {
        DiskFree df = evidence.df();
        return !df.isEmpty() && df.last().percent() >= 90;
    }

    private Optional<Text> fullDisk() {
        return evidence.df().full().stream()
                .findFirst()
                .map(m -> Text.of("cause/df-used", "line", m.line(), "percent", m.percent(), "what", m.mount()));
    }

    private Optional<Text> plenty() {
        DiskFree df = evidence.df();
        if (df.isEmpty() || df.last().free().compareTo(PLENTY) < 0 || df.last().percent() >= HALF) {
            return Optional.empty();
        }
        DiskFree.Sample s = df.last();
        return Optional.of(Text.of(
                "cause/df-free",
                "line",
                s.line(),
                "free",
                RoundedSize.down(s.free()),
                "size",
                RoundedSize.down(s.size())));
    }
}
