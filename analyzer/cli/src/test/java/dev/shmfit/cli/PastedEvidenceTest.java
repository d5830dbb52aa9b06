package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shmfit.cli.exit.ExitCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A table is pasted with the failure that made people ask: the forecast has to stand beside it. */
class PastedEvidenceTest {
    /** Two GPUs that NVLink joins, in a container of 64 MiB: NCCL alone fits. */
    private static final String FITS = """
            \tGPU0\tGPU1\tCPU Affinity
            GPU0\t X \tNV12\t0-31
            GPU1\tNV12\t X \t0-31

            Filesystem      Size  Used Avail Use% Mounted on
            shm              64M     0   64M   0% /dev/shm

            """;

    /** Two GPUs on two sockets in the same container. */
    private static final String FAILS = FITS.replace("NV12", "SYS ");

    private static final String OF_NCCL =
            "w0:123:456 [1] misc/shmutils.cc:72 NCCL WARN Error: failed to extend /dev/shm/nccl-Ab12Cd to 9637892 bytes\n";

    private static final String OF_LOADER =
            "RuntimeError: DataLoader worker (pid 12) is killed by signal: Bus error. It is possible that dataloader's"
                    + " workers are out of shared memory. Please try to raise your shared memory limit.\n";

    private static JsonNode report(String text, String... more) throws IOException {
        List<String> call = new ArrayList<>(List.of("analyze", "-", "--format=json", "--assume=gpu=A100"));
        call.addAll(List.of(more));
        Ran ran = Shell.with(text).run(call.toArray(String[]::new));
        assertThat(ran.exitCode()).as(ran.err()).isIn(ExitCode.OK, ExitCode.PROBLEM);
        return new ObjectMapper().readTree(ran.out());
    }

    private static String status(JsonNode report) {
        return report.at("/verdict/status").asText();
    }

    private static String told(JsonNode report) {
        for (JsonNode f : report.get("findings")) {
            if (f.get("id").asText().equals("failure-in-text")) {
                return f.get("severity").asText() + ": " + f.get("summary").asText();
            }
        }
        return "";
    }

    @Test
    void a_forecast_that_fits_beside_a_failure_of_nccl_s_own_is_no_answer() throws IOException {
        assertThat(status(report(FITS))).isEqualTo("fits");
        JsonNode report = report(FITS + OF_NCCL);
        assertThat(status(report)).isEqualTo("unknown");
        assertThat(report.at("/verdict/headline").asText())
                .startsWith(
                        "a job ran out of /dev/shm (line 8), which this forecast does not explain: NCCL alone needs");
        assertThat(told(report))
                .startsWith(
                        "not-assessed: Line 8 tells of a failure: /dev/shm is too small for the job (shm-too-small).")
                .contains("NCCL 2.19.1 to before 2.22.3, and the forecast for");
        assertThat(report.at("/findings/0/evidence").toString()).contains("8");
    }

    @Test
    void nccl_s_own_version_is_not_told_where_it_is_the_forecast_s() throws IOException {
        assertThat(told(report(FITS + OF_NCCL, "--nccl=2.21.5"))).isNotEmpty().doesNotContain("to before");
    }

    @Test
    void a_forecast_that_fails_says_why() throws IOException {
        JsonNode report = report(FAILS + OF_NCCL, "--nccl=2.21.5");
        assertThat(status(report)).isEqualTo("fails");
        assertThat(told(report)).startsWith("note: ").endsWith("This forecast says why.");
    }

    @Test
    void a_loader_s_failure_is_no_contradiction_to_nccl_alone() throws IOException {
        JsonNode report = report(FITS + OF_LOADER);
        assertThat(status(report)).isEqualTo("fits");
        assertThat(told(report)).startsWith("warning: ").contains("may be a DataLoader, and none was stated");
        assertThat(status(report(FITS + OF_LOADER, "--loader=none"))).isEqualTo("unknown");
        assertThat(status(report(FITS + OF_LOADER, "--loader=workers=8,batch=64,sample=1MiB")))
                .isEqualTo("fails");
    }

