package dev.shmfit.bench;

import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.nccl.simulate.Communicator;
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

/**
 * How long do the searches for rings and trees take, and how long all decisions about a communicator? On nodes over whose
 * emulated GPUs NCCL's host code was run; {@code -p topology=NAME} takes any other of {@code fixtures/observed/topologies.jsonl.gz}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class ChannelSearchBenchmark {
    @Param({
        "A8_intel_1s_nop2p",
        "C8_amd_2s_p2p",
        "D8_intel_4sw_p2p",
        "E8_pairs_phb",
        "F8_dgx1v",
        "G8_h100_nvsw",
        "N8hgx_h100_400g_gdr1",
        "N8sw_intel_400g_gdr1"
    })
    public String topology = "";

    @Param({"2.21.5", "2.27.7", "2.30.7"})
    public String nccl = "";

    private Node node;
    private NcclVersion version;
    private Search search;

    @Setup
    public void prepare() throws IOException {
        node = Node.observed(topology);
        version = NcclVersion.parse(nccl).orElseThrow();
        search = Search.of(node, version);
    }

    @Benchmark
    public int search() {
        return search.run();
    }

    @Benchmark
    public Communicator communicator() {
        return node.communicator(version);
    }
}
