package dev.shmfit.reports.text;

import dev.shmfit.explain.catalog.Explanation;
import dev.shmfit.explain.catalog.Nature;
import dev.shmfit.text.Language;
import dev.shmfit.text.Text;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Everything that can be said, by id, for a terminal: a line or two for each, by whether it is about space. */
public final class FindingList {
    private FindingList() {}

    /** The list in a language. */
    public static String write(List<Explanation> all, Language language) {
        StringBuilder out = new StringBuilder();
        StyledLines lines = new StyledLines(out, TextStyle.PLAIN);
        try {
            for (Nature nature : Nature.values()) {
                List<Explanation> these =
                        all.stream().filter(e -> e.nature() == nature).toList();
                if (!these.isEmpty()) {
                    out.append(out.isEmpty() ? "" : "\n");
                    lines.line(heading(nature).in(language));
                    lines.blank();
                }
                for (Explanation e : these) {
                    lines.line("  " + e.id());
                    lines.wrapped("      ", Paint.NONE, e.title().in(language));
                }
            }
            lines.blank();
            lines.line(Text.of("explain/list-count", "count", all.size()).in(language));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString();
    }

    /** What findings of a nature have in common, as a heading. */
    public static Text heading(Nature nature) {
        return switch (nature) {
            case SPACE -> Text.of("explain/space-yes");
            case NOT_SPACE -> Text.of("explain/space-no");
            case UNDECIDED -> Text.of("explain/space-or-not");
            case NO_FAILURE -> Text.of("explain/space-no-failure");
        };
    }
}
