package dev.shmfit.facts;

/**
 * Where a fact was read.
 *
 * @param item the captured file's name, or how the user stated it ({@code --assume cpu=intel})
 * @param line the line, counted from 1; 0 where a line says nothing
 * @param column the column, counted from 1; 0 where a column says nothing
 */
public record SourceRef(String item, int line, int column) {
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
