package dev.shmfit.bench;

import dev.shmfit.nccl.NcclVersion;
import java.util.List;
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

/** How long does a forecast of one communicator over 16 GPUs take for every NCCL version from 2.12 to 2.30? */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(1)
public class ForecastBenchmark {
    /** One version of each minor release. */
    private static final List<NcclVersion> VERSIONS = List.of(
            NcclVersion.of(2, 12, 12),
            NcclVersion.of(2, 13, 4),
            NcclVersion.of(2, 14, 3),
            NcclVersion.of(2, 15, 5),
            NcclVersion.of(2, 16, 5),
            NcclVersion.of(2, 17, 1),
            NcclVersion.of(2, 18, 5),
            NcclVersion.of(2, 19, 3),
            NcclVersion.of(2, 20, 5),
            NcclVersion.of(2, 21, 5),
            NcclVersion.of(2, 22, 3),
            NcclVersion.of(2, 23, 4),
            NcclVersion.of(2, 24, 3),
            NcclVersion.of(2, 25, 1),
            NcclVersion.of(2, 26, 2),
            NcclVersion.of(2, 27, 7),
            NcclVersion.of(2, 28, 9),
            NcclVersion.of(2, 29, 7),
            NcclVersion.of(2, 30, 7));

    @Param
    public SixteenGpus node = SixteenGpus.TWO_SOCKETS;

    private Node built;

    @Setup
    public void prepare() {
        built = node.node();
    }

    @Benchmark
    public int allVersions() {
        int channels = 0;
        for (NcclVersion version : VERSIONS) {
            channels += built.communicator(version).channels().size();
        }
        return channels;
    }
}
