package dev.shmfit.analysis.stated;

import dev.shmfit.analysis.stated.StatedFacts.PeerAccess;
import dev.shmfit.units.MalformedText;
import dev.shmfit.units.TextLines;
import java.util.ArrayList;
import java.util.List;

/** Reads a matrix of cudaDeviceCanAccessPeer: one row for each GPU, of 0 and 1, separated by spaces or commas. */
final class PeerAccessText {
    private static final int MOST_GPUS = 64;

    private static final int MOST_LINES = 100_000;

    private PeerAccessText() {}

    static PeerAccess.Matrix parse(String file, String text) {
        List<List<Boolean>> rows = new ArrayList<>();
        int number = 0;
        for (String line : TextLines.of(text, MOST_LINES)) {
            number++;
            String content = line.strip();
            if (content.isEmpty() || content.startsWith("#")) {
                continue;
            }
            List<Boolean> row = new ArrayList<>();
            for (String cell : content.split("[\\s,]+", -1)) {
                if (!cell.matches("[01X]")) {
                    throw new MalformedText(file + ":" + number + ": \"" + abbreviated(cell)
                            + "\" is neither 0 nor 1; expected one row of 0 and 1 for each GPU");
                }
                row.add(!cell.equals("0"));
            }
            rows.add(row);
            if (rows.size() > MOST_GPUS) {
                throw new MalformedText(file + ":" + number + ": more than " + MOST_GPUS + " rows");
            }
        }
        for (List<Boolean> row : rows) {
            if (row.size() != rows.size()) {
                throw new MalformedText(file + ": " + rows.size() + " rows, but a row of " + row.size()
                        + " entries; expected a square matrix");
            }
        }
        if (rows.isEmpty()) {
            throw new MalformedText(file + " is empty; expected one row of 0 and 1 for each GPU");
        }
        return new PeerAccess.Matrix(rows);
    }

    private static String abbreviated(String cell) {
        return cell.length() <= 20 ? cell : cell.substring(0, 20) + "…";
    }
}
