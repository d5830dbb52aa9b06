package dev.shmfit.cli.input;

import dev.shmfit.cli.exit.ErrorText;
import dev.shmfit.cli.exit.InputError;
import dev.shmfit.probes.format.CaptureReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * A log as a stream of UTF-8, whatever it was stored as: gzipped or not, in UTF-8 or in UTF-16 as Windows writes it. It is
 * never held as a whole.
 */
public final class LogFile {
    /** The name that means standard input. */
    public static final String STANDARD_INPUT = "-";

    private static final int PIECE = 1 << 16;
    private static final int LOOKED_AT = 6;
    private static final Map<String, String> PACKED = Map.of(
            "28b52ffd", "zstd -dc",
            "fd377a585a00", "xz -dc",
            "425a68", "bzip2 -dc",
            "04224d18", "lz4 -dc",
            "504b0304", "unzip -p");

    private LogFile() {}

    /** Takes the next bytes of a log. */
    public interface Sink {
        /**
         * Takes some bytes.
         *
         * @param bytes of which the first {@code count} are meant, only until this returns
         */
        void accept(byte[] bytes, int count);
    }

    /** Hands a whole log on, piece by piece. */
    public static void read(String file, InputStream in, Sink sink) {
        try (InputStream stream = open(file, in)) {
            hand(stream, sink);
        } catch (IOException e) {
            throw failure(file, e);
        }
    }

    /** The same of a log that was opened already. */
    public static void readOpened(String name, InputStream opened, Sink sink) {
        try (InputStream stream = decoded(name, opened)) {
            hand(stream, sink);
        } catch (IOException e) {
            throw failure(name, e);
        }
    }

    private static void hand(InputStream stream, Sink sink) throws IOException {
        byte[] piece = new byte[PIECE];
        for (int n = stream.read(piece); n >= 0; n = stream.read(piece)) {
            sink.accept(piece, n);
        }
    }

    /** What a message calls it. */
    public static String shown(String file) {
        return file.equals(STANDARD_INPUT) ? "standard input" : file;
    }

    private static InputStream open(String file, InputStream in) throws IOException {
        if (file.equals(STANDARD_INPUT)) {
            return decoded(file, in);
        }
        Path path = path(file);
        if (Files.isDirectory(path)) {
            throw new InputError("cannot read " + file + ": it is a directory; name the log that the job wrote in it");
        }
        CaptureReader.refuseDevice(path);
        InputStream raw = Files.newInputStream(path);
        try {
            return decoded(file, raw);
        } catch (IOException | RuntimeException e) {
            raw.close();
            throw e;
        }
    }

    private static Path path(String file) {
        try {
            return Path.of(file);
        } catch (InvalidPathException e) {
            throw new InputError("cannot read " + ErrorText.shown(file) + ": it cannot be a file's name", e);
        }
    }

    private static InputStream decoded(String file, InputStream raw) throws IOException {
        PushbackInputStream stored = new PushbackInputStream(raw, LOOKED_AT);
        byte[] start = peek(stored);
        if (starts(start, 0x1f, 0x8b)) {
            PushbackInputStream unpacked = new PushbackInputStream(new GZIPInputStream(stored, PIECE), LOOKED_AT);
            return utf8(unpacked, peek(unpacked));
        }
        String hex = java.util.HexFormat.of().formatHex(start);
        PACKED.forEach((magic, program) -> {
            if (hex.startsWith(magic)) {
                throw new InputError("cannot read " + shown(file) + ": it is packed in a way that shmfit does not read;"
                        + " unpack it first, with \"" + program + "\"");
            }
        });
        return utf8(stored, start);
    }

    private static byte[] peek(PushbackInputStream stream) throws IOException {
        byte[] start = stream.readNBytes(LOOKED_AT);
        stream.unread(start);
        return start;
    }

    private static InputStream utf8(InputStream stream, byte[] start) throws IOException {
        if (starts(start, 0xef, 0xbb) && start.length > 2 && (start[2] & 0xff) == 0xbf) {
            stream.skipNBytes(3);
        }
        return utf16(start)
                .<InputStream>map(charset -> new Transcoded(new InputStreamReader(stream, charset)))
                .orElse(stream);
    }

    /** By the mark at its beginning; or by what Latin letters look like, where the beginning was cut off. */
    private static Optional<Charset> utf16(byte[] b) {
        if (starts(b, 0xff, 0xfe)) {
            return Optional.of(StandardCharsets.UTF_16LE);
        }
        if (starts(b, 0xfe, 0xff)) {
            return Optional.of(StandardCharsets.UTF_16BE);
        }
        if (b.length < 4) {
            return Optional.empty();
        }
        if (b[0] != 0 && b[1] == 0 && b[2] != 0 && b[3] == 0) {
            return Optional.of(StandardCharsets.UTF_16LE);
        }
        return b[0] == 0 && b[1] != 0 && b[2] == 0 && b[3] != 0
                ? Optional.of(StandardCharsets.UTF_16BE)
                : Optional.empty();
    }

    private static boolean starts(byte[] bytes, int first, int second) {
        return bytes.length >= 2 && (bytes[0] & 0xff) == first && (bytes[1] & 0xff) == second;
    }

    private static InputError failure(String file, IOException e) {
        if (e instanceof EOFException || e instanceof ZipException) {
            return new InputError(
                    "cannot read " + shown(file) + ": its gzip data is damaged or cut off; \"gzip -dc " + shown(file)
                            + " | shmfit ... -\" reads what there is",
                    e);
        }
        return new InputError("cannot read " + shown(file) + ": " + ErrorText.reason(e), e);
    }

    /** Characters as bytes of UTF-8. A byte order mark is no character of the text. */
    private static final class Transcoded extends InputStream {
        private final Reader characters;
        private final char[] read = new char[PIECE / 4];
        private ByteBuffer bytes = ByteBuffer.allocate(0);
        private char half;
        private boolean begun;

        Transcoded(Reader characters) {
            this.characters = characters;
        }

        @Override
        public int read() throws IOException {
            return filled() ? bytes.get() & 0xff : -1;
        }

        @Override
        public int read(byte[] into, int from, int count) throws IOException {
            if (!filled()) {
                return -1;
            }
            int n = Math.min(count, bytes.remaining());
            bytes.get(into, from, n);
            return n;
        }

        private boolean filled() throws IOException {
            while (!bytes.hasRemaining()) {
                int kept = half == 0 ? 0 : 1;
                read[0] = half;
                int n = characters.read(read, kept, read.length - kept);
                if (n < 0) {
                    return false;
                }
                int end = kept + n;
                half = Character.isHighSurrogate(read[end - 1]) ? read[--end] : 0;
                int start = !begun && end > 0 && read[0] == '\ufeff' ? 1 : 0;
                begun |= end > 0;
                bytes = StandardCharsets.UTF_8.encode(CharBuffer.wrap(read, start, end - start));
            }
            return true;
        }

        @Override
        public void close() throws IOException {
            characters.close();
        }
    }
}
