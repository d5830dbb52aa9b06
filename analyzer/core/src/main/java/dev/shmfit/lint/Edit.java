package dev.shmfit.lint;

import java.util.Comparator;
import java.util.List;

/**
 * A change to a text: what stands between two offsets is replaced.
 *
 * @param start offset from 0
 * @param end offset behind the last character that goes; equal to {@code start} where something is put in
 * @param text that comes
 */
record Edit(int start, int end, String text) {
    /** The text with all edits made; of those that overlap the first is made, of insertions at one place all, in order. */
    static String apply(String text, List<Edit> edits) {
        StringBuilder out = new StringBuilder();
        int at = 0;
        List<Edit> ordered = edits.stream()
                .distinct()
                .sorted(Comparator.comparingInt(Edit::start))
                .toList();
        for (Edit e : ordered) {
            if (e.start < at) {
                continue;
            }
            out.append(text, at, e.start).append(e.text);
            at = e.end;
        }
        return out.append(text.substring(at)).toString();
    }
}
