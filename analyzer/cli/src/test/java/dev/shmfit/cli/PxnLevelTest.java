package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** NCCL_P2P_PXN_LEVEL=1 kills the ranks of versions that connect during init, from 2.21.5 on. */
class PxnLevelTest {
    private static final String NODE = Path.of(
                    System.getProperty("shmfit.root"), "fixtures/nodes/dgx-a100/capture/nccl-topology.xml")
            .toString();

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "2, 2.20.5, -, -",
                "2, 2.21.5, -, pxn-level-crashes",
                "2, 2.21.5, NCCL_PXN_DISABLE=1, -",
                "1, 2.21.5, -, -",
                "2, 2.27.7, -, -",
                "2, 2.27.7, NCCL_RUNTIME_CONNECT=0, pxn-level-crashes"
            })
    void init_fails_where_the_branch_is_reached(String nodes, String version, String setting, String rule)
            throws IOException {
        Stream<String> settings = Stream.of("NCCL_P2P_PXN_LEVEL=1", setting).filter(s -> s != null);
        Ran ran = Shell.quiet()
                .run(Stream.concat(
                                Stream.of("analyze", NODE, "--format=json", "--nodes=" + nodes, "--nccl=" + version),
                                settings.map(s -> "--env=" + s))
                        .toArray(String[]::new));
        assertThat(ran.exitCode()).as(ran.err()).isLessThan(2);
        JsonNode failure = new ObjectMapper().readTree(ran.out()).at("/nccl/communicators/0/failure");

        if (rule == null) {
            assertThat(failure.isNull()).as(failure.toString()).isTrue();
        } else {
            assertThat(failure.at("/rule").asText()).isEqualTo(rule);
            assertThat(Arrays.asList(ran.out().split("\"remedy\": \"")))
                    .anyMatch(r -> r.startsWith("Unset NCCL_P2P_PXN_LEVEL"));
        }
    }
}
