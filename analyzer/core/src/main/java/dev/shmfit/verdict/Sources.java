package dev.shmfit.verdict;

import dev.shmfit.facts.Reading;
import dev.shmfit.facts.SourceRef;
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

    static String why(Reading<?> reading) {
        return reading.match(known -> "", Reading.Absent::why, Reading.Unreadable::why);
    }
}
