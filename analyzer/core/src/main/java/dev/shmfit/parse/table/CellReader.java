package dev.shmfit.parse.table;

import dev.shmfit.facts.ParseNote;
import dev.shmfit.facts.Reading;
import dev.shmfit.parse.NoteList;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Turns the cells of a {@link Grid} into readings, with one remark for each damaged cell, row or gap.
 *
 * @param <T> what a cell says
 */
final class CellReader<T> {
    private final Grid grid;
    private final NoteList notes;
    private final Function<String, Optional<T>> words;
    private final T self;
    private final String noun;

    /**
     * A reader.
     *
     * @param words what a word says
     * @param self what the diagonal says, known without reading
     * @param noun what a cell is called in remarks
     */
    CellReader(Grid grid, NoteList notes, Function<String, Optional<T>> words, T self, String noun) {
        this.grid = grid;
        this.notes = notes;
        this.words = words;
        this.self = self;
        this.noun = noun;
    }

    List<List<Reading<T>>> read() {
        remarkOnGaps();
        List<String> missing = new ArrayList<>();
        List<List<Reading<T>>> cells = new ArrayList<>();
        for (String from : grid.devices()) {
            @Nullable List<Slot> slots = grid.rows().get(from);
            if (slots == null) {
                missing.add(from);
                cells.add(absentRow(from));
            } else {
                cells.add(row(from, slots));
            }
        }
        if (!missing.isEmpty()) {
            notes.add(
                    ParseNote.Kind.SUSPICIOUS,
                    notes.line(lastLine()),
                    "the table has no row for " + span(missing) + "; their cells are absent");
        }
        return cells;
    }

    private void remarkOnGaps() {
        grid.table()
                .header()
                .ifPresent(h -> h.of(RawTable.Role.ELIDED)
                        .forEach(c -> notes.add(
                                ParseNote.Kind.SUSPICIOUS,
                                c.atom().source(notes),
                                "the author left columns out here; the machine has more devices than this table")));
    }

    private int lastLine() {
        List<RawTable.Row> rows = grid.table().rows();
        return rows.isEmpty()
                ? grid.table().header().map(RawTable.Header::line).orElse(1)
                : rows.get(rows.size() - 1).label().line();
    }

    private List<Reading<T>> absentRow(String from) {
        List<Reading<T>> row = new ArrayList<>();
        for (String to : grid.devices()) {
            row.add(to.equals(from) ? knownSelf() : Reading.absent("the row of " + from + " is missing"));
        }
        return row;
    }

    private Reading<T> knownSelf() {
        return Reading.known(self, notes.line(lastLine()));
    }

    private List<Reading<T>> row(String from, List<Slot> slots) {
        List<Reading<T>> row = new ArrayList<>();
        Map<String, List<String>> lost = new LinkedHashMap<>();
        for (int i = 0; i < slots.size(); i++) {
            Slot slot = slots.get(i);
            String to = grid.devices().get(i);
            boolean diagonal = to.equals(from);
            if (slot.state() != Slot.State.SURE || slot.atom().isEmpty()) {
                if (!diagonal) {
                    lost.computeIfAbsent(slot.why(), k -> new ArrayList<>()).add(to);
                }
                row.add(diagonal ? knownSelf() : undetermined(slot));
            } else {
                row.add(cell(slot.atom().get(), from, to));
            }
        }
        lost.forEach((why, to) -> notes.add(
                ParseNote.Kind.SUSPICIOUS,
                grid.table().rows().stream()
                        .filter(r -> r.name().equals(from))
                        .findFirst()
                        .map(r -> r.label().source(notes))
                        .orElse(notes.line(lastLine())),
                "row " + from + ": " + why + "; left undetermined towards " + span(to)));
        return row;
    }

    /** {@code GPU3 … NIC2 (8)} for many names. */
    private static String span(List<String> names) {
        return names.size() < 4
                ? String.join(", ", names)
                : names.get(0) + " … " + names.get(names.size() - 1) + " (" + names.size() + " devices)";
    }

    private Reading<T> undetermined(Slot slot) {
        return slot.state() == Slot.State.MISSING || slot.atom().isEmpty()
                ? Reading.absent(slot.why())
                : new Reading.Unreadable<>(
                        slot.atom().get().text(), slot.atom().get().source(notes), slot.why());
    }

    private Reading<T> cell(Atom atom, String from, String to) {
        boolean diagonal = from.equals(to);
        Optional<T> value = words.apply(atom.text());
        if (diagonal && !atom.isSelf()) {
            notes.add(
                    ParseNote.Kind.SUSPICIOUS,
                    atom.source(notes),
                    "the cell of " + from + " to itself is \"" + atom.text() + "\" where X belongs; taken as X");
            return knownSelf();
        }
        if (value.isPresent() && (diagonal || !atom.isSelf())) {
            return Reading.known(value.get(), atom.source(notes));
        }
        if (atom.kind() == Atom.Kind.ELLIPSIS) {
            return Reading.absent("the author left it out");
        }
        String why = atom.isSelf() ? "X stands between two devices" : "it is no " + noun + " that we know";
        notes.add(
                ParseNote.Kind.UNRECOGNIZED,
                atom.source(notes),
                "cell \"" + atom.text() + "\": " + why + "; " + from + "-" + to + " is left undetermined");
        return new Reading.Unreadable<>(atom.text(), atom.source(notes), why);
    }
}
