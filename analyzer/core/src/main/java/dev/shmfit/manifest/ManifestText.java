package dev.shmfit.manifest;

import java.util.List;

/**
 * A file as it was handed over.
 *
 * @param name what messages call it
 * @param text of it
 * @param documents the values in it where it is YAML or JSON, or has blocks of these; empty where it is a script or a unit
 * @param markdown whether its commands and values stand in fenced blocks
 */
public record ManifestText(String name, String text, List<Tree> documents, boolean markdown) {
    public ManifestText {
        documents = List.copyOf(documents);
    }

    /** A file that is no Markdown. */
    public ManifestText(String name, String text, List<Tree> documents) {
        this(name, text, documents, false);
    }
}
