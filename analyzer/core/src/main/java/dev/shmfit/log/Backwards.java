package dev.shmfit.log;

import dev.shmfit.facts.ParseNote;
import dev.shmfit.facts.SourceRef;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Keeps a log that is not long, to read it the other way round where it turns out to show its newest line first. */
final class Backwards {
    private static final int MOST = 4 << 20;

    private static final class Line {
        private final String file;
        private final long number;
        private final byte[] bytes;

        Line(String file, long number, byte[] bytes) {
            this.file = file;
            this.number = number;
            this.bytes = bytes;
        }
    }

    private final List<Line> lines = new ArrayList<>();
    private String name = "";
    private long kept;

    void open(String file) {
        name = file;
    }

    void keep(long number, byte[] bytes, int from, int to) {
        if (kept > MOST) {
            return;
        }
        kept += to - from + Long.BYTES;
        if (kept > MOST) {
            lines.clear();
        } else {
            lines.add(new Line(name, number, Arrays.copyOfRange(bytes, from, to)));
        }
    }

    /** Whether all of it is kept. */
    boolean whole() {
        return kept <= MOST;
    }

    /** What the lines show from the last to the first; each keeps its number. */
    NcclLog turned() {
        NcclLogReader reader = new NcclLogReader();
        for (int i = lines.size() - 1; i >= 0; i--) {
            Line line = lines.get(i);
            reader.open(line.file);
            reader.read(line.number, line.bytes, 0, line.bytes.length, false);
        }
        reader.note(new ParseNote(
                ParseNote.Kind.SUSPICIOUS,
                new SourceRef(name, 1, 1),
                "the newest line stands first; the log was read from its end"));
        return reader.end();
    }
}
