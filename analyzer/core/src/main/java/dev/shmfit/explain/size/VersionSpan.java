package dev.shmfit.explain.size;

import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.text.Text;
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

    /** Whether some version belongs to both. */
    public boolean meets(VersionSpan other) {
        return before.map(b -> other.from().compareTo(b) < 0).orElse(true)
                && other.before().map(b -> from.compareTo(b) < 0).orElse(true);
    }

    /** The versions that belong to both, where there are any. */
    public Optional<VersionSpan> within(VersionSpan other) {
        if (!meets(other)) {
            return Optional.empty();
        }
        NcclVersion later = from.compareTo(other.from()) >= 0 ? from : other.from();
        Optional<NcclVersion> sooner = before;
        if (other.before().isPresent()
                && before.map(b -> other.before().get().compareTo(b) < 0).orElse(true)) {
            sooner = other.before();
        }
        return Optional.of(new VersionSpan(later, sooner));
    }

    /** For people: {@code 2.21.5 to before 2.23.4}. */
    public Text words() {
        return before.map(b -> Text.of("observation/versions-to", "from", from, "before", b))
                .orElseGet(() -> Text.of("observation/versions-later", "from", from));
    }
}
