package dev.shmfit.explain.cause;

import dev.shmfit.explain.size.SizeMeaning;
import dev.shmfit.text.Text;
import dev.shmfit.units.ByteCount;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Equal statements of a text.
 *
 * @param id of the form in which they were written
 * @param statement what they say, for people; empty where a program names the cause itself
 * @param count in how many lines it begins
 * @param lines the first of them, from 1
 * @param values of the first one's varying parts
 * @param sizes that were named, and what they mean
 */
public record Hit(
        String id, Text statement, long count, List<Long> lines, Map<String, String> values, List<Size> sizes) {
    public Hit {
        lines = List.copyOf(lines);
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        sizes = List.copyOf(sizes);
    }

    /** The first line, from 1. */
    public long firstLine() {
        return lines.stream().mapToLong(Long::longValue).min().orElse(0);
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
