package dev.shmfit.parse.table;

import dev.shmfit.facts.ParseNote;
import dev.shmfit.parse.NoteList;
import dev.shmfit.parse.table.RawTable.Column;
import dev.shmfit.parse.table.RawTable.Role;
import dev.shmfit.parse.table.RawTable.Row;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts the cells of a {@link RawTable} into rows and columns. */
final class GridReader {
    private final RawTable table;
    private final NoteList notes;
    private final List<List<Atom>> cells = new ArrayList<>();
    private final List<List<Atom>> tails = new ArrayList<>();
    private boolean headerCut;

    private GridReader(RawTable table, NoteList notes) {
        this.table = table;
        this.notes = notes;
    }

    static Grid read(RawTable table, NoteList notes) {
        // Without a header there are no fields for a cell to stand in.
        return table.barred() && table.header().isPresent()
                ? BarredGrid.read(table, notes)
                : new GridReader(table, notes).read();
    }

    private Grid read() {
        int expected = table.header().map(h -> h.cells().size()).orElse(0);
        for (Row row : table.rows()) {
            split(row, expected);
        }
        ColumnNames.Names columns = ColumnNames.of(table, cells, notes);
        List<@Nullable String> names = columns.names();
        headerCut = columns.headerCut();
        List<Integer> order = order(names);
        Map<String, List<Slot>> rows = new LinkedHashMap<>();
        Map<String, Grid.Tail> ends = new LinkedHashMap<>();
        for (int r = 0; r < table.rows().size(); r++) {
            Row row = table.rows().get(r);
            int self = names.indexOf(row.name());
            if (self < 0) {
                notes.add(
                        ParseNote.Kind.SUSPICIOUS,
                        row.label().source(notes),
                        "no column belongs to the row " + row.name() + "; it was left out");
                continue;
            }
            boolean cut = isCut(r, names.size(), self);
            List<Slot> slots = align(r, names.size(), self, cut);
            rows.put(row.name(), order.stream().map(slots::get).toList());
            ends.put(row.name(), new Grid.Tail(tails.get(r), cut));
        }
        List<String> devices = new ArrayList<>();
        order.forEach(i -> devices.add(nonNull(names.get(i))));
        return new Grid(List.copyOf(devices), rows, ends, table);
    }

    private static String nonNull(@Nullable String name) {
        return name == null ? "" : name;
    }

