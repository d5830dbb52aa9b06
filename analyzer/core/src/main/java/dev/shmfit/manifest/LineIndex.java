package dev.shmfit.manifest;

import java.util.Arrays;

/** Lines and columns of a text by offset. */
public final class LineIndex {
    private final String file;
    private final String text;
    private final int[] starts;

    public LineIndex(String file, String text) {
        this.file = file;
        this.text = text;
        int[] found = new int[text.length() + 1];
        int count = 1;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\n') {
                found[count++] = i + 1;
            }
        }
        starts = Arrays.copyOf(found, count);
    }

    /** The stretch between two offsets. */
    public Span span(int start, int end) {
        int line = line(start);
        int column = text.codePointCount(starts[line - 1], start) + 1;
        return new Span(file, line, column, start, end);
    }

    /** The line of an offset, from 1. */
    public int line(int offset) {
        int found = Arrays.binarySearch(starts, offset);
        return found >= 0 ? found + 1 : -found - 1;
    }

    /** Offset of the first character of a line. */
    public int start(int line) {
        return line > starts.length ? text.length() : starts[line - 1];
    }

    /** How many lines there are. */
    public int lines() {
        return starts.length;
    }
}
