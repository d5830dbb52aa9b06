package dev.shmfit.web;

import java.io.InputStream;
import java.util.function.Supplier;

/**
 * A file that was pasted or dropped.
 *
 * @param name with the directories that were dropped with it, if any
 * @param content opened as often as needed
 */
public record Given(String name, Supplier<InputStream> content) {
    /** The directory that was dropped; empty for a file alone. */
    String directory() {
        return name.substring(0, Math.max(0, name.lastIndexOf('/')));
    }

    /** The name without directories. */
    String file() {
        return name.substring(name.lastIndexOf('/') + 1);
    }
}
