package dev.shmfit.parse;

import dev.shmfit.facts.PlatformTraces;

/**
 * Reads {@code platform.txt}.
 *
 * <pre>{@code
 * kernel=Linux 6.8.0 x86_64
 * dockerenv=yes
 * kubernetes=no
 * hypervisor=yes
 * }</pre>
 */
public final class PlatformParser {
    private PlatformParser() {}

    /** Reads a text. */
    public static Parsed<PlatformTraces> parse(String text, String item) {
        NoteList notes = new NoteList(item);
        KeyValues values = new KeyValues(text, notes);
        return new Parsed<>(values::text, notes.toList());
    }
}
