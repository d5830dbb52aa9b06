package dev.shmfit.explain.cause;

import dev.shmfit.explain.size.CodeLine;
import dev.shmfit.explain.size.SizeDecoder;
import dev.shmfit.explain.size.SizeMeaning;
import dev.shmfit.explain.statement.Statement;
import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.text.Text;
import dev.shmfit.units.ByteCount;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts equal statements; what it keeps has a bound. */
final class Tally {
    private static final int LINES = 5;
    private static final int SIZES = 8;
    private static final int LONGEST_DIGITS = 15;
    /** A warning names what was asked for, the next the file with NCCL's reference count behind it. */
    private static final long REFERENCE_COUNT = 4;

    private final Statement statement;
    private final List<Long> lines = new ArrayList<>();
    private final Map<Long, Long> sizes = new LinkedHashMap<>();
    private Map<String, String> values = Map.of();
    private long count;
    private long lastLine;

    Tally(Statement first) {
        this.statement = first;
    }

    /** The same, read as another statement. */
    Tally as(Statement other) {
        Tally tally = new Tally(other);
        tally.lines.addAll(lines);
        tally.sizes.putAll(sizes);
        tally.values = values;
        tally.count = count;
        tally.lastLine = lastLine;
        return tally;
    }

    /** The first of them. */
    Statement statement() {
        return statement;
    }

    long firstLine() {
        return statement.where().first();
    }

    long count() {
        return count;
    }

    void add(Statement s) {
        if (values.isEmpty()) {
            values = s.values();
        }
        add(s.where().first(), s.values().getOrDefault("size", ""));
    }

    /** Several wordings of one line count once. */
    void add(long line, String size) {
        if (line > lastLine) {
            count++;
            lastLine = line;
            if (lines.size() < LINES) {
                lines.add(line);
            }
        }
        if (!size.isEmpty() && size.length() <= LONGEST_DIGITS) {
            long bytes = Long.parseLong(size, 10);
            if (sizes.containsKey(bytes) || sizes.size() < SIZES) {
                sizes.merge(bytes, 1L, Long::sum);
            }
        }
    }

    /** The hit, its sizes read in the light of the versions that the text names, or that its places in the source have. */
    Hit hit(List<NcclVersion> versions, List<CodeLine> places) {
        List<Hit.Size> read = new ArrayList<>();
        sizes.forEach((bytes, n) -> {
            List<SizeMeaning> meanings =
                    statement.program().equals("nccl") ? meanings(bytes, versions, places) : List.of();
            boolean told = !meanings.isEmpty()
                    && meanings.stream().allMatch(SizeMeaning::request)
                    && sizes.containsKey(bytes + REFERENCE_COUNT);
            if (!told) {
                read.add(new Hit.Size(ByteCount.of(bytes), n, meanings));
            }
        });
        return new Hit(statement.id(), sentence(statement), count, lines, values, read);
    }

    private static Text sentence(Statement statement) {
        if (statement instanceof Statement.CallFailed f) {
            return sentence(f);
        }
        if (statement instanceof Statement.ProcessEnded e) {
            return e.signal()
                    .map(s -> Text.of(
                            "cause/ended-by-signal",
                            "number",
                            s.number(),
                            "name",
                            s.spelled(),
                            "text",
                            s.text(),
                            "launcher",
                            e.launcher()))
                    .orElseGet(
                            () -> Text.of("cause/ended-with-status", "status", e.status(), "launcher", e.launcher()));
        }
        return Text.EMPTY;
    }

    private static Text sentence(Statement.CallFailed f) {
        Text call = f.call().isEmpty() ? Text.of("cause/a-call") : Text.verbatim(f.call());
        String error = f.errno().text();
        Text target = target(f);
        String opened = f.values().getOrDefault("opened", "");
        if (target.isEmpty()) {
            return Text.of("cause/call-failed", "call", call, "error", error);
        }
        boolean named = target.equals(Text.verbatim(f.target().name()));
        return opened.isEmpty() || !named
                ? Text.of("cause/call-failed-on", "call", call, "error", error, "target", target)
                : Text.of(
                        "cause/call-failed-on-opened", "call", call, "error", error, "target", target, "line", opened);
    }

    private static Text target(Statement.CallFailed f) {
        return switch (f.target().kind()) {
            case SHM, SEMAPHORE, FILE -> Text.verbatim(f.target().name());
            case SHM_DIRECTORY -> Text.verbatim("/dev/shm");
            case SOME_SHM -> Text.of("cause/on-shared-memory");
            case SYSTEM_V -> Text.of("cause/on-system-v");
            case THREAD -> Text.of("cause/on-thread");
            case UNNAMED -> Text.EMPTY;
        };
    }

    /** Of all meanings those that agree with the versions named; where none does, all. */
    private static List<SizeMeaning> meanings(long bytes, List<NcclVersion> versions, List<CodeLine> places) {
        List<SizeMeaning> all = SizeDecoder.decode(bytes);
        List<SizeMeaning> fitting = all.stream()
                .filter(m -> versions.isEmpty() || versions.stream().anyMatch(m::holds))
                .toList();
        if (versions.isEmpty() && !places.isEmpty()) {
            fitting = all.stream()
                    .flatMap(m -> places.stream()
                            .flatMap(p -> m.within(p.versions()).stream())
                            .limit(1))
                    .toList();
        }
        return fitting.isEmpty() ? all : fitting;
    }
}
