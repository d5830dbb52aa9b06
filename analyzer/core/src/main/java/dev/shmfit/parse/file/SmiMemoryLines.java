package dev.shmfit.parse.file;

import dev.shmfit.facts.Reading;
import dev.shmfit.facts.SourceRef;
import dev.shmfit.parse.Lines;
import dev.shmfit.units.ByteCount;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads how much memory each GPU has from what {@code nvidia-smi -q -x} prints: the element {@code <total>} of
 * {@code <fb_memory_usage>}, which nvidia-smi writes on a line of its own.
 */
final class SmiMemoryLines {
    private static final String UNIT = " MiB";
    private static final String TOTAL = "<total>";

    private final List<ByteCount> all = new ArrayList<>();
    private SourceRef first;
    private Optional<Reading<List<ByteCount>>> unreadable = Optional.empty();
    private boolean inside;

    SmiMemoryLines(SourceRef file) {
        this.first = file;
    }

    void line(String line, SourceRef source) {
        inside = (inside || line.equals("<fb_memory_usage>")) && !line.equals("</fb_memory_usage>");
        if (!inside || !line.startsWith(TOTAL) || unreadable.isPresent()) {
            return;
        }
        String value = line.substring(TOTAL.length()).replace("</total>", "");
        long mebibytes = value.endsWith(UNIT) ? Lines.number(value.substring(0, value.length() - UNIT.length())) : -1;
        if (mebibytes < 0 || mebibytes > Integer.MAX_VALUE) {
            unreadable = Optional.of(new Reading.Unreadable<>(value, source, "it is no number of MiB"));
            return;
        }
        first = all.isEmpty() ? source : first;
        all.add(ByteCount.mebibytes(mebibytes));
    }

    /** The memory of each GPU, in nvidia-smi's order. */
    Reading<List<ByteCount>> memory() {
        return unreadable.orElseGet(() -> all.isEmpty()
                ? Reading.absent(first.item() + " names no GPU memory")
                : Reading.known(List.copyOf(all), first));
    }
}
