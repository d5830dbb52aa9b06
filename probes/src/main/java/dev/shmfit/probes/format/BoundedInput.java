package dev.shmfit.probes.format;

import dev.shmfit.units.ByteCount;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that ends in {@link UnreadableInput} where it goes on for too long: it may come from a stranger. */
public final class BoundedInput extends FilterInputStream {
    /** What one file of a capture, or one table, may have. The largest real ones have less than one MiB. */
    public static final ByteCount FILE = ByteCount.mebibytes(8);

    /** What all files of a capture together may have. */
    static final ByteCount CAPTURE = ByteCount.mebibytes(32);

    /** What an archive may unpack to, the files in it that are passed over included. */
    static final ByteCount ARCHIVE = ByteCount.mebibytes(512);

    private final ByteCount limit;
    private final String complaint;
    private long left;

    /** @param complaint the message, to which the limit is added */
    BoundedInput(InputStream in, ByteCount limit, String complaint) {
        super(in);
        this.limit = limit;
        this.complaint = complaint;
        this.left = limit.bytes();
    }

    @Override
    public int read() throws IOException {
        int b = super.read();
        if (b >= 0) {
            count(1);
        }
        return b;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int n = super.read(buffer, offset, length);
        if (n > 0) {
            count(n);
        }
        return n;
    }

    @Override
    public long skip(long n) throws IOException {
        long skipped = super.skip(n);
        count(skipped);
        return skipped;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void count(long n) {
        left -= n;
        if (left < 0) {
            throw new UnreadableInput(complaint + "; at most " + limit.human() + " are read");
        }
    }
}
