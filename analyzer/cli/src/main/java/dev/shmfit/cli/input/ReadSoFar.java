package dev.shmfit.cli.input;

import dev.shmfit.units.ByteCount;
import java.util.function.Consumer;

/** Tells, GiB for GiB, how much of a log was read: one that comes through a pipe may have no end, and is the user's to stop. */
public final class ReadSoFar implements LogFile.Sink {
    private static final long STEP = 1L << 30;

    private final LogFile.Sink sink;
    private final String name;
    private final Consumer<String> tell;
    private final long step;
    private long read;

    /** @param tell takes each message */
    public ReadSoFar(String name, LogFile.Sink sink, Consumer<String> tell) {
        this(name, sink, tell, STEP);
    }

    ReadSoFar(String name, LogFile.Sink sink, Consumer<String> tell, long step) {
        this.name = name;
        this.sink = sink;
        this.tell = tell;
        this.step = step;
    }

    @Override
    public void accept(byte[] bytes, int count) {
        sink.accept(bytes, count);
        long before = read / step;
        read += count;
        if (read / step > before) {
            tell.accept(ByteCount.of(read / step * step).human() + " of " + LogFile.shown(name) + " read so far");
        }
    }
}
