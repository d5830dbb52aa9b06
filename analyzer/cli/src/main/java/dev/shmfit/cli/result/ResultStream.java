package dev.shmfit.cli.result;

import dev.shmfit.cli.exit.ErrorText;
import dev.shmfit.cli.exit.ReaderGone;
import dev.shmfit.cli.exit.WriteError;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Bytes of a result on their way out. The first write that fails ends the command, as {@link WriteError} or as {@link
 * ReaderGone}, whatever writers stand in between: a {@link java.io.PrintWriter} would keep an {@link IOException} to itself.
 * What comes after that is dropped.
 */
public final class ResultStream extends OutputStream {
    private static final int KIND = 0170000;
    private static final int FIFO = 0010000;
    private static final int SOCKET = 0140000;

    private final OutputStream out;
    private final String name;
    private final Path opened;
    private boolean failed;

    /**
     * @param name of the target, for a message
     * @param opened the file that {@code out} writes to
     */
    ResultStream(OutputStream out, String name, Path opened) {
        this.out = out;
        this.name = name;
        this.opened = opened;
    }

    /** Standard output of this process, unbuffered. */
    public static ResultStream standardOutput() {
        return new ResultStream(
                new FileOutputStream(FileDescriptor.out), "standard output", Path.of("/proc/self/fd/1"));
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes) {
        write(bytes, 0, bytes.length);
    }

    @Override
    public void write(byte[] bytes, int from, int count) {
        attempt(() -> out.write(bytes, from, count));
    }

    @Override
    public void flush() {
        attempt(out::flush);
    }

    @Override
    public void close() {
        if (failed) {
            closeQuietly();
        } else {
            attempt(out::close);
        }
    }

    private void closeQuietly() {
        try {
            out.close();
        } catch (IOException e) {
            // Its failure has been told already.
        }
    }

    private interface Step {
        void run() throws IOException;
    }

    private void attempt(Step step) {
        if (failed) {
            return;
        }
        try {
            step.run();
        } catch (IOException e) {
            failed = true;
            throw isPipe() ? new ReaderGone(e) : new WriteError("cannot write " + name + ": " + ErrorText.reason(e), e);
        }
    }

    /** A write to a pipe fails where its reader has gone. The exception does not say so but in the words of the locale. */
    private boolean isPipe() {
        try {
            int kind = (int) Files.getAttribute(opened, "unix:mode") & KIND;
            return kind == FIFO || kind == SOCKET;
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }
}
