package dev.shmfit.parse.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Gives the cells of a row to columns by evidence. The evidence is the number of cells, the {@code X}, which belongs
 * into the row's own column and so checks the cells on either side of it separately, the places of the cells below
 * the header where a gap can be seen, and the end of the text. Cells that none of these place stay unsure.
 */
final class RowAligner {
    static final String CUT = "the row is cut off";

    private RowAligner() {}

    /**
     * One row's cells.
     *
     * @param columns how many there should be
     * @param self the row's own column; -1 where the header does not name it
     * @param cells what the row has
     * @param cut the row ends where the text or the line was cut
     * @param places the terminal columns where this row's cells should begin; empty where that is not known
     */
    record Task(int columns, int self, List<Atom> cells, boolean cut, Optional<int[]> places) {}

    static List<Slot> align(Task task, Atom label) {
        List<Atom> cells = task.cells();
        int n = task.columns();
        int k = cells.size();
        int x = only(cells);
        if (k == n) {
            boolean fits = task.self() < 0
                    ? x < 0
                    : x == task.self() || (x < 0 && !cells.get(task.self()).isCell());
            return fits ? sure(cells) : unsure(n, label, cells, "its X is not in its own column");
        }
        if (k < n && task.places().isPresent()) {
            Optional<List<Slot>> placed = byPlace(task, task.places().get());
            if (placed.isPresent()) {
                return placed.get();
            }
        }
        boolean left = x >= 0 ? x == task.self() : task.cut() && k <= Math.max(task.self(), 0);
        boolean right = x >= 0 && k - x == n - task.self() && task.self() >= 0;
        boolean prefix = left && task.cut() && k < n;
        String why = "the row has " + k + " cells for " + n + " columns";
        List<Slot> slots = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            if ((left && i <= task.self() && i < k) || (prefix && i < k)) {
                slots.add(Slot.sure(cells.get(i)));
            } else if (right && i >= task.self()) {
                slots.add(Slot.sure(cells.get(i - n + k)));
            } else if (prefix) {
                slots.add(Slot.missing(CUT));
            } else if (k == 0) {
                slots.add(Slot.missing(task.cut() ? CUT : "the row has no cells"));
            } else {
                slots.add(Slot.unsure(label, why));
            }
        }
        return slots;
    }

    /** The place of the only X; -1 where there is none or more than one. */
    private static int only(List<Atom> cells) {
        int found = -1;
        for (int i = 0; i < cells.size(); i++) {
            if (cells.get(i).isSelf()) {
                if (found >= 0) {
                    return -1;
                }
                found = i;
            }
        }
        return found;
    }

    private static List<Slot> sure(List<Atom> cells) {
        return cells.stream().map(Slot::sure).toList();
    }

    private static List<Slot> unsure(int n, Atom label, List<Atom> cells, String why) {
        List<Slot> slots = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            slots.add(cells.isEmpty() ? Slot.missing(why) : Slot.unsure(label, why));
        }
        return slots;
    }

    /** Cells below their header words, with at least one gap between two of them; empty where a cell is elsewhere. */
    private static Optional<List<Slot>> byPlace(Task task, int[] places) {
        List<Slot> slots = new ArrayList<>();
        int next = 0;
        boolean gap = false;
        for (int i = 0; i < task.columns(); i++) {
            boolean here = next < task.cells().size()
                    && Math.abs(task.cells().get(next).visual() - places[i]) <= 2;
            if (here) {
                if (task.cells().get(next).isSelf() != (i == task.self())) {
                    return Optional.empty();
                }
                slots.add(Slot.sure(task.cells().get(next)));
                next++;
            } else {
                gap |= next > 0 && next < task.cells().size();
                slots.add(Slot.missing("there is a gap in the cell's place"));
            }
        }
        return gap && next == task.cells().size() ? Optional.of(slots) : Optional.empty();
    }
}
