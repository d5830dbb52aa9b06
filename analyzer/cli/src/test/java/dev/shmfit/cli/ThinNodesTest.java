package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A pasted matrix says little about a job of several nodes: what it answers holds what the whole node answers. */
class ThinNodesTest {
    private static final Path NODES = Path.of(System.getProperty("shmfit.root", "../.."), "fixtures/nodes");

    @ParameterizedTest
    @ValueSource(strings = {"hgx-h100-8", "aws-p4d", "hgx-a100-4", "l4-x2", "h100-nvl-x4", "rtx4090-x4"})
    void the_range_of_a_matrix_holds_the_need_of_the_node_that_printed_it(String node) throws IOException {
        Path capture = NODES.resolve(node).resolve("capture");
        JsonNode thin = analyze("--topo-m", capture.resolve("nvidia-smi-topo-m.txt"));
        long exact = analyze("--nccl-xml", capture.resolve("nccl-topology.xml"))
                .at("/requiredBytes")
                .asLong();
        long most = thin.at("/requiredBytes").asLong();
        long least = most;
        for (JsonNode open : thin.at("/uncertain")) {
            if (open.at("/field").asText().equals("requiredBytes")) {
                least = open.at("/min").asLong();
                most = open.at("/max").asLong();
            }
        }
        assertThat(exact).isBetween(least, most);
    }

    private static JsonNode analyze(String option, Path file) throws IOException {
        Ran ran = Shell.quiet()
                .run(
                        "analyze",
                        option,
                        file.toString(),
                        "--nodes",
                        "2",
                        "--nccl",
                        "2.27.7",
                        "--loader",
                        "none",
                        "--format",
                        "json");
        assertThat(ran.err()).isEmpty();
        return new ObjectMapper().readTree(ran.out()).at("/shm");
    }
}
