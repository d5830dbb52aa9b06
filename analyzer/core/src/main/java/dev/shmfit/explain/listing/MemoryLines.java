package dev.shmfit.explain.listing;

import dev.shmfit.units.ByteCount;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Memory and processes as {@code free} and the files of a cgroup show them, each file behind its name or behind the command
 * that printed it.
 *
 * <pre>{@code
 * $ cat /sys/fs/cgroup/memory.max /sys/fs/cgroup/memory.current
 * 8589934592
 * 8589930496
 * }</pre>
 */
public final class MemoryLines {
    private static final Pattern FILE = Pattern.compile(
            "(memory\\.(?:max|current|high|limit_in_bytes|usage_in_bytes|failcnt|events(?:\\.local)?)|pids\\.(?:max|current|events|peak))\\b"
                    + "(?:(?::|\\s+|\\s*=\\s*)(?:(\\w{1,20}) )?(\\d{1,19}|max)\\s*$)?");
    private static final Pattern EVENT = Pattern.compile("(oom|oom_kill|oom_group_kill|max|high|low) (\\d{1,15})");
    private static final Pattern FREE =
            Pattern.compile("Mem:\\s+(\\S+)\\s+(\\S+)\\s+(\\S+)\\s+(\\S+)\\s+(\\S+)(?:\\s+(\\S+))?\\s*");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,15}(?:[.,]\\d{1,3})?)([KMGTP]?)i?B?");
    private static final int MOST_WAITING = 16;
    private static final int MOST_ROWS = 12;
    private static final int KIB = 1024;

    /**
     * A figure.
     *
     * @param line where it stands
     * @param value empty: no limit
     */
    public record Figure(long line, OptionalLong value) {}

    /**
     * An answer of {@code free}.
     *
     * @param shared in /dev/shm, other tmpfs and System V segments together
     */
    public record Free(long line, ByteCount total, ByteCount shared, ByteCount available) {}

    private final Map<String, Figure> figures = new LinkedHashMap<>();
    private final Deque<String> comes = new ArrayDeque<>();
    private Optional<Free> free = Optional.empty();
    private String events = "";
    private int rows;

    /** Whether the next lines may count, whatever they hold. */
    public boolean waits() {
        return rows > 0;
    }

    /** Looks at a line. */
    public void line(String text, long number) {
        rows = Math.max(0, rows - 1);
        boolean named = text.contains("memory.") || text.contains("pids.") || text.contains("total ");
        if (rows == 0 && !named) {
            return;
        }
        String line = text.strip();
        if (line.length() > 300) {
            return;
        }
        if (line.startsWith("total ") && line.contains("shared")) {
            rows = 2;
            return;
        }
        Matcher mem = line.startsWith("Mem:") ? FREE.matcher(line) : null;
        if (mem != null && mem.matches()) {
            free(mem, number);
            return;
        }
        List<String> waiting = new ArrayList<>();
        Matcher m = FILE.matcher(line);
        boolean told = false;
        while (m.find()) {
            if (m.group(3) != null) {
                take(m.group(1) + (m.group(2) == null ? "" : " " + m.group(2)), m.group(3), number);
                told = true;
            } else {
                waiting.add(m.group(1));
            }
        }
        if (told) {
            return;
        }
        if (!waiting.isEmpty()) {
            comes.clear();
            waiting.stream().limit(MOST_WAITING).forEach(comes::add);
            events = "";
            rows = MOST_ROWS;
            return;
        }
        if (rows > 0) {
            value(line, number);
        }
    }

    private void value(String line, long number) {
        String next = comes.isEmpty() ? events : comes.peek();
        Matcher event = EVENT.matcher(line);
        if (next != null && next.contains("events") && event.matches()) {
            events = comes.isEmpty() ? events : comes.poll();
            take(events + ' ' + event.group(1), event.group(2), number);
        } else if (!comes.isEmpty() && line.matches("\\d{1,19}|max")) {
            take(comes.poll(), line, number);
        } else if (!line.startsWith("==>") && !line.isEmpty()) {
            comes.clear();
            rows = 0;
        }
    }

    private void take(String name, String value, long number) {
        OptionalLong figure = value.equals("max") || value.length() > 18
                ? OptionalLong.empty()
                : OptionalLong.of(Long.parseLong(value, 10));
        figures.put(name, new Figure(number, figure));
    }

    private void free(Matcher m, long number) {
        Optional<ByteCount> total = size(m.group(1));
        Optional<ByteCount> shared = size(m.group(4));
        Optional<ByteCount> available = size(m.group(6) == null ? m.group(3) : m.group(6));
        if (total.isPresent() && shared.isPresent() && available.isPresent()) {
            free = Optional.of(new Free(number, total.get(), shared.get(), available.get()));
        }
    }

    private static Optional<ByteCount> size(String text) {
        Matcher m = SIZE.matcher(text);
        if (!m.matches()) {
            return Optional.empty();
        }
        return Optional.of(ByteCount.of(ListedSizes.bytes(text, KIB)));
    }

    /** What {@code free} said last. */
    public Optional<Free> free() {
        return free;
    }

    /** A figure of a file: {@code memory.max}, {@code memory.events oom_kill}. */
    public Optional<Figure> of(String name) {
        return Optional.ofNullable(figures.get(name));
    }

    /** The first of several files that was shown. */
    public Optional<Figure> first(String... names) {
        for (String name : names) {
            if (figures.containsKey(name)) {
                return of(name);
            }
        }
        return Optional.empty();
    }
}
