package dev.shmfit.manifest;

import dev.shmfit.facts.Reading;
import dev.shmfit.units.ByteCount;

/**
 * Something that can be mounted into a container.
 *
 * @param name by which mounts refer to it
 * @param kind what it is
 * @param size its limit
 * @param path of the node, for {@link Kind#HOST_PATH}; else empty
 * @param at where it stands
 * @param tree as written; for formats other than YAML the value alone
 */
public record Volume(String name, Kind kind, Reading<ByteCount> size, String path, Span at, Tree tree) {
    /** What lies behind a volume. */
    public enum Kind {
        /** A tmpfs of its own: {@code emptyDir} with medium Memory, {@code --tmpfs}. */
        MEMORY,
        /** A directory on disk: {@code emptyDir} without a medium. */
        DISK,
        /** A directory of the node. */
        HOST_PATH,
        /** Anything else: claims, configuration, secrets. */
        OTHER
    }
}
