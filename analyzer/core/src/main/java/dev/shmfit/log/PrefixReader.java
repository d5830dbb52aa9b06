package dev.shmfit.log;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds NCCL's messages in a line: {@code 3: host:1891:1893 [1] NCCL INFO Channel 00 …}. What launchers, container
 * runtimes and time stamps put before it does not matter. Remembers the hosts it has met, to tell where one writer's
 * text ends and another's host begins.
 */
final class PrefixReader {
    private static final String MARK = "NCCL ";

    private static final String VERSION = "NCCL version ";

    /** NCCL formats a line in a buffer of this size, with its line feed (src/debug.cc ncclDebugLog). */
    private static final int BUFFER = 1024;

    private static final int MOST_HOSTS = 4096;

    private final Set<String> hosts = new LinkedHashSet<>();
    private String lastHost = "";

    private Level level = Level.BARE;
    private Origin origin = Origin.UNKNOWN;
    private String place = "";
    private int start;

    List<LogLine> read(String line) {
        int mark = nextMark(line, 0);
        if (mark < 0) {
            return bare(line);
        }
        LogLine first = one(line, mark);
        int end = mark + MARK.length();
        int next = nextMark(line, end);
        if (next < 0) {
            return List.of(first);
        }
        List<LogLine> all = new ArrayList<>();
        while (next >= 0) {
            LogLine following = one(line, next);
            int textEnd = Math.max(first.column() - 1, start);
            all.add(new LogLine(
                    first.level(),
                    first.origin(),
                    first.place(),
                    line.substring(first.column() - 1, textEnd),
                    first.column(),
                    true));
            first = following;
            next = nextMark(line, next + MARK.length());
        }
        all.add(first);
        return all;
    }

    /** The next {@code NCCL INFO } and its like; -1 where there is none. */
    private int nextMark(String line, int from) {
        for (int at = line.indexOf(MARK, from); at >= 0; at = line.indexOf(MARK, at + 1)) {
            Level found = levelAt(line, at + MARK.length());
            if (found != Level.BARE && (at == 0 || !isWord(line.charAt(at - 1)))) {
                level = found;
                return at;
            }
        }
        return -1;
    }

    private static Level levelAt(String line, int at) {
        if (line.startsWith("INFO ", at)) {
            return Level.INFO;
        }
        if (line.startsWith("WARN ", at)) {
            return Level.WARN;
        }
        if (line.startsWith("TRACE ", at)) {
            return Level.TRACE;
        }
        return line.startsWith("CALL ", at) ? Level.CALL : Level.BARE;
    }

    private LogLine one(String line, int mark) {
        Level marked = level;
        int text = mark + MARK.length() + marked.name().length() + 1;
        prefix(line, mark, marked);
        boolean cut = line.length() - start >= BUFFER - 2;
        return new LogLine(marked, origin, place, line.substring(text), text + 1, cut);
    }

    /** Reads backwards from the mark: place, device, thread, process, host. */
    private void prefix(String line, int mark, Level marked) {
        origin = Origin.UNKNOWN;
        place = "";
        start = mark;
        int at = mark;
        if (marked == Level.WARN || marked == Level.TRACE) {
            at = place(line, at);
        }
        int dev = -1;
        int bracket = at - 2;
        if (marked != Level.CALL) {
            if (bracket < 1 || line.charAt(bracket) != ']' || line.charAt(bracket + 1) != ' ') {
                return;
            }
            int digits = digitsBefore(line, bracket);
            int sign = digits > 0 && line.charAt(digits - 1) == '-' ? digits - 1 : digits;
            if (digits == bracket || sign < 2 || line.charAt(sign - 1) != '[' || line.charAt(sign - 2) != ' ') {
                return;
            }
            dev = sign < digits ? -1 : Scan.number(line, digits, bracket);
            at = sign - 1;
        }
        process(line, at, dev);
    }

    private void process(String line, int end, int dev) {
        int space = end - 1;
        int tid = digitsBefore(line, space);
        int pid = tid > 0 ? digitsBefore(line, tid - 1) : tid;
        if (tid == space
                || pid < 1
                || tid < 3
                || line.charAt(tid - 1) != ':'
                || pid == tid - 1
                || line.charAt(pid - 1) != ':') {
            return;
        }
        int host = pid - 1;
        while (host > 0 && isHost(line.charAt(host - 1))) {
            host--;
        }
        String name = lastHost;
        // Most lines are of the same host as the one before.
        if (pid - 1 - host != name.length() || !line.startsWith(name, host)) {
            host = knownWithin(line, host, pid - 1);
            name = line.substring(host, pid - 1);
            if (hosts.size() < MOST_HOSTS) {
                hosts.add(name);
            }
            lastHost = name;
        }
        start = host;
        origin = new Origin(name, Scan.number(line, pid, tid - 1), Scan.number(line, tid, space), dev);
    }

    /** Where the host's name starts, when another writer's text runs into it. */
    private int knownWithin(String line, int from, int to) {
        if (from == 0 || hosts.isEmpty()) {
            return from;
        }
        int length = to - from;
        for (String host : hosts) {
            if (host.length() == length && line.startsWith(host, from)) {
                return from;
            }
        }
        int best = from;
        int bestLength = 0;
        for (String host : hosts) {
            int at = to - host.length();
            if (host.length() > bestLength && at > from && line.startsWith(host, at)) {
                best = at;
                bestLength = host.length();
            }
        }
        return best;
    }

    /** The file and line before a warning, since 2.30.7 with the function's name in parentheses. */
    private int place(String line, int mark) {
        int end = mark - 1;
        if (end > 0 && line.charAt(end - 1) == ')') {
            int open = line.lastIndexOf('(', end);
            end = open > 0 ? open - 1 : end;
        }
        int from = end <= 0 ? 0 : line.lastIndexOf(' ', end - 1) + 1;
        if (end <= from || line.indexOf(':', from) < 0 || line.indexOf(':', from) >= end) {
            return mark;
        }
        place = line.substring(from, end);
        int trace = from - 1;
        if (trace > 0 && isFraction(line, line.lastIndexOf(' ', trace - 1) + 1, trace)) {
            return line.lastIndexOf(' ', trace - 1) + 1;
        }
        return from;
    }

    /** A trace names the time in milliseconds between the device and the place. */
    private static boolean isFraction(String line, int from, int to) {
        boolean dot = false;
        for (int i = from; i < to; i++) {
            char c = line.charAt(i);
            if (c == '.') {
                dot = true;
            } else if (!Scan.isDigit(c)) {
                return false;
            }
        }
        return dot;
    }

    private static int digitsBefore(String line, int end) {
        int at = end;
        while (at > 0 && Scan.isDigit(line.charAt(at - 1))) {
            at--;
        }
        return at;
    }

    private static boolean isHost(char c) {
        return isWord(c) || c == '.' || c == '-';
    }

    private static boolean isWord(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || Scan.isDigit(c) || c == '_';
    }

    /** A line without a mark counts where it starts as one of the messages that are read. */
    private static List<LogLine> bare(String line) {
        int from = 0;
        while (from < line.length() && line.charAt(from) <= ' ') {
            from++;
        }
        // The version is printed without a mark, so a launcher's words may stand before it.
        int version = line.indexOf(VERSION);
        if (version > from && Scan.isDigit(line.charAt(Math.min(version + VERSION.length(), line.length() - 1)))) {
            from = version;
        }
        return MessageReader.mayStart(line, from)
                ? List.of(new LogLine(Level.BARE, Origin.UNKNOWN, "", line.substring(from), from + 1, false))
                : List.of();
    }
}
