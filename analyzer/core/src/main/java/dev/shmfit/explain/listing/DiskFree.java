package dev.shmfit.explain.listing;

import dev.shmfit.units.ByteCount;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code df} says of /dev/shm, whenever it is asked.
 *
 * <pre>{@code
 * Filesystem      Size  Used Avail Use% Mounted on
 * shm              64M   20M   45M  31% /dev/shm
 * }</pre>
 */
public final class DiskFree {
    private static final String NUMBER = "(\\d{1,19}(?:[.,]\\d{1,3})?[KMGTPkmgtp]?i?B?|-)";
    private static final Pattern ROW =
            Pattern.compile("(\\S{1,200})\\s+(?:(tmpfs|ext4|xfs|overlay|devtmpfs|nfs4?|fuse\\S*)\\s+)?" + NUMBER
                    + "\\s+" + NUMBER + "\\s+" + NUMBER + "\\s+(\\d{1,3}|-)%?\\s+(/\\S*)\\s*");
    private static final Pattern BLOCKS = Pattern.compile("(?:(\\d+)([KMG]?)B?-blocks)");
    private static final int KEPT = 64;
    private static final int LONGEST = 600;

    /**
     * One answer.
     *
     * @param line where it stands, from 1
     * @param fileSystem the first column: {@code shm} is what container runtimes call it
     * @param percent of use
     */
    public record Sample(long line, String fileSystem, ByteCount size, ByteCount used, ByteCount free, int percent) {}

    /** A table has no more rows. */
    private static final int MOST_ROWS = 80;

    private static final int MOST_OTHERS = 16;
    private static final int ALL_BUT_FULL = 98;

    /** Another file system that is full. */
    public record FullMount(long line, String mount, int percent) {}

    private final List<Sample> samples = new ArrayList<>();
    private final Map<String, FullMount> full = new LinkedHashMap<>();
    private int rows;
    private String device = "";
    private Optional<Sample> inodes = Optional.empty();
    private boolean countsInodes;
    private long unit = 1024;
    private long count;
    private boolean growing = true;

    /** Whether the rows of a table may follow. */
    public boolean waits() {
        return rows > 0;
    }

    /** Looks at a line. */
    public void line(String text, long number) {
        int percent = text.length() > LONGEST ? -1 : text.indexOf('%');
        rows = Math.max(0, rows - 1);
        if (percent < 0) {
            boolean wrapped = waits() && text.length() < 200 && text.strip().indexOf(' ') < 0 && !text.isBlank();
            device = wrapped ? text.strip() : "";
            rows = wrapped ? rows : 0;
            return;
        }
        if (text.contains("Use%") || text.contains("IUse%") || text.contains("Capacity")) {
            header(text);
            rows = MOST_ROWS;
        } else {
            Matcher row = ROW.matcher((device + ' ' + text).strip());
            device = "";
            if (!row.matches()) {
                return;
            }
            if (row.group(7).equals("/dev/shm") || row.group(7).equals("/run/shm")) {
                sample(row, number);
            } else {
                other(row, number);
            }
        }
    }

    private void other(Matcher row, long number) {
        int percent = row.group(6).equals("-") ? 0 : (int) parsed(row.group(6));
        String mount = row.group(7);
        full.remove(mount);
        if (percent >= ALL_BUT_FULL
                && full.size() < MOST_OTHERS
                && !row.group(1).startsWith("/dev/loop")) {
            full.put(mount, new FullMount(number, mount, percent));
        }
    }

    /** Other file systems that are full, or all but full. */
    public List<FullMount> full() {
        return List.copyOf(full.values());
    }

    private void header(String text) {
        countsInodes = text.contains("IUse%") || text.contains("IFree");
        Matcher blocks = BLOCKS.matcher(text);
        unit = 1024;
        if (blocks.find()) {
            String letter = blocks.group(2).toUpperCase(Locale.ROOT);
            long scale = letter.isEmpty() ? 1 : 1L << (10 * ("KMG".indexOf(letter) + 1));
            unit = Math.max(1, Math.min(1L << 20, parsed(blocks.group(1)))) * scale;
        }
    }

    private void sample(Matcher row, long number) {
        long scale = countsInodes ? 1 : unit;
        int percent = row.group(6).equals("-") ? 0 : (int) parsed(row.group(6));
        Sample s = new Sample(
                number,
                row.group(1),
                bytes(row.group(3), scale),
                bytes(row.group(4), scale),
                bytes(row.group(5), scale),
                percent);
        if (countsInodes) {
            inodes = Optional.of(s);
            return;
        }
        growing = growing && (samples.isEmpty() || last().used().compareTo(s.used()) <= 0);
        count++;
        if (samples.size() == KEPT) {
            samples.remove(KEPT / 2);
        }
        samples.add(s);
    }

    private static ByteCount bytes(String text, long scale) {
        if (text.equals("-")) {
            return ByteCount.ZERO;
        }
        return ByteCount.of(ListedSizes.bytes(text, scale));
    }

    private static long parsed(String digits) {
        return ListedSizes.bytes(digits, 1);
    }

    /** Whether there was any. */
    public boolean isEmpty() {
        return samples.isEmpty();
    }

    /** The answers, in order; of many only some. */
    public List<Sample> samples() {
        return List.copyOf(samples);
    }

    /** How many there were. */
    public long count() {
        return count;
    }

    /** The latest; there must be one. */
    public Sample last() {
        return samples.get(samples.size() - 1);
    }

    /** Whether the use went up, from several answers to more than nine tenths, and never down. */
    public boolean filledUp() {
        return count >= 4
                && growing
                && last().percent() >= 90
                && samples.get(0).used().compareTo(last().used()) < 0;
    }

    /** What {@code df -i} said. */
    public Optional<Sample> inodes() {
        return inodes;
    }
}
