package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.cli.exit.ExitCode;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A dump of NCCL's has all adapters: one that is stated beside it is told apart from them, and never passed over. To a dump
 * without any it is added.
 */
class StatedNicTest {
    private static final Path NODES = Path.of(System.getProperty("shmfit.root", "../.."), "fixtures/nodes");

    @ParameterizedTest
    @CsvSource({
        "l40s-x4, mlx5_0:100@PIX:0, 0, ''",
        "l40s-x4, mlx5_0:100, 2, say where it is",
        "l40s-x4, mlx5_0:100@PIX:9, 2, has no GPU 9",
        "l40s-x4, mlx5_0:100@PXB:0, 2, no second switch",
        "l40s-x4, 'mlx5_0:100@PIX:0,3', 2, 'no place in the topology is PIX to each of the GPUs [0, 3]'",
        "l40s-x4, 'mlx5_0:100@PHB:0,1', 0, ''",
        "hgx-h100-8, eth9:100@PIX:0, 2, is not what the topology of NCCL's says",
        "hgx-h100-8, mlx5_0:25@PIX:0, 2, mlx5_0 at 400 Gb/s",
        "hgx-h100-8, mlx5_0:400@PIX:0, 0, ''"
    })
    void a_stated_adapter_is_one_of_the_dump_or_refused(String node, String nic, int exit, String says) {
        Ran ran = analyzed(node, "--assume=nic=" + nic);
        assertThat(ran.exitCode()).as(ran.err()).isEqualTo(exit);
        assertThat(ran.err().replaceAll("\\s+", " ")).contains(says);
    }

    @Test
    void an_adapter_is_added_once() {
        Ran ran = analyzed("l40s-x4", "--assume=nic=mlx5_0:100@PIX:0", "--assume=nic=mlx5_0:100@PIX:1");
        assertThat(ran.exitCode()).as(ran.err()).isEqualTo(ExitCode.USAGE);
        assertThat(ran.err().replaceAll("\\s+", " ")).contains("mlx5_0 is stated twice");
    }

    private static Ran analyzed(String node, String... stated) {
        return Shell.quiet()
                .run(Stream.concat(
                                Stream.of(
                                        "analyze",
                                        "--nccl-xml",
                                        NODES.resolve(node)
                                                .resolve("capture/nccl-topology.xml")
                                                .toString(),
                                        "--nodes=2",
                                        "--nccl=2.27.7"),
                                Stream.of(stated))
                        .toArray(String[]::new));
    }
}
