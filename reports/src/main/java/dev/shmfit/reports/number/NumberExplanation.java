package dev.shmfit.reports.number;

import java.util.ArrayList;
import java.util.List;

/**
 * How one number came about.
 *
 * @param name its path in the report's JSON
 * @param value as the JSON has it
 * @param formula in words
 * @param worked the formula with the numbers put in; empty where the number was read, not computed
 * @param inputs what went in
 * @param provenance one of the analyzer's words
 * @param source where the value or the formula was read
 */
public record NumberExplanation(
        String name,
        String value,
        String formula,
        String worked,
        List<Input> inputs,
        String provenance,
        String source) {
    public NumberExplanation {
        inputs = List.copyOf(inputs);
    }

    /** What went into a number. */
    public record Input(String name, String value, String provenance) {}

    /** A number that was read or counted. */
    static NumberExplanation plain(String formula, String provenance, String source) {
        return new NumberExplanation("", "", formula, "", List.of(), provenance, source);
    }

    /** A number that was computed. */
    static NumberExplanation worked(String formula, String worked, String provenance, String source) {
        return new NumberExplanation("", "", formula, worked, List.of(), provenance, source);
    }

    NumberExplanation with(List<Input> more) {
        List<Input> all = new ArrayList<>(inputs);
        all.addAll(more);
        return new NumberExplanation(name, value, formula, worked, all, provenance, source);
    }

    NumberExplanation with(String input, Object amount, String origin) {
        return with(List.of(new Input(input, String.valueOf(amount), origin)));
    }

    NumberExplanation of(String path, String amount) {
        return new NumberExplanation(path, amount, formula, worked, inputs, provenance, source);
    }
}
