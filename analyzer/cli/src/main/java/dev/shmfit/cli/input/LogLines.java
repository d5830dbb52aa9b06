package dev.shmfit.cli.input;

import dev.shmfit.explain.Diagnostician;
import dev.shmfit.explain.TextSplitter;
import java.io.IOException;
import java.io.InputStream;

/** Hands a text to a reader line by line, without holding more than a piece of it. */
public final class LogLines {
    private static final int PIECE = 1 << 16;

    private LogLines() {}

    /** Gives every line of a stream of UTF-8. */
    public static void read(InputStream in, Diagnostician reader) throws IOException {
        TextSplitter lines = new TextSplitter(reader);
        byte[] piece = new byte[PIECE];
        for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
            lines.accept(piece, n);
        }
        lines.finish();
    }
}
