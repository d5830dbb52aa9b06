package dev.shmfit.parse.table;

import dev.shmfit.facts.ParseNote;
import dev.shmfit.parse.NoteList;
import dev.shmfit.parse.table.RawTable.Column;
import dev.shmfit.parse.table.RawTable.Role;
import dev.shmfit.parse.table.RawTable.Row;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which device each column of cells stands for: from the header, checked against the {@code X} of each row,
 * and where the header is missing, cut or contradicted, from the X alone. nvidia-smi numbers GPUs from 0 without gaps
 * and lists them first, so that a GPU's X stands at its number.
 */
final class ColumnNames {
    private final NoteList notes;
    private final RawTable table;
    /** By column; null where the column is there and its name is not known. */
    private List<@Nullable String> names = new ArrayList<>();

    private ColumnNames(RawTable table, NoteList notes) {
        this.table = table;
        this.notes = notes;
    }

    /**
     * What the columns are called.
     *
     * @param names left to right; null for a column whose name is not known
     * @param headerCut the header does not reach as far as the columns do
     */
    record Names(List<@Nullable String> names, boolean headerCut) {}

    /**
     * The names of the columns.
     *
     * @param cells each row's cells
     */
    static Names of(RawTable table, List<List<Atom>> cells, NoteList notes) {
        ColumnNames c = new ColumnNames(table, notes);
        c.fromHeader();
        c.checkHeader(cells);
        int headed = c.names.size();
        boolean open = headed > 0 && c.names.get(headed - 1) == null;
        c.fromRows(cells);
        boolean cut = table.header().isPresent()
                && (open || headed < c.names.size() || !table.header().get().complete());
        return new Names(c.names, cut);
    }

    private void fromHeader() {
        Set<String> seen = new HashSet<>();
        List<Column> columns = table.header().isPresent() ? table.header().get().cells() : List.of();
        for (int i = 0; i < columns.size(); i++) {
            Column c = columns.get(i);
            boolean named = c.role() == Role.DEVICE && !isCut(columns, i);
            if (named && !seen.add(c.name())) {
                notes.add(
                        ParseNote.Kind.SUSPICIOUS,
                        c.atom().source(notes),
                        "the header names " + c.name() + " a second time; this column is left out");
                named = false;
            }
            names.add(named ? c.name() : null);
        }
    }

    /** A header cut within {@code GPU12} ends with {@code GPU1}, one cut within {@code mlx5_bond_0} with {@code mlx5}. */
    private boolean isCut(List<Column> columns, int i) {
        Atom a = columns.get(i).atom();
        boolean end = i == columns.size() - 1
                && table.header().isPresent()
                && !table.header().get().hasAffinity();
        if (!end || table.rows().stream().anyMatch(r -> r.name().equals(a.text()))) {
            return false;
        }
        boolean cut = a.kind() == Atom.Kind.OTHER;
        if (i > 0 && a.kind() == columns.get(i - 1).atom().kind() && !cut) {
            int before = SmiTableScanner.gpuIndex(columns.get(i - 1).name());
            cut = SmiTableScanner.gpuIndex(a.text()) != before + 1;
        }
        if (cut) {
            notes.add(
                    ParseNote.Kind.SUSPICIOUS,
                    a.source(notes),
                    "the header ends with " + a.text() + ", of which no row speaks; the name may be cut off, the column"
                            + " is left out");
        }
        return cut;
    }

    private void checkHeader(List<List<Atom>> cells) {
        int agree = 0;
        int conflict = 0;
        for (int r = 0; r < table.rows().size(); r++) {
            int x = self(cells.get(r));
            int at = names.indexOf(table.rows().get(r).name());
            boolean taken = x >= 0 && x < names.size() && names.get(x) != null;
            if (x >= 0 && (at >= 0 || taken)) {
                agree += x == at ? 1 : 0;
                conflict += x == at ? 0 : 1;
            }
        }
        if (conflict > 1 && conflict > agree && allNumbered(cells)) {
            notes.add(
                    ParseNote.Kind.SUSPICIOUS,
                    notes.line(table.header().map(RawTable.Header::line).orElse(1)),
                    "the header does not fit the rows: each X stands elsewhere; the rows are believed");
            names = new ArrayList<>();
        }
    }

    private boolean allNumbered(List<List<Atom>> cells) {
        for (int r = 0; r < table.rows().size(); r++) {
            Row row = table.rows().get(r);
            if (row.label().kind() == Atom.Kind.GPU && self(cells.get(r)) != SmiTableScanner.gpuIndex(row.name())) {
                return false;
            }
        }
        return true;
    }

    private void fromRows(List<List<Atom>> cells) {
        int widest = names.size();
        int gpus = 0;
        boolean headed = !names.isEmpty();
        int end = names.size();
        for (int r = 0; r < table.rows().size(); r++) {
            Row row = table.rows().get(r);
            int x = self(cells.get(r));
            if (names.contains(row.name()) || x < 0) {
                continue;
            }
            boolean gpu = row.label().kind() == Atom.Kind.GPU;
            if (gpu ? x != SmiTableScanner.gpuIndex(row.name()) : x < end && headed) {
                continue;
            }
            widest = Math.max(widest, x + 1);
            while (names.size() <= x) {
                names.add(null);
            }
            if (names.get(x) == null) {
                names.set(x, row.name());
            }
            gpus = gpu ? Math.max(gpus, x + 1) : row.name().equals("NIC0") ? Math.max(gpus, x) : gpus;
        }
        for (int i = 0; i < gpus; i++) {
            if (names.get(i) == null) {
                names.set(i, "GPU" + i);
            }
        }
        if (!headed) {
            extendToWidest(cells);
        }
    }

    /** Without a header, the longest row tells how many columns there are. */
    private void extendToWidest(List<List<Atom>> cells) {
        boolean statuses = table.count(Atom.Kind.STATUS) > 0 && table.count(Atom.Kind.LINK) == 0;
        int widest = names.size();
        for (List<Atom> row : cells) {
            widest = Math.max(widest, row.size());
        }
        int known = names.size();
        for (int i = known; i < widest; i++) {
            // A table of P2P statuses has GPUs only.
            names.add(statuses ? "GPU" + i : null);
        }
        if (!statuses && widest > known && !table.rows().isEmpty()) {
            notes.add(
                    ParseNote.Kind.SUSPICIOUS,
                    table.rows().get(0).label().source(notes),
                    "there is no header, and no row names the last " + (widest - known)
                            + " columns: GPUs or NICs; they are left out");
        }
    }

    private static int self(List<Atom> cells) {
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
}
