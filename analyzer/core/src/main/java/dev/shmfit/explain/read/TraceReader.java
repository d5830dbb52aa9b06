package dev.shmfit.explain.read;

import dev.shmfit.explain.read.TracedDescriptors.Opened;
import dev.shmfit.explain.statement.Errno;
import dev.shmfit.explain.statement.Statement;
import dev.shmfit.explain.statement.Statement.Where;
import dev.shmfit.explain.statement.Target;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What strace shows (strace.c, syscall.c): which descriptor was opened where, and which call failed on it.
 *
 * <pre>{@code
 * openat(AT_FDCWD, "/dev/shm/Intel_MPI_AbCdEf", O_RDWR|O_CREAT|O_EXCL, 0600) = 12
 * write(12, "\0", 1)                      = -1 ENOSPC (No space left on device)
 * }</pre>
 */
public final class TraceReader {
    private static final Pattern NAME = Pattern.compile("\"([^\"]{1,200})\"");
    private static final Pattern FIRST = Pattern.compile("\\s*(\\d{1,6})(?:<([^>]{1,200})>)?\\s*(?:,.*)?");
    private static final int MOST_UNFINISHED = 1000;
    private static final int LONGEST = 600;
    private static final int LONGEST_NAME = 200;

    private static final Pattern FAULT = Pattern.compile("--- SIGBUS \\{.{0,200}si_addr=0x([0-9a-f]{1,16})\\b.*");
    private static final Pattern LENGTH = Pattern.compile("[^,]{1,40},\\s*(\\d{1,18}),.*");
    private static final int MOST_MAPPINGS = 4000;
    /** Hexadecimal, of an address of 64 bits. */
    private static final int ADDRESS_DIGITS = 16;

    private record Mapping(long first, long length, Opened of) {}

    /**
     * A page that could not be had, and the file that was mapped there.
     *
     * @param file as it was opened
     * @param line where it was opened
     * @param at where the signal stands
     */
    public record Page(Target file, long line, long at) {}

    private final TracedDescriptors open = new TracedDescriptors();
    private final Map<String, String> unfinished = new HashMap<>();
    private final List<Mapping> mappings = new ArrayList<>();

    /** Whose page a bus error was about, where the trace shows what was mapped there. */
    public Optional<Page> fault(String line, long number) {
        int at = line.indexOf("--- SIGBUS {");
        Matcher m = at < 0 || line.length() > LONGEST ? null : FAULT.matcher(line.substring(at));
        if (m == null || !m.matches()) {
            return Optional.empty();
        }
        long address = Long.parseUnsignedLong(m.group(1), 16);
        for (int i = mappings.size() - 1; i >= 0; i--) {
            Mapping of = mappings.get(i);
            if (address - of.first() >= 0 && address - of.first() < of.length()) {
                return Optional.of(
                        new Page(Target.named(of.of().name()), of.of().line(), number));
            }
        }
        return Optional.empty();
    }

    private void mapped(Call call) {
        Matcher length = LENGTH.matcher(call.arguments());
        String[] parts = call.arguments().split(",", -1);
        if (!isAddress(call.result()) || !length.matches() || parts.length < 5 || mappings.size() >= MOST_MAPPINGS) {
            return;
        }
        Matcher descriptor = FIRST.matcher(parts[4]);
        if (!descriptor.matches()) {
            return;
        }
        Optional<Opened> of = descriptor.group(2) != null
                ? Optional.of(new Opened(descriptor.group(2), call.line()))
                : open.of(call.task(), number(descriptor));
        of.ifPresent(o -> mappings.add(new Mapping(
                Long.parseUnsignedLong(call.result().substring(2), 16), Long.parseLong(length.group(1), 10), o)));
    }

    private static boolean isAddress(String result) {
        return result.startsWith("0x") && result.length() > 2 && result.length() <= 2 + ADDRESS_DIGITS;
    }

    private static int number(Matcher first) {
        return Integer.parseInt(first.group(1), 10);
    }

    /** Whether a line may be one of strace's, or half of one. */
    public static boolean isTrace(String line) {
        int equals = line.lastIndexOf(") ");
        return (equals > 0 && line.indexOf('(') > 0 && line.indexOf("= ", equals) > 0)
                || line.endsWith(TraceLine.UNFINISHED)
                || line.contains(TraceLine.RESUMED);
    }

    /** A call that a line shows. */
    private record Call(String task, String name, String arguments, String result, Optional<Errno> error, long line) {}

    /** Takes a line; a call that failed is a statement. */
    public Optional<Statement> line(String line, long number) {
        if (line.length() > LONGEST) {
            return Optional.empty();
        }
        String text = line.strip();
        if (text.endsWith(TraceLine.UNFINISHED)) {
            keep(text);
            return Optional.empty();
        }
        Optional<TraceLine> read =
                TraceLine.of(text.contains(TraceLine.RESUMED) ? joined(text) : text, TraceReader::matters);
        if (read.isEmpty()) {
            return Optional.empty();
        }
        TraceLine l = read.get();
        Optional<Errno> error = l.error().isEmpty() ? Optional.empty() : Errno.of(l.error());
        Call call = new Call(l.task(), l.call(), l.arguments(), l.result(), error, number);
        if (!l.error().isEmpty()) {
            return l.result().equals("-1") ? error.flatMap(e -> failed(call, e)) : Optional.empty();
        }
        if (call.name().startsWith("mmap")) {
            mapped(call);
        }
        remember(call);
        return Optional.empty();
    }