    @Test
    void a_size_that_is_stated_may_be_another_than_the_job_had() throws IOException {
        JsonNode report = report(FITS + OF_NCCL, "--shm-size=8g");
        assertThat(status(report)).isEqualTo("fits");
        assertThat(told(report)).startsWith("note: ").contains("The size that is compared here was stated");
    }

    private static final String LOG = """
            w0:10:20 [0] NCCL INFO comm 0x55 rank 0 nranks 2 cudaDev 0 nvmlDev 0 busId 1000 commId 0xab - Init START
            w0:11:21 [1] NCCL INFO comm 0x56 rank 1 nranks 2 cudaDev 1 nvmlDev 1 busId 2000 commId 0xab - Init START
            w0:10:20 [0] NCCL INFO Channel 00 : 0[0] -> 1[1] via VIA
            w0:11:21 [1] NCCL INFO Channel 00 : 1[1] -> 0[0] via VIA
            """;

    private static JsonNode finding(JsonNode report, String id) {
        for (JsonNode f : report.get("findings")) {
            if (f.get("id").asText().equals(id)) {
                return f;
            }
        }
        return new ObjectMapper().createObjectNode();
    }

    @Test
    void a_log_that_shows_shm_where_p2p_is_forecast_leaves_the_verdict_open() throws IOException {
        JsonNode report = report(FITS + LOG.replace("VIA", "SHM/direct/direct"));
        assertThat(status(report)).isEqualTo("unknown");
        assertThat(report.at("/verdict/headline").asText())
                .startsWith("the log in the text shows SHM (line 10) where this forecast has P2P: NCCL alone needs");
        assertThat(finding(report, "log-in-text-differs").path("summary").asText())
                .isEqualTo(
                        "The log in the text shows 2 of 2 ordered pairs connected otherwise than they are forecast: 0→1"
                                + " SHM/direct/direct (line 10), P2P here.");
    }

    @Test
    void a_log_and_a_failure_in_one_text_both_stand_against_the_forecast() throws IOException {
        JsonNode report = report(FITS + LOG.replace("VIA", "SHM/direct/direct") + OF_NCCL);
        assertThat(status(report)).isEqualTo("unknown");
        assertThat(told(report)).contains("This forecast does not say why").doesNotContain("is not in the text");
        assertThat(finding(report, "log-in-text-differs").isEmpty()).isFalse();
    }

    @Test
    void a_log_that_shows_what_is_forecast_says_nothing_and_one_with_less_warns() throws IOException {
        JsonNode same = report(FITS + LOG.replace("VIA", "P2P/CUMEM/read"));
        assertThat(status(same)).isEqualTo("fits");
        assertThat(finding(same, "log-in-text-differs").isEmpty()).isTrue();
        JsonNode less = report(FAILS + LOG.replace("VIA", "P2P/CUMEM/read"), "--env=NCCL_P2P_DISABLE=1");
        assertThat(status(less)).isEqualTo("fails");
        assertThat(finding(less, "log-in-text-differs").path("severity").asText())
                .isEqualTo("warning");
    }

    @Test
    void a_failure_that_may_be_for_room_warns() throws IOException {
        String table = FITS.substring(0, FITS.indexOf("Filesystem"));
        JsonNode report = report(table + "Bus error (core dumped)\n", "--shm-size=64m");
        assertThat(status(report)).isEqualTo("fits");
        assertThat(told(report)).startsWith("warning: ").contains("Too small a /dev/shm can be the reason");
        assertThat(told(report(table.replace("NV12", "SYS ") + "Bus error\n", "--nccl=2.21.5", "--shm-size=1m")))
                .startsWith("note: ");
    }

    @Test
    void another_failure_is_told_and_changes_nothing() throws IOException {
        JsonNode report = report(FITS + "torch.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.00 GiB.\n");
        assertThat(status(report)).isEqualTo("fits");
        assertThat(told(report)).startsWith("note: Line 8 tells of a failure: ");
        assertThat(told(report(FITS + "no failure here, 3 errors corrected\n"))).isEmpty();
    }
}
