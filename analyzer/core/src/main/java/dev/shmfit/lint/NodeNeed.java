package dev.shmfit.lint;

import dev.shmfit.manifest.ManifestContainer;
import dev.shmfit.manifest.ManifestReader;
import dev.shmfit.units.ByteCount;
import java.util.Optional;

/**
 * What a container needs of /dev/shm on a node, as the analysis computes it.
 *
 * @param required at the worst moment
 * @param recommended with headroom
 */
public record NodeNeed(ByteCount required, ByteCount recommended) {
    /** Computes it, where a node is known. */
    @FunctionalInterface
    public interface Source {
        /** No node is known. */
        Source NONE = (found, container) -> Optional.empty();

        /** The need of a container; empty where it cannot be computed. */
        Optional<NodeNeed> of(ManifestReader.Found found, ManifestContainer container);
    }
}
