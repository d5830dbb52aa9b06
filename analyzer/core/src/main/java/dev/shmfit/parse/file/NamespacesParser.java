package dev.shmfit.parse.file;

import dev.shmfit.facts.Namespaces;
import dev.shmfit.parse.NoteList;
import dev.shmfit.parse.Parsed;

/** Reads {@code namespaces.txt}, the links of /proc/self/ns: {@code ipc=ipc:[4026531839]}. */
public final class NamespacesParser {
    private NamespacesParser() {}

    /** Reads a text. */
    public static Parsed<Namespaces> parse(String text, String item) {
        NoteList notes = new NoteList(item);
        KeyValues values = new KeyValues(text, notes);
        return new Parsed<>(new Namespaces(values.text("ipc"), values.text("pid"), values.text("mnt")), notes.toList());
    }
}
