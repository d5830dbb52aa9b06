package dev.shmfit.bench;

import dev.shmfit.parse.table.SmiTopoParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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

/** How long does it take to read the largest {@code nvidia-smi topo -m} output of {@code fixtures/captures/topo}? */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class ParseBenchmark {
    private String text = "";

    @Setup
    public void prepare() throws IOException {
        Path folder = Repository.root().resolve("fixtures").resolve("captures").resolve("topo");
        List<Path> files;
        try (Stream<Path> found = Files.list(folder)) {
            files = found.sorted().toList();
        }
        for (Path file : files) {
            String content = Files.readString(file, StandardCharsets.UTF_8);
            text = content.length() > text.length() ? content : text;
        }
    }

    @Benchmark
    public Object topoMatrix() {
        return SmiTopoParser.parse(text, "nvidia-smi-topo-m.txt");
    }
}
