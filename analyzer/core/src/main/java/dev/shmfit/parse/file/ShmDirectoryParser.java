package dev.shmfit.parse.file;

import dev.shmfit.facts.Reading;
import dev.shmfit.parse.NoteList;
import dev.shmfit.parse.Parsed;
import java.util.List;

/**
 * Reads what {@code shm-statvfs.txt} says about the directory /dev/shm itself, behind the figures of its file system.
 *
 * <pre>{@code
 * type=tmpfs
 * mode=1777
 * uid=0
 * }</pre>
 */
public final class ShmDirectoryParser {
    /**
     * The directory.
     *
     * @param type of its file system
     * @param mode its permissions
     * @param owner to whom it belongs
     */
    public record ShmDirectory(Reading<String> type, Reading<Integer> mode, Reading<Long> owner) {
        private static final String WHY = "not captured";

        /** Nothing is known. */
        public static final ShmDirectory UNKNOWN =
                new ShmDirectory(Reading.absent(WHY), Reading.absent(WHY), Reading.absent(WHY));
    }

    private ShmDirectoryParser() {}

    /** Reads a text. Lines that are none of the form are told by {@link ShmSpaceParser}. */
    public static Parsed<ShmDirectory> parse(String text, String item) {
        KeyValues values = new KeyValues(text, new NoteList(item));
        Reading<Integer> mode = values.text("mode")
                .match(
                        k -> k.value().matches("[0-7]{1,5}")
                                ? Reading.known(Integer.valueOf(k.value(), 8), k.source())
                                : new Reading.Unreadable<>(k.value(), k.source(), "it is no mode of a directory"),
                        a -> Reading.absent(a.why()),
                        u -> new Reading.Unreadable<>(u.text(), u.source(), u.why()));
        return new Parsed<>(new ShmDirectory(values.text("type"), mode, values.number("uid")), List.of());
    }
}
