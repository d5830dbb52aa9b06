package dev.shmfit.bench;

import dev.shmfit.log.LineSplitter;
import dev.shmfit.log.NcclLogReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** How long does it take to read 10 MB of an NCCL log: the log of {@link BigLog}'s, over and over? */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(1)
public class LogBenchmark {
    private static final int BYTES = 10_000_000;

    private byte[] log = new byte[0];

    @Setup
    public void prepare() throws IOException {
        byte[] one = Files.readAllBytes(BigLog.source());
        ByteArrayOutputStream all = new ByteArrayOutputStream(BYTES + one.length);
        while (all.size() < BYTES) {
            all.write(one);
        }
        log = all.toByteArray();
    }

    @Benchmark
    public Object tenMegabytes() {
        NcclLogReader reader = new NcclLogReader();
        reader.open("job.log");
        LineSplitter lines = new LineSplitter(reader);
        lines.accept(log, log.length);
        lines.finish();
        return reader.finish();
    }
}
