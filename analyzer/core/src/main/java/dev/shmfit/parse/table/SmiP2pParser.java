package dev.shmfit.parse.table;

import dev.shmfit.facts.P2pStatus;
import dev.shmfit.facts.ParseNote;
import dev.shmfit.facts.SmiOutput;
import dev.shmfit.facts.SmiP2pMatrix;
import dev.shmfit.parse.NoteList;
import dev.shmfit.parse.Parsed;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads {@code nvidia-smi topo -p2p r|w|rw|n|a|p} as people paste it.
 *
 * <pre>{@code
 *         GPU0    GPU1
 *  GPU0   X       CNS
 *  GPU1   CNS     X
 *
 * Legend:
 *   CNS  = Chipset not supported
 * }</pre>
 *
 * <p>Which capability a table is about says the command line in front of it, else the file's name.
 */
public final class SmiP2pParser {
    private SmiP2pParser() {}

    /**
     * Reads a text.
     *
     * @param text what was captured
     * @param item the captured file's name; {@code …p2p-r.txt} or {@code …p2p_rw…} tells the capability
     */
    public static Parsed<SmiOutput<SmiP2pMatrix>> parse(String text, String item) {
        NoteList notes = new NoteList(item);
        SmiTableScanner.Found found = new SmiTableScanner(notes).scan(text);
        Optional<SmiOutput<SmiP2pMatrix>> refused = Verdicts.refusal(found, notes);
        if (refused.isPresent()) {
            return new Parsed<>(refused.get(), notes.toList());
        }
        List<SmiP2pMatrix> tables = new ArrayList<>();
        for (RawTable table : found.tables()) {
            if (table.count(Atom.Kind.LINK) > table.count(Atom.Kind.STATUS)) {
                notes.add(
                        ParseNote.Kind.IGNORED_KNOWN,
                        table.rows().get(0).label().source(notes),
                        "a table of topo -m; it was left out here");
                continue;
            }
            Grid grid = GridReader.read(table, notes);
            if (!grid.devices().isEmpty() && grid.devices().stream().allMatch(Grid::isGpu)) {
                tables.add(matrix(grid, capability(table, notes), notes));
            }
        }
        return new Parsed<>(Verdicts.answer(tables, found, text, "topo -p2p", notes), notes.toList());
    }

    private static SmiP2pMatrix matrix(Grid grid, String capability, NoteList notes) {
        CellReader<P2pStatus> reader = new CellReader<>(grid, notes, SmiP2pParser::status, P2pStatus.OK, "status");
        return new SmiP2pMatrix(
                capability,
                grid.devices().stream().map(SmiTableScanner::gpuIndex).toList(),
                reader.read());
    }

    /** One cell's word; empty where it is no word of topo -p2p. */
    static Optional<P2pStatus> status(String text) {
        if (text.equals("X")) {
            return Optional.of(P2pStatus.OK);
        }
        for (P2pStatus s : P2pStatus.values()) {
            if (s.name().equals(text)) {
                return Optional.of(s);
            }
        }
        return Optional.empty();
    }

    private static String capability(RawTable table, NoteList notes) {
        String stated = fromCommand(table.command());
        String named = fromName(notes.item());
        if (!stated.isEmpty() && !named.isEmpty() && !stated.equals(named)) {
            notes.add(
                    ParseNote.Kind.SUSPICIOUS,
                    notes.line(table.header().map(RawTable.Header::line).orElse(1)),
                    "the file's name says -p2p " + named + ", the command in it -p2p " + stated
                            + "; the command is believed");
        }
        return stated.isEmpty() ? named : stated;
    }

    private static String fromCommand(String command) {
        String[] words = command.split(" ", -1);
        for (int i = 0; i < words.length; i++) {
            String w = words[i];
            if ((w.equals("-p2p") || w.equals("--p2p")) && i + 1 < words.length && isCapability(words[i + 1])) {
                return words[i + 1];
            }
            int equals = w.indexOf('=');
            if (w.startsWith("-") && w.contains("p2p=") && isCapability(w.substring(equals + 1))) {
                return w.substring(equals + 1);
            }
        }
        return "";
    }

    private static String fromName(String item) {
        String name = item.toLowerCase(Locale.ROOT);
        int at = name.indexOf("p2p");
        while (at >= 0) {
            int from = at + 4;
            int to = from;
            while (to < name.length() && Character.isLetterOrDigit(name.charAt(to))) {
                to++;
            }
            if (from <= name.length()
                    && "-_".indexOf(name.charAt(from - 1)) >= 0
                    && isCapability(name.substring(from, to))) {
                return name.substring(from, to);
            }
            at = name.indexOf("p2p", at + 3);
        }
        return "";
    }

    private static boolean isCapability(String s) {
        if (s.isEmpty() || s.length() > 5) {
            return false;
        }
        for (int i = 0; i < s.length(); i++) {
            if ("rwnap".indexOf(s.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }
}
