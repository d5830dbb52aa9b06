package dev.shmfit.parse.table;

import dev.shmfit.parse.Lines;
import java.util.List;
import java.util.Map;

/**
 * A table with its cells in their columns and rows.
 *
 * @param devices the names of rows and columns: GPUs by number, then NICs left to right
 * @param rows for each row that the text has, its cells in the order of {@code devices}
 * @param tails what follows the cells of a row, and whether more may have followed
 * @param table the lines
 */
record Grid(List<String> devices, Map<String, List<Slot>> rows, Map<String, Tail> tails, RawTable table) {
    /**
     * The end of a row.
     *
     * @param atoms behind the cells; of a barred table, in the fields of the affinity columns
     * @param cut the last atom may be cut off
     */
    record Tail(List<Atom> atoms, boolean cut) {}

    static boolean isGpu(String name) {
        if (!name.startsWith("GPU") || name.length() < 4) {
            return false;
        }
        for (int i = 3; i < name.length(); i++) {
            if (!Lines.isDigit(name.charAt(i))) {
                return false;
            }
        }
        return true;
    }
}
