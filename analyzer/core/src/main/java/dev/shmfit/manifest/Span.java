package dev.shmfit.manifest;

import dev.shmfit.facts.SourceRef;

/**
 * A stretch of a file.
 *
 * @param file what messages call it
 * @param line of its first character, from 1
 * @param column of its first character, from 1
 * @param start offset of its first character in the text, from 0
 * @param end offset behind its last character
 */
public record Span(String file, int line, int column, int start, int end) {
    /** Where it begins. */
    public SourceRef source() {
        return new SourceRef(file, line, column);
    }

    /** The stretch of {@code length} characters that begins {@code offset} characters into this one, on the same line. */
    public Span part(int offset, int length) {
        return new Span(file, line, column + offset, start + offset, start + offset + length);
    }
}
