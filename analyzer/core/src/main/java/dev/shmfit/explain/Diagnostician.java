package dev.shmfit.explain;

import dev.shmfit.explain.catalog.Role;
import dev.shmfit.explain.catalog.Says;
import dev.shmfit.explain.catalog.Signatures;
import dev.shmfit.explain.cause.Cause;
import dev.shmfit.explain.cause.CauseFinder;
import dev.shmfit.explain.cause.TextEvidence;
import dev.shmfit.explain.listing.Tables;
import dev.shmfit.explain.read.DumpReader;
import dev.shmfit.explain.read.EndingReader;
import dev.shmfit.explain.read.ErrnoReader;
import dev.shmfit.explain.read.FirstFailure;
import dev.shmfit.explain.read.FormReader;
import dev.shmfit.explain.read.Mentions;
import dev.shmfit.explain.read.Processes;
import dev.shmfit.explain.read.StackReader;
import dev.shmfit.explain.read.StatusTable;
import dev.shmfit.explain.read.TraceReader;
import dev.shmfit.explain.scan.LineText;
import dev.shmfit.explain.scan.LogScanner;
import dev.shmfit.explain.scan.Match;
import dev.shmfit.explain.scan.Translations;
import dev.shmfit.explain.scan.Wordings;
import dev.shmfit.explain.size.CodeLine;
import dev.shmfit.explain.statement.Errno;
import dev.shmfit.nccl.KnownVersions;
import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.text.Text;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Reads a text line by line and says what it shows. Keeps a bounded amount of it, however long it is. */
public final class Diagnostician {
    private static final Pattern VERSION = Pattern.compile("NCCL version (\\d{1,2}\\.\\d{1,3}\\.\\d{1,3})");
    private static final int MOST_VERSIONS = 4;
    private static final int MOST_PLACES = 64;

    /** Words of the lines that readers want, in groups, as the scanner knows words. */
    private static final List<List<String>> WORDS = List.of(
            List.of("ncclinfo", "ncclwarn", "ncclversion", "nccltrace", "ncclabort", "ncclerror"),
            Tables.WORDS,
            errors(),
            FirstFailure.WORDS,
            List.of(
                    "shared_memory.py",
                    "_posixshmem",
                    "sharedmemory(",
                    "_multiprocessing.semlock(",
                    "semlock.__init__(",
                    "sharedmemory.__",
                    "_memmapping_reducer.py",
                    "asystemcallfailedduringsharedmemory",
                    "asystemcallfailedduringvader",
                    "asystemcallfailedduringsmbtl"),
            List.of(
                    "torchrun",
                    "mpirun",
                    "mpiexec",
                    "local_rank",
                    "localrank",
                    "nproc_per_node",
                    "nproc-per-node",
                    "tensor-parallel",
                    "tensor_parallel",
                    "srun",
                    "dataloaderworker",
                    "num_workers"),
            List.of(
                    "=-1e",
                    "openat(at_fdcwd",
                    "open(\"/",
                    "close(",
                    "memfd_create(",
                    "mmap(null,",
                    "mmap(0x",
                    "---sigbus{",
                    "write(1<",
                    "write(2<",
                    "write(1,",
                    "write(2,",
                    "<unfinished...>",
                    "resumed>"),
            List.of("shmget", "shmat(", "semget"),
            DumpReader.WORDS,
            StatusTable.WORDS,
            List.of("traceback(mostrecent"),
            Tables.PLACE,
            Translations.plain(),
            Mentions.WORDS,
            EndingReader.WORDS);

    private static final Wordings CATALOGUE = new Wordings(Signatures.all(), WORDS);

    private static final List<String> ASKING =
            List.of("What ", "Why ", "How ", "When ", "Where ", "Does ", "Do ", "Is ", "Can ", "Could ");
    private static final int LONGEST_QUESTION = 200;
    private static final int LISTING = 1 << 1;
    private static final int ERRNO = 1 << 2;
    private static final int FAILURE = 1 << 3;
    private static final int SHARED_MEMORY = 1 << 4;
    private static final int SEVERAL = 1 << 5;
    private static final int TRACE = 1 << 6;
    private static final int SYSTEM_V = 1 << 7;
    private static final int DUMP = 1 << 8;
    private static final int STATUS = 1 << 9;
    private static final int TRACEBACK = 1 << 10;
    private static final int PLACE = 1 << 11;
    private static final int FOREIGN = 1 << 12;
    private static final int ENDED = 1 << 13;
    private static final int STATUS_WORD = 1 << 14;
    private static final int NCCL = 1;
    private static final byte[] MARK = "NCCL ".getBytes(StandardCharsets.US_ASCII);

