package dev.shmfit.explain;

import dev.shmfit.explain.catalog.Signature;
import dev.shmfit.explain.size.SizeMeaning;
import dev.shmfit.units.ByteCount;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything in a text that matched one signature.
 *
 * @param count in how many lines it begins
 * @param lines the first of them, from 1
 * @param values of the first one's varying parts
 * @param sizes that were named, and what they mean
 */
public record Hit(Signature signature, long count, List<Long> lines, Map<String, String> values, List<Size> sizes) {
    public Hit {
        lines = List.copyOf(lines);
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        sizes = List.copyOf(sizes);
    }

    /**
     * A number of bytes that was named.
     *
     * @param count how often
     * @param meanings among NCCL's segments, the most likely first; empty where it is none, or not NCCL's to say
     */
    public record Size(ByteCount bytes, long count, List<SizeMeaning> meanings) {
        public Size {
            meanings = List.copyOf(meanings);
        }
    }
}
