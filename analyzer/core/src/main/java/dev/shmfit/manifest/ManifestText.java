package dev.shmfit.manifest;

import java.util.List;

/**
 * A file as it was handed over.
 *
 * @param name what messages call it
 * @param text of it
 * @param documents the values in it where it is YAML or JSON; empty where it is a script or a unit
 */
public record ManifestText(String name, String text, List<Tree> documents) {
    public ManifestText {
        documents = List.copyOf(documents);
    }
}
