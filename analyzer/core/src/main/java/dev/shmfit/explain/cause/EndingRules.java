package dev.shmfit.explain.cause;

import dev.shmfit.explain.catalog.Confidence;
import dev.shmfit.explain.catalog.Role;
import dev.shmfit.explain.listing.DiskFree;
import dev.shmfit.explain.listing.LimitLines;
import dev.shmfit.explain.read.TraceReader;
import dev.shmfit.explain.statement.Signal;
import dev.shmfit.explain.statement.Stack;
import dev.shmfit.explain.statement.Statement.ProcessEnded;
import dev.shmfit.units.ByteCount;
import dev.shmfit.units.RoundedSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the end of a process shows. A bus error by itself is possible to be about /dev/shm, no more: the innermost frames
 * decide where there are any, else what stands around it is weighed.
 */
final class EndingRules {
    private static final ByteCount CONTAINER_DEFAULT = ByteCount.mebibytes(64);
    private static final ByteCount PLENTY = ByteCount.gibibytes(1);
    private static final int HALF = 50;

    private final Evidence evidence;
    private final List<Hit> hits;
    private final List<ProcessEnded> endings;

    EndingRules(Evidence evidence, List<Hit> hits, List<ProcessEnded> endings) {
        this.evidence = evidence;
        this.hits = hits;
        this.endings = endings;
    }

