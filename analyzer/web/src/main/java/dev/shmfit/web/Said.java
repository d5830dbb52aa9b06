package dev.shmfit.web;

import java.util.List;

/**
 * A sentence of the page itself, or a text that comes from the analyzer in the language that was asked for.
 *
 * @param id of the sentence in {@code texts.js}; empty for a text
 * @param values what stands in its places in their order; the text
 */
public record Said(String id, List<String> values) {
    public Said {
        values = List.copyOf(values);
    }

    static Said of(String id, Object... values) {
        return new Said(id, List.of(values).stream().map(String::valueOf).toList());
    }

    static Said text(String text) {
        return new Said("", List.of(text));
    }
}
