package dev.shmfit.topology;

import dev.shmfit.facts.Reading;
import dev.shmfit.facts.SmiDevice;
import dev.shmfit.facts.SmiHop;
import dev.shmfit.facts.SmiLink;
import dev.shmfit.facts.SmiTopoMatrix;
import dev.shmfit.facts.SourceRef;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Matrices for tests in a plain form: {@code GPU0 X PIX SYS | 0-15 | 0}, the affinities optional, {@code -} for a cell
 * that is not there and {@code ??} for one that cannot be read.
 */
final class MatrixText {
    private static final Pattern COLUMN = Pattern.compile("\\|");

    private MatrixText() {}

    static SmiTopoMatrix read(String text) {
        List<String> rows = text.lines().filter(l -> !l.isBlank()).toList();
        List<SmiDevice> devices = new ArrayList<>();
        List<List<Reading<SmiLink>>> cells = new ArrayList<>();
        List<SmiTopoMatrix.Affinity> affinities = new ArrayList<>();
        for (int line = 0; line < rows.size(); line++) {
            List<String> columns =
                    COLUMN.splitAsStream(rows.get(line)).map(String::trim).toList();
            List<String> words = Arrays.asList(columns.get(0).split("\\s+", -1));
            SmiDevice device = device(words.get(0));
            devices.add(device);
            List<Reading<SmiLink>> row = new ArrayList<>();
            for (int i = 1; i < words.size(); i++) {
                row.add(cell(words.get(i), new SourceRef("topo.txt", line + 1, i)));
            }
            cells.add(row);
            if (device.isGpu()) {
                affinities.add(affinity(columns, SourceRef.line("topo.txt", line + 1)));
            }
        }
        return new SmiTopoMatrix(devices, cells, affinities, Map.of());
    }

    /** The clean form that nvidia-smi prints: header, tabs, legend. */
    static SmiTopoMatrix readPrinted(String text) {
        List<String> lines = text.lines().toList();
        List<String> header =
                Arrays.stream(lines.get(0).split("\t", -1)).map(String::trim).toList();
        int devices = (int) header.stream()
                .filter(h -> (h.startsWith("GPU") && !h.contains(" ")) || h.startsWith("NIC"))
                .count();
        StringBuilder plain = new StringBuilder();
        for (String line : lines.subList(1, 1 + devices)) {
            List<String> words =
                    Arrays.stream(line.split("\t", -1)).map(String::trim).toList();
            plain.append(String.join(" ", words.subList(0, devices + 1)));
            if (words.get(0).startsWith("GPU")) {
                plain.append('|').append(words.get(devices + 1)).append('|').append(words.get(devices + 2));
            }
            plain.append('\n');
        }
        return read(plain.toString());
    }

    /** The cells as words, one row a line; whatever is not known is {@code ?}. */
    static String print(SmiTopoMatrix matrix) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < matrix.devices().size(); i++) {
            out.append(matrix.devices().get(i).name());
            matrix.cells()
                    .get(i)
                    .forEach(c -> out.append(' ')
                            .append(c.asOptional().map(SmiLink::text).orElse("?")));
            out.append('\n');
        }
        return out.toString();
    }

    private static SmiDevice device(String name) {
        return new SmiDevice(name, name.startsWith("GPU") ? SmiDevice.Kind.GPU : SmiDevice.Kind.NIC);
    }

    static Reading<SmiLink> cell(String word, SourceRef source) {
        if (word.equals("-")) {
            return Reading.absent("the row is cut off");
        }
        if (word.equals("X")) {
            return Reading.known(new SmiLink.Self(), source);
        }
        if (word.startsWith("NV")) {
            return Reading.known(new SmiLink.NvLinks(Integer.parseInt(word, 2, word.length(), 10)), source);
        }
        return Arrays.stream(SmiHop.values())
                .filter(h -> h.name().equals(word))
                .findFirst()
                .<Reading<SmiLink>>map(h -> Reading.known(new SmiLink.Pci(h), source))
                .orElseGet(() -> new Reading.Unreadable<>(word, source, "not a link"));
    }

    private static SmiTopoMatrix.Affinity affinity(List<String> columns, SourceRef source) {
        Reading<String> cpus = columns.size() > 1 && !columns.get(1).isEmpty()
                ? Reading.known(columns.get(1), source)
                : Reading.absent("no column");
        Reading<List<Integer>> numa = columns.size() > 2 && !columns.get(2).isEmpty()
                ? Reading.known(
                        Arrays.stream(columns.get(2).split(",", -1))
                                .map(n -> Integer.parseInt(n, 10))
                                .toList(),
                        source)
                : Reading.absent("no column");
        return new SmiTopoMatrix.Affinity(cpus, numa, Reading.absent("no column"));
    }
}
