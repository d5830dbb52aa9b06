package dev.shmfit.probes.format;

import dev.shmfit.units.ByteCount;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** From bytes to text: UTF-8, or UTF-16 where a byte order mark says so, as PowerShell's {@code >} writes it. */
final class InputText {
    /** A zero byte is in no text; a binary file has one early. */
    private static final int LOOKED_AT = 1 << 16;

    private InputText() {}

    /**
     * The text.
     *
     * @throws UnreadableInput where there is none
     */
    static String decode(String name, byte[] bytes) {
        if (starts(bytes, 0xFF, 0xFE)) {
            return text(bytes, 2, StandardCharsets.UTF_16LE);
        }
        if (starts(bytes, 0xFE, 0xFF)) {
            return text(bytes, 2, StandardCharsets.UTF_16BE);
        }
        for (int i = 0; i < Math.min(bytes.length, LOOKED_AT); i++) {
            if (bytes[i] == 0) {
                throw new UnreadableInput(
                        name + " is binary (" + ByteCount.of(bytes.length).human()
                                + "), not text; expected what nvidia-smi topo -m prints, an NCCL topology XML, or a capture"
                                + " (a directory, .tar or .tar.gz)");
            }
        }
        return text(bytes, starts(bytes, 0xEF, 0xBB, 0xBF) ? 3 : 0, StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes, int from, Charset charset) {
        return new String(bytes, from, bytes.length - from, charset);
    }

    private static boolean starts(byte[] bytes, int... with) {
        if (bytes.length < with.length) {
            return false;
        }
        for (int i = 0; i < with.length; i++) {
            if ((bytes[i] & 0xFF) != with[i]) {
                return false;
            }
        }
        return true;
    }
}