    /** Whether a call that succeeds tells which file a descriptor or a mapping is of. */
    private static boolean matters(String call) {
        return call.startsWith("open")
                || call.equals("close")
                || call.startsWith("mmap")
                || call.startsWith("dup")
                || call.equals("creat")
                || call.equals("memfd_create");
    }

    /** The first half of a call during which another task was scheduled. */
    private void keep(String half) {
        String begun = half.substring(0, half.length() - TraceLine.UNFINISHED.length());
        if (unfinished.size() < MOST_UNFINISHED) {
            TraceLine.begun(begun).ifPresent(key -> unfinished.put(key, begun));
        }
    }

    /** Both halves of a call; the second alone where the first is not in the text. */
    private String joined(String resumed) {
        return TraceLine.resumed(resumed)
                .map(r -> {
                    String begun = unfinished.remove(r.key());
                    return begun == null ? r.alone() : begun + r.rest();
                })
                .orElse(resumed);
    }

    private void remember(Call call) {
        String name = call.name();
        boolean opens = name.startsWith("open") || name.equals("creat") || name.equals("memfd_create");
        boolean copies = name.startsWith("dup");
        if (!opens && !copies && !name.equals("close")) {
            return;
        }
        boolean descriptor = isNumber(call.result());
        if (opens) {
            String file = descriptor ? quoted(call.arguments()) : "";
            if (!file.isEmpty()) {
                open.open(call.task(), Integer.parseInt(call.result(), 10), new Opened(file, call.line()));
            }
            return;
        }
        if (!copies && isNumber(call.arguments())) {
            open.close(call.task(), Integer.parseInt(call.arguments(), 10));
            return;
        }
        Matcher first = FIRST.matcher(call.arguments());
        if (!first.matches()) {
            return;
        }
        if (!copies) {
            open.close(call.task(), number(first));
        } else if (descriptor) {
            open.of(call.task(), number(first))
                    .ifPresent(o -> open.open(call.task(), Integer.parseInt(call.result(), 10), o));
        }
    }

    /** The first string among arguments; empty where there is none. */
    private static String quoted(String arguments) {
        int begin = arguments.indexOf('"') + 1;
        int end = begin == 0 ? -1 : arguments.indexOf('"', begin);
        return end - begin > LONGEST_NAME || end < begin ? "" : arguments.substring(begin, end);
    }

    private static boolean isNumber(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return !text.isEmpty() && text.length() <= 6;
    }

    private Optional<Statement> failed(Call call, Errno errno) {
        String name = call.name();
        boolean looksUp = errno == Errno.ENOENT && !call.arguments().contains("/dev/shm");
        boolean starts = name.startsWith("clone") || name.endsWith("fork");
        if (looksUp || (errno == Errno.EAGAIN && !starts)) {
            return Optional.empty();
        }
        Map<String, String> values = new LinkedHashMap<>();
        Target target = Target.UNNAMED;
        Matcher quoted = NAME.matcher(call.arguments());
        Matcher first = FIRST.matcher(call.arguments());
        Optional<Opened> of = Optional.empty();
        String shown = null;
        if (name.equals("mmap")) {
            String[] parts = call.arguments().split(",", -1);
            Matcher descriptor = parts.length > 4 ? FIRST.matcher(parts[4]) : null;
            if (descriptor != null && descriptor.matches()) {
                of = open.of(call.task(), number(descriptor));
                shown = descriptor.group(2);
            }
        } else if (first.matches()) {
            of = open.of(call.task(), number(first));
            shown = first.group(2);
        } else if (quoted.find()) {
            shown = quoted.group(1);
        }
        if (of.isPresent()) {
            target = Target.named(of.get().name());
            values.put("opened", String.valueOf(of.get().line()));
        } else if (shown != null) {
            target = Target.named(shown);
        } else if (name.equals("shmget") || name.equals("shmat")) {
            target = new Target(Target.Kind.SYSTEM_V, "");
        } else if (starts) {
            target = new Target(Target.Kind.THREAD, "");
        }
        if (!target.name().isEmpty()) {
            values.put("file", target.name());
        }
        Statement.Where where = Where.line(call.line());
        return tells(target, errno)
                ? Optional.of(new Statement.CallFailed("strace-" + name, where, name, errno, target, values))
                : Optional.empty();
    }

    /** Programs try files that are not there all the time. */
    private static boolean tells(Target target, Errno errno) {
        return switch (target.kind()) {
            case SHM, SHM_DIRECTORY, SEMAPHORE, SOME_SHM, SYSTEM_V, THREAD -> true;
            case FILE, UNNAMED ->
                errno == Errno.ENOSPC
                        || errno == Errno.EDQUOT
                        || errno == Errno.EIO
                        || errno == Errno.EMFILE
                        || errno == Errno.ENOMEM;
        };
    }
}
