package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command {@code verify}: what it says, and how it ends. */
class VerifyTest {
    private static final Path ROOT = Path.of(System.getProperty("shmfit.root", "../.."));
    private static final Path CAPTURES = ROOT.resolve("fixtures").resolve("captures");
    private static final Path A6000 = CAPTURES.resolve("labelled").resolve("a6000_x4_intel_2socket__all_shm");
    private static final String DUMP = A6000.resolve("topo_dump.xml").toString();
    private static final String LOG = A6000.resolve("nccl.txt").toString();

    @Test
    void what_agrees_ends_with_0() {
        Ran ran = Ran.of("verify", DUMP, "--nccl-log", LOG, "--env", "NCCL_MIN_NCHANNELS=4");

        assertThat(ran.out())
                .startsWith("AGREES  All 28 things that the log shows agree")
                .contains("told by bus id");
        assertThat(ran.code()).isZero();
    }

    @Test
    void what_differs_ends_with_1_and_names_what_would_explain_it() {
        Ran ran = Ran.of("verify", DUMP, "--nccl-log", LOG);

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out())
                .startsWith("DIFFERS")
                .contains("NCCL_MIN_NCHANNELS=4")
                .contains("collective forecast 2, log 4 (nccl.txt:67)");
    }

    @Test
    void a_log_alone_is_told() {
        Ran ran = Ran.of("verify", "--nccl-log", LOG);

        assertThat(ran.code()).isZero();
        assertThat(ran.out()).startsWith("LOG").contains("of 4 ranks").contains("4 pairs via SHM/direct/direct");
    }

    @Test
    void the_json_of_a_log_alone_is_only_json() throws IOException {
        Ran ran = Ran.of("verify", "--nccl-log", LOG, "--format", "json");

        JsonNode json = new ObjectMapper().readTree(ran.out());
        assertThat(json.at("/verification/log/versions/0").asText()).isEqualTo("2.23.4+cuda11.7");
        assertThat(json.at("/verification/agrees").isNull()).isTrue();
    }

    @Test
    void the_json_and_the_page_hold_the_comparison(@TempDir Path folder) throws IOException {
        Path base = folder.resolve("verify");

        Ran ran = Ran.of("verify", DUMP, "--nccl-log", LOG, "--format", "json,html", "-o", base.toString());

        assertThat(ran.code()).isEqualTo(1);
        JsonNode json =
                new ObjectMapper().readTree(folder.resolve("verify.json").toFile());
        assertThat(json.at("/verification/differing").asInt()).isEqualTo(16);
        assertThat(json.at("/verification/causes/0/shownByLog").asBoolean()).isFalse();
        assertThat(Files.readString(folder.resolve("verify.html")))
                .contains("Forecast beside log")
                .contains("NCCL_MIN_NCHANNELS=4");
    }

    @Test
    void a_log_without_messages_of_nccl_ends_with_3(@TempDir Path folder) throws IOException {
        Path log = Files.writeString(folder.resolve("train.log"), "Epoch 1\nloss 0.3\n");

        Ran ran = Ran.of("verify", DUMP, "--nccl-log", log.toString());

        assertThat(ran.code()).isEqualTo(3);
        assertThat(ran.err()).contains("NCCL_DEBUG=INFO").contains("0 of 2 lines");
    }

    @Test
    void a_page_needs_a_capture() {
        Ran ran = Ran.of("verify", "--nccl-log", LOG, "--format", "html");

        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains("give CAPTURE");
    }

    @Test
    void a_log_is_required() {
        assertThat(Ran.of("verify", DUMP).code()).isEqualTo(2);
    }

    @Test
    void every_labelled_case_is_compared_or_the_missing_fact_is_named() {
        Path labelled = CAPTURES.resolve("labelled");
        Path pairs = labelled.resolve("a100sxm_x4_nv12_nv10_pairs_node__node_via_shm");
        Ran agrees = Ran.of(
                "verify",
                "--topo-m",
                pairs.resolve("topo.txt").toString(),
                "--nccl-log",
                pairs.resolve("nccl.txt").toString(),
                "--nccl",
                "2.27.7",
                "--assume",
                "gpu=A100-SXM4-40GB",
                "--assume",
                "p2p=ok");
        assertThat(agrees.code()).as(agrees.out()).isZero();

        Path rtx = labelled.resolve("rtx4090_x2_bus01_81_container__shm");
        Ran missing = Ran.of("analyze", rtx.resolve("nccl.txt").toString());
        assertThat(missing.code()).isNotZero();
    }
}
