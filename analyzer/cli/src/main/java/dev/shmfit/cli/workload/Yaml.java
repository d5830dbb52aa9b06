package dev.shmfit.cli.workload;

import dev.shmfit.facts.SourceRef;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A value of a YAML text, and where it stands. Exactly one of: a scalar, a sequence, a mapping. */
sealed interface Yaml {
    /** Where it begins. */
    SourceRef at();

    /** What it is, for a message: {@code the text "x"}, {@code a list}. */
    String shown();

    /** The kinds of scalars that JSON knows. */
    enum Kind {
        TEXT,
        NUMBER,
        TRUTH,
        NOTHING
    }

    /**
     * A single value.
     *
     * @param text as written, without quotes
     */
    record Scalar(SourceRef at, Kind kind, String text) implements Yaml {
        private static final int SHOWN = 60;

        /** The number that it is, if it is one. */
        Optional<BigDecimal> number() {
            return kind == Kind.NUMBER ? Optional.of(new BigDecimal(text)) : Optional.empty();
        }

        /** The whole number that it is, if it is one: {@code 1.0} and {@code 1e3} are. */
        Optional<BigInteger> integer() {
            // 1e999999999 is a whole number too, and nobody's.
            return number().filter(n -> Math.abs((long) n.scale()) < 1000)
                    .map(BigDecimal::stripTrailingZeros)
                    .filter(n -> n.scale() <= 0)
                    .map(BigDecimal::toBigIntegerExact);
        }

        @Override
        public String shown() {
            String part = text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
            return switch (kind) {
                case TEXT -> "the text \"" + part + "\"";
                case NUMBER -> "the number " + part;
                case TRUTH -> part;
                case NOTHING -> "nothing";
            };
        }
    }

    /** A list. */
    record Sequence(SourceRef at, List<Yaml> items) implements Yaml {
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public String shown() {
            return "a list";
        }
    }

    /** Keys and values, in the order of the text. */
    record Mapping(SourceRef at, Map<String, Entry> entries) implements Yaml {
        public Mapping {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }

        Optional<Yaml> get(String key) {
            return Optional.ofNullable(entries.get(key)).map(Entry::value);
        }

        @Override
        public String shown() {
            return "a mapping of keys";
        }
    }

    /** A value of a mapping, and where its key stands. */
    record Entry(SourceRef at, Yaml value) {}
}
