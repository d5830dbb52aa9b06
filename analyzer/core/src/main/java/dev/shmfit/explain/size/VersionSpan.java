package dev.shmfit.explain.size;

import dev.shmfit.nccl.NcclVersion;
import java.util.Optional;

/**
 * A run of NCCL's versions.
 *
 * @param from the first
 * @param before the first that no longer belongs to it; empty where it reaches to the newest known
 */
public record VersionSpan(NcclVersion from, Optional<NcclVersion> before) {
    /** Whether a version belongs to it. */
    public boolean holds(NcclVersion version) {
        return version.compareTo(from) >= 0
                && before.map(b -> version.compareTo(b) < 0).orElse(true);
    }

    /** For people: {@code 2.21.5 to before 2.23.4}. */
    public String words() {
        return before.map(b -> from + " to before " + b).orElse(from + " and later");
    }
}
