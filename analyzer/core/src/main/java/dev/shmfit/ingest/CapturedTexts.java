package dev.shmfit.ingest;

import dev.shmfit.capture.Capture;
import dev.shmfit.capture.CapturedItem;
import dev.shmfit.facts.Absence;
import dev.shmfit.facts.Missing;
import dev.shmfit.facts.ParseNote;
import dev.shmfit.facts.Reading;
import dev.shmfit.facts.Readings;
import dev.shmfit.facts.SourceRef;
import dev.shmfit.facts.UsualReasons;
import dev.shmfit.parse.Parsed;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Hands out each text of a capture once, and collects the remarks of the parsers that it is handed to. */
final class CapturedTexts {
    private static final String ABSENT = UsualReasons.NOT_IN_CAPTURE;

    private final Capture capture;
    private final Set<String> taken = new LinkedHashSet<>();
    private final List<ParseNote> notes = new ArrayList<>();

    CapturedTexts(Capture capture) {
        this.capture = capture;
    }

    /** The file, for its one parser. */
    Optional<CapturedItem.Text> take(String file) {
        if (!taken.add(file)) {
            throw new IllegalStateException(file + " is read a second time");
        }
        return capture.items().get(file) instanceof CapturedItem.Text t ? Optional.of(t) : Optional.empty();
    }

    /** The files asked for so far. */
    Set<String> taken() {
        return Set.copyOf(taken);
    }

    void note(ParseNote note) {
        notes.add(note);
    }

    void note(List<ParseNote> more) {
        notes.addAll(more);
    }

    List<ParseNote> notes() {
        return List.copyOf(notes);
    }

    /** What the parser makes of the file, where it is there. */
    <T> Optional<T> parsed(String file, BiFunction<String, String, Parsed<T>> parser) {
        return take(file).map(f -> {
            Parsed<T> p = parser.apply(f.text(), f.name());
            notes.addAll(p.notes());
            return p.value();
        });
    }

    /** A file that is one fact. */
    <T> Readings<T> whole(String file, BiFunction<String, String, Parsed<T>> parser) {
        SourceRef source = SourceRef.of(capture.items().get(file) instanceof CapturedItem.Text t ? t.name() : file);
        return parsed(file, parser)
                .map(v -> Readings.of(Reading.known(v, source)))
                .orElseGet(() -> absent(file));
    }

    /** A file that tells one fact, or does not. */
    <T> Readings<T> told(String file, BiFunction<String, String, Parsed<Reading<T>>> parser) {
        return parsed(file, parser).map(Readings::of).orElseGet(() -> absent(file));
    }

    /** A fact of a file that tells several. */
    <T, F> Readings<F> of(String file, Optional<T> value, Function<T, Reading<F>> fact) {
        return value.map(v -> Readings.of(fact.apply(v))).orElseGet(() -> absent(file));
    }

    <T> Readings<T> absent(String file) {
        return Readings.none(reason(file), ABSENT);
    }

    private Absence reason(String file) {
        return capture.items().get(file) instanceof CapturedItem.NotCaptured n
                ? AbsenceParser.reason(n.why())
                : Absence.NOT_CAPTURED;
    }

    /** What the capture says was not taken. */
    List<Missing> missing() {
        List<Missing> missing = new ArrayList<>();
        capture.items().values().forEach(item -> {
            if (item instanceof CapturedItem.NotCaptured n) {
                missing.add(new Missing(n.name(), AbsenceParser.reason(n.why()), n.why()));
            }
        });
        return missing;
    }
}
