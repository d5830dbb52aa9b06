package dev.shmfit.probes.format;

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
import java.util.OptionalLong;
import java.util.Set;
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

    private static final int KIND = 0170000;
    private static final int BLOCK_DEVICE = 0060000;
    private static final int CHARACTER_DEVICE = 0020000;

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
        return ofFile(path);
    }

    /**
     * Reads a stream to its end.
     *
     * @param name what messages call it
     * @throws UnreadableInput where it cannot be read or is no capture
     */
    public static CaptureSource open(InputStream stream, String name) {
        try {
            return read(stream, name, OptionalLong.empty());
        } catch (IOException e) {
            throw new UnreadableInput("cannot read " + name + ": " + reason(e), e);
        }
    }

    /**
     * The files of a capture's directory that were read already, by name; others are passed over.
     *
     * @param name of the directory
     * @throws UnreadableInput where they are no capture
     */
    public static CaptureSource files(String name, Map<String, byte[]> files) {
        return CaptureContents.of(name, name, files);
    }

    /** The bytes of one file of a capture. */
    public static byte[] content(InputStream file, String name) {
        try (InputStream in =
                new BoundedInput(file, BoundedInput.FILE, name + " is larger than any table or topology")) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UnreadableInput("cannot read " + name + ": " + reason(e), e);
        }
    }

    /** Whether files of these names are a capture's directory. */
    public static boolean isCapture(Set<String> names) {
        return names.stream().anyMatch(CaptureLayout.TELLING::contains);
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
        return single(ofFile(path), path.toString());
    }

    /** Reads a stream that is to be one text. */
    public static String text(InputStream stream, String name) {
        return single(open(stream, name), name);
    }

    private static CaptureSource ofFile(Path path) {
        refuseDevice(path);
        try (InputStream in = Files.newInputStream(path)) {
            boolean sized = Files.isRegularFile(path);
            return read(in, path.toString(), sized ? OptionalLong.of(Files.size(path)) : OptionalLong.empty());
        } catch (IOException e) {
            throw new UnreadableInput("cannot read " + path + ": " + reason(e), e);
        }
    }

    /** @param size of what the stream gives, where it is known */
    private static CaptureSource read(InputStream stream, String name, OptionalLong size) throws IOException {
        BufferedInputStream in = new BufferedInputStream(stream);
        OptionalLong unpacked = size;
        if (startsWithGzip(peek(in))) {
            String complaint = name + " unpacks to more than a capture has";
            in = new BufferedInputStream(new BoundedInput(new GZIPInputStream(in), BoundedInput.ARCHIVE, complaint));
            unpacked = OptionalLong.empty();
        }
        byte[] head = peek(in);
        refuseForeign(name, head);
        return TarReader.isHeader(head)
                ? CaptureArchive.read(name, new TarReader(name, in))
                : new CaptureSource.Single(name, whole(in, name, unpacked));
    }

    /**
     * Refuses a device, which may give without end or never: all but terminals and /dev/null.
     *
     * @throws UnreadableInput where it is one
     */
    public static void refuseDevice(Path path) {
        try {
            int kind = (Integer) Files.getAttribute(path, "unix:mode") & KIND;
            String real = path.toRealPath().toString();
            boolean bounded = real.equals("/dev/null") || real.startsWith("/dev/pts/") || real.startsWith("/dev/tty");
            if (kind == BLOCK_DEVICE || (kind == CHARACTER_DEVICE && !bounded)) {
                throw new UnreadableInput(path + " is a device; expected a file, a pipe or \"-\" for standard input");
            }
        } catch (IOException | UnsupportedOperationException e) {
            // Whoever opens it says what is wrong.
        }
    }

    private static String single(CaptureSource source, String name) {
        if (source instanceof CaptureSource.Single single) {
            return single.text();
        }
        throw new UnreadableInput(name + " is an archive; expected a single text");
    }

    private static String whole(InputStream in, String name, OptionalLong size) throws IOException {
        String complaint = size.isPresent()
                ? name + " has " + ByteCount.of(size.getAsLong()).human() + ", more than any table or topology"
                : name + " is larger than any table or topology";
        return InputText.decode(name, new BoundedInput(in, BoundedInput.FILE, complaint).readAllBytes());
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
