package dev.shmfit.explain.listing;

import dev.shmfit.facts.ShmFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Limits that people print while they search: {@code ulimit -a}, /proc/PID/limits, {@code ipcs -lm}, {@code docker inspect}. */
public final class LimitLines {
    private static final Pattern OPEN_FILES = Pattern.compile(
            "(?:open files\\s+\\(-n\\)|-n: file descriptors|Max open files)\\s+(\\d{1,12}|unlimited)(?:\\s.*)?");
    private static final Pattern LOCKED = Pattern.compile(
            "(?:max locked memory\\s+\\((kbytes), -l\\)|-l: locked-in-memory size \\((kb(?:ytes)?)\\)|Max locked memory)\\s+(\\d{1,15}|unlimited)(?:\\s.*)?");
    private static final Pattern SHM_SIZE = Pattern.compile("\"?ShmSize\"?\\s*[:=]\\s*\"?(\\d{1,18})\"?,?");
    private static final Pattern PROCESSES = Pattern.compile(
            "(?:max user processes\\s+\\(-u\\)|-u: processes|Max processes|pids\\.max:?|/sys/fs/cgroup\\S{0,200}pids\\.max:?)\\s+(\\d{1,12}|unlimited|max)(?:\\s.*)?");
    private static final Pattern MOUNT = Pattern.compile(
            "(?:\\S{1,60} on /dev/shm type tmpfs|\\S{1,60} /dev/shm tmpfs|/dev/shm +\\S{1,60} +tmpfs) +\\(?\\S{0,200}?size=(\\d{1,15})([kKmMgG]?)\\b.*");
    /** 64 MiB: what container runtimes give where nobody sets a size. */
    private static final String CONTAINER_DEFAULT = String.valueOf(ShmFacts.CONTAINER_DEFAULT.bytes());

    private static final int MOST = 16;

    /**
     * A limit that was printed.
     *
     * @param what it limits: {@code open-files}, {@code locked-memory}, {@code shm-size}, {@code mount-size}, {@code figure},
     *     {@code processes}, {@code system-v}
     * @param value a number, in bytes for memory; empty: unlimited, or no number
     */
    public record Limit(String what, long line, OptionalLong value) {}

    private final List<Limit> limits = new ArrayList<>();
    private boolean sizeComes;

    /** Whether the next line counts, whatever it holds. */
    public boolean waits() {
        return sizeComes;
    }

    /** Looks at a line. What {@code docker inspect --format '{{.HostConfig.ShmSize}}'} prints follows the command. */
    public void line(String text, long number) {
        if (limits.size() >= MOST || text.length() > 200) {
            return;
        }
        if (!sizeComes && text.length() > 0 && !mayBeLimit(text)) {
            return;
        }
        String line = text.strip();
        if (!sizeComes && line.equals(CONTAINER_DEFAULT)) {
            limits.add(new Limit("figure", number, OptionalLong.of(Long.parseLong(line, 10))));
            return;
        }
        if (sizeComes && line.matches("\\d{1,18}")) {
            limits.add(new Limit("shm-size", number, OptionalLong.of(Long.parseLong(line, 10))));
        }
        sizeComes = false;
        if (line.contains("ShmSize")) {
            Matcher m = SHM_SIZE.matcher(line);
            sizeComes = !m.find();
            if (!sizeComes) {
                limits.add(new Limit("shm-size", number, OptionalLong.of(Long.parseLong(m.group(1), 10))));
            }
        } else if (line.contains("Shared Memory Limits")) {
            limits.add(new Limit("system-v", number, OptionalLong.empty()));
        } else {
            limit(line, number);
        }
    }

    private static boolean mayBeLimit(String text) {
        return text.contains("open files")
                || text.contains("lock")
                || text.contains("file descriptors")
                || text.contains("ShmSize")
                || text.contains(CONTAINER_DEFAULT)
                || text.contains("processes")
                || text.contains("pids.max")
                || text.contains("/dev/shm ")
                || text.contains("Shared Memory Limits");
    }

    private void limit(String line, long number) {
        Matcher files = OPEN_FILES.matcher(line);
        if (files.matches()) {
            limits.add(new Limit("open-files", number, value(files.group(1), 1)));
        }
        Matcher processes = PROCESSES.matcher(line);
        if (processes.matches()) {
            limits.add(new Limit("processes", number, value(processes.group(1), 1)));
        }
        Matcher mount = MOUNT.matcher(line);
        if (mount.matches()) {
            String letter = mount.group(2).toLowerCase(java.util.Locale.ROOT);
            long unit = letter.isEmpty() ? 1 : 1L << (10 * ("kmg".indexOf(letter) + 1));
            limits.add(new Limit("mount-size", number, value(mount.group(1), unit)));
        }
        Matcher locked = LOCKED.matcher(line);
        if (locked.matches()) {
            boolean kib = locked.group(1) != null || locked.group(2) != null;
            limits.add(new Limit("locked-memory", number, value(locked.group(3), kib ? 1024 : 1)));
        }
    }

    private static OptionalLong value(String text, long unit) {
        return text.equals("unlimited") || text.equals("max")
                ? OptionalLong.empty()
                : OptionalLong.of(Long.parseLong(text, 10) * unit);
    }

    /** All, in order. */
    public List<Limit> all() {
        return List.copyOf(limits);
    }

    /** The last of a kind. */
    public Optional<Limit> last(String what) {
        return limits.stream().filter(l -> l.what().equals(what)).reduce((a, b) -> b);
    }
}
