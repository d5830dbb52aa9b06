package dev.shmfit.cli.workload;

import dev.shmfit.units.ByteCount;
import dev.shmfit.units.MalformedText;
import dev.shmfit.units.SizeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Takes values out of a mapping whose structure the schema has accepted, and collects what is wrong beyond structure.
 * Mutable; one file, one instance.
 */
final class ValueReader {
    private final List<Problem> problems = new ArrayList<>();

    List<Problem> problems() {
        return List.copyOf(problems);
    }

    void wrong(Yaml at, String sentence) {
        problems.add(new Problem(at.at(), sentence));
    }

    /** What {@code reader} makes of a value; empty, and a problem, where it cannot be read. */
    <T> Optional<T> attempt(Yaml at, String key, Supplier<T> reader) {
        try {
            return Optional.of(reader.get());
        } catch (MalformedText e) {
            wrong(at, key + ": " + e.sentence());
        } catch (ArithmeticException e) {
            wrong(at, key + ": more bytes than can be counted");
        }
        return Optional.empty();
    }

    <T> Optional<T> read(Yaml.Mapping m, String key, Function<String, T> reader) {
        return m.get(key).flatMap(v -> attempt(v, key, () -> reader.apply(text(v))));
    }

    Optional<ByteCount> size(Yaml.Mapping m, String key) {
        return read(m, key, SizeText::parse);
    }

    /** A whole number; the schema has kept it within bounds. */
    long number(Yaml.Mapping m, String key, long ifMissing) {
        return m.get(key).map(ValueReader::text).map(Long::valueOf).orElse(ifMissing);
    }

    OptionalInt count(Yaml.Mapping m, String key) {
        return m.get(key)
                .map(v -> OptionalInt.of(Math.toIntExact(Long.parseLong(text(v)))))
                .orElse(OptionalInt.empty());
    }

    boolean yes(Yaml.Mapping m, String key) {
        return m.get(key).map(v -> text(v).equals("yes")).orElse(false);
    }

    List<Yaml> items(Yaml.Mapping m, String key) {
        return m.get(key)
                .map(v -> v instanceof Yaml.Sequence s ? s.items() : List.of(v))
                .orElse(List.of());
    }

    List<Integer> numbers(Yaml list) {
        return list instanceof Yaml.Sequence s
                ? s.items().stream()
                        .map(v -> Math.toIntExact(Long.parseLong(text(v))))
                        .toList()
                : List.of();
    }

    /** A scalar as a flag would have it: {@code yes} and {@code no} for truths, whole numbers without a point. */
    static String text(Yaml value) {
        if (!(value instanceof Yaml.Scalar s)) {
            return "";
        }
        return switch (s.kind()) {
            case TRUTH -> s.text().equals("true") ? "yes" : "no";
            case NUMBER ->
                s.text().matches("[-+]?\\d+\\.\\d+")
                        ? s.text()
                        : s.integer().map(String::valueOf).orElse(s.text());
            case TEXT, NOTHING -> s.text();
        };
    }
}
