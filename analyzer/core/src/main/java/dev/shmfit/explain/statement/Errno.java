package dev.shmfit.explain.statement;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Errors of system calls, numbered as Linux does, with what strerror(3) of glibc and musl calls them. */
public enum Errno {
    EPERM(1, "Operation not permitted"),
    ENOENT(2, "No such file or directory"),
    EINTR(4, "Interrupted system call"),
    EIO(5, "Input/output error", "I/O error"),
    ENXIO(6, "No such device or address"),
    EBADF(9, "Bad file descriptor"),
    EAGAIN(11, "Resource temporarily unavailable"),
    ENOMEM(12, "Cannot allocate memory", "Out of memory"),
    EACCES(13, "Permission denied"),
    EFAULT(14, "Bad address"),
    EBUSY(16, "Device or resource busy", "Resource busy", "target is busy"),
    EEXIST(17, "File exists"),
    ENODEV(19, "No such device"),
    ENOTDIR(20, "Not a directory"),
    EISDIR(21, "Is a directory"),
    EINVAL(22, "Invalid argument"),
    ENFILE(23, "Too many open files in system"),
    EMFILE(24, "Too many open files", "No file descriptors available"),
    ETXTBSY(26, "Text file busy"),
    EFBIG(27, "File too large"),
    ENOSPC(28, "No space left on device"),
    EROFS(30, "Read-only file system"),
    EDEADLK(35, "Resource deadlock avoided"),
    ENAMETOOLONG(36, "File name too long"),
    ENOLCK(37, "No locks available"),
    ENOSYS(38, "Function not implemented"),
    EOVERFLOW(75, "Value too large for defined data type"),
    EOPNOTSUPP(95, "Operation not supported"),
    ETIMEDOUT(110, "Connection timed out", "Operation timed out"),
    ESTALE(116, "Stale file handle"),
    EDQUOT(122, "Disk quota exceeded", "Quota exceeded"),
    EOWNERDEAD(130, "Owner died"),
    ENOTRECOVERABLE(131, "State not recoverable");

    private static final Map<String, Errno> BY_WORD = byWord();

    private final int number;

    @SuppressWarnings("ImmutableEnumChecker") // as List.of makes it, it is
    private final List<String> texts;

    Errno(int number, String... texts) {
        this.number = number;
        this.texts = List.of(texts);
    }

    public int number() {
        return number;
    }

    /** What the system calls it. */
    public String text() {
        return texts.get(0);
    }

    /** All that systems call it, the usual first. */
    public List<String> texts() {
        return texts;
    }

    /** All texts and names, in lower case and without white space; those that contain others first. */
    public static List<String> words() {
        List<String> words = new ArrayList<>();
        for (Errno e : values()) {
            words.add(e.name().toLowerCase(Locale.ROOT));
            for (String text : e.texts) {
                words.add(squeezed(text));
            }
        }
        words.sort((a, b) -> b.length() - a.length());
        return words;
    }

    private static String squeezed(String text) {
        return text.toLowerCase(Locale.ROOT).replace(" ", "");
    }

    /** Of a name, a text or a number; white space and case mean nothing. */
    public static Optional<Errno> of(String word) {
        return Optional.ofNullable(BY_WORD.get(squeezed(word)));
    }

    private static Map<String, Errno> byWord() {
        Map<String, Errno> all = new HashMap<>();
        for (Errno e : values()) {
            all.putIfAbsent(e.name().toLowerCase(Locale.ROOT), e);
            all.putIfAbsent(String.valueOf(e.number), e);
            e.texts.forEach(t -> all.putIfAbsent(squeezed(t), e));
        }
        return Map.copyOf(all);
    }

    /** The first error that is named in a line by its text or its name; of two that begin alike the longer. */
    public static Optional<Errno> in(String line) {
        String small = line.toLowerCase(Locale.ROOT);
        Errno best = null;
        int first = Integer.MAX_VALUE;
        int longest = 0;
        for (Errno e : values()) {
            for (String text : e.texts) {
                int at = small.indexOf(text.toLowerCase(Locale.ROOT));
                if (at >= 0 && (at < first || (at == first && text.length() > longest))) {
                    best = e;
                    first = at;
                    longest = text.length();
                }
            }
            int at = line.indexOf(e.name());
            boolean whole = at >= 0
                    && (at == 0 || !Character.isLetterOrDigit(line.charAt(at - 1)))
                    && (at + e.name().length() == line.length()
                            || !Character.isLetterOrDigit(
                                    line.charAt(at + e.name().length())));
            if (whole && at < first) {
                best = e;
                first = at;
                longest = e.name().length();
            }
        }
        return Optional.ofNullable(best);
    }
}
