package dev.shmfit.probes;

import dev.shmfit.units.ByteCount;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * Opens what the user gives as a capture: a directory of verbatim files, a case directory that holds one in
 * {@code capture}, a tar archive, packed or not, or a single text. What a file is says its content, never its name.
 */
public final class CaptureReader {
    /** What archives and pictures begin with, where this class does not open them. */
    private static final Map<String, String> FOREIGN = Map.of(
            "PK\003\004", "a zip archive; unpack it first",
            "\u00fd7zXZ", "packed with xz; unpack it with unxz first",
            "BZh", "packed with bzip2; unpack it with bunzip2 first",
            "(\u00b5/\u00fd", "packed with zstd; unpack it with unzstd first",
            "\177ELF", "a program",
            "\u0089PNG", "a picture; the text is needed",
            "\u00ff\u00d8\u00ff", "a picture; the text is needed",
            "%PDF-", "a PDF; the text is needed");

    private CaptureReader() {}

    /**
     * Opens a directory or a file.
     *
     * @throws UnreadableInput where it cannot be read or is no capture
     */
    public static CaptureSource open(Path path) {
        if (Files.isDirectory(path)) {
            return CaptureDirectory.read(path);
        }
        return at(path, in -> open(in, path.toString()));
    }

    /**
     * Reads a stream to its end.
     *
     * @param name what messages call it
     * @throws UnreadableInput where it cannot be read or is no capture
     */
    public static CaptureSource open(InputStream stream, String name) {
        try {
            BufferedInputStream in = new BufferedInputStream(stream);
            if (startsWithGzip(peek(in))) {
                InputStream unpacked = new GZIPInputStream(in);
                String complaint = name + " unpacks to more than a capture has";
                in = new BufferedInputStream(new BoundedInput(unpacked, BoundedInput.ARCHIVE, complaint));
            }
            byte[] head = peek(in);
            refuseForeign(name, head);
            if (TarReader.isHeader(head)) {
                return CaptureArchive.read(name, new TarReader(name, in));
            }
            return new CaptureSource.Single(name, whole(in, name));
        } catch (IOException e) {
            throw new UnreadableInput("cannot read " + name + ": " + reason(e), e);
        }
    }

    /**
     * Reads a file that is to be one text, packed or not.
     *
     * @throws UnreadableInput where it cannot be read or is an archive of several
     */
    public static String text(Path path) {
        if (Files.isDirectory(path)) {
            throw new UnreadableInput(path + " is a directory; expected a file");
        }
        return at(path, in -> text(in, path.toString()));
    }

    /** Reads a stream that is to be one text. */
    public static String text(InputStream stream, String name) {
        return single(open(stream, name), name);
    }

    private static String single(CaptureSource source, String name) {
        if (source instanceof CaptureSource.Single single) {
            return single.text();
        }
        throw new UnreadableInput(name + " is an archive; expected a single text");
    }

    private static <T> T at(Path path, java.util.function.Function<InputStream, T> reader) {
        try {
            if (Files.isRegularFile(path) && Files.size(path) > BoundedInput.ARCHIVE.bytes()) {
                throw new UnreadableInput(path + " has "
                        + ByteCount.of(Files.size(path)).human() + "; at most " + BoundedInput.ARCHIVE.human()
                        + " are read");
            }
            try (InputStream in = Files.newInputStream(path)) {
                return reader.apply(in);
            }
        } catch (IOException e) {
            throw new UnreadableInput("cannot read " + path + ": " + reason(e), e);
        }
    }

    private static String whole(InputStream in, String name) throws IOException {
        InputStream bounded = new BoundedInput(in, BoundedInput.FILE, name + " is larger than any table or topology");
        return InputText.decode(name, bounded.readAllBytes());
    }

    private static byte[] peek(BufferedInputStream in) throws IOException {
        in.mark(TarReader.BLOCK);
        byte[] head = in.readNBytes(TarReader.BLOCK);
        in.reset();
        return head;
    }

    private static boolean startsWithGzip(byte[] head) {
        return head.length > 2 && head[0] == 0x1f && (head[1] & 0xFF) == 0x8b;
    }

    private static void refuseForeign(String name, byte[] head) {
        String start = new String(head, StandardCharsets.ISO_8859_1);
        FOREIGN.forEach((magic, what) -> {
            if (start.startsWith(magic)) {
                throw new UnreadableInput(name + " is " + what);
            }
        });
        if (startsWithGzip(head)) {
            throw new UnreadableInput(name + " is packed with gzip twice; unpack it once");
        }
    }

    /** Why a file could not be read, in words. */
    static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "no such file or directory";
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        String message = e.getMessage();
        if (e instanceof java.io.EOFException || e instanceof java.util.zip.ZipException) {
            return "the packed data is damaged or cut off (" + message + ")";
        }
        return message == null ? e.getClass().getSimpleName() : message;
    }
}
