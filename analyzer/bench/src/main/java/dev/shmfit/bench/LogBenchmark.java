package dev.shmfit.bench;

import dev.shmfit.explain.Diagnostician;
import dev.shmfit.explain.TextSplitter;
import dev.shmfit.log.LineSplitter;
import dev.shmfit.log.NcclLogReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** How long do the readers of verify and explain take for 10 MB of a log, with the compiler that the launcher uses? */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(
        value = 1,
        jvmArgsAppend = {"-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx160m"})
public class LogBenchmark {
    private static final int BYTES = 10_000_000;

    @Param({
        "jobs",
        "short",
        "long",
        "prefixed",
        "training",
        "interleaved",
        "failures",
        "near",
        "endings",
        "trace",
        "listings",
        "stacks",
        "marks"
    })
    public String shape = "";

    private byte[] log = new byte[0];

    @Setup
    public void prepare() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream(BYTES + (1 << 20));
        LogShape.named(shape).write(all, BYTES);
        log = all.toByteArray();
    }

    @Benchmark
    public Object verify() {
        NcclLogReader reader = new NcclLogReader();
        reader.open("job.log");
        LineSplitter lines = new LineSplitter(reader);
        lines.accept(log, log.length);
        lines.finish();
        return reader.finish();
    }

    @Benchmark
    public Object explain() {
        Diagnostician reader = new Diagnostician();
        TextSplitter lines = new TextSplitter(reader);
        lines.accept(log, log.length);
        lines.finish();
        return reader.diagnosis();
    }
}
