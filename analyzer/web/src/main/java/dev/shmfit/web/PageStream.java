package dev.shmfit.web;

import java.io.InputStream;

/** The content of a file of the page. */
final class PageStream extends InputStream {
    private static final int PIECE = 1 << 18;

    private final PageFile file;
    private double offset;
    private byte[] piece = {};
    private int at;

    PageStream(PageFile file) {
        this.file = file;
    }

    @Override
    public int read() {
        return filled() ? piece[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int from, int count) {
        if (count == 0) {
            return 0;
        }
        if (!filled()) {
            return -1;
        }
        int n = Math.min(count, piece.length - at);
        System.arraycopy(piece, at, into, from, n);
        at += n;
        return n;
    }

    private boolean filled() {
        if (at < piece.length) {
            return true;
        }
        piece = file.read(offset, PIECE).copyToJavaArray();
        offset += piece.length;
        at = 0;
        return piece.length > 0;
    }
}
