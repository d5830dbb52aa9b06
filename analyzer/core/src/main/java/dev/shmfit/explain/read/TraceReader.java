package dev.shmfit.explain.read;

import dev.shmfit.explain.statement.Errno;
import dev.shmfit.explain.statement.Statement;
import dev.shmfit.explain.statement.Statement.Where;
import dev.shmfit.explain.statement.Target;
import java.util.ArrayList;
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
    private static final Pattern CALL = Pattern.compile(
            "(?:\\[pid +\\d{1,10}] |\\d{1,10} +)?(?:[\\d:.]{8,20} )?"
                    + "([a-z_0-9]{2,30})\\((.{0,300}?)(?:\\)| <unfinished \\.\\.\\.>| resumed>).{0,40}?= (-?\\d{1,10}|0x[0-9a-f]{1,16}|\\?)(?: ([A-Z0-9]{4,12})\\b.{0,120})?");
    private static final Pattern NAME = Pattern.compile("\"([^\"]{1,200})\"");
    private static final Pattern FIRST = Pattern.compile("\\s*(\\d{1,6})(?:<([^>]{1,200})>)?\\s*(?:,.*)?");
    private static final int MOST_OPEN = 1000;
    private static final int LONGEST = 600;

    private record Opened(String name, long line) {}

    private static final Pattern FAULT = Pattern.compile("--- SIGBUS \\{.{0,200}si_addr=0x([0-9a-f]{1,16})\\b.*");
    private static final Pattern LENGTH = Pattern.compile("[^,]{1,40},\\s*(\\d{1,18}),.*");
    private static final int MOST_MAPPINGS = 4000;

    private record Mapping(long first, long length, Opened of) {}

    /**
     * A page that could not be had, and the file that was mapped there.
     *
     * @param file as it was opened
     * @param line where it was opened
     * @param at where the signal stands
     */
    public record Page(Target file, long line, long at) {}

    private final Map<Integer, Opened> open = new LinkedHashMap<>();
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

    private void mapped(String arguments, String result, long number) {
        Matcher length = LENGTH.matcher(arguments);
        String[] parts = arguments.split(",", -1);
        if (!result.startsWith("0x") || !length.matches() || parts.length < 5 || mappings.size() >= MOST_MAPPINGS) {
            return;
        }
        Matcher descriptor = FIRST.matcher(parts[4]);
        if (!descriptor.matches()) {
            return;
        }
        Opened of = descriptor.group(2) != null
                ? new Opened(descriptor.group(2), number)
                : open.get(Integer.parseInt(descriptor.group(1), 10));
        if (of != null) {
            mappings.add(new Mapping(
                    Long.parseUnsignedLong(result.substring(2), 16), Long.parseLong(length.group(1), 10), of));
        }
    }

    /** Whether a line may be one of strace's. */
    public static boolean isTrace(String line) {
        int equals = line.lastIndexOf(") ");
        return equals > 0 && line.indexOf('(') > 0 && line.indexOf("= ", equals) > 0;
    }

    /** Takes a line; a call that failed is a statement. */
    public Optional<Statement> line(String line, long number) {
        if (line.length() > LONGEST) {
            return Optional.empty();
        }
        Matcher m = CALL.matcher(line.strip());
        if (!m.matches()) {
            return Optional.empty();
        }
        String call = m.group(1);
        String arguments = m.group(2);
        if (m.group(4) != null) {
            return Errno.of(m.group(4))
                    .filter(e -> m.group(3).equals("-1"))
                    .flatMap(e -> failed(call, arguments, e, number));
        }
        if (call.startsWith("mmap")) {
            mapped(arguments, m.group(3), number);
        }
        remember(call, arguments, m.group(3), number);
        return Optional.empty();
    }

    private void remember(String call, String arguments, String result, long number) {
        boolean opens = call.startsWith("open") || call.equals("creat") || call.equals("memfd_create");
        Matcher name = NAME.matcher(arguments);
        if (opens && result.matches("\\d{1,6}") && name.find() && open.size() < MOST_OPEN) {
            open.put(Integer.parseInt(result, 10), new Opened(name.group(1), number));
        } else if (call.equals("close")) {
            Matcher first = FIRST.matcher(arguments);
            if (first.matches()) {
                open.remove(Integer.parseInt(first.group(1), 10));
            }
        } else if (call.startsWith("dup") && result.matches("\\d{1,6}")) {
            Matcher first = FIRST.matcher(arguments);
            Opened of = first.matches() ? open.get(Integer.parseInt(first.group(1), 10)) : null;
            if (of != null) {
                open.put(Integer.parseInt(result, 10), of);
            }
        }
    }

    private Optional<Statement> failed(String call, String arguments, Errno errno, long number) {
        boolean looksUp = errno == Errno.ENOENT && !arguments.contains("/dev/shm");
        boolean starts = call.startsWith("clone") || call.endsWith("fork");
        if (looksUp || (errno == Errno.EAGAIN && !starts)) {
            return Optional.empty();
        }
        Map<String, String> values = new LinkedHashMap<>();
        Target target = Target.UNNAMED;
        Matcher name = NAME.matcher(arguments);
        Matcher first = FIRST.matcher(arguments);
        Opened of = null;
        String shown = null;
        if (call.equals("mmap")) {
            String[] parts = arguments.split(",", -1);
            of = parts.length > 4 && parts[4].strip().matches("\\d{1,6}")
                    ? open.get(Integer.parseInt(parts[4].strip(), 10))
                    : null;
        } else if (first.matches()) {
            of = open.get(Integer.parseInt(first.group(1), 10));
            shown = first.group(2);
        } else if (name.find()) {
            shown = name.group(1);
        }
        if (of != null) {
            target = Target.named(of.name());
            values.put("opened", String.valueOf(of.line()));
        } else if (shown != null) {
            target = Target.named(shown);
        } else if (call.equals("shmget") || call.equals("shmat")) {
            target = new Target(Target.Kind.SYSTEM_V, "");
        } else if (starts) {
            target = new Target(Target.Kind.THREAD, "");
        }
        if (!target.name().isEmpty()) {
            values.put("file", target.name());
        }
        return tells(target, errno)
                ? Optional.of(
                        new Statement.CallFailed("strace-" + call, Where.line(number), call, errno, target, values))
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
