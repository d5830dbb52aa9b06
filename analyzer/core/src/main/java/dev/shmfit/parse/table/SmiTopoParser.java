package dev.shmfit.parse.table;

import dev.shmfit.facts.ParseNote;
import dev.shmfit.facts.Reading;
import dev.shmfit.facts.SmiDevice;
import dev.shmfit.facts.SmiHop;
import dev.shmfit.facts.SmiLink;
import dev.shmfit.facts.SmiOutput;
import dev.shmfit.facts.SmiTopoMatrix;
import dev.shmfit.facts.SmiTopoMatrix.Affinity;
import dev.shmfit.parse.Lines;
import dev.shmfit.parse.NoteList;
import dev.shmfit.parse.Parsed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads {@code nvidia-smi topo -m} as people paste it. What nvidia-smi itself prints, with tabs between the columns:
 *
 * <pre>{@code
 *         GPU0    GPU1    NIC0    CPU Affinity    NUMA Affinity   GPU NUMA ID
 * GPU0     X      NV18    PIX     0-47,96-143     0               N/A
 * GPU1    NV18     X      NODE    0-47,96-143     0               N/A
 * NIC0    PIX     NODE     X
 *
 * Legend:
 *   X    = Self
 *
 * NIC Legend:
 *   NIC0: mlx5_0
 * }</pre>
 *
 * <p>A cell is given a value only where the evidence places it (see {@link RowAligner}); everything else is absent or
 * unreadable, with a remark.
 */
public final class SmiTopoParser {
    private SmiTopoParser() {}

    /**
     * Reads a text.
     *
     * @param text what was captured
     * @param item the captured file's name, for the remarks
     */
    public static Parsed<SmiOutput<SmiTopoMatrix>> parse(String text, String item) {
        NoteList notes = new NoteList(item);
        SmiTableScanner.Found found = new SmiTableScanner(notes).scan(text);
        Optional<SmiOutput<SmiTopoMatrix>> refused = Verdicts.refusal(found, notes);
        if (refused.isPresent()) {
            return new Parsed<>(refused.get(), notes.toList());
        }
        List<SmiTopoMatrix> tables = new ArrayList<>();
        for (RawTable table : found.tables()) {
            if (table.count(Atom.Kind.STATUS) > table.count(Atom.Kind.LINK)) {
                notes.add(
                        ParseNote.Kind.IGNORED_KNOWN,
                        table.rows().get(0).label().source(notes),
                        "a table of topo -p2p; it was left out here");
                continue;
            }
            Grid grid = GridReader.read(table, notes);
            if (isRest(grid)) {
                notes.add(
                        ParseNote.Kind.SUSPICIOUS,
                        table.rows().get(0).label().source(notes),
                        "a row with links, and neither a header nor a row that names where they lead; it was left"
                                + " out");
                continue;
            }
            SmiTopoMatrix matrix = matrix(grid, notes);
            if (matrix.gpus().isEmpty()) {
                notes.add(
                        ParseNote.Kind.SUSPICIOUS,
                        table.rows().get(0).label().source(notes),
                        "a table without a single GPU; it was left out");
                continue;
            }
            Verdicts.onlyPci(table, notes);
            tables.add(matrix);
        }
        return new Parsed<>(Verdicts.answer(tables, found, text, "topo -m", notes), notes.toList());
    }

    /** Whether this is one row of a table whose other rows and header are lost: how many GPUs there are is unknown. */
    private static boolean isRest(Grid grid) {
        return grid.devices().size() == 1 && grid.table().count(Atom.Kind.LINK) > 0;
    }

    private static SmiTopoMatrix matrix(Grid grid, NoteList notes) {
        List<SmiDevice> devices = grid.devices().stream()
                .map(d -> new SmiDevice(d, Grid.isGpu(d) ? SmiDevice.Kind.GPU : SmiDevice.Kind.NIC))
                .toList();
        CellReader<SmiLink> reader = new CellReader<>(grid, notes, SmiTopoParser::link, new SmiLink.Self(), "link");
        List<List<Reading<SmiLink>>> cells = reader.read();
        AffinityReader affinities = new AffinityReader(grid, notes);
        List<Affinity> affinity = devices.stream()
                .filter(SmiDevice::isGpu)
                .map(d -> affinities.read(d.name()))
                .toList();
        Map<String, String> nics = new LinkedHashMap<>();
        grid.table().nicNames().forEach((nic, name) -> {
            if (grid.devices().contains(nic)) {
                nics.put(nic, name);
            }
        });
        return new SmiTopoMatrix(devices, cells, affinity, nics);
    }

    /** One cell's word; empty where it is no word of topo -m. */
    static Optional<SmiLink> link(String text) {
        if (text.equals("X")) {
            return Optional.of(new SmiLink.Self());
        }
        if (text.startsWith("NV") && text.length() > 2) {
            for (int i = 2; i < text.length(); i++) {
                if (!Lines.isDigit(text.charAt(i))) {
                    return Optional.empty();
                }
            }
            int count = text.length() > 5 ? 0 : Integer.parseInt(text, 2, text.length(), 10);
            return count == 0 ? Optional.empty() : Optional.of(new SmiLink.NvLinks(count));
        }
        if (text.equals("SOC")) {
            return Optional.of(new SmiLink.Pci(SmiHop.SYS));
        }
        for (SmiHop hop : SmiHop.values()) {
            if (hop.name().equals(text)) {
                return Optional.of(new SmiLink.Pci(hop));
            }
        }
        return Optional.empty();
    }
}
