package dev.shmfit.parse.table;

import dev.shmfit.facts.NodeLimits;
import dev.shmfit.facts.ParseNote;
import dev.shmfit.facts.SourceRef;
import dev.shmfit.parse.NoteList;
import dev.shmfit.parse.table.RawTable.Header;
import dev.shmfit.parse.table.RawTable.Role;
import dev.shmfit.parse.table.RawTable.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the tables of {@code nvidia-smi topo} in a text by their structure, in one pass. What is kept is bounded, so
 * that a text of any size and content is read in the memory of a few tables.
 */
final class SmiTableScanner {
    /** No node has more GPUs; a text that shows more is no table of one node. */
    static final int MOST_GPUS = NodeLimits.MOST_GPUS;

    private static final int MOST_DEVICES = 512;
    private static final int MOST_TABLES = 64;
    private static final int MOST_ATOMS = 400_000;
    private static final int MOST_STRAY_LINES = 20;

    /**
     * What was found.
     *
     * @param tables the tables, with at least one row or header each
     * @param failure the first line that says that a command failed
     * @param noGpus the line that says that there are no GPUs
     * @param tooMany the first header or row of more than {@link #MOST_GPUS} GPUs
     * @param gpus how many GPUs that shows
     * @param misnumbered a column or a row whose name is that of a GPU, with a number that no GPU has
     * @param lines lines read
     * @param words atoms seen
     */
    record Found(
            List<RawTable> tables,
            Optional<SourceLine> failure,
            Optional<SourceLine> noGpus,
            Optional<Atom> tooMany,
            int gpus,
            Optional<Atom> misnumbered,
            int lines,
            long words) {}

    private final NoteList notes;
    private final List<TableBuilder> tables = new ArrayList<>();
    /** The tables being read, by the host that a prefix such as {@code pdsh}'s names. */
    private final Map<String, TableBuilder> open = new HashMap<>();

    private @Nullable TableBuilder last;
    private @Nullable SourceLine failure;
    private @Nullable SourceLine noGpus;
    private @Nullable Atom tooMany;
    private @Nullable Atom misnumberedRow;
    private String command = "";
    private int gpus;
    private int atoms;
    private boolean full;

    SmiTableScanner(NoteList notes) {
        this.notes = notes;
    }

    /** Reads the whole text. */
    Found scan(String text) {
        SourceLines lines = new SourceLines(text);
        long words = 0;
        int count = 0;
        for (SourceLine line = lines.next(); line != null && tooMany == null; line = lines.next()) {
            count = line.number();
            words += line.atoms().size();
            if (line.tooLong()) {
                notes.add(
                        ParseNote.Kind.UNRECOGNIZED,
                        notes.line(line.number()),
                        "the line has more than " + LineCleaner.LONGEST
                                + " characters, which no table of nvidia-smi has; it was not read");
            } else if (!line.isBlank()) {
                read(line);
            }
        }
        List<RawTable> built = built();
        return new Found(
                built,
                Optional.ofNullable(failure),
                Optional.ofNullable(noGpus),
                Optional.ofNullable(tooMany),
                gpus,
                misnumbered(built).or(() -> Optional.ofNullable(misnumberedRow)),
                count,
                words);
    }

    private void read(SourceLine line) {
        if (full || LegendLines.isDecoration(line)) {
            return;
        }
        String host = hostPrefix(line);
        @Nullable TableBuilder table = openTable(host);
        if (table != null && table.isEmpty() && table.takeContinuation(line, notes)) {
            return;
        }
        Optional<Header> header = HeaderReader.read(line);
        if (header.isPresent()) {
            begin(host, header.get(), line);
            return;
        }
        if (LegendLines.isTitle(line) || LegendLines.isEntry(line)) {
            legend(line);
            return;
        }
        Optional<Header> above = table == null ? Optional.empty() : Optional.ofNullable(table.header());
        if (table != null && table.isBarred() && above.isPresent()) {
            Optional<Row> barred = RowReader.readBarred(line, above.get());
            if (barred.isPresent()) {
                row(host, table, barred.get(), line);
                return;
            }
        }
        Optional<Row> row = RowReader.read(line, above, false);
        if (row.isEmpty() && table != null && table.takeContinuation(line, notes)) {
            return;
        }
        row = row.isPresent() ? row : RowReader.read(line, above, true);
        if (row.isPresent()) {
            row(host, table, row.get(), line);
        } else {
            message(line, table);
        }
    }

    /** The table that a line of this host belongs to. A prefix may stand before the header alone. */
    private @Nullable TableBuilder openTable(String host) {
        @Nullable TableBuilder table = open.get(host);
        if (table == null && host.isEmpty() && last != null && last.isOpen() && last.isEmpty()) {
            return last;
        }
        return table;
    }

    private void begin(String host, Header header, SourceLine line) {
        int count = header.of(Role.DEVICE).size();
        int gpuCount = (int) header.of(Role.DEVICE).stream()
                .filter(c -> c.atom().kind() == Atom.Kind.GPU)
                .count();
        if (gpuCount > MOST_GPUS || count > MOST_DEVICES) {
            tooMany = header.columns().get(0).atom();
            gpus = gpuCount > MOST_GPUS ? gpuCount : count;
            return;
        }
        if (SmiMessages.kind(line) == SmiMessages.Kind.COMMAND) {
            command = line.text();
        }
        TableBuilder table = new TableBuilder(header, HeaderReader.isBarred(line.atoms()), command);
        table.headerLine(line);
        start(host, table, line.number());
    }

