package dev.shmfit.cli;

import dev.shmfit.explain.Diagnostician;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;

/** Hands a text to a reader line by line, without holding more than a piece of it. */
final class LogLines {
    /** Longer lines come in parts. */
    private static final int LONGEST = 1 << 15;

    private LogLines() {}

    /** Gives every line of a stream; bytes that are not UTF-8 come as the replacement character. */
    static void read(InputStream in, Diagnostician reader) throws IOException {
        Reader text = new InputStreamReader(in, StandardCharsets.UTF_8);
        char[] buffer = new char[1 << 16];
        StringBuilder rest = new StringBuilder();
        boolean begun = false;
        for (int n = text.read(buffer); n >= 0; n = text.read(buffer)) {
            int from = 0;
            for (int i = 0; i < n; i++) {
                boolean end = buffer[i] == '\n';
                if (!end && rest.length() + i - from < LONGEST) {
                    continue;
                }
                rest.append(buffer, from, end ? i - from : i + 1 - from);
                from = i + 1;
                give(reader, rest, begun);
                begun = !end;
            }
            rest.append(buffer, from, n - from);
        }
        if (rest.length() > 0) {
            give(reader, rest, begun);
        }
    }

    private static void give(Diagnostician reader, StringBuilder line, boolean begun) {
        if (begun) {
            reader.part(line.toString());
        } else {
            reader.line(line.toString());
        }
        line.setLength(0);
    }
}
