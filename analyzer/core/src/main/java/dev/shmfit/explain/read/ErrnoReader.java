package dev.shmfit.explain.read;

import dev.shmfit.explain.listing.ShmOwner;
import dev.shmfit.explain.statement.Errno;
import dev.shmfit.explain.statement.Statement;
import dev.shmfit.explain.statement.Target;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line that names an error of the system, whoever printed it: which call failed, and on what.
 *
 * <pre>{@code could not resize shared memory segment "/PostgreSQL.638321836" to 16777216 bytes: No space left on device}</pre>
 */
public final class ErrnoReader {
    /** The id of what it reads. */
    public static final String ID = "system-error";

    private static final int LONGEST = 1000;

    private static final Pattern QUOTED =
            Pattern.compile("['\"<`\u2018\u201c]([^'\"<>`\u2019\u201d]{2,200})['\">`\u2019\u201d]");
    private static final Pattern PATH = Pattern.compile("(?:^|[\\s=(:,])(/[A-Za-z0-9_.][^\\s'\"<>,;:()]{1,200})");
    private static final Pattern SIZE = Pattern.compile("(\\d{3,15}) ?(?:bytes|B\\b)");
    private static final Pattern ASKED = Pattern.compile("(?:size|length|len)[ =:]{1,3}(\\d{3,15})");

    private static final Pattern NUMBERED =
            Pattern.compile("\\berrno(?: is|:)?[ =]{1,3}\\(?(\\d{1,3})\\b", Pattern.CASE_INSENSITIVE);

    /** A line of a program's source, which messages name as their origin. */
    private static final Pattern SOURCE =
            Pattern.compile(".*\\.(?:c|cc|cpp|cxx|cu|cuh|h|hh|hpp|py|pyx|rs|go|java)(?::\\d.*)?");

    /** A descriptor of another process, through which UCX (mm_posix.c) and others attach its segment. */
    private static final Pattern OTHERS_FILE = Pattern.compile("/proc/\\d+/fd/\\d+");

    /** A segment of another process, which is attached and not made. */
    private static final Pattern OTHERS = Pattern.compile("\\b(?:attach\\w*|remote|peer'?s?)\\b");

    private static final Pattern MAPS = Pattern.compile("\\bmap(?:ping|ped)?\\b");
    private static final Pattern CREATES = Pattern.compile("\\bcreat(?:e|ing)\\b");
    private static final List<String> CREATING =
            List.of("cannot touch", "cannot create regular file", "cannot create directory", "can't create");

    private static final List<String> CALLS = List.of(
            "shm_open",
            "posix_fallocate",
            "fallocate",
            "ftruncate",
            "sem_open",
            "shmget",
            "shmat",
            "semget",
            "memfd_create",
            "pthread_create",
            "mmap",
            "mkstemp",
            "msync",
            "pwrite",
            "write",
            "fork",
            "clone",
            "execve",
            "mlock",
            "openat",
            "open",
            "mkdir",
            "bind",
            "socket",
            "connect");

    private static final List<String> WATCHES = List.of("inotify", "file watchers", "watch limit");

    private static final List<String> THREADS =
            List.of("thread", "fork", "clone", "spawn", "create process", "new process", "pthread");
    private static final List<String> SHARED = List.of(
            "shared memory", "shared-memory", "shm", "shared_mem", "sharedmem", "memory segment", "memory-mapped seg");

    private ErrnoReader() {}

    /** The statement of a line; empty where it speaks of an error without reporting one. */
    public static Optional<Statement> read(String line, long number) {
        String text = line.length() > LONGEST ? line.substring(0, LONGEST) : line;
        Optional<Errno> errno = Errno.in(text).or(() -> numbered(text));
        if (errno.isEmpty() || !ErrnoReport.of(text, errno.get()) || watches(text, errno.get())) {
            return Optional.empty();
        }
        Map<String, String> values = new LinkedHashMap<>();
        Matcher size = SIZE.matcher(text);
        Matcher asked = ASKED.matcher(text);
        if (size.find()) {
            values.put("size", size.group(1));
        } else if (asked.find()) {
            values.put("size", asked.group(1));
        }
        if (text.contains("HUGETLB") || text.contains("huge page") || text.contains("hugepage")) {
            values.put("huge", "yes");
        }
        Target target = target(text, errno.get());
        boolean others = OTHERS_FILE.matcher(target.name()).matches()
                || (target.inShm()
                        && OTHERS.matcher(text.toLowerCase(Locale.ROOT)).find());
        String call = others ? "attach" : call(text);
        if (!target.name().isEmpty()) {
            values.put("file", target.name());
        }
        return Optional.of(
                new Statement.CallFailed(ID, Statement.Where.line(number), call, errno.get(), target, values));
    }

