package dev.shmfit.parse.file;

import dev.shmfit.facts.ParseNote;
import dev.shmfit.facts.Reading;
import dev.shmfit.facts.ShmSpace;
import dev.shmfit.parse.NoteList;
import dev.shmfit.parse.Parsed;
import dev.shmfit.units.ByteCount;

/**
 * Reads {@code shm-statvfs.txt}: what statvfs says of /dev/shm, one figure a line.
 *
 * <pre>{@code
 * type=tmpfs
 * block_size=4096
 * blocks=16384
 * blocks_free=16384
 * blocks_available=11264
 * files=32982530
 * files_free=32982521
 * }</pre>
 */
public final class ShmSpaceParser {
    private ShmSpaceParser() {}

    /** Reads a text. */
    public static Parsed<ShmSpace> parse(String text, String item) {
        NoteList notes = new NoteList(item);
        KeyValues values = new KeyValues(text, notes);
        Reading<Long> block = values.number("block_size");
        Reading<ByteCount> size = bytes(values.number("blocks"), block);
        Reading<ByteCount> available = bytes(values.number("blocks_available"), block);
        if (size.asOptional().isPresent()
                && available.asOptional().isPresent()
                && available.asOptional().get().compareTo(size.asOptional().get()) > 0) {
            notes.add(
                    ParseNote.Kind.SUSPICIOUS,
                    notes.line(0),
                    "more blocks are available than there are; the figures contradict each other");
        }
        return new Parsed<>(
                new ShmSpace(
                        values.text("type"),
                        size,
                        available,
                        values.number("files"),
                        values.number("files_free"),
                        ShmDirectoryParser.parse(values)),
                notes.toList());
    }

    private static Reading<ByteCount> bytes(Reading<Long> blocks, Reading<Long> block) {
        if (!(blocks instanceof Reading.Known<Long> n)) {
            return unknown(blocks);
        }
        if (!(block instanceof Reading.Known<Long> b)) {
            return unknown(block);
        }
        return b.value() == 0 || n.value() > Long.MAX_VALUE / b.value()
                ? new Reading.Unreadable<>(n.value() + " × " + b.value(), n.source(), "it is no size")
                : Reading.known(ByteCount.of(n.value() * b.value()), n.source());
    }

    private static <T> Reading<ByteCount> unknown(Reading<T> reading) {
        return reading.match(
                k -> Reading.absent("not known"),
                a -> Reading.absent(a.why()),
                u -> new Reading.Unreadable<>(u.text(), u.source(), u.why()));
    }
}
