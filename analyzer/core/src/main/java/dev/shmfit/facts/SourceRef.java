package dev.shmfit.facts;

/**
 * Where a fact was read.
 *
 * @param item the captured file's name, or how the user stated it ({@code --assume cpu=intel})
 * @param line the line, counted from 1; 0 where a line says nothing
 * @param column the column, counted from 1; 0 where a column says nothing
 * @param stated whether the user said it, rather than a machine or a tool
 * @param file of what the user said, the file that line and column are of: {@code job.yaml}; empty where it is in none
 */
public record SourceRef(String item, int line, int column, boolean stated, String file) {
    /** A place in something that was captured. */
    public SourceRef(String item, int line, int column) {
        this(item, line, column, false, "");
    }

    /** What the user said, and how: {@code --shm-size}. */
    public static SourceRef stated(String how) {
        return new SourceRef(how, 0, 0, true, "");
    }

    /**
     * What the user said in a file.
     *
     * @param how the file was handed over: {@code --workload}
     */
    public static SourceRef statedIn(String how, String file, int line, int column) {
        return new SourceRef(how + " " + file, line, column, true, file);
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
