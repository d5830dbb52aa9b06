package dev.shmfit.analysis.stated;

import dev.shmfit.nccl.NcclVersion;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which NCCL runs, and how it is set.
 *
 * @param version as stated
 * @param allVersions whether to compare all versions in which a rule changes
 * @param env NCCL_* settings stated in place of those that the capture holds
 */
public record NcclRequest(Optional<NcclVersion> version, boolean allVersions, Map<String, String> env) {
    /** Nothing stated. */
    public static final NcclRequest NONE = new NcclRequest(Optional.empty(), false, Map.of());

    public NcclRequest {
        env = Collections.unmodifiableMap(new LinkedHashMap<>(env));
    }
}
