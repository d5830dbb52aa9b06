package dev.shmfit.log;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds NCCL's messages in a line: {@code 3: host:1891:1893 [1] NCCL INFO Channel 00 …}. What launchers, container
 * runtimes and time stamps put before it does not matter. Remembers the hosts it has met, to tell where one writer's
 * text ends and another's host begins.
 */
final class PrefixReader {
    private static final byte[] MARK = ascii("NCCL ");
    private static final byte[] VERSION = ascii("NCCL version ");
    private static final byte[] INFO = ascii("INFO ");
    private static final byte[] WARN = ascii("WARN ");
    private static final byte[] TRACE = ascii("TRACE ");
    private static final byte[] CALL = ascii("CALL ");

    /** NCCL formats a line in a buffer of this size, with its line feed (src/debug.cc ncclDebugLog). */
    private static final int BUFFER = 1024;

    /**
     * So many messages in one line, each set off from the next, are lines whose ends were lost in a paste; two with the
     * version's line between them, too.
     */
    private static final int FLATTENED = 3;

    private static byte[] ascii(String word) {
        return word.getBytes(StandardCharsets.US_ASCII);
    }

    private final RecentTexts texts;
    private final Hosts hosts = new Hosts();
    private Hosts.Host lastHost = Hosts.NONE;

    /** The line that is read: bytes of an array from {@code first} up to {@code last}. */
    private byte[] bytes = {};

    private int first;
    private int last;

    private Level level = Level.BARE;
    private Origin origin = Origin.UNKNOWN;
    private String place = "";
    private int start;

    PrefixReader(RecentTexts texts) {
        this.texts = texts;
    }

    /** The messages in the line that stands in {@code line} from {@code from} up to {@code to}. */
    List<LogLine> read(byte[] line, int from, int to) {
        bytes = line;
        first = from;
        last = to;
        int mark = nextMark(from);
        if (mark < 0) {
            return bare();
        }
        int column = prefix(mark);
        int next = nextMark(mark + MARK.length);
        List<LogLine> all = next < 0 ? List.of() : new ArrayList<>();
        boolean apart = true;
        while (next >= 0) {
            Level before = levelAt(mark + MARK.length);
            Origin writer = origin;
            String where = place;
            int following = prefix(next);
            int end = Math.max(column, start);
            apart &= end > column && (bytes[end - 1] == ' ' || bytes[end - 1] == '\t');
            all.add(new LogLine(before, writer, where, texts.text(bytes, column, end), column - from + 1, true));
            mark = next;
            column = following;
            next = nextMark(mark + MARK.length);
        }
        boolean cut = last - start >= BUFFER - 2;
        LogLine whole = new LogLine(
                levelAt(mark + MARK.length), origin, place, texts.text(bytes, column, last), column - from + 1, cut);
        if (all.isEmpty()) {
            return List.of(whole);
        }
        all.add(whole);
        Optional<LogLine> version = apart ? versionAmong() : Optional.empty();
        if (!apart || (all.size() < FLATTENED && version.isEmpty())) {
            return all;
        }
        List<LogLine> apartAgain =
                new ArrayList<>(all.stream().map(LogLine::whole).toList());
        version.ifPresent(v -> apartAgain.add(0, v));
        return apartAgain;
    }

    /** The version's line has no mark, and so stands behind another message where line ends were lost. */
    private Optional<LogLine> versionAmong() {
        int at = version();
        int end = at + VERSION.length;
        if (at < 0 || end >= last || !isDigit(bytes[end])) {
            return Optional.empty();
        }
        while (end < last && bytes[end] > ' ') {
            end++;
        }
        return Optional.of(new LogLine(Level.BARE, Origin.UNKNOWN, "", text(at, end), at - first + 1, false));
    }

    private String text(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }

    /**
     * The next {@code NCCL INFO } and its like; -1 where there is none. Looks at the byte where the mark's L would stand:
     * most others rule out four beginnings at once (Horspool, Practical fast searching in strings, 1980).
     */
    private int nextMark(int from) {
        byte[] line = bytes;
        int at = from + 3;
        while (at < last - 1) {
            switch (line[at]) {
                case 'L' -> {
                    int mark = at - 3;
                    if (isMark(mark)) {
                        return mark;
                    }
                    at += 4;
                }
                case 'C' -> at++;
                case 'N' -> at += 3;
                default -> at += 4;
            }
        }
        return -1;
    }

    private boolean isMark(int at) {
        if (!stands(MARK, at) || (at > first && isWord(bytes[at - 1]))) {
            return false;
        }
        level = levelAt(at + MARK.length);
        return level != Level.BARE;
    }

    private Level levelAt(int at) {
        if (at >= last) {
            return Level.BARE;
        }
        return switch (bytes[at]) {
            case 'I' -> stands(INFO, at) ? Level.INFO : Level.BARE;
            case 'W' -> stands(WARN, at) ? Level.WARN : Level.BARE;
            case 'T' -> stands(TRACE, at) ? Level.TRACE : Level.BARE;
            case 'C' -> stands(CALL, at) ? Level.CALL : Level.BARE;
            default -> Level.BARE;
        };
    }

