package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where CollNet is asked for, the figures hold both what a plugin would change and that there is none. */
class CollNetRangeTest {
    private static final String NODE = Path.of(System.getProperty("shmfit.root"), "fixtures/nodes/l40s-x8/capture")
            .toString();
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** Bytes from and to, of the last phase that is stated. */
    private record Range(long from, long to) {
        static Range of(String... options) throws IOException {
            Ran ran = Shell.quiet()
                    .run(Stream.concat(
                                    Stream.of(
                                            "analyze",
                                            NODE,
                                            "--format=json",
                                            "--assume=p2p=no",
                                            "--env=NCCL_CUMEM_HOST_ENABLE=0"),
                                    Stream.of(options))
                            .toArray(String[]::new));
            assertThat(ran.exitCode()).as(ran.err()).isLessThan(2);
            JsonNode world = MAPPER.readTree(ran.out()).at("/nccl/communicators/0");
            String field = "shm.phases.collectives.totalBytes";
            for (JsonNode u : world.get("uncertain")) {
                if (u.get("field").asText().equals(field)) {
                    return new Range(u.get("min").asLong(), u.get("max").asLong());
                }
            }
            long sure = -1;
            for (JsonNode phase : world.at("/shm/phases")) {
                sure = phase.get("name").asText().equals("collectives")
                        ? phase.get("totalBytes").asLong()
                        : sure;
            }
            assertThat(sure).isNotNegative();
            return new Range(sure, sure);
        }
    }

    @ParameterizedTest
    @CsvSource({"2.18.5", "2.21.5", "2.22.3", "2.27.7", "2.30.7"})
    void the_range_holds_the_job_without_a_plugin_and_more(String version) throws IOException {
        Range without = Range.of("--nodes=2", "--nccl=" + version);
        Range asked = Range.of("--nodes=2", "--nccl=" + version, "--env=NCCL_COLLNET_ENABLE=1");
        assertThat(asked.from()).isLessThan(without.from());
        assertThat(asked.to()).isGreaterThan(without.to());
        assertThat(Range.of("--nodes=2", "--nccl=" + version, "--env=NCCL_COLLNET_ENABLE=1", "--assume=collnet=no"))
                .isEqualTo(without);
        assertThat(Range.of("--nodes=2", "--nccl=" + version, "--env=NCCL_COLLNET_ENABLE=1", "--assume=collnet=yes"))
                .isEqualTo(asked);
    }

    @ParameterizedTest
    @CsvSource({
        "2.26.6, NCCL_COLLNET_ENABLE=0x1, 2, false",
        "2.27.3, NCCL_COLLNET_ENABLE=0x1, 2, true",
        "2.27.3, NCCL_COLLNET_ENABLE=2, 2, false",
        "2.26.6, NCCL_COLLNET_ENABLE=1, 2, true",
        "2.26.6, NCCL_COLLNET_ENABLE=1, 1, false"
    })
    void it_is_asked_for_by_the_word_or_from_2_27_3_by_the_number(
            String version, String setting, int nodes, boolean asked) throws IOException {
        Range plain = Range.of("--nodes=" + nodes, "--nccl=" + version);
        assertThat(Range.of("--nodes=" + nodes, "--nccl=" + version, "--env=" + setting)
                        .equals(plain))
                .isEqualTo(!asked);
    }

    @Test
    void it_takes_as_many_nodes_as_the_threshold_says() throws IOException {
        String[] two = {
            "--nodes=2", "--nccl=2.27.7", "--env=NCCL_COLLNET_ENABLE=1", "--env=NCCL_COLLNET_NODE_THRESHOLD=3"
        };
        assertThat(Range.of(two)).isEqualTo(Range.of("--nodes=2", "--nccl=2.27.7"));
        two[0] = "--nodes=3";
        assertThat(Range.of(two)).isNotEqualTo(Range.of("--nodes=3", "--nccl=2.27.7"));
    }
}
