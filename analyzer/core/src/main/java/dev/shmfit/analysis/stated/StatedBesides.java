package dev.shmfit.analysis.stated;

import dev.shmfit.facts.Assumption;
import dev.shmfit.facts.SourceRef;
import dev.shmfit.units.ByteCount;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a workload file can state and the command line cannot.
 *
 * @param residentPerRank memory of one rank's processes, loader workers included, without /dev/shm
 * @param sources where a size was stated, by the option that would state it: {@code --shm-size}; what is missing was
 *     stated by that option
 * @param taken facts that a preset takes for want of the user's own
 */
public record StatedBesides(
        Optional<ByteCount> residentPerRank, Map<String, SourceRef> sources, List<Assumption> taken) {
    /** Nothing. */
    public static final StatedBesides NONE = new StatedBesides(Optional.empty(), Map.of(), List.of());

    public StatedBesides {
        sources = Collections.unmodifiableMap(new LinkedHashMap<>(sources));
        taken = List.copyOf(taken);
    }

    /** Where the value of {@code option} was stated. */
    public SourceRef source(String option) {
        return sources.getOrDefault(option, SourceRef.of(option));
    }
}