    /** The causes that endings by one signal show. */
    static Cause of(Signal signal, Evidence evidence, List<Hit> hits, List<ProcessEnded> endings) {
        return switch (signal) {
            case BUS -> new EndingRules(evidence, hits, endings).busError();
            case KILL ->
                Cause.of(
                        "killed-for-memory",
                        Role.SYMPTOM,
                        loader(endings) ? Confidence.LIKELY : Confidence.POSSIBLE,
                        "somebody or something sent SIGKILL; where a memory limit is set, the kernel's killer is likely",
                        hits);
            case HUP, INT, QUIT, TERM, PIPE, ALRM, XCPU ->
                Cause.of(
                        "worker-gone",
                        Role.CONSEQUENCE,
                        Confidence.LIKELY,
                        "somebody ended the process with " + signal.spelled() + ", mostly because another had failed",
                        hits);
            case XFSZ ->
                Cause.of(
                        "segment-size-wrong",
                        Role.SYMPTOM,
                        Confidence.POSSIBLE,
                        "a file became larger than ulimit -f allows",
                        hits);
            case ILL, TRAP, ABRT, FPE, SEGV, SYS ->
                Cause.of(
                        "process-crashed",
                        Role.SYMPTOM,
                        Confidence.POSSIBLE,
                        signal.spelled() + " is not the signal of a full /dev/shm, which is SIGBUS",
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
        String seen = "the address of the fault in line " + page.at() + " lies in "
                + page.file().name() + ", opened in line " + page.line();
        if (page.file().inShm()) {
            return surroundings(Cause.of("shm-too-small", Role.SYMPTOM, Confidence.LIKELY, seen, hits));
        }
        return Cause.of(
                fullDisk().isPresent() ? "mapped-file-disk-full" : "mapped-file-fails",
                Role.CAUSE,
                Confidence.LIKELY,
                "the page belonged to a mapped file: " + seen,
                hits);
    }

    /** Stacks of other moments, such as the parent's traceback, say nothing about the page. */
    private boolean isNear(Stack stack) {
        boolean parents = stack.origin().equals("traceback");
        return !parents;
    }

    private Cause decided(PageOwner.Decision d) {
        String frame = d.stack().origin() + "'s stack in line "
                + d.stack().where().first() + " has " + d.frame().shown() + " innermost of those that tell";
        return switch (d.owner()) {
            case LIBRARY ->
                Cause.of(
                        "library-truncated",
                        Role.CAUSE,
                        Confidence.LIKELY,
                        "the process died in the dynamic loader: " + frame,
                        hits);
            case FILE ->
                Cause.of(
                        fullDisk().isPresent() ? "mapped-file-disk-full" : "mapped-file-fails",
                        Role.CAUSE,
                        Confidence.LIKELY,
                        "the page belonged to a mapped file: " + frame,
                        hits);
            case SHM ->
                plenty().map(seen -> Cause.of(
                                        "shm-too-small",
                                        Role.SYMPTOM,
                                        Confidence.POSSIBLE,
                                        "the page belonged to a segment in /dev/shm: " + frame,
                                        hits)
                                .speaksAgainst(seen))
                        .orElseGet(() -> surroundings(Cause.of(
                                "shm-too-small",
                                Role.SYMPTOM,
                                Confidence.LIKELY,
                                "the page belonged to a segment in /dev/shm: " + frame,
                                hits)));
            case GPU ->
                Cause.of(
                        "bus-error",
                        Role.SYMPTOM,
                        Confidence.POSSIBLE,
                        "the process died in the GPU's runtime, which says nothing about /dev/shm: " + frame,
                        hits);
        };
    }

    private Cause weighed() {
        Optional<String> full = fullDisk();
        Optional<String> room = plenty();
        List<String> shm = forShm();
        if (full.isPresent() && !shmFull()) {
            Cause cause = Cause.of(
                    "mapped-file-disk-full",
                    Role.CAUSE,
                    shm.isEmpty() ? Confidence.LIKELY : Confidence.POSSIBLE,
                    "a bus error, and another file system is full: " + full.get(),
                    hits);
            for (String clause : shm) {
                cause = cause.speaksAgainst(clause + ", which speaks for /dev/shm");
            }
            return room.map(cause::speaksFor).orElse(cause);
        }
        if (room.isPresent()) {
            return Cause.of(
                            "bus-error-not-shm",
                            Role.SYMPTOM,
                            Confidence.POSSIBLE,
                            room.get()
                                    + "; if that was so at the time of the failure and not only after it, room was not"
                                    + " the cause",
                            hits)
                    .speaksFor(room.get());
        }
        boolean told = !shm.isEmpty() || shmFull();
        if (!told) {
            return Cause.of(
                            "bus-error",
                            Role.SYMPTOM,
                            Confidence.POSSIBLE,
                            "a bus error alone does not say which file the page belonged to",
                            hits)
                    .speaksAgainst(
                            "nothing in the text shows shared memory, several processes or the size of /dev/shm");
        }
        return surroundings(Cause.of(
                "shm-too-small",
                Role.SYMPTOM,
                Confidence.LIKELY,
                loader(endings)
                        ? "a worker of the DataLoader wrote to a page that could not be had; a full /dev/shm is by far the"
                                + " most frequent reason, a mapped dataset on a failing disk the other"
                        : "a bus error: a mapped page could not be had, and in jobs of several processes a full /dev/shm is the"
                                + " usual reason",
                hits));
    }

    private Cause surroundings(Cause cause) {
        Cause all = cause;
        for (String clause : forShm()) {
            all = all.speaksFor(clause);
        }
        Optional<String> full = fullDisk();
        return full.isPresent() ? all.speaksAgainst(full.get()) : all;
    }

    /** What speaks for /dev/shm beside the signal. */
    private List<String> forShm() {
        List<String> clauses = new ArrayList<>();
        endings.stream()
                .filter(ProcessEnded::several)
                .findFirst()
                .ifPresent(e -> clauses.add(
                        "line " + e.where().first() + ": " + e.launcher() + " runs several processes on a node"));
        if (clauses.isEmpty() && evidence.severalAt() > 0) {
            clauses.add("line " + evidence.severalAt() + ": several processes (" + evidence.severalWord() + ")");
        }
        if (!evidence.df().isEmpty() && evidence.df().last().size().equals(CONTAINER_DEFAULT)) {
            clauses.add("line " + evidence.df().last().line() + ": /dev/shm has the container's default of 64 MiB");
        }
        for (String what : List.of("shm-size", "mount-size")) {
            Optional<LimitLines.Limit> limit = evidence.limits().last(what);
            if (limit.isPresent()
                    && limit.get().value().isPresent()
                    && limit.get().value().getAsLong() == CONTAINER_DEFAULT.bytes()) {
                clauses.add("line " + limit.get().line() + ": /dev/shm has the container's default of 64 MiB");
            }
        }
        evidence.leaked()
                .ifPresent(line -> clauses.add(
                        "line " + line + ": Python's multiprocessing.shared_memory was in use when it died"));
        return clauses;
    }

    private boolean shmFull() {
        DiskFree df = evidence.df();
        return !df.isEmpty() && df.last().percent() >= 90;
    }

    private Optional<String> fullDisk() {
        return evidence.df().full().stream()
                .findFirst()
                .map(m -> "df in line " + m.line() + " shows " + m.percent() + " % of " + m.mount() + " in use");
    }

    private Optional<String> plenty() {
        DiskFree df = evidence.df();
        if (df.isEmpty() || df.last().free().compareTo(PLENTY) < 0 || df.last().percent() >= HALF) {
            return Optional.empty();
        }
        DiskFree.Sample s = df.last();
        return Optional.of("df in line " + s.line() + " shows " + RoundedSize.down(s.free()) + " free of "
                + RoundedSize.down(s.size()) + " in /dev/shm");
    }
}
