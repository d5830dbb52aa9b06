package dev.shmfit.bench;

import dev.shmfit.analysis.Analysis;
import dev.shmfit.analysis.Analyzer;
import dev.shmfit.analysis.stated.AnalysisRequest;
import dev.shmfit.analysis.stated.NcclRequest;
import dev.shmfit.analysis.stated.StatedFactsParser;
import dev.shmfit.capture.Capture;
import dev.shmfit.capture.CapturedItem;
import dev.shmfit.ingest.CaptureFiles;
import dev.shmfit.ingest.CaptureParser;
import dev.shmfit.reports.ReportMapper;
import dev.shmfit.reports.ReportV1;
import dev.shmfit.reports.html.HtmlReport;
import dev.shmfit.reports.text.Detail;
import dev.shmfit.reports.text.TextReport;
import dev.shmfit.reports.text.TextStyle;
import java.io.IOException;
import java.util.List;
import java.util.Map;
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

/** How long does it take to turn an analysis, all NCCL versions compared, into the page and into text? */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class RenderBenchmark {
    private static final int GPUS_OF_A_SWITCH = 4;
    private static final int GPUS_OF_A_SOCKET = 8;

    @Param({"8", "16"})
    public int gpus;

    private Analysis analysis;

    @Setup
    public void prepare() {
        List<CapturedItem> items = List.of(
                new CapturedItem.Text(CaptureFiles.TOPO, table(false)),
                new CapturedItem.Text(CaptureFiles.P2P_READ, table(true)));
        AnalysisRequest plain = AnalysisRequest.of(CaptureParser.parse(Capture.of("bench", items)));
        analysis = Analyzer.analyze(plain.using(new NcclRequest(plain.nccl().version(), true, Map.of()))
                .stating(StatedFactsParser.parse(
                        List.of("cpu=intel:skylake", "pcie=gen4x16", "compute-capability=8.9", "cuda-driver=12.4"),
                        file -> "")));
    }

    @Benchmark
    public int page() throws IOException {
        StringBuilder out = new StringBuilder();
        new HtmlReport().write(report(), out);
        return out.length();
    }

    @Benchmark
    public int text() throws IOException {
        StringBuilder out = new StringBuilder();
        new TextReport(TextStyle.PLAIN, Detail.ALL).write(report(), out);
        return out.length();
    }

    private ReportV1 report() {
        return ReportMapper.of(
                analysis,
                new ReportV1.Tool("shmfit", "bench"),
                new ReportV1.Origin("bench", "files", null, false),
                List.of());
    }

    /** Two sockets with switches of four GPUs; no pair can use P2P, so every trace is a long one. */
    private String table(boolean p2p) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < gpus; i++) {
            text.append("\tGPU").append(i);
        }
        for (int i = 0; i < gpus; i++) {
            text.append("\nGPU").append(i);
            for (int j = 0; j < gpus; j++) {
                text.append('\t').append(i == j ? "X" : p2p ? "CNS" : link(i, j));
            }
        }
        return text.append('\n').toString();
    }

    private static String link(int i, int j) {
        if (i / GPUS_OF_A_SWITCH == j / GPUS_OF_A_SWITCH) {
            return "PIX";
        }
        return i / GPUS_OF_A_SOCKET == j / GPUS_OF_A_SOCKET ? "NODE" : "SYS";
    }
}
