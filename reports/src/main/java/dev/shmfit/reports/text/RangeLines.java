package dev.shmfit.reports.text;

import dev.shmfit.reports.Ranges;
import dev.shmfit.text.Language;
import dev.shmfit.text.Text;
import java.io.IOException;
import java.util.List;

/** What is not exact, as text: a sentence, and a line for each fact that narrows it. */
final class RangeLines {
    /** A longer option pushes what it leaves to the right. */
    private static final int LONGEST_OPTION = 32;

    private RangeLines() {}

    static void write(List<Ranges.Open> all, StyledLines lines) throws IOException {
        write(all, lines, Language.ENGLISH);
    }

    static void write(List<Ranges.Open> all, StyledLines lines, Language language) throws IOException {
        for (Ranges.Open open : all) {
            lines.wrapped(
                    "  ",
                    Paint.CAUTION,
                    Text.of("screen/not-exact", "sentence", open.sentence()).in(language));
            int column = open.ways().stream()
                    .mapToInt(w -> StyledLines.length(w.statement()))
                    .filter(n -> n <= LONGEST_OPTION)
                    .max()
                    .orElse(0);
            for (Ranges.Way way : open.ways()) {
                lines.wrapped("    " + lines.left(way.statement(), column) + "  ", Paint.NONE, way.leaves());
            }
        }
    }
}
