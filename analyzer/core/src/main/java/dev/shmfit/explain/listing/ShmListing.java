package dev.shmfit.explain.listing;

import dev.shmfit.explain.size.SizeDecoder;
import dev.shmfit.explain.size.SizeMeaning;
import dev.shmfit.units.ByteCount;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code ls -l /dev/shm} shows: files by owner and size, the sum, the rights of the directory.
 *
 * <pre>{@code
 * -rw------- 1 root root 9637892 Nov 20 10:11 nccl-97p6hH
 * }</pre>
 */
public final class ShmListing {
    private static final Pattern ENTRY = Pattern.compile(
            "([-dlpsbc][-rwxsStT]{9})[.+@]?\\s+\\d{1,6}\\s+\\S{1,60}\\s+\\S{1,60}\\s+(\\d{1,18}(?:\\.\\d)?[KMGT]?)\\s+"
                    + "(?:[A-Z][a-z]{2}\\s+\\d{1,2}\\s+\\d[\\d:]{3,7}|\\d{4}-\\d\\d-\\d\\d\\s+\\d\\d:\\d\\d(?::[\\d.]{2,12})?(?:\\s+[+-]\\d{4})?)\\s+"
                    + "(\\S.{0,300})");
    private static final ByteCount PAGE = ByteCount.of(4096);
    private static final int MOST_GROUPS = 500;
    private static final int SHORTEST = 12;
    private static final int LONGEST = 600;

    /**
     * Files of one owner and one size.
     *
     * @param program whose they are
     * @param remark what it means that they are seen
     * @param tenant whether the program keeps its data there for as long as it runs
     * @param meanings of the size, for files of NCCL's
     * @param example one name
     * @param pids in the names, some
     */
    public record Group(
            String program,
            String remark,
            boolean tenant,
            ByteCount size,
            long count,
            List<SizeMeaning> meanings,
            String example,
            List<String> pids) {
        public Group {
            meanings = List.copyOf(meanings);
            pids = List.copyOf(pids);
        }
    }

    private record Key(String program, long size) {}

    private static final class Tally {
        private final ShmOwner owner;
        private final String example;
        private final Set<String> pids = new LinkedHashSet<>();
        private long count;

        Tally(ShmOwner owner, String example) {
            this.owner = owner;
            this.example = example;
        }
    }

    private final Map<Key, Tally> tallies = new LinkedHashMap<>();
    private long files;
    private long firstLine;
    private ByteCount sum = ByteCount.ZERO;
    private ByteCount pages = ByteCount.ZERO;
    private boolean inShm;
    private Optional<String> mode = Optional.empty();

    /** Whether a line that does not name /dev/shm may belong to a listing all the same. */
    public boolean mayHold(byte[] line, int from, int to) {
        int at = from;
        while (at < to && line[at] >= 0 && line[at] <= ' ') {
            at++;
        }
        if (to - at < SHORTEST || to - from > LONGEST) {
            return false;
        }
        byte first = line[at];
        byte second = line[at + 1];
        return first == '/' || ((second == 'r' || second == '-') && "-dlpsbc".indexOf(first) >= 0);
    }

    /** Looks at a line. */
    public void line(String text, long number) {
        if (text.length() < SHORTEST || text.length() > LONGEST) {
            return;
        }
        Matcher entry = isEntry(text) ? ENTRY.matcher(text.strip()) : null;
        if (entry != null && entry.matches()) {
            entry(entry.group(1), entry.group(2), entry.group(3), number);
        } else if (text.contains("/dev/shm")) {
            inShm = text.strip().endsWith("/dev/shm:") || text.contains("ls ") || text.contains("ll ");
        } else if (text.strip().endsWith(":") && text.strip().startsWith("/")) {
            inShm = false;
        }
    }

    private static boolean isEntry(String text) {
        int at = 0;
        while (at < text.length() && text.charAt(at) <= ' ') {
            at++;
        }
        return at + 10 < text.length()
                && "-dlpsbc".indexOf(text.charAt(at)) >= 0
                && (text.charAt(at + 1) == 'r' || text.charAt(at + 1) == '-');
    }

    private void entry(String rights, String size, String path, long number) {
        boolean absolute = path.startsWith("/dev/shm/");
        if (rights.startsWith("d")) {
            if ((inShm && path.equals(".")) || path.equals("/dev/shm") || path.equals("/dev/shm/")) {
                mode = Optional.of(rights);
            }
            return;
        }
        if (path.startsWith("/") && !absolute) {
            return;
        }
        String name = absolute ? path.substring("/dev/shm/".length()) : path;
        Optional<ShmOwner> owner = ShmOwner.of(name);
        if (owner.isEmpty() && !inShm && !absolute) {
            return;
        }
        add(owner.orElse(new ShmOwner("another program", "", Optional.empty())), bytes(size), name, number);
    }

    private void add(ShmOwner owner, ByteCount size, String name, long number) {
        firstLine = files == 0 ? number : firstLine;
        files++;
        sum = sum.plus(size);
        pages = pages.plus(size.inPagesOf(PAGE));
        Key key = new Key(owner.program(), size.bytes());
        if (tallies.size() >= MOST_GROUPS && !tallies.containsKey(key)) {
            key = new Key(owner.program(), -1);
        }
        Tally tally = tallies.computeIfAbsent(key, k -> new Tally(owner, name));
        tally.count++;
        if (tally.pids.size() < 8) {
            owner.pid().ifPresent(tally.pids::add);
        }
    }

    private static ByteCount bytes(String text) {
        char last = Character.toUpperCase(text.charAt(text.length() - 1));
        int unit = "KMGT".indexOf(last) + 1;
        String digits = unit == 0 ? text : text.substring(0, text.length() - 1);
        return ByteCount.of(new BigDecimal(digits)
                .multiply(BigDecimal.valueOf(1L << (10 * unit)))
                .toBigInteger()
                .min(java.math.BigInteger.valueOf(1L << 50))
                .longValueExact());
    }

    /** How many files. */
    public long files() {
        return files;
    }

    /** Where the first stands, from 1. */
    public long firstLine() {
        return firstLine;
    }

    /** All sizes together. */
    public ByteCount sum() {
        return sum;
    }

    /** All sizes in whole pages of 4 KiB, as df counts them. */
    public ByteCount inPages() {
        return pages;
    }

    /** The rights of the directory, as ls prints them, where they were shown. */
    public Optional<String> mode() {
        return mode;
    }

    /** Whether everybody may write, and nobody may delete another's files. */
    public boolean modeRight() {
        return mode.map(m -> m.toLowerCase(Locale.ROOT).equals("drwxrwxrwt")).orElse(true);
    }

    /** Files by owner and size, those that take most first. */
    public List<Group> groups() {
        List<Group> groups = new ArrayList<>();
        tallies.forEach((key, t) -> {
            boolean nccl = t.owner.program().startsWith("NCCL");
            ByteCount size = ByteCount.of(Math.max(0, key.size()));
            groups.add(new Group(
                    key.program(),
                    t.owner.remark(),
                    t.owner.tenant(),
                    size,
                    t.count,
                    nccl ? SizeDecoder.decodeFile(size.bytes()) : List.of(),
                    t.example,
                    List.copyOf(t.pids)));
        });
        groups.sort((a, b) -> b.size().times(b.count()).compareTo(a.size().times(a.count())));
        return groups;
    }
}
