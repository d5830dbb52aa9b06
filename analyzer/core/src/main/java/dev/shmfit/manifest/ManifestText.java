package dev.shmfit.manifest;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A file as it was handed over.
 *
 * @param name what messages call it
 * @param text of it
 * @param documents the values in it where it is YAML or JSON, or has blocks of these
 * @param commands the text with nothing but what a shell runs, every character at its place; empty where there is none
 * @param values what words of the commands and values of the documents stand for that are JSON or YAML themselves, by their
 *     texts
 */
public record ManifestText(String name, String text, List<Tree> documents, String commands, Map<String, Tree> values) {
    public ManifestText {
        documents = List.copyOf(documents);
        // Not Map.copyOf: TeaVM's divides by the size of an empty one.
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** A file of values, or, where there are none, of commands. */
    public ManifestText(String name, String text, List<Tree> documents) {
        this(name, text, documents, documents.isEmpty() ? text : "", Map.of());
    }

    /** Whether all of it is commands, a unit, or a list of instructions. */
    public boolean isScript() {
        return !commands.isEmpty() && commands.equals(text);
    }
}
