package dev.shmfit.parse.table;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The lines that make one table, before any cell is given to a column.
 *
 * @param header the columns that the header names; empty where there is no header
 * @param rows the rows, in the order of the text
 * @param barred the columns are fields between bars (Markdown, HTML)
 * @param open nothing but blanks and fences follows the last row: the text may have been cut there
 * @param command the command line that stands before the table; empty where there is none
 * @param nicNames what the NIC legend behind the table says
 */
record RawTable(
        Optional<Header> header,
        List<Row> rows,
        boolean barred,
        boolean open,
        String command,
        Map<String, String> nicNames) {

    /** What a column holds. */
    enum Role {
        DEVICE,
        CPUS,
        NUMA,
        GPU_NUMA,
        /** {@code ...}: columns that the author left out. */
        ELIDED,
        /** The column of row names, or one that says nothing to us; only between bars. */
        OTHER
    }

    /** One column as the header names it. */
    record Column(Role role, Atom atom) {
        String name() {
            return atom.text();
        }
    }

    /**
     * A header.
     *
     * @param columns left to right
     * @param width columns that its (last) line takes on a terminal
     * @param complete the header ends with a column that it spells in full
     */
    record Header(List<Column> columns, int width, boolean complete, int line) {
        List<Column> of(Role role) {
            return columns.stream().filter(c -> c.role() == role).toList();
        }

        /** Devices and gaps between them, left to right: what the cells of a row stand for. */
        List<Column> cells() {
            return columns.stream()
                    .filter(c -> c.role() == Role.DEVICE || c.role() == Role.ELIDED)
                    .toList();
        }

        boolean hasAffinity() {
            return columns.stream()
                    .anyMatch(c -> c.role() == Role.CPUS || c.role() == Role.NUMA || c.role() == Role.GPU_NUMA);
        }
    }

    /**
     * A row.
     *
     * @param label the atom that names it
     * @param lead the atoms before the label
     * @param body the atoms behind the label, of continuation lines too
     * @param width columns that its (last) line takes on a terminal
     */
    record Row(Atom label, List<Atom> lead, List<Atom> body, int width) {
        String name() {
            return label.text();
        }

        int count(Atom.Kind kind) {
            return (int) body.stream().filter(a -> a.kind() == kind).count();
        }
    }

    int count(Atom.Kind kind) {
        return rows.stream().mapToInt(r -> r.count(kind)).sum();
    }
}
