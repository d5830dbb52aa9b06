package dev.shmfit.explain.scan;

import dev.shmfit.explain.catalog.Signature;
import java.util.Collections;
import java.util.Map;

/**
 * A wording that was found.
 *
 * @param line where it begins, from 1
 * @param lastLine where it ends
 * @param values what stood in the varying parts, without white space; made for this match, and not copied
 */
public record Match(Signature signature, long line, long lastLine, Map<String, String> values) {
    public Match {
        values = Collections.unmodifiableMap(values);
    }
}
