package dev.shmfit.explain;

import dev.shmfit.text.Text;
import dev.shmfit.units.ByteCount;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What was read beside messages: df, ls, limits, versions.
 *
 * @param kind {@code df}, {@code ls}, {@code shm-size}, {@code open-files}, {@code locked-memory}, {@code system-v},
 *     {@code nccl-rules} where a version is newer than all whose rules are known
 * @param line where it stands, from 1
 * @param sentence for people
 * @param sizes by name, in bytes
 */
public record Observation(String kind, long line, Text sentence, Map<String, ByteCount> sizes) {
    public Observation {
        sizes = Collections.unmodifiableMap(new LinkedHashMap<>(sizes));
    }
}
