package dev.shmfit.reports;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the inputs of a report read with pseudonyms in place of what tells whose machine it is. Only what differs is held:
 * the page embeds it beside the inputs.
 *
 * @param name of the capture
 * @param files one for each input of the report, in their order
 */
public record RedactedV1(String name, List<File> files) {
    public RedactedV1 {
        files = List.copyOf(files);
    }

    /**
     * What becomes of one input.
     *
     * @param name of the file in a capture
     * @param lines that differ; absent where {@code text} is there
     * @param text all of it, where it has other lines altogether
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record File(
            String name,
            @Nullable List<Line> lines,
            @Nullable String text) {
        /** From the text before and after. */
        public static File of(String name, String before, String after) {
            String[] old = before.split("\n", -1);
            String[] redacted = after.split("\n", -1);
            if (old.length != redacted.length) {
                return new File(name, null, after);
            }
            List<Line> lines = new ArrayList<>();
            for (int i = 0; i < old.length; i++) {
                if (!old[i].equals(redacted[i])) {
                    lines.add(new Line(i, redacted[i]));
                }
            }
            return new File(name, List.copyOf(lines), null);
        }

        boolean isSame() {
            return lines != null && lines.isEmpty();
        }
    }

    /**
     * A line that differs.
     *
     * @param n its number, from 0
     * @param to what it becomes
     */
    public record Line(int n, String to) {}

    /** Whether redacting changes anything. */
    public boolean changes() {
        return files.stream().anyMatch(f -> !f.isSame());
    }
}
