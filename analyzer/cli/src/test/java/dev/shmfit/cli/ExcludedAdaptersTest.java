package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings that keep NCCL from adapters of its dump, or make hosts one, are followed or told: never passed over. */
class ExcludedAdaptersTest {
    private static final String NODE = Path.of(System.getProperty("shmfit.root"), "fixtures/nodes/hgx-h100-8/capture")
            .toString();

    private static JsonNode analyzed(String... options) throws IOException {
        Ran ran = Shell.quiet()
                .run(Stream.concat(
                                Stream.of("analyze", NODE, "--format=json", "--nccl=2.27.7", "--loader=none"),
                                Arrays.stream(options))
                        .toArray(String[]::new));
        assertThat(ran.exitCode()).as(ran.err()).isLessThan(2);
        return new ObjectMapper().readTree(ran.out());
    }

    private static List<String> findings(JsonNode report) {
        List<String> all = new ArrayList<>();
        report.get("findings").forEach(f -> all.add(f.get("id").asText()));
        return all;
    }

    private static long required(JsonNode report) {
        return report.at("/shm/requiredBytes").asLong();
    }

    @ParameterizedTest
    @CsvSource({
        "NCCL_NET=Socket, true",
        "NCCL_NET=socket, true",
        "NCCL_NET=IB, false",
        "NCCL_IB_DISABLE=1, true",
        "NCCL_IB_DISABLE=0, false",
        "NCCL_IB_HCA=mlx5_0, true",
        "NCCL_IB_HCA=mlx5, false",
        "NCCL_IB_HCA=^=mlx5_0, true",
        "NCCL_SOCKET_IFNAME=eth0, false"
    })
    void what_a_setting_excludes_is_told(String setting, boolean excludes) throws IOException {
        List<String> findings = findings(analyzed("--nodes=2", "--env", setting));
        assertThat(findings.contains("adapters-excluded")).isEqualTo(excludes);
    }

    @Test
    void two_adapters_of_ten_make_two_ranks_talk_to_the_network() throws IOException {
        long all = required(analyzed("--nodes=2", "--assume=multicast=yes"));
        long two = required(analyzed("--nodes=2", "--assume=multicast=yes", "--env", "NCCL_IB_HCA==mlx5_0,mlx5_1"));
        assertThat(two).isPositive().isLessThan(all / 2);
    }

    @Test
    void over_sockets_that_are_not_known_the_need_is_a_range() throws IOException {
        JsonNode report = analyzed("--nodes=2", "--env", "NCCL_NET=Socket");
        JsonNode range = report.at("/shm/uncertain/0");
        assertThat(range.get("field").asText()).isEqualTo("requiredBytes");
        assertThat(range.get("missing").toString()).contains("nic");
        assertThat(range.get("min").asLong()).isPositive();
    }

    @Test
    void on_one_node_no_adapter_is_missed() throws IOException {
        assertThat(findings(analyzed("--env", "NCCL_NET=Socket"))).doesNotContain("adapters-excluded");
    }

    @ParameterizedTest
    @CsvSource({"1, false", "2, true"})
    void one_host_id_for_several_nodes_is_told(int nodes, boolean told) throws IOException {
        List<String> findings = findings(analyzed("--nodes=" + nodes, "--env", "NCCL_HOSTID=a"));
        assertThat(findings.contains("host-id-set")).isEqualTo(told);
    }
}