    /** inotify_add_watch(2) says ENOSPC where the limit of watches is reached: that is no want of room. */
    private static boolean watches(String text, Errno errno) {
        return errno == Errno.ENOSPC && WATCHES.stream().anyMatch(text::contains);
    }

    /** The error that a line has only as a number: {@code (errno 28)}, {@code errno = 28}. */
    private static Optional<Errno> numbered(String text) {
        Matcher m = NUMBERED.matcher(text);
        return m.find() ? Errno.of(m.group(1)) : Optional.empty();
    }

    private static String call(String text) {
        for (String call : CALLS) {
            int at = text.indexOf(call);
            while (at >= 0) {
                int end = at + call.length();
                boolean whole = (at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1)))
                        && (end == text.length()
                                || !(Character.isLetterOrDigit(text.charAt(end)) || text.charAt(end) == '_'));
                if (whole) {
                    return call;
                }
                at = text.indexOf(call, end);
            }
        }
        String small = text.toLowerCase(Locale.ROOT);
        if (small.contains("mounting ")) {
            return "mount";
        }
        if (CREATING.stream().anyMatch(small::contains)) {
            return "open";
        }
        if (small.contains("mmap") || MAPS.matcher(small).find()) {
            return "mmap";
        }
        if (CREATES.matcher(small).find()) {
            return "create";
        }
        if (small.contains("resize")) {
            return "fallocate";
        }
        return small.contains("exec") ? "execve" : "";
    }

    private static Target target(String text, Errno errno) {
        String small = text.toLowerCase(Locale.ROOT);
        if (small.contains("shmget")
                || small.contains("shmat(")
                || small.contains("semget")
                || small.contains("semctl")
                || small.contains("shmctl")
                || small.contains("semop(")
                || small.contains("msgget")
                || small.contains("system v")) {
            return new Target(Target.Kind.SYSTEM_V, "");
        }
        Target named = Target.UNNAMED;
        Matcher quoted = QUOTED.matcher(text);
        while (quoted.find()) {
            named = better(named, name(quoted.group(1), small));
        }
        Matcher path = PATH.matcher(text);
        while (path.find()) {
            named = SOURCE.matcher(path.group(1)).matches() ? named : better(named, name(path.group(1), small));
        }
        if (named.inShm()) {
            return named;
        }
        int shm = placed(small);
        if (shm >= 0) {
            int at = shm;
            int end = at;
            while (end < text.length() && " \t'\"<>,;:()".indexOf(text.charAt(end)) < 0) {
                end++;
            }
            return Target.named(text.substring(at, end));
        }
        boolean thread = errno == Errno.EAGAIN && THREADS.stream().anyMatch(small::contains);
        if (thread || (errno == Errno.EPERM && small.contains("pthread_create"))) {
            return new Target(Target.Kind.THREAD, "");
        }
        if (small.contains("sem_open") || small.contains("semlock") || small.contains("posix semaphore")) {
            return new Target(Target.Kind.SEMAPHORE, named.name());
        }
        if (named.kind() == Target.Kind.UNNAMED && SHARED.stream().anyMatch(small::contains)) {
            return new Target(Target.Kind.SOME_SHM, "");
        }
        return named;
    }

    /** Where the path of /dev/shm, or of a file in it, begins; one below another directory is another; -1 for none. */
    private static int placed(String small) {
        int at = small.indexOf("/dev/shm");
        while (at > 0
                && (Character.isLetterOrDigit(small.charAt(at - 1)) || "/_.-".indexOf(small.charAt(at - 1)) >= 0)) {
            at = small.indexOf("/dev/shm", at + 1);
        }
        return at;
    }

    private static Target better(Target a, Target b) {
        return b.inShm() || a.kind() == Target.Kind.UNNAMED ? b : a;
    }

    /** A name in quotation marks: a segment's where its form is known or the line speaks of shared memory. */
    private static Target name(String quoted, String small) {
        String name = Target.path(quoted);
        boolean segment = Target.mayBeSegment(name)
                && (ShmOwner.of(name.substring(1)).isPresent()
                        || SHARED.stream().anyMatch(small::contains));
        if (segment) {
            return new Target(Target.Kind.SHM, name);
        }
        if (OTHERS_FILE.matcher(name).matches()) {
            return new Target(Target.Kind.SHM, name);
        }
        if (name.startsWith("/")) {
            return Target.named(name);
        }
        if (name.equals("dev/shm") || name.startsWith("dev/shm/")) {
            return Target.named('/' + name); // crun names places of the container's so
        }
        boolean known = name.indexOf(' ') < 0 && ShmOwner.of(name).isPresent();
        if (known) {
            return new Target(Target.Kind.SHM, name);
        }
        return name.indexOf('/') > 0 && name.indexOf(' ') < 0 ? new Target(Target.Kind.FILE, name) : Target.UNNAMED;
    }
}
