package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What tools say of RDMA adapters beside a table takes the place of a statement. */
class AdapterRatesTest {
    private static final String TABLE = """
            $ nvidia-smi topo -m
            \tGPU0\tGPU1\tNIC0\tNIC1\tCPU Affinity\tNUMA Affinity
            GPU0\t X \tSYS\tPIX\tSYS\t0-31\t0
            GPU1\tSYS\t X \tSYS\tPIX\t32-63\t1
            NIC0\tPIX\tSYS\t X \tSYS
            NIC1\tSYS\tPIX\tSYS\t X

            NIC Legend:

              NIC0: mlx5_0
              NIC1: mlx5_1
            """;

    private static final String IBSTAT = """
            $ ibstat
            CA 'mlx5_0'
            \tCA type: MT4123
            \tNumber of ports: 1
            \tPort 1:
            \t\tState: Active
            \t\tPhysical state: LinkUp
            \t\tRate: 200
            CA 'mlx5_1'
            \tCA type: MT4123
            \tNumber of ports: 2
            \tPort 1:
            \t\tState: Down
            \t\tPhysical state: Disabled
            \t\tRate: 40
            \tPort 2:
            \t\tState: Active
            \t\tPhysical state: LinkUp
            \t\tRate: 100
            """;

    private static final String IBSTATUS = """
            $ ibstatus
            Infiniband device 'mlx5_0' port 1 status:
            \tdefault gid:\tfe80:0000:0000:0000:0c42:a103:00a0:b0c0
            \tstate:\t\t 4: ACTIVE
            \tphys state:\t 5: LinkUp
            \trate:\t\t 200 Gb/sec (4X HDR)
            Infiniband device 'mlx5_1' port 1 status:
            \tstate:\t\t 4: ACTIVE
            \trate:\t\t 100 Gb/sec (2X HDR)
            """;

    private static final String DEVINFO = """
            $ ibv_devinfo -v
            hca_id:\tmlx5_0
            \ttransport:\t\t\tInfiniBand (0)
            \t\tport:\t1
            \t\t\tstate:\t\t\tPORT_ACTIVE (4)
            \t\t\tactive_width:\t\t4X (2)
            \t\t\tactive_speed:\t\t50.0 Gbps (64)
            hca_id:\tmlx5_1
            \t\tport:\t1
            \t\t\tstate:\t\t\tPORT_ACTIVE (4)
            \t\t\tactive_width:\t\t2X (16)
            \t\t\tactive_speed:\t\t50.0 Gbps (64)
            """;

    private static final String FILES = """
            $ grep . /sys/class/infiniband/*/ports/1/rate
            /sys/class/infiniband/mlx5_0/ports/1/rate:200 Gb/sec (4X HDR)
            /sys/class/infiniband/mlx5_1/ports/1/rate:100 Gb/sec (2X HDR)
            """;

    @TempDir
    Path directory;

    private JsonNode analyzed(String text, String... options) throws IOException {
        Path file = Files.writeString(directory.resolve("paste.txt"), text);
        Ran ran = Shell.quiet()
                .run(Stream.concat(
                                Stream.of(
                                        "analyze",
                                        file.toString(),
                                        "--format=json",
                                        "--nccl=2.27.7",
                                        "--nodes=2",
                                        "--loader=none",
                                        "--assume=gpu=A100",
                                        "--assume=cpu=amd",
                                        "--assume=p2p=ok",
                                        "--assume=cuda-driver=12.4",
                                        "--assume=cap-sys-nice=no"),
                                Arrays.stream(options))
                        .toArray(String[]::new));
        assertThat(ran.exitCode()).as(ran.err()).isLessThan(2);
        return new ObjectMapper().readTree(ran.out());
    }

    private static List<String> open(JsonNode report) {
        List<String> facts = new ArrayList<>();
        report.at("/shm/uncertain").forEach(u -> u.get("missing").forEach(f -> facts.add(f.asText())));
        return facts;
    }

    static Stream<String> outputs() {
        return Stream.of(IBSTAT, IBSTATUS, DEVINFO, FILES);
    }

    @ParameterizedTest
    @MethodSource("outputs")
    void a_rate_that_is_printed_is_a_stated_speed(String output) throws IOException {
        JsonNode read = analyzed(TABLE + "\n" + output, "--assume=gdr=yes");
        JsonNode stated = analyzed(TABLE, "--assume=gdr=yes", "--assume=nic=mlx5_0:200", "--assume=nic=mlx5_1:100");
        assertThat(read.get("shm")).isEqualTo(stated.get("shm"));
        assertThat(read.at("/nccl/communicators")).isEqualTo(stated.at("/nccl/communicators"));
        assertThat(open(read)).doesNotContain("nic");
    }

    @Test
    void without_it_the_speed_is_open() throws IOException {
        assertThat(analyzed(TABLE, "--assume=gdr=yes").toString()).contains("\"nic\"");
    }

    @Test
    void the_rates_are_among_the_facts_that_were_read() throws IOException {
        assertThat(analyzed(TABLE + "\n" + IBSTAT).get("facts").toString()).contains("mlx5_0:200, mlx5_1:100");
    }

    /** NCCL sees no adapter none of whose ports is active. */
    @Test
    void an_adapter_that_is_down_is_none() throws IOException {
        String down =
                IBSTAT.replace("State: Active\n\t\tPhysical state: LinkUp\n\t\tRate: 100", "State: Down\n\t\tRate: 10");
        JsonNode read = analyzed(TABLE + "\n" + down, "--assume=gdr=yes");
        JsonNode excluded = analyzed(TABLE + "\n" + IBSTAT, "--assume=gdr=yes", "--env=NCCL_IB_HCA==mlx5_0");
        assertThat(read.get("shm")).isEqualTo(excluded.get("shm"));
    }

    @Test
    void settings_that_exclude_adapters_of_a_table_are_followed() throws IOException {
        List<String> findings = new ArrayList<>();
        JsonNode report = analyzed(TABLE, "--env=NCCL_NET=Socket");
        report.get("findings")
                .forEach(f -> findings.add(
                        f.get("id").asText() + " " + f.get("severity").asText()));
        assertThat(findings).contains("adapters-excluded not-assessed");
    }
}
