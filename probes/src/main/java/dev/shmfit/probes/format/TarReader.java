package dev.shmfit.probes.format;

import dev.shmfit.units.ByteCount;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a tar archive as GNU, BSD and busybox tar and Java write it: ustar, old GNU and pax headers. Gives the regular
 * files, in order; links and devices are passed over. Nothing is written to disk.
 */
final class TarReader {
    static final int BLOCK = 512;
    private static final int NAME = 100;
    private static final int CHECKSUM = 148;
    private static final int MOST_ENTRIES = 10_000;
    private static final ByteCount LONGEST_NAME_RECORD = ByteCount.kibibytes(64);

    private final String archive;
    private final InputStream in;
    private long unread;
    private int entries;

    TarReader(String archive, InputStream in) {
        this.archive = archive;
        this.in = in;
    }

    /** A regular file; its content comes next. */
    record Entry(String name, long size) {}

    /** Whether a block is the header of a tar entry: whether its checksum is right. */
    static boolean isHeader(byte[] block) {
        if (block.length < BLOCK || block[0] == 0) {
            return false;
        }
        int sum = 0;
        for (int i = 0; i < BLOCK; i++) {
            boolean field = i >= CHECKSUM && i < CHECKSUM + 8;
            sum += field ? ' ' : block[i] & 0xFF;
        }
        String written = field(block, CHECKSUM, 8).strip();
        return written.matches("[0-7]{1,7}") && Integer.parseInt(written, 8) == sum;
    }

    /** The next regular file; empty at the end. What was left of the one before is passed over. */
    Optional<Entry> next() throws IOException {
        String longName = null;
        while (true) {
            skipRest();
            byte[] header = in.readNBytes(BLOCK);
            if (header.length == BLOCK && allZero(header)) {
                return Optional.empty();
            }
            if (header.length == 0) {
                throw new UnreadableInput(archive + " has no end mark behind entry " + entries
                        + ": it was cut off there. Copy it once more.");
            }
            if (++entries > MOST_ENTRIES) {
                throw new UnreadableInput(archive + " has more than " + MOST_ENTRIES + " entries; a capture has 30");
            }
            if (!isHeader(header)) {
                throw new UnreadableInput(
                        archive + " is damaged: entry " + entries + " has no valid header. Take it once more.");
            }
            long size = size(header);
            unread = size + padding(size);
            char type = (char) (header[156] & 0xFF);
            if (type == 'L' || type == 'x') {
                String record = new String(read(size, LONGEST_NAME_RECORD, "a name"), StandardCharsets.UTF_8);
                longName = type == 'L' ? untilZero(record) : paxPath(record, longName);
            } else if (type == '0' || type == 0 || type == '7') {
                return Optional.of(new Entry(longName != null ? longName : name(header), size));
            } else if (type != 'g' && type != 'K') {
                longName = null;
            }
        }
    }

    /** The content of the entry that {@link #next} gave. */
    byte[] content(Entry entry, ByteCount limit) throws IOException {
        return read(entry.size(), limit, entry.name());
    }

    private byte[] read(long size, ByteCount limit, String what) throws IOException {
        if (size > limit.bytes()) {
            throw new UnreadableInput(archive + ": " + what + " has "
                    + ByteCount.of(size).human() + "; at most " + limit.human() + " are read");
        }
        byte[] bytes = in.readNBytes((int) size);
        unread -= bytes.length;
        if (bytes.length < size) {
            throw cutOff();
        }
        return bytes;
    }

    private void skipRest() throws IOException {
        try {
            in.skipNBytes(unread);
            unread = 0;
        } catch (EOFException e) {
            throw cutOff();
        }
    }

    private UnreadableInput cutOff() {
        return new UnreadableInput(archive + " ends in the middle of entry " + entries + ". Copy it once more.");
    }

    private long size(byte[] header) {
        if ((header[124] & 0x80) != 0) {
            throw new UnreadableInput(archive + ": entry " + entries + " is larger than 8 GiB; no capture is");
        }
        String octal = field(header, 124, 12).strip();
        if (!octal.matches("[0-7]{0,12}")) {
            throw new UnreadableInput(archive + " is damaged: entry " + entries + " has no valid size");
        }
        return octal.isEmpty() ? 0 : Long.parseLong(octal, 8);
    }

    private static long padding(long size) {
        return (BLOCK - size % BLOCK) % BLOCK;
    }

    private static String name(byte[] header) {
        boolean ustar = field(header, 257, 5).equals("ustar");
        // Old GNU headers have other things where POSIX has the prefix; they end the magic with blanks.
        String prefix = ustar && header[262] == 0 ? field(header, 345, 155) : "";
        String name = field(header, 0, NAME);
        return prefix.isEmpty() ? name : prefix + "/" + name;
    }

    /** The value of {@code path} in records such as {@code 30 path=some/name\n}. */
    private static @Nullable String paxPath(String records, @Nullable String otherwise) {
        for (String line : records.split("\n", -1)) {
            int blank = line.indexOf(' ');
            if (blank > 0 && line.startsWith("path=", blank + 1)) {
                return line.substring(blank + 6);
            }
        }
        return otherwise;
    }

    private static String field(byte[] block, int from, int length) {
        return untilZero(new String(block, from, length, StandardCharsets.UTF_8));
    }

    private static String untilZero(String text) {
        int zero = text.indexOf(0);
        return zero < 0 ? text : text.substring(0, zero);
    }

    private static boolean allZero(byte[] block) {
        return Arrays.equals(block, new byte[BLOCK]);
    }
}