    private boolean stands(byte[] word, int at) {
        if (at + word.length > last) {
            return false;
        }
        for (int i = 0; i < word.length; i++) {
            if (bytes[at + i] != word[i]) {
                return false;
            }
        }
        return true;
    }

    /** Reads backwards from the mark: place, device, thread, process, host. Says where the message starts. */
    private int prefix(int mark) {
        Level marked = level;
        int text = mark + MARK.length + marked.name().length() + 1;
        origin = Origin.UNKNOWN;
        place = "";
        start = mark;
        int at = mark;
        if (marked == Level.WARN || marked == Level.TRACE) {
            at = place(at);
        }
        int dev = -1;
        int bracket = at - 2;
        if (marked != Level.CALL) {
            if (bracket < first + 1 || bytes[bracket] != ']' || bytes[bracket + 1] != ' ') {
                return text;
            }
            int digits = digitsBefore(bracket);
            int sign = digits > first && bytes[digits - 1] == '-' ? digits - 1 : digits;
            if (digits == bracket || sign < first + 2 || bytes[sign - 1] != '[' || bytes[sign - 2] != ' ') {
                return text;
            }
            dev = sign < digits ? -1 : number(digits, bracket);
            at = sign - 1;
        }
        process(at, dev);
        return text;
    }

    private void process(int end, int dev) {
        int space = end - 1;
        int tid = digitsBefore(space);
        int pid = tid > first ? digitsBefore(tid - 1) : tid;
        if (tid == space
                || pid < first + 1
                || tid < first + 3
                || bytes[tid - 1] != ':'
                || pid == tid - 1
                || bytes[pid - 1] != ':') {
            return;
        }
        int host = pid - 1;
        while (host > first && isHost(bytes[host - 1])) {
            host--;
        }
        // Most lines are of the same host as the one before.
        if (!lastHost.stands(bytes, host, pid - 1)) {
            lastHost = hosts.at(bytes, host, pid - 1, host > first);
        }
        start = pid - 1 - lastHost.length();
        origin = new Origin(lastHost.name(), number(pid, tid - 1), number(tid, space), dev);
    }

    /** The file and line before a warning, since 2.30.7 with the function's name in parentheses. */
    private int place(int mark) {
        int end = mark - 1;
        if (end > first && bytes[end - 1] == ')') {
            int open = lastBefore('(', end);
            end = open > first ? open - 1 : end;
        }
        int from = end <= first ? first : lastBefore(' ', end - 1) + 1;
        if (end <= from || !holds(':', from, end)) {
            return mark;
        }
        place = text(from, end);
        int trace = from - 1;
        if (trace > first) {
            int time = lastBefore(' ', trace - 1) + 1;
            if (isFraction(time, trace)) {
                return time;
            }
        }
        return from;
    }

    /** The last such character up to {@code at}; before the line where there is none within what NCCL writes. */
    private int lastBefore(char c, int at) {
        int lowest = Math.max(first, at - BUFFER);
        for (int i = at; i >= lowest; i--) {
            if (bytes[i] == c) {
                return i;
            }
        }
        return lowest - 1;
    }

    private boolean holds(char c, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == c) {
                return true;
            }
        }
        return false;
    }

    /** A trace names the time in milliseconds between the device and the place. */
    private boolean isFraction(int from, int to) {
        boolean dot = false;
        for (int i = from; i < to; i++) {
            byte c = bytes[i];
            if (c == '.') {
                dot = true;
            } else if (!isDigit(c)) {
                return false;
            }
        }
        return dot;
    }

    private int digitsBefore(int end) {
        int at = end;
        while (at > first && isDigit(bytes[at - 1])) {
            at--;
        }
        return at;
    }

    /** The number between two places, at most nine digits; -1 where there are more. */
    private int number(int from, int to) {
        if (to - from > 9) {
            return -1;
        }
        int n = 0;
        for (int i = from; i < to; i++) {
            n = n * 10 + (bytes[i] - '0');
        }
        return n;
    }

    private static boolean isHost(byte c) {
        return isWord(c) || c == '.' || c == '-';
    }

    private static boolean isWord(byte c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || isDigit(c) || c == '_';
    }

    private static boolean isDigit(byte c) {
        return c >= '0' && c <= '9';
    }

    /** A line without a mark counts where it starts as one of the messages that are read. */
    private List<LogLine> bare() {
        int from = first;
        while (from < last && bytes[from] >= 0 && bytes[from] <= ' ') {
            from++;
        }
        // The version is printed without a mark, so a launcher's words may stand before it.
        int version = version();
        if (version < 0 && (from == last || !MessageReader.mayStartWith(bytes[from]))) {
            return List.of();
        }
        String line = text(first, last);
        int at = version > from && isDigit(bytes[Math.min(version + VERSION.length, last - 1)]) ? version : from;
        return MessageReader.mayStart(line, at - first)
                ? List.of(new LogLine(Level.BARE, Origin.UNKNOWN, "", text(at, last), at - first + 1, false))
                : List.of();
    }

    /** The first {@code NCCL version }; -1 where there is none. */
    private int version() {
        int at = first + 3;
        while (at < last - 1) {
            byte c = bytes[at];
            if (c == 'L' && stands(VERSION, at - 3)) {
                return at - 3;
            }
            at += c == 'C' ? 1 : c == 'N' ? 3 : 4;
        }
        return -1;
    }
}
