package dev.shmfit.facts;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Every reading of one fact, from the source that is believed first to the one that is believed last. Which of several
 * sources counts is decided here and nowhere else.
 *
 * @param <T> the type of the fact
 * @param all never empty: where nobody spoke of the fact, one absent reading says why
 */
public record Readings<T>(List<Reading<T>> all) {
    public Readings {
        if (all.isEmpty()) {
            throw new IllegalArgumentException("no reading; say why there is none");
        }
        all = List.copyOf(all);
    }

    /** One source. */
    public static <T> Readings<T> of(Reading<T> only) {
        return new Readings<>(List.of(only));
    }

    /** No source. */
    public static <T> Readings<T> none(Absence reason, String why) {
        return of(Reading.absent(reason, why));
    }

    /** These readings, and then those of a source that is believed less. */
    public Readings<T> then(Readings<T> more) {
        return new Readings<>(Stream.concat(all.stream(), more.all.stream()).toList());
    }

    /** The reading that counts: the first known one, else the first that could not be read, else the first of all. */
    public Reading<T> best() {
        return first(r -> r.isKnown())
                .or(() -> first(Reading.Unreadable.class::isInstance))
                .orElse(all.get(0));
    }

    private Optional<Reading<T>> first(Predicate<Reading<T>> which) {
        return all.stream().filter(which).findFirst();
    }

    /** The value that counts, where there is one. */
    public Optional<T> value() {
        return best().asOptional();
    }

    /** Where the value that counts was read. */
    public Optional<SourceRef> source() {
        return best() instanceof Reading.Known<T> k ? Optional.of(k.source()) : Optional.empty();
    }

    public boolean isKnown() {
        return best().isKnown();
    }

    /** Whether no source speaks of the fact; one that cannot be read does. */
    public boolean isAbsent() {
        return best() instanceof Reading.Absent<T>;
    }

    /** Whether the fact is unknown for this reason. */
    public boolean isAbsent(Absence reason) {
        return best() instanceof Reading.Absent<T> a && a.reason() == reason;
    }

    /** The readings of a fact that this one contains. */
    public <F> Readings<F> map(Function<T, Reading<F>> part) {
        return new Readings<>(all.stream()
                .map(r -> r.match(
                        k -> part.apply(k.value()),
                        a -> Reading.<F>absent(a.reason(), a.why()),
                        u -> new Reading.Unreadable<F>(u.text(), u.source(), u.why())))
                .toList());
    }

    /** The known readings that say something else than the one that counts. */
    public List<Reading.Known<T>> disagreeing() {
        Optional<T> counted = value();
        return all.stream()
                .filter(r -> r instanceof Reading.Known<T> k && !Objects.equals(counted.orElse(null), k.value()))
                .map(r -> (Reading.Known<T>) r)
                .toList();
    }
}
