package dev.shmfit.probes.format;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** Writes regular files as a ustar archive (POSIX.1-1988), without the name of the one who writes it. */
final class TarWriter {
    private static final int CHECKSUM = 148;

    private final OutputStream out;
    private final long time;

    /** @param time of all files, in seconds since 1970 */
    TarWriter(OutputStream out, long time) {
        this.out = out;
        this.time = time;
    }

    void file(String name, byte[] content) throws IOException {
        byte[] header = new byte[TarReader.BLOCK];
        put(header, 0, name);
        put(header, 100, "0000644");
        put(header, 108, "0000000");
        put(header, 116, "0000000");
        put(header, 124, octal(content.length));
        put(header, 136, octal(time));
        Arrays.fill(header, CHECKSUM, CHECKSUM + 8, (byte) ' ');
        put(header, 156, "0");
        put(header, 257, "ustar");
        put(header, 263, "00");
        int sum = 0;
        for (byte b : header) {
            sum += b & 0xFF;
        }
        put(header, CHECKSUM, String.format(Locale.ROOT, "%06o\0 ", sum));
        out.write(header);
        out.write(content);
        out.write(new byte[(TarReader.BLOCK - content.length % TarReader.BLOCK) % TarReader.BLOCK]);
    }

    void end() throws IOException {
        out.write(new byte[2 * TarReader.BLOCK]);
        out.flush();
    }

    private static String octal(long number) {
        return String.format(Locale.ROOT, "%011o", number);
    }

    private static void put(byte[] header, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }
}
