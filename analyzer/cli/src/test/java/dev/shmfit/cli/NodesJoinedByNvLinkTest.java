package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Trays of a rack in one NVLink domain (MNNVL), as NCCL's source decides it; no run was there to compare with. */
class NodesJoinedByNvLinkTest {
    private static final String TRAY = Path.of(
                    System.getProperty("shmfit.root"), "fixtures/nodes/gb200-x4/capture/nccl-topology.xml")
            .toString();

    private static JsonNode analyzed(String... options) throws IOException {
        Ran ran = Shell.quiet()
                .run(Stream.concat(
                                Stream.of(
                                        "analyze",
                                        TRAY,
                                        "--format=json",
                                        "--assume=gpu=GB200",
                                        "--assume=cuda-driver=12.8",
                                        "--assume=cap-sys-nice=no",
                                        "--assume=p2p=ok",
                                        "--assume=multicast=yes",
                                        "--group=world:allreduce+allgather+alltoall"),
                                Stream.of(options))
                        .toArray(String[]::new));
        assertThat(ran.exitCode()).as(ran.err()).isLessThan(2);
        return new ObjectMapper().readTree(ran.out());
    }

    private static long needed(JsonNode report) {
        return report.at("/shm/requiredBytes").asLong();
    }

    private static List<String> findings(JsonNode report) {
        List<String> ids = new ArrayList<>();
        report.get("findings").forEach(f -> ids.add(f.get("id").asText()));
        return ids;
    }

    @Test
    void trays_of_one_domain_need_no_file_and_trays_joined_by_nics_do() throws IOException {
        JsonNode joined = analyzed("--nodes=18", "--nccl=2.27.7", "--assume=nvlink-domain=18");
        JsonNode apart = analyzed("--nodes=18", "--nccl=2.27.7");
        assertThat(needed(joined)).isZero();
        assertThat(needed(apart)).isPositive();
        assertThat(joined.at("/nccl/communicators/0/overNodes/crossings")).isEmpty();
        assertThat(apart.at("/nccl/communicators/0/overNodes/crossings")).isNotEmpty();
        assertThat(findings(joined))
                .contains("nvlink-domain-not-compared")
                .doesNotContain("nvlink-domain-not-followed");
        assertThat(findings(apart)).contains("nvlink-domain-not-followed").doesNotContain("nvlink-domain-not-compared");
    }

    @Test
    void a_ring_passes_each_tray_once() throws IOException {
        JsonNode ring = analyzed("--nodes=4", "--nccl=2.27.7", "--assume=nvlink-domain=4")
                .at("/nccl/communicators/0/rings/0");
        List<Integer> trays = new ArrayList<>();
        ring.forEach(r -> trays.add(r.asInt() / 4));
        assertThat(trays).hasSize(16);
        assertThat(trays.stream().distinct()).hasSize(4);
    }

    /** Each rank of an eager version makes its pool at init, whatever joins the nodes. */
    @Test
    void before_connections_wait_each_rank_still_has_a_pool() throws IOException {
        JsonNode report =
                analyzed("--nodes=2", "--nccl=2.21.5", "--assume=nvlink-domain=2", "--env=NCCL_CUMEM_ENABLE=1");
        JsonNode segments = report.at("/nccl/communicators/0/shm/phases/0/segments");
        assertThat(segments).hasSize(1);
        assertThat(segments.at("/0/kind").asText()).isEqualTo("proxy-pool");
        assertThat(segments.at("/0/count").asInt()).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"NCCL_MNNVL_ENABLE=0", "NCCL_CUMEM_ENABLE=0"})
    void settings_that_keep_nccl_from_the_domain_leave_the_trays_to_their_nics(String setting) throws IOException {
        JsonNode report = analyzed("--nodes=2", "--nccl=2.27.7", "--assume=nvlink-domain=18", "--env=" + setting);
        assertThat(report.at("/nccl/communicators/0/overNodes/crossings")).isNotEmpty();
        assertThat(needed(report)).isEqualTo(needed(analyzed("--nodes=2", "--nccl=2.27.7", "--env=" + setting)));
    }

    @Test
    void ranks_of_two_domains_reach_each_other_over_the_network() throws IOException {
        JsonNode report = analyzed("--nodes=4", "--nccl=2.27.7", "--assume=nvlink-domain=2");
        assertThat(needed(report)).isPositive();
        report.at("/nccl/communicators/0/overNodes/crossings")
                .forEach(c -> assertThat(c.get("peers").asInt())
                        .as("no rank of its own domain is among those that a rank sends to by a NIC")
                        .isLessThanOrEqualTo(8));
    }

    @ParameterizedTest
    @CsvSource({"2.21.5, does not try before it connects", "2.27.7, tries it during init and stops"})
    void without_imex_nccl_does_not_start(String version, String words) throws IOException {
        JsonNode report = analyzed(
                "--nodes=2",
                "--nccl=" + version,
                "--assume=nvlink-domain=2",
                "--assume=imex=no",
                "--env=NCCL_CUMEM_ENABLE=1");
        assertThat(report.at("/nccl/communicators/0/failure/rule").asText()).isEqualTo("mnnvl-not-working");
        assertThat(report.at("/nccl/communicators/0/failure/summary").asText()).contains(words);
        assertThat(report.at("/verdict/status").asText()).isEqualTo("fails");
    }
}
