package dev.shmfit.parse.table;

import dev.shmfit.facts.ParseNote;
import dev.shmfit.parse.NoteList;
import dev.shmfit.parse.table.RawTable.Column;
import dev.shmfit.parse.table.RawTable.Header;
import dev.shmfit.parse.table.RawTable.Role;
import dev.shmfit.parse.table.RawTable.Row;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Puts the cells of a table with bars (Markdown, HTML) into columns: a cell belongs to the field it stands in. */
final class BarredGrid {
    private final RawTable table;
    private final Header header;

    private BarredGrid(RawTable table, Header header) {
        this.table = table;
        this.header = header;
    }

    static Grid read(RawTable table, NoteList notes) {
        return new BarredGrid(table, table.header().orElseThrow()).read(notes);
    }

    private Grid read(NoteList notes) {
        List<Column> columns = new ArrayList<>();
        for (Column c : header.of(Role.DEVICE)) {
            if (columns.stream().noneMatch(d -> d.name().equals(c.name()))) {
                columns.add(c);
            }
        }
        columns.sort(Comparator.comparingInt(
                c -> Grid.isGpu(c.name()) ? SmiTableScanner.gpuIndex(c.name()) : Integer.MAX_VALUE));
        int shift = shift();
        int lastField = header.columns().get(header.columns().size() - 1).atom().field();
        Map<String, List<Slot>> rows = new LinkedHashMap<>();
        Map<String, Grid.Tail> tails = new LinkedHashMap<>();
        for (int r = 0; r < table.rows().size(); r++) {
            Row row = table.rows().get(r);
            List<Atom> atoms = new ArrayList<>(row.lead());
            atoms.addAll(row.body());
            Atom end = row.body().isEmpty()
                    ? row.label()
                    : row.body().get(row.body().size() - 1);
            boolean cut = r == table.rows().size() - 1 && table.open() && end.field() < lastField + shift;
            List<Slot> slots = new ArrayList<>();
            for (Column c : columns) {
                slots.add(slot(atoms, c.atom().field() + shift, end, cut));
            }
            int self = -1;
            for (int i = 0; i < columns.size(); i++) {
                self = columns.get(i).name().equals(row.name()) ? i : self;
            }
            if (self < 0) {
                notes.add(
                        ParseNote.Kind.SUSPICIOUS,
                        row.label().source(notes),
                        "no column belongs to the row " + row.name() + "; it was left out");
                continue;
            }
            boolean selfElsewhere = false;
            for (int i = 0; i < slots.size(); i++) {
                selfElsewhere |= i != self
                        && slots.get(i).atom().isPresent()
                        && slots.get(i).atom().get().isSelf();
            }
            if (selfElsewhere) {
                slots.replaceAll(s -> Slot.unsure(row.label(), "its X is not in its own column"));
            }
            rows.put(row.name(), slots);
            tails.put(row.name(), new Grid.Tail(affinity(atoms, shift), cut));
        }
        return new Grid(columns.stream().map(Column::name).toList(), rows, tails, table);
    }

    private static Slot slot(List<Atom> atoms, int field, Atom end, boolean cut) {
        List<Atom> here = atoms.stream().filter(a -> a.field() == field).toList();
        if (here.isEmpty()) {
            return Slot.missing(cut && field > end.field() ? RowAligner.CUT : "its field is blank");
        }
        Atom a = here.get(0);
        if (here.size() > 1) {
            return Slot.unsure(a, "its field holds several words");
        }
        return cut && a.equals(end) && a.isNvLink()
                ? Slot.unsure(a, "the text ends here, and the number may go on")
                : Slot.sure(a);
    }

    /** One atom for each affinity column of the header; an empty text where the field is blank. */
    private List<Atom> affinity(List<Atom> atoms, int shift) {
        List<Atom> found = new ArrayList<>();
        for (Column c : header.columns()) {
            if (c.role() == Role.CPUS || c.role() == Role.NUMA || c.role() == Role.GPU_NUMA) {
                Atom blank = c.atom().as("", Atom.Kind.OTHER);
                Atom joined = blank;
                for (Atom a : atoms) {
                    if (a.field() == c.atom().field() + shift) {
                        joined = joined.text().isEmpty()
                                ? a
                                : joined.as(joined.text() + " " + a.text(), Atom.Kind.OTHER);
                    }
                }
                found.add(joined);
            }
        }
        return found;
    }

    /** Fields that rows have more in front than the header, as a missing first bar makes; 0 unless all rows agree. */
    private int shift() {
        int shift = Integer.MIN_VALUE;
        for (Row row : table.rows()) {
            List<Atom> selves = Stream.concat(row.lead().stream(), row.body().stream())
                    .filter(Atom::isSelf)
                    .toList();
            for (Column c : header.of(Role.DEVICE)) {
                if (c.name().equals(row.name()) && selves.size() == 1) {
                    int s = selves.get(0).field() - c.atom().field();
                    if (shift != Integer.MIN_VALUE && s != shift) {
                        return 0;
                    }
                    shift = s;
                }
            }
        }
        return Math.abs(shift) == 1 && table.rows().size() > 1 ? shift : 0;
    }
}
