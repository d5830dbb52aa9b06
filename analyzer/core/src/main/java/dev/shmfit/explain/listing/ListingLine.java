package dev.shmfit.explain.listing;

import dev.shmfit.units.ByteCount;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of a listing of files, as {@code ls -l}, {@code ls -lis}, {@code find -ls}, {@code du} and busybox print them.
 *
 * @param rights such as {@code -rw-------}; empty for {@code du}, which shows none
 * @param size in bytes, as far as the listing shows it
 * @param blocks what it takes of the file system, where the listing shows it
 * @param user whose it is; empty where the listing does not say
 * @param path as it stands there
 */
record ListingLine(String rights, ByteCount size, Optional<ByteCount> blocks, String user, String path) {
    private static final String SIZE = "(\\d{1,18}(?:[.,]\\d)?[KMGTkmgt]?)";
    private static final String DATE = "(?:[A-Z][a-z]{2}\\s+\\d{1,2}\\s+\\d[\\d:]{3,7}"
            + "|\\d{4}-\\d\\d-\\d\\d\\s+\\d\\d:\\d\\d(?::[\\d.]{2,12})?(?:\\s+[+-]\\d{4})?"
            + "|\\d\\d-\\d\\d\\s+\\d\\d:\\d\\d"
            + "|\\d{1,2}\\s?[\\u6708\\uc6d4]\\s+\\d{1,2}(?:[\\u65e5\\uc77c])?\\s+\\d[\\d:]{3,7}"
            + "|\\d{1,2}\\.?\\s+\\p{L}{3,5}\\.?\\s+\\d[\\d:]{3,7})";
    private static final Pattern LS =
            Pattern.compile("(?:(?:\\d{1,20}\\s+)?(\\d{1,15}(?:\\.\\d)?[KMGT]?)\\s+)?([-dlpsbc][-rwxsStT]{9})[.+@]?\\s+"
                    + "\\d{1,6}\\s+(\\S{1,60})(?:\\s+\\S{1,60})?\\s+" + SIZE + "\\s+" + DATE + "\\s+(\\S.{0,300})");
    private static final Pattern DU = Pattern.compile(SIZE + "\\s+(/dev/shm(?:/\\S.{0,300})?)");
    private static final Pattern TOTAL = Pattern.compile("total " + SIZE);
    private static final int KIB = 1024;

    /** The entry of a line; empty where it is none. */
    static Optional<ListingLine> of(String text) {
        String line = text.strip();
        if (!mayBe(line)) {
            return Optional.empty();
        }
        Optional<ListingLine> plain = PlainEntry.of(line);
        if (plain.isPresent()) {
            return plain;
        }
        Matcher ls = LS.matcher(line);
        if (ls.matches()) {
            Optional<ByteCount> blocks = Optional.ofNullable(ls.group(1)).map(b -> bytes(b, KIB));
            return Optional.of(new ListingLine(
                    ls.group(2), bytes(ls.group(4), 1), blocks, ls.group(3), withoutTarget(ls.group(2), ls.group(5))));
        }
        Matcher du = DU.matcher(line);
        if (du.matches()) {
            ByteCount taken = bytes(du.group(1), KIB);
            return Optional.of(new ListingLine("", taken, Optional.of(taken), "", du.group(2)));
        }
        return Optional.empty();
    }

    /** Whether a line begins as an entry does: with rights or with a number that a blank follows; cheap. */
    private static boolean mayBe(String line) {
        if (line.length() < 7) {
            return false;
        }
        char first = line.charAt(0);
        if ("-dlpsbc".indexOf(first) >= 0) {
            return (line.charAt(1) == 'r' || line.charAt(1) == '-') && (line.charAt(2) == 'w' || line.charAt(2) == '-');
        }
        int at = 0;
        while (at < line.length() && at < 20 && "0123456789.,KMGT".indexOf(line.charAt(at)) >= 0) {
            at++;
        }
        return at > 0 && at < line.length() && (line.charAt(at) == ' ' || line.charAt(at) == '\t');
    }

    /** What {@code ls -l} says that all entries take together; it counts blocks of 1 KiB. */
    static Optional<ByteCount> total(String text) {
        Matcher m = text.startsWith("total ") ? TOTAL.matcher(text.strip()) : null;
        return m != null && m.matches() ? Optional.of(bytes(m.group(1), KIB)) : Optional.empty();
    }

    static String withoutTarget(String rights, String path) {
        int arrow = rights.startsWith("l") ? path.indexOf(" -> ") : -1;
        return arrow < 0 ? path : path.substring(0, arrow);
    }

    private static ByteCount bytes(String text, long scale) {
        return ByteCount.of(ListedSizes.bytes(text, scale));
    }

    /** The number in a name of an unknown form that may be a process's: the first of two to seven digits, set apart. */
    static OptionalLong processIn(String name) {
        Matcher m = PROCESS.matcher(name);
        return m.find() ? OptionalLong.of(Long.parseLong(m.group(1), 10)) : OptionalLong.empty();
    }

    private static final Pattern PROCESS = Pattern.compile("(?<![0-9A-Za-z])(\\d{2,7})(?![0-9A-Za-z])");
}
