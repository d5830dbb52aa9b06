package dev.shmfit.verdict;

import dev.shmfit.facts.Reading;
import dev.shmfit.facts.SourceRef;
import dev.shmfit.facts.UsualReasons;
import dev.shmfit.text.Text;
import java.util.ArrayList;
import java.util.List;

/** Where the known ones among some readings were read. */
final class Sources {
    private Sources() {}

    static List<SourceRef> of(Reading<?>... readings) {
        List<SourceRef> sources = new ArrayList<>();
        for (Reading<?> r : readings) {
            if (r instanceof Reading.Known<?> known && !sources.contains(known.source())) {
                sources.add(known.source());
            }
        }
        return List.copyOf(sources);
    }

    /** Why there is no reading: the usual reasons in every language, others in the reader's own words. */
    static Text why(Reading<?> reading) {
        String why = reading.match(known -> "", Reading.Absent::why, Reading.Unreadable::why);
        return switch (why) {
            case UsualReasons.NOT_IN_CAPTURE -> Text.of("budget/not-in-capture");
            case UsualReasons.NOT_FOR_STATED_SIZE -> Text.of("budget/not-for-stated-size");
            case UsualReasons.NO_SIZE_OPTION -> Text.of("budget/no-size-option");
            default -> Text.verbatim(why);
        };
    }
}
