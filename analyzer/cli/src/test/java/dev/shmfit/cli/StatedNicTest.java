package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
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
        "hgx-h100-8, eth9:100@PIX:0, 2, is not what the topology of NCCL's says",
        "hgx-h100-8, mlx5_0:25@PIX:0, 2, mlx5_0 at 400 Gb/s",
        "hgx-h100-8, mlx5_0:400@PIX:0, 0, ''"
    })
    void a_stated_adapter_is_one_of_the_dump_or_refused(String node, String nic, int exit, String says) {
        Ran ran = Shell.quiet()
                .run(
                        "analyze",
                        "--nccl-xml",
                        NODES.resolve(node).resolve("capture/nccl-topology.xml").toString(),
                        "--nodes=2",
                        "--nccl=2.27.7",
                        "--assume=nic=" + nic);
        assertThat(ran.exitCode()).as(ran.err()).isEqualTo(exit);
        assertThat(ran.err().replaceAll("\\s+", " ")).contains(says);
    }
}