    /** The named columns: GPUs by number, then the others left to right. */
    private static List<Integer> order(List<@Nullable String> names) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i) != null) {
                order.add(i);
            }
        }
        order.sort(Comparator.comparingInt(i -> {
            String name = nonNull(names.get(i));
            return Grid.isGpu(name) ? SmiTableScanner.gpuIndex(name) : Integer.MAX_VALUE;
        }));
        return order;
    }

    /** Parts a row's atoms into cells and what follows them. */
    private void split(Row row, int expected) {
        List<Atom> body = mergeTornLinks(row.body());
        int end = 0;
        for (int i = 0; i < body.size(); i++) {
            if (body.get(i).isCell() || body.get(i).kind() == Atom.Kind.ELLIPSIS) {
                end = i + 1;
            }
        }
        // Words that nobody knows, right behind the cells: damaged cells, as long as cells are wanting.
        while (end < body.size()
                && body.get(end).kind() == Atom.Kind.OTHER
                && (expected == 0 ? end == body.size() - 1 : end < expected)) {
            end++;
        }
        List<Atom> own = new ArrayList<>(body.subList(0, end));
        boolean elided = table.header().isPresent()
                && table.header().get().cells().stream().anyMatch(c -> c.role() == Role.ELIDED);
        if (elided && own.size() == expected - 1 && own.stream().noneMatch(a -> a.kind() == Atom.Kind.ELLIPSIS)) {
            List<Column> columns = table.header().get().cells();
            for (int i = 0; i < columns.size(); i++) {
                if (columns.get(i).role() == Role.ELIDED) {
                    own.add(i, columns.get(i).atom());
                }
            }
        }
        cells.add(own);
        tails.add(List.copyOf(body.subList(end, body.size())));
    }

    /** A number between two links is the rest of the link before it: {@code NV1}, line break, {@code 8}. */
    private static List<Atom> mergeTornLinks(List<Atom> body) {
        List<Atom> merged = new ArrayList<>();
        int lastCell = -1;
        for (int i = 0; i < body.size(); i++) {
            lastCell = body.get(i).isCell() ? i : lastCell;
        }
        for (int i = 0; i < body.size(); i++) {
            Atom a = body.get(i);
            boolean torn = i < lastCell && a.kind() == Atom.Kind.LIST && !merged.isEmpty();
            if (torn && merged.get(merged.size() - 1).isNvLink()) {
                Atom before = merged.remove(merged.size() - 1);
                merged.add(before.as(before.text() + " " + a.text(), Atom.Kind.OTHER));
            } else {
                merged.add(a);
            }
        }
        return merged;
    }

    private int affinityColumns() {
        return table.header()
                .map(h -> h.of(Role.CPUS).size()
                        + h.of(Role.NUMA).size()
                        + h.of(Role.GPU_NUMA).size())
                .orElse(0);
    }

    private boolean isCut(int r, int columns, int self) {
        Row row = table.rows().get(r);
        boolean last = r == table.rows().size() - 1 && table.open();
        boolean gpu = row.label().kind() == Atom.Kind.GPU;
        boolean wants = cells.get(r).size() < columns
                || (gpu && tails.get(r).size() < affinityColumns())
                || (last && self < columns - 1);
        return wants && (last || endsAtRightEdge(row));
    }

    /** Whether at least three lines of the table end at one terminal column, behind which no line goes. */
    private boolean endsAtRightEdge(Row row) {
        int edge = edge();
        int full = 0;
        for (Row r : table.rows()) {
            full += end(r) == edge ? 1 : 0;
        }
        return full >= 3 && end(row) == edge && row.count(Atom.Kind.LIST) == 0;
    }

    /** The terminal column behind which no row goes. The header may stand elsewhere, behind a prompt. */
    private int edge() {
        int edge = 0;
        for (Row r : table.rows()) {
            edge = Math.max(edge, end(r));
        }
        return edge;
    }

    private static int end(Row row) {
        if (row.body().isEmpty()) {
            return -1;
        }
        Atom last = row.body().get(row.body().size() - 1);
        return last.visual() + last.text().length();
    }

    private List<Slot> align(int r, int columns, int self, boolean cut) {
        Row row = table.rows().get(r);
        List<Slot> slots = new ArrayList<>(
                RowAligner.align(new RowAligner.Task(columns, self, cells.get(r), cut, places(columns)), row.label()));
        List<Atom> own = cells.get(r);
        boolean unfinished = cut
                || (row.label().kind() == Atom.Kind.GPU && affinityColumns() > 0)
                || (headerCut && end(row) >= edge());
        if (unfinished
                && tails.get(r).isEmpty()
                && !own.isEmpty()
                && own.get(own.size() - 1).isNvLink()) {
            Atom end = own.get(own.size() - 1);
            for (int i = 0; i < slots.size(); i++) {
                if (slots.get(i).state() == Slot.State.SURE
                        && slots.get(i).atom().equals(Optional.of(end))) {
                    slots.set(i, Slot.unsure(end, "the text ends here, and the number may go on"));
                }
            }
        }
        return slots;
    }

    /** Where cells begin on the terminal, as far as all whole rows agree on it. */
    private Optional<int[]> places(int columns) {
        if (table.header().isEmpty() || table.header().get().cells().size() != columns) {
            return Optional.empty();
        }
        List<Column> header = table.header().get().cells();
        int line = header.get(0).atom().line();
        int shift = Integer.MIN_VALUE;
        for (List<Atom> own : cells) {
            for (int i = 0; own.size() == columns && i < columns; i++) {
                if (own.get(i).isSelf()) {
                    int s = own.get(i).visual() - header.get(i).atom().visual();
                    if (shift != Integer.MIN_VALUE && shift != s) {
                        return Optional.empty();
                    }
                    shift = s;
                }
            }
        }
        if (shift == Integer.MIN_VALUE || header.stream().anyMatch(c -> c.atom().line() != line)) {
            return Optional.empty();
        }
        int[] places = new int[columns];
        for (int i = 0; i < columns; i++) {
            places[i] = header.get(i).atom().visual() + shift;
        }
        return Optional.of(places);
    }
}
