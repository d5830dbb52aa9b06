package dev.shmfit.explain.cause;

import dev.shmfit.explain.listing.DiskFree;
import dev.shmfit.explain.listing.LimitLines;
import dev.shmfit.explain.listing.Tables;
import dev.shmfit.explain.read.TraceReader;
import dev.shmfit.explain.scan.Repeats;
import dev.shmfit.explain.statement.Errno;
import dev.shmfit.explain.statement.Stack;
import dev.shmfit.explain.statement.Statement;
import dev.shmfit.explain.statement.Target;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Everything that a text said, counted; what is kept has a bound. */
public final class TextEvidence implements Repeats {
    private static final int MOST_STATEMENTS = 400;
    private static final int MOST_ALIKE = 40;
    private static final int MOST_OFFERED = 5_000;
    private static final int MOST_STACKS = 32;
    private static final int MOST_MARKS = 256;
    private static final int MOST_TRACED = 100_000;
    private static final int MOST_KNOWN = 4_000;
    private static final int NEAR = 12;
    private static final int BESIDE = 3;
    private static final Pattern PLACE = Pattern.compile("/(?:dev|run)/shm/[A-Za-z0-9._]");
    private static final int SHOWN = 60;

    private final Map<String, Tally> tallies = new LinkedHashMap<>();
    private final List<Statement.CallFailed> general = new ArrayList<>();
    private final Map<String, Integer> alike = new HashMap<>();
    private final List<Stack> stacks = new ArrayList<>();
    private final List<Long> sharedMemoryCode = new ArrayList<>();
    private final List<Long> systemVCode = new ArrayList<>();
    private final List<Long> places = new ArrayList<>();
    private final Set<Long> tracebacks = new HashSet<>();
    private final Set<Long> questions = new HashSet<>();
    private final Set<Long> mentions = new HashSet<>();
    private final List<Statement.Where> told = new ArrayList<>();
    private final Set<Long> traced = new HashSet<>();
    private Optional<TraceReader.Page> page = Optional.empty();
    private final Tables tables;
    private final List<Statement.ProcessEnded> endings = new ArrayList<>();
    private final Set<Long> nothing = new HashSet<>();
    private final Map<Integer, Map<String, Tally>> known = new HashMap<>();
    private Optional<Tally> last = Optional.empty();
    private int knownTexts;
    private int offered;
    private int endingsOffered;
    private long severalAt;
    private String severalWord = "";

    public TextEvidence(Tables tables) {
        this.tables = tables;
    }

    /** A line of a trace of system calls: what its strings say is no message of the text. */
    public void traced(long line) {
        if (traced.size() < MOST_TRACED) {
            traced.add(line);
        }
    }

    /** A bus error, and the file that was mapped where it happened. */
    public void page(TraceReader.Page of) {
        page = Optional.of(of);
    }

    /** The file of the page that could not be had, where a trace shows it. */
    Optional<TraceReader.Page> page() {
        return page;
    }

    /** Takes what a known form of words says. */
    public void add(Statement s) {
        if (!traced.isEmpty() && traced.contains(s.where().first()) && !s.id().startsWith("ended-strace")) {
            return;
        }
        if (!mentions.isEmpty() && mentions.contains(s.where().first()) && !(s instanceof Statement.Told)) {
            return;
        }
        if (told.size() < MOST_STATEMENTS) {
            told.add(s.where());
        }
        count(s);
    }

    /** Only where so much was told that the lines are not kept any more, and where the line is one that reports. */
    @Override
    public boolean again(int wording, String deciding, String size, long line) {
        last = Optional.empty();
        if (told.size() < MOST_STATEMENTS || traced.contains(line) || mentions.contains(line)) {
            return false;
        }
        Tally tally = known.getOrDefault(wording, Map.of()).get(deciding);
        if (tally == null) {
            return false;
        }
        tally.add(line, size);
        return true;
    }

