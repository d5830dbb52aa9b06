package dev.shmfit.parse.table;

import dev.shmfit.facts.ParseNote;
import dev.shmfit.parse.NoteList;
import dev.shmfit.parse.table.RawTable.Header;
import dev.shmfit.parse.table.RawTable.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One table while its lines come in; joins what a terminal wrapped. */
final class TableBuilder {
    private static final int MOST_NIC_NAMES = 1024;

    private @Nullable Header header;
    private @Nullable SourceLine headerLine;
    private final boolean barred;
    private final String command;
    private final List<Row> rows = new ArrayList<>();
    private final Map<String, String> nicNames = new LinkedHashMap<>();
    /** Whether the end of the last header or row line has a blank, and the line's number. */
    private boolean lastEndsWithBlank;

    private int lastNumber;
    private int stray;
    private boolean open = true;
    private boolean legend;

    TableBuilder(@Nullable Header header, boolean barred, String command) {
        this.header = header;
        this.barred = barred;
        this.command = command;
    }

    @Nullable
    Header header() {
        return header;
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    int size() {
        return rows.size() + nicNames.size();
    }

    boolean isBarred() {
        return barred;
    }

    boolean isOpen() {
        return open;
    }

    void close() {
        open = false;
        stray++;
    }

    /** Counts a line that is none of the table's. */
    int follow() {
        return ++stray;
    }

    boolean has(Row row) {
        return !open || rows.stream().anyMatch(r -> r.name().equals(row.name()));
    }

    /** Whether the same row stands here already, cell by cell. */
    boolean repeats(Row row) {
        return rows.stream().anyMatch(r -> r.name().equals(row.name()) && texts(r).equals(texts(row)));
    }

    private static List<String> texts(Row row) {
        return row.body().stream().map(Atom::text).toList();
    }

    void add(Row row, boolean endsWithBlank) {
        rows.add(row);
        lastNumber = row.label().line();
        lastEndsWithBlank = endsWithBlank;
        if (rows.size() == 1 && stray > 0 && header != null && !header.hasAffinity()) {
            // What stands between header and rows may be the rest of the header.
            header = null;
        }
        stray = 0;
    }

    /** Remembers the header's line, of which a wrapped part may follow. */
    void headerLine(SourceLine line) {
        headerLine = line;
        lastNumber = line.number();
        lastEndsWithBlank = line.endsWithBlank();
    }

    boolean firstLegendLine() {
        boolean first = !legend;
        legend = true;
        return first;
    }

    void nicName(LegendLines.NicName nic, NoteList notes) {
        if (size() > MOST_NIC_NAMES) {
            return;
        }
        @Nullable String before = nicNames.putIfAbsent(nic.nic(), nic.name());
        if (before != null && !before.equals(nic.name())) {
            notes.add(
                    ParseNote.Kind.SUSPICIOUS,
                    nic.atom().source(notes),
                    nic.nic() + " is " + before + " further up and " + nic.name() + " here; the first is kept");
        }
    }

    /** Takes {@code line} as the rest of a header or row that was wrapped; false where it is none. */
    boolean takeContinuation(SourceLine verbatim, NoteList notes) {
        if (barred || stray > 0 || !open || verbatim.number() - lastNumber > 1) {
            return false;
        }
        SourceLine line = verbatim.without(lead());
        if (line.isBlank()) {
            return false;
        }
        boolean taken = rows.isEmpty() ? extendHeader(line) : extendRow(line);
        if (taken) {
            lastNumber = line.number();
            lastEndsWithBlank = line.endsWithBlank();
            notes.add(
                    ParseNote.Kind.IGNORED_KNOWN,
                    notes.line(line.number()),
                    "a wrapped line; it was joined to the " + (rows.isEmpty() ? "header" : "row") + " before it");
        }
        return taken;
    }

    /** What stands before the last header or row: the prefix of a log, if anything. */
    private List<Atom> lead() {
        if (!rows.isEmpty()) {
            return rows.get(rows.size() - 1).lead();
        }
        List<Atom> lead = new ArrayList<>();
        for (Atom a : headerLine == null ? List.<Atom>of() : headerLine.atoms()) {
            if (a.kind() == Atom.Kind.GPU) {
                return lead;
            }
            lead.add(a);
        }
        return List.of();
    }

    private boolean extendHeader(SourceLine line) {
        if (headerLine == null) {
            return false;
        }
        Optional<SourceLine> joined =
                HeaderReader.join(headerLine, line, !lastEndsWithBlank && !line.startsWithBlank());
        Optional<Header> longer = joined.flatMap(HeaderReader::read);
        longer.ifPresent(h -> {
            header = h;
            headerLine = joined.orElseThrow();
        });
        return longer.isPresent();
    }

    private boolean extendRow(SourceLine line) {
        Row row = rows.get(rows.size() - 1);
        long cells = row.body().stream().filter(Atom::isCell).count();
        boolean listed = row.count(Atom.Kind.LIST) > 0;
        boolean allCells = header == null ? listed : cells >= header.cells().size();
        boolean whole = allCells
                && (header == null
                        || row.count(Atom.Kind.LIST)
                                >= header.columns().size() - header.cells().size());
        if (whole || !RowReader.isContinuation(line, allCells)) {
            return false;
        }
        List<Atom> body = new ArrayList<>(row.body());
        List<Atom> more = new ArrayList<>(line.atoms());
        if (!body.isEmpty()) {
            join(body, more, !lastEndsWithBlank && !line.startsWithBlank());
        }
        body.addAll(more);
        rows.set(rows.size() - 1, new Row(row.label(), row.lead(), List.copyOf(body), line.width()));
        return true;
    }

    /**
     * The last word of a line and the first of the next, where they may be two halves of one.
     *
     * @param touching nothing separates them
     */
    private static void join(List<Atom> body, List<Atom> more, boolean touching) {
        Atom left = body.get(body.size() - 1);
        Atom right = more.get(0);
        if (left.isCell() && (right.isCell() || !left.isNvLink() || right.kind() != Atom.Kind.LIST)) {
            return;
        }
        boolean linksFollow = more.stream().skip(1).anyMatch(Atom::isCell);
        List<Atom> joined = new ArrayList<>();
        if (left.isNvLink() && !(touching && linksFollow)) {
            // NV1 and 8, or NV1 and the processors 8-…: either may be meant.
            joined.add(left.as(left.text() + " " + right.text(), Atom.Kind.OTHER));
        } else {
            SmiLexer.lex(left.text() + right.text(), left, joined);
            boolean better = joined.stream().allMatch(a -> a.isCell() || a.kind() == Atom.Kind.LIST);
            if (!better || (!touching && (joined.size() > 1 || left.kind() == Atom.Kind.LIST))) {
                return;
            }
        }
        body.remove(body.size() - 1);
        body.addAll(joined);
        more.remove(0);
    }

    RawTable build() {
        return new RawTable(
                Optional.ofNullable(header),
                List.copyOf(rows),
                barred,
                stray == 0,
                command,
                java.util.Collections.unmodifiableMap(new LinkedHashMap<>(nicNames)));
    }
}