    private final LineText line = new LineText();
    private final Tables tables = new Tables();
    private final Map<NcclVersion, Long> versions = new LinkedHashMap<>();
    private final TextEvidence evidence = new TextEvidence(tables);
    private final LogScanner scanner = new LogScanner(CATALOGUE, this::add, evidence);
    private final StackReader stacks = new StackReader(evidence::add);
    private final TraceReader trace = new TraceReader();
    private final DumpReader dumps = new DumpReader();
    private final StatusTable statuses = new StatusTable();
    private final Mentions prose = new Mentions();
    private final Processes processes = new Processes();
    private final FirstFailure failure = new FirstFailure();
    private final Map<String, CodeLine> places = new LinkedHashMap<>();
    private final Set<String> seenPlaces = new HashSet<>();
    private long lines;
    private long ncclLines;

    /** Looks at the next line. */
    public void line(String raw) {
        byte[] bytes = raw.getBytes(StandardCharsets.UTF_8);
        line(bytes, 0, bytes.length);
    }

    /** Looks at the next line, which lies in {@code bytes} in UTF-8, without its end. */
    public void line(byte[] bytes, int from, int to) {
        lines++;
        part(bytes, from, to);
    }

    /** Looks at the rest of a line that was too long to be given at once. */
    public void part(byte[] bytes, int from, int to) {
        line.read(bytes, from, to);
        int words = scanner.line(line.bytes(), line.from(), line.to(), lines);
        if ((words & FOREIGN) != 0) {
            byte[] english = Translations.english(text(line)).getBytes(StandardCharsets.UTF_8);
            line.read(english, 0, english.length);
            words |= scanner.line(line.bytes(), line.from(), line.to(), lines);
        }
        boolean mark = line.to() > line.from() && line.bytes()[line.to() - 1] == '?';
        boolean question = mark && (line.to() - line.from() < 2 || line.bytes()[line.to() - 2] != '$');
        boolean mayMention =
                ((words & (ENDED | STATUS_WORD)) != 0 && prose.mayQuote(line.bytes(), line.from(), line.to(), lines))
                        || ((words & ERRNO) != 0 && prose.mayBe(line.bytes(), line.from(), line.to(), lines));
        if (question || asks(line)) {
            evidence.question(lines);
        } else if (mayMention && evidence.wantsQuestions() && prose.mentions(text(line), lines)) {
            evidence.mention(lines);
        } else if (line.to() > line.from() && line.bytes()[line.to() - 1] == ':') {
            prose.above(text(line), lines);
        }
        if ((words & NCCL) != 0) {
            nccl(line);
        }
        boolean table = tables.waits() || dumps.waits() || statuses.waits();
        boolean row = (words & LISTING) != 0 || (words & (PLACE | ERRNO | FAILURE)) == PLACE;
        boolean listed = row || table || tables.mayHold(line.bytes(), line.from(), line.to());
        boolean frame = stacks.waits() || StackReader.mayHold(line.bytes(), line.from(), line.to());
        boolean failing = (words & FAILURE) != 0 && !failure.found();
        int told = NCCL
                | FAILURE
                | SEVERAL
                | PLACE
                | FOREIGN
                | ENDED
                | STATUS_WORD
                | (evidence.wantsGeneral() ? 0 : ERRNO);
        if ((words & PLACE) != 0 && !table && !tables.mayHold(line.bytes(), line.from(), line.to())) {
            evidence.place(lines, text(line));
        }
        if (listed || frame || failing || (words & ~told) != 0) {
            read(text(line), words, listed, frame);
        }
        if (mayEnd(line, words)) {
            evidence.addEnding(EndingReader.read(text(line), lines));
        }
        if ((words & SEVERAL) != 0 && evidence.wantsSeveral()) {
            evidence.several(lines, text(line));
        }
    }

    /** Whether a line may tell of the end of a process: by a word, or as a shell's line of a job does. */
    private boolean mayEnd(LineText line, int words) {
        boolean job = (words & ENDED) != 0 && line.to() > line.from() && line.bytes()[line.from()] == '[';
        return ((words & STATUS_WORD) != 0 || job) && evidence.wantsEndings();
    }

    /** Whether a line begins with a question and goes on behind it. */
    private static boolean asks(LineText line) {
        int at = line.from();
        int end = Math.min(line.to(), at + LONGEST_QUESTION);
        if (end - at < 4 || "WHDIC".indexOf(line.bytes()[at]) < 0) {
            return false;
        }
        int mark = at;
        while (mark < end && line.bytes()[mark] != '?') {
            mark++;
        }
        return mark < end && ASKING.stream().anyMatch(q -> stands(q, at, line));
    }

