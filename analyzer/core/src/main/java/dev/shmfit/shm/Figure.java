package dev.shmfit.shm;

import dev.shmfit.facts.Provenance;
import dev.shmfit.units.ByteCount;
import java.util.List;

/**
 * How did a number come about? One number of the report with its formula and what went in.
 *
 * @param name stable, in kebab-case, such as {@code loader:train:batch}
 * @param bytes the number
 * @param formula in words, naming the inputs
 * @param inputs in the order in which the formula names them
 * @param source where the formula was read or measured
 */
public record Figure(String name, ByteCount bytes, String formula, List<Input> inputs, String source) {
    public Figure {
        inputs = List.copyOf(inputs);
    }

    /**
     * A number that went into another.
     *
     * @param value as text, exact
     */
    public record Input(String name, String value, Provenance provenance) {
        public static Input of(String name, long value, Provenance provenance) {
            return new Input(name, Long.toString(value), provenance);
        }
    }
}
