package dev.shmfit.nccl;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The NCCL_* settings in force, and how NCCL reads them (src/misc/param.cc).
 *
 * @param values by full name, such as {@code NCCL_P2P_LEVEL}
 */
public record NcclSettings(Map<String, String> values) {
    public static final NcclSettings NONE = new NcclSettings(Map.of());

    public NcclSettings {
        values = Collections.unmodifiableMap(new TreeMap<>(values));
    }

    /** The text of {@code NCCL_<name>}, where set. */
    public Optional<String> text(String name) {
        return Optional.ofNullable(values.get("NCCL_" + name));
    }

    /**
     * The number in {@code NCCL_<name>}, read as C's strtoll with base 0 does: leading number, rest ignored, 0 where
     * there is none. NCCL falls back to its default only where the number does not fit 64 bits, or the text is empty.
     */
    public long number(String name, long byDefault) {
        // Most jobs set nothing, and a forecast asks a thousand times.
        String text = values.isEmpty() ? null : values.get("NCCL_" + name);
        return text == null || text.isEmpty() ? byDefault : Strtoll.read(text).orElse(byDefault);
    }

    /** Whether {@code NCCL_<name>} is set to a number that NCCL can read. */
    public boolean isSet(String name) {
        String text = values.get("NCCL_" + name);
        return text != null && !text.isEmpty();
    }

    /** These settings with one more or another. */
    public NcclSettings with(String fullName, String value) {
        Map<String, String> more = new TreeMap<>(values);
        more.put(fullName, value);
        return new NcclSettings(more);
    }
}
