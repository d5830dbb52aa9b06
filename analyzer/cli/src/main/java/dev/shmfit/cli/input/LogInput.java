package dev.shmfit.cli.input;

import dev.shmfit.cli.exit.ErrorText;
import dev.shmfit.cli.exit.InputError;
import dev.shmfit.cli.exit.UsageError;
import dev.shmfit.log.LineSplitter;
import dev.shmfit.log.NcclLog;
import dev.shmfit.log.NcclLogReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Reads the logs that a command names, piece by piece: they may have any length. */
public final class LogInput {
    private static final String STANDARD_INPUT = "-";
    private static final int PIECE = 1 << 16;
    private static final int GZIP_FIRST = 0x1f;
    private static final int GZIP_SECOND = 0x8b;

    private LogInput() {}

    /** All the files as one log. */
    public static NcclLog read(List<String> files, InputStream in) {
        NcclLogReader reader = new NcclLogReader();
        for (String file : files) {
            reader.open(
                    file.equals(STANDARD_INPUT)
                            ? "standard input"
                            : Path.of(file).getFileName().toString());
            try (InputStream stream = open(file, in)) {
                copy(stream, reader);
            } catch (IOException e) {
                throw new InputError("cannot read " + file + ": " + ErrorText.reason(e), e);
            }
        }
        return reader.finish();
    }

    private static InputStream open(String file, InputStream in) throws IOException {
        InputStream raw = file.equals(STANDARD_INPUT) ? in : Files.newInputStream(path(file));
        java.io.PushbackInputStream peeked = new java.io.PushbackInputStream(raw, 2);
        byte[] start = peeked.readNBytes(2);
        peeked.unread(start);
        boolean packed = start.length == 2 && (start[0] & 0xff) == GZIP_FIRST && (start[1] & 0xff) == GZIP_SECOND;
        return packed ? new GZIPInputStream(peeked, PIECE) : peeked;
    }

    private static Path path(String file) throws IOException {
        Path path = Path.of(file);
        if (Files.isDirectory(path)) {
            throw new IOException("it is a directory; name the files in it");
        }
        return path;
    }

    private static void copy(InputStream stream, NcclLogReader reader) throws IOException {
        LineSplitter lines = new LineSplitter(reader);
        byte[] piece = new byte[PIECE];
        for (int n = stream.read(piece); n >= 0; n = stream.read(piece)) {
            lines.accept(piece, n);
        }
        lines.finish();
    }

    /** Refuses what cannot be the name of a file. */
    public static void check(List<String> files) {
        for (String file : files) {
            if (file.indexOf('\0') >= 0) {
                throw new UsageError("\"" + ErrorText.shown(file) + "\" cannot be a file's name");
            }
        }
        if (files.stream().filter(STANDARD_INPUT::equals).count() > 1) {
            throw new UsageError("standard input (\"-\") can be read once only");
        }
    }
}
