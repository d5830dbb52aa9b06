package dev.shmfit.parse.file;

import dev.shmfit.facts.Reading;
import dev.shmfit.facts.ShmDirectory;

/**
 * Reads what {@code shm-statvfs.txt} says about the directory /dev/shm itself, behind the figures of its file system.
 *
 * <pre>{@code
 * type=tmpfs
 * mode=1777
 * uid=0
 * }</pre>
 */
final class ShmDirectoryParser {
    private ShmDirectoryParser() {}

    static ShmDirectory parse(KeyValues values) {
        Reading<Integer> mode = values.text("mode")
                .match(
                        k -> k.value().matches("[0-7]{1,5}")
                                ? Reading.known(Integer.valueOf(k.value(), 8), k.source())
                                : new Reading.Unreadable<>(k.value(), k.source(), "it is no mode of a directory"),
                        a -> Reading.absent(a.why()),
                        u -> new Reading.Unreadable<>(u.text(), u.source(), u.why()));
        return new ShmDirectory(mode, values.number("uid"), values.text("device"));
    }
}