    @Override
    public void learn(int wording, String deciding) {
        if (last.isPresent() && knownTexts < MOST_KNOWN) {
            Tally same = known.computeIfAbsent(wording, w -> new HashMap<>()).put(deciding, last.get());
            knownTexts += same == null ? 1 : 0;
        }
    }

    /** Whether more of what lines say by themselves is kept. */
    public boolean wantsGeneral() {
        return general.size() < MOST_STATEMENTS && offered < MOST_OFFERED;
    }

    /**
     * Takes what a line says by itself; it gives way to a known form in the same line. Of those that say the same only some
     * are kept: a thousand files that were looked for and not found do not hide the one write that failed.
     */
    public void addGeneral(Statement s) {
        offered++;
        if (s instanceof Statement.CallFailed f
                && general.size() < MOST_STATEMENTS
                && alike.merge(f.key(), 1, Integer::sum) <= MOST_ALIKE) {
            general.add(f);
        }
    }

    /** Whether more ends of processes that no form fits are kept. */
    public boolean wantsEndings() {
        return endingsOffered < MOST_OFFERED && endings.size() < MOST_STATEMENTS;
    }

    /** Takes the end of a process that no form fits; it gives way to a known form in the same line. */
    public void addEnding(Optional<Statement.ProcessEnded> of) {
        endingsOffered++;
        of.ifPresent(endings::add);
    }

    /** Lines whose words of an end mean nothing there. */
    public void meansNothing(long line) {
        if (nothing.size() < MOST_STATEMENTS) {
            nothing.add(line);
        }
    }

    public void add(Stack stack) {
        if (stacks.size() < MOST_STACKS) {
            stacks.add(stack);
        }
    }

    /** A line of Python's that works on shared memory. */
    public void sharedMemoryCode(long line) {
        if (sharedMemoryCode.size() < MOST_MARKS) {
            sharedMemoryCode.add(line);
        }
    }

    /** A line of prose that names a file in /dev/shm, and no row of a listing. */
    public void place(long line, String text) {
        if (places.size() < MOST_MARKS && PLACE.matcher(text).find()) {
            places.add(line);
        }
    }

    /** The line with which a traceback of Python begins. */
    public void traceback(long line) {
        if (tracebacks.size() < MOST_MARKS) {
            tracebacks.add(line);
        }
    }

    /** A line that names a call of System V's. */
    public void systemVCode(long line) {
        if (systemVCode.size() < MOST_MARKS) {
            systemVCode.add(line);
        }
    }

    /** A line that mentions an error or an end of a process, and so reports none. */
    public void mention(long line) {
        if (mentions.size() < MOST_STATEMENTS) {
            mentions.add(line);
            questions.add(line);
        }
    }

    /** Whether more lines that report nothing are kept. */
    public boolean wantsQuestions() {
        return mentions.size() < MOST_STATEMENTS;
    }

    /** A line that asks, and so reports nothing. */
    public void question(long line) {
        if (questions.size() < MOST_STATEMENTS) {
            questions.add(line);
        }
    }

    /** Whether a line that shows several processes would be the first. */
    public boolean wantsSeveral() {
        return severalAt == 0;
    }

    /** A line that shows that several processes run on the node. */
    public void several(long line, String text) {
        if (severalAt == 0) {
            severalAt = line;
            severalWord = text.strip();
        }
    }

    private void count(Statement s) {
        Tally tally = tallies.get(s.key());
        if (tally == null && tallies.size() < MOST_STATEMENTS) {
            tally = new Tally(s);
            tallies.put(s.key(), tally);
        }
        if (tally != null) {
            tally.add(s);
        }
        last = Optional.ofNullable(tally);
    }