    /** What a line says by itself. */
    private void read(String text, int words, boolean listed, boolean frame) {
        boolean traced = (words & TRACE) != 0 && TraceReader.isTrace(text);
        if (listed && !traced) {
            tables.line(text, lines, (words & LISTING) != 0, (words & PLACE) != 0);
        }
        if (frame) {
            stacks.line(text, lines);
        }
        if (traced) {
            evidence.traced(lines);
            trace.line(text, lines).ifPresent(evidence::addGeneral);
        } else if ((words & TRACE) != 0 && text.contains("--- SIGBUS {")) {
            trace.fault(text, lines).ifPresent(evidence::page);
        } else if ((words & ERRNO) != 0 && evidence.wantsGeneral()) {
            ErrnoReader.read(text, lines).ifPresent(evidence::addGeneral);
        }
        if ((words & SHARED_MEMORY) != 0) {
            evidence.sharedMemoryCode(lines);
        }
        if ((words & TRACEBACK) != 0) {
            evidence.traceback(lines);
        }
        if ((words & STATUS) != 0 || statuses.waits()) {
            statuses.line(text, lines).ifPresent(evidence::add);
        }
        if ((words & DUMP) != 0 || dumps.waits()) {
            dumps.line(text, lines);
        }
        if ((words & SYSTEM_V) != 0) {
            evidence.systemVCode(lines);
        }
        if ((words & FAILURE) != 0) {
            failure.line(text, lines);
        }
    }

    /** Texts and names of errors, in lower case and without white space. */
    private static List<String> errors() {
        return Stream.of(
                        Errno.words().stream().filter(w -> w.length() > 5),
                        Stream.of("(errno", "errno=", "errno:", "errnois"),
                        IntStream.rangeClosed(1, 9).mapToObj(d -> "errno" + d))
                .flatMap(s -> s)
                .toList();
    }

    private static String text(LineText line) {
        return new String(line.bytes(), line.from(), line.to() - line.from(), StandardCharsets.UTF_8);
    }

    /** What stands behind NCCL's first mark. */
    private void nccl(LineText line) {
        int mark = mark(line.bytes(), line.from(), line.to());
        if (mark < 0) {
            return;
        }
        if (evidence.wantsSeveral() && processes.another(line.bytes(), line.from(), mark - MARK.length)) {
            evidence.several(lines, text(line));
        }
        boolean warning = stands("WARN", mark, line);
        ncclLines += warning || stands("INFO", mark, line) ? 1 : 0;
        if (warning && places.size() < MOST_VERSIONS && stands("WARN Error", mark, line) && isNewPlace(line, mark)) {
            CodeLine.of(text(line)).ifPresent(p -> places.putIfAbsent(p.place(), p));
        }
        boolean version = stands("version", mark, line) || stands("INFO NCCL version", mark, line);
        if (version && versions.size() < MOST_VERSIONS) {
            Matcher m = VERSION.matcher(text(line));
            if (m.find()) {
                NcclVersion.parse(m.group(1)).ifPresent(v -> versions.putIfAbsent(v, lines));
            }
        }
    }

    /** Whether what stands between the device and NCCL's mark, the line of its source, was not there before. */
    private boolean isNewPlace(LineText line, int mark) {
        int from = mark - MARK.length;
        while (from > line.from() && line.bytes()[from - 1] != ']') {
            from--;
        }
        String place = new String(line.bytes(), from, mark - from, StandardCharsets.ISO_8859_1);
        return seenPlaces.size() >= MOST_PLACES ? !seenPlaces.contains(place) : seenPlaces.add(place);
    }

    /** Behind the first {@code "NCCL "}; -1 where there is none. */
    private static int mark(byte[] bytes, int from, int to) {
        for (int at = from; at <= to - MARK.length; at++) {
            if (bytes[at] == 'N' && Arrays.equals(bytes, at, at + MARK.length, MARK, 0, MARK.length)) {
                return at + MARK.length;
            }
        }
        return -1;
    }

    private static boolean stands(String word, int at, LineText line) {
        if (at + word.length() > line.to()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (line.bytes()[at + i] != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private void add(Match match) {
        if (match.signature().says() instanceof Says.Nothing) {
            evidence.meansNothing(match.line());
        }
        FormReader.read(match).ifPresent(evidence::add);
    }

    /** What the whole text says. */
    public Diagnosis diagnosis() {
        scanner.end();
        stacks.end();
        List<NcclVersion> named = List.copyOf(versions.keySet());
        List<CodeLine> seen = List.copyOf(places.values());
        List<Cause> causes = CauseFinder.find(evidence, named, seen);
        boolean used = causes.stream().anyMatch(c -> c.role() != Role.NOTICE);
        List<Observation> observations = new ArrayList<>(Observations.of(tables, used));
        dumps.facts().forEach(f -> observations.add(new Observation(f.kind(), f.line(), f.sentence(), Map.of())));
        if (!causes.isEmpty()) {
            versions.forEach((version, line) -> KnownVersions.standIn(version)
                    .ifPresent(known -> observations.add(new Observation(
                            "nccl-rules",
                            line,
                            Text.of("observation/nccl-newer", "version", version, "known", known),
                            Map.of()))));
        }
        return new Diagnosis(
                lines,
                causes,
                observations,
                tables.files().groups(),
                new Diagnosis.OfNccl(named, seen, ncclLines),
                SizeAdvice.of(causes),
                failure.text().map(t -> new Diagnosis.FailingLine(failure.number(), t)));
    }
}
