package dev.shmfit.analysis.stated;

import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.nccl.register.VersionRange;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which NCCL runs, and how it is set.
 *
 * @param version as stated
 * @param compared the versions to compare; empty: none
 * @param env NCCL_* settings stated in place of those that the capture holds
 */
public record NcclRequest(Optional<NcclVersion> version, Optional<VersionRange> compared, Map<String, String> env) {
    /** Nothing stated. */
    public static final NcclRequest NONE = new NcclRequest(Optional.empty(), Optional.empty(), Map.of());

    public NcclRequest {
        env = Collections.unmodifiableMap(new LinkedHashMap<>(env));
    }

    /** With all versions in which a rule changes compared, or none. */
    public NcclRequest(Optional<NcclVersion> version, boolean allVersions, Map<String, String> env) {
        this(version, allVersions ? Optional.of(VersionRange.all()) : Optional.empty(), env);
    }
}