    /** Nothing more comes: what lines say by themselves is counted where no known form told it. */
    void close() {
        tallies.values()
                .removeIf(t -> t.statement() instanceof Statement.ProcessEnded && questions.contains(t.firstLine()));
        for (Statement.CallFailed f : general) {
            long line = f.where().first();
            boolean known =
                    questions.contains(line) || told.stream().anyMatch(w -> w.first() <= line && line <= w.last());
            if (!known || attachesWhatIsWritten(f) || namesWhatFailed(f)) {
                count(resolved(f));
            }
        }
        general.clear();
        for (Statement.ProcessEnded e : endings) {
            long line = e.where().first();
            boolean silent = questions.contains(line) || nothing.contains(line) || traced.contains(line);
            if (!silent
                    && told.size() < MOST_STATEMENTS
                    && told.stream().noneMatch(w -> w.first() <= line && line <= w.last())) {
                count(e);
            }
        }
        endings.clear();
        List<Tally> again = new ArrayList<>(tallies.values());
        tallies.clear();
        for (Tally t : again) {
            Statement s = t.statement();
            Statement now = s instanceof Statement.CallFailed f ? resolved(f) : s;
            tallies.merge(now.key() + (now.equals(s) ? "" : " resolved"), now.equals(s) ? t : t.as(now), (a, b) -> a);
        }
    }

    /** "/dev/shm/x: No such file" says nothing of the call; a line that speaks of attaching does, and takes its place. */
    private boolean attachesWhatIsWritten(Statement.CallFailed f) {
        return f.call().equals("attach")
                && tallies.values()
                        .removeIf(t -> t.statement().id().equals("shm-write")
                                && t.count() == 1
                                && t.firstLine() == f.where().first());
    }

    /** A known form that has only the error gives way to the object that the line names. */
    private boolean namesWhatFailed(Statement.CallFailed f) {
        return !f.target().name().isEmpty()
                && tallies.values()
                        .removeIf(t -> t.statement() instanceof Statement.CallFailed k
                                && k.target().kind() == Target.Kind.UNNAMED
                                && k.errno() == f.errno()
                                && t.count() == 1
                                && t.firstLine() == f.where().first());
    }

    /** A name with one slash is a segment's where Python's shared memory is at work just above. */
    private Statement.CallFailed resolved(Statement.CallFailed f) {
        String name = f.target().name();
        long line = f.where().last();
        boolean above = tracebacks.contains(line + 1);
        boolean near = sharedMemoryCode.stream()
                .anyMatch(l -> (l <= line && l >= line - NEAR) || (above && l > line && l <= line + 2 * NEAR));
        boolean systemV = systemVCode.stream().anyMatch(l -> Math.abs(l - line) <= BESIDE);
        if (systemV && (f.target().kind() == Target.Kind.SOME_SHM || f.target().kind() == Target.Kind.UNNAMED)) {
            return f.on(new Target(Target.Kind.SYSTEM_V, ""));
        }
        if (near && f.target().kind() == Target.Kind.FILE && Target.mayBeSegment(name)) {
            return f.on(new Target(Target.Kind.SHM, name));
        }
        boolean beside = f.errno() == Errno.ENOSPC
                && places.stream().anyMatch(l -> l == line || (Math.abs(l - line) == 1 && !hasStatement(l)));
        if ((near || beside) && f.target().kind() == Target.Kind.UNNAMED) {
            return f.on(new Target(Target.Kind.SOME_SHM, ""));
        }
        return f;
    }

    /** Whether a line has a statement of its own, which then is what its file is named for. */
    private boolean hasStatement(long line) {
        return told.stream().anyMatch(w -> w.first() <= line && line <= w.last());
    }

    List<Tally> tallies() {
        return List.copyOf(tallies.values());
    }

    /** Where Python says that the process left shared memory behind. */
    Optional<Long> leaked() {
        return tallies.values().stream()
                .filter(t -> t.statement().id().equals("python-leaked-memory"))
                .map(Tally::firstLine)
                .findFirst();
    }

    List<Stack> stacks() {
        return List.copyOf(stacks);
    }

    Tables tables() {
        return tables;
    }

    DiskFree df() {
        return tables.df();
    }

    LimitLines limits() {
        return tables.limits();
    }

    /** The first line that shows several processes; 0 where none does. */
    long severalAt() {
        return severalAt;
    }

    /** The line, shortened. */
    String severalWord() {
        return severalWord.length() > SHOWN ? severalWord.substring(0, SHOWN) + "…" : severalWord;
    }
}
