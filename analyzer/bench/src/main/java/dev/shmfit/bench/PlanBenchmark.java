package dev.shmfit.bench;

import dev.shmfit.analysis.stated.AnalysisRequest;
import dev.shmfit.analysis.stated.StatedFactsParser;
import dev.shmfit.capture.Capture;
import dev.shmfit.capture.CapturedItem;
import dev.shmfit.ingest.CaptureFiles;
import dev.shmfit.ingest.CaptureParser;
import dev.shmfit.plan.PlanNode;
import dev.shmfit.plan.Planner;
import dev.shmfit.plan.Sweep;
import dev.shmfit.plan.SweepParser;
import dev.shmfit.shm.LoaderSpecParser;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
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
import org.openjdk.jmh.infra.Blackhole;

/** How long does a plan of 100,000 points take, ten versions of NCCL by 10,000 sets of loaders, on eight L40S? */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class PlanBenchmark {
    private static final Sweep SWEEP = SweepParser.parse(List.of(
            "workers=1..50",
            "prefetch=1..10",
            "batch=1..20",
            "nccl=2.21.5,2.22.3,2.23.4,2.24.3,2.25.1,2.26.2,2.27.3,2.27.7,2.28.3,2.30.7"));

    private List<PlanNode> nodes = List.of();

    @Setup
    public void prepare() throws IOException {
        String xml = Files.readString(
                Repository.root().resolve("fixtures/nodes/l40s-x8/capture").resolve(CaptureFiles.NCCL_XML));
        Capture capture = Capture.of("l40s-x8", List.of(new CapturedItem.Text(CaptureFiles.NCCL_XML, xml)));
        AnalysisRequest request = AnalysisRequest.of(CaptureParser.parse(capture))
                .stating(
                        StatedFactsParser.parse(List.of("cuda-driver=12.8", "cap-sys-nice=no", "p2p=ok"), file -> file))
                .loading(LoaderSpecParser.parseAll(List.of("workers=4,batch=32,sample=3x224x224:float32+int")));
        nodes = List.of(new PlanNode("l40s-x8", request));
    }

    @Benchmark
    public void grid(Blackhole points) {
        new Planner(nodes, SWEEP).run(points::consume);
    }
}
