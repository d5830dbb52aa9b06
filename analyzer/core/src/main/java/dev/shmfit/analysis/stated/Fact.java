package dev.shmfit.analysis.stated;

import dev.shmfit.text.Text;
import dev.shmfit.units.MalformedText;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A fact about the node or the job that a user can state, or that stays open where nobody says it. {@link Facts} lists
 * all of them; two facts are the same where they are the same object.
 *
 * @param <T> the type of its value
 */
public final class Fact<T> {
    /** What rests on a fact of which nothing more special is known. */
    static final Text USUAL = Text.of("fact/nccl-depends");

    private final String key;
    private final Class<T> type;
    private final Text decides;
    private final Optional<Reader<T>> reader;

    /** Reads a value as a user writes it. */
    @FunctionalInterface
    interface Reader<T> {
        /**
         * Reads a value.
         *
         * @param file gives the text of a file that the value names
         * @throws MalformedText where the value cannot be read
         */
        T read(String value, UnaryOperator<String> file);
    }

    private Fact(String key, Class<T> type, Text decides, Optional<Reader<T>> reader) {
        this.key = key;
        this.type = type;
        this.decides = decides;
        this.reader = reader;
    }

    static <T> Fact<T> stated(String key, Class<T> type, Text decides, Reader<T> reader) {
        return new Fact<>(key, type, decides, Optional.of(reader));
    }

    /** A fact that nobody can state; files tell it. */
    static <T> Fact<T> open(String key, Class<T> type, Text decides) {
        return new Fact<>(key, type, decides, Optional.empty());
    }

    /** Its name for people. */
    public String key() {
        return key;
    }

    /** What rests on it, as a sentence. */
    public Text decides() {
        return decides;
    }

    /** Whether a user can state it. */
    boolean isStateable() {
        return reader.isPresent();
    }

    T read(String value, UnaryOperator<String> file) {
        return reader.orElseThrow().read(value, file);
    }

    /** The value, known to be of this fact. */
    public T cast(Object value) {
        return type.cast(value);
    }

    @Override
    public String toString() {
        return key;
    }
}