    private void start(String host, TableBuilder table, int line) {
        if (!tables.isEmpty() && !tables.get(tables.size() - 1).isEmpty()) {
            notes.add(
                    ParseNote.Kind.IGNORED_KNOWN,
                    notes.line(line),
                    "one more table begins" + (command.isEmpty() ? "" : " (\"" + command + "\")"));
        }
        open.put(host, table);
        tables.add(table);
        last = table;
        if (tables.size() >= MOST_TABLES) {
            full = true;
            notes.add(
                    ParseNote.Kind.NOT_SUPPORTED_YET,
                    notes.line(line),
                    "more than " + MOST_TABLES + " tables in one text; the rest was not read");
        }
    }

    private void row(String host, @Nullable TableBuilder table, Row row, SourceLine line) {
        if (Grid.isGpu(row.name()) && row.label().kind() != Atom.Kind.GPU) {
            misnumberedRow = misnumberedRow == null ? row.label() : misnumberedRow;
            return;
        }
        if (row.label().kind() == Atom.Kind.GPU && gpuIndex(row.name()) >= MOST_GPUS) {
            tooMany = row.label();
            gpus = gpuIndex(row.name()) + 1;
            return;
        }
        int size = row.body().size();
        atoms += size;
        if (size > 2 * MOST_DEVICES || atoms > MOST_ATOMS || (table != null && table.size() > MOST_DEVICES)) {
            full |= atoms > MOST_ATOMS;
            notes.add(
                    ParseNote.Kind.NOT_SUPPORTED_YET,
                    row.label().source(notes),
                    "more cells or rows than any node has; the row was not read");
            return;
        }
        TableBuilder target = table;
        if (target == null || target.has(row)) {
            if (target != null && target.repeats(row)) {
                notes.add(ParseNote.Kind.IGNORED_KNOWN, row.label().source(notes), "the row stands here a second time");
                return;
            }
            if (row.label().kind() == Atom.Kind.OTHER || row.body().stream().noneMatch(Atom::isSelf)) {
                notes.add(
                        ParseNote.Kind.UNRECOGNIZED,
                        row.label().source(notes),
                        "a row of " + row.name() + " outside a table; nothing tells its columns, it was left out");
                return;
            }
            target = new TableBuilder(null, false, command);
            start(host, target, line.number());
        }
        target.add(row, line.endsWithBlank());
        last = target;
    }

    private void legend(SourceLine line) {
        if (last == null) {
            return;
        }
        last.close();
        Optional<LegendLines.NicName> nic = LegendLines.nicName(line);
        if (nic.isPresent()) {
            last.nicName(nic.get(), notes);
        } else if (last.firstLegendLine()) {
            notes.add(
                    ParseNote.Kind.IGNORED_KNOWN,
                    notes.line(line.number()),
                    "the legend; it explains words and holds no cells");
        }
    }

    private void message(SourceLine line, @Nullable TableBuilder table) {
        SmiMessages.Kind kind = SmiMessages.kind(line);
        switch (kind) {
            case COMMAND -> {
                command = line.text();
                open.values().forEach(TableBuilder::close);
                open.clear();
            }
            case FAILURE -> {
                failure = failure == null ? line : failure;
                if (table != null) {
                    table.follow();
                }
            }
            case NO_GPUS -> noGpus = noGpus == null ? line : noGpus;
            case OTHER -> {
                if (table != null && table.isOpen()) {
                    notes.add(
                            ParseNote.Kind.UNRECOGNIZED,
                            new SourceRef(
                                    notes.item(),
                                    line.number(),
                                    line.atoms().get(0).column()),
                            "\"" + line.text() + "\" is no row of the table above; it was left out");
                    if (table.follow() > MOST_STRAY_LINES) {
                        open.clear();
                    }
                }
            }
        }
    }

    private List<RawTable> built() {
        boolean rows = tables.stream().anyMatch(t -> !t.isEmpty());
        List<RawTable> built = new ArrayList<>();
        for (TableBuilder t : tables) {
            if (!rows || !t.isEmpty()) {
                built.add(t.build());
            }
        }
        return List.copyOf(built);
    }

    /** {@code node7} of {@code node7: GPU0 X …}; empty where no such prefix stands before the line. */
    private static String hostPrefix(SourceLine line) {
        String first = line.atoms().get(0).text();
        boolean letter = false;
        for (int i = 0; i < first.length(); i++) {
            letter |= Character.isLetter(first.charAt(i));
        }
        return letter && first.endsWith(":") && line.atoms().size() > 1 && !first.startsWith("NIC") ? first : "";
    }

    /** A header such as {@code GPU0 GPU01 GPU2147483647}: which columns are which GPU is not known any more. */
    private static Optional<Atom> misnumbered(List<RawTable> tables) {
        return tables.stream()
                .flatMap(t -> t.header().stream())
                .flatMap(h -> h.of(Role.DEVICE).stream())
                .map(RawTable.Column::atom)
                .filter(a -> Grid.isGpu(a.text()))
                .filter(a -> a.kind() != Atom.Kind.GPU || gpuIndex(a.text()) >= MOST_GPUS)
                .findFirst();
    }

    static int gpuIndex(String name) {
        return Integer.parseInt(name, 3, name.length(), 10);
    }
}
