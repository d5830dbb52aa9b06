package dev.shmfit.facts;

/**
 * Where a fact was read.
 *
 * @param item the captured file's name, or how the user stated it ({@code --assume cpu=intel})
 * @param line the line, counted from 1; 0 where a line says nothing
 * @param column the column, counted from 1; 0 where a column says nothing
 * @param stated whether the user said it, rather than a machine or a tool
 */
public record SourceRef(String item, int line, int column, boolean stated) {
    /** A place in something that was captured. */
    public SourceRef(String item, int line, int column) {
        this(item, line, column, false);
    }

    /** What the user said, and how: {@code --shm-size}. */
    public static SourceRef stated(String how) {
        return new SourceRef(how, 0, 0, true);
    }

    public static SourceRef of(String item) {
        return new SourceRef(item, 0, 0);
    }

    public static SourceRef line(String item, int line) {
        return new SourceRef(item, line, 0);
    }

    @Override
    public String toString() {
        return line == 0 ? item : column == 0 ? item + ":" + line : item + ":" + line + ":" + column;
    }
}
