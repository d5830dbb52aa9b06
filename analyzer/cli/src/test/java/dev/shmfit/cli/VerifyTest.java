package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command {@code verify}: what it says, and how it ends. */
class VerifyTest {
    private static final Path ROOT = Path.of(System.getProperty("shmfit.root", "../.."));
    private static final Path CAPTURES = ROOT.resolve("fixtures").resolve("captures");
    private static final Path A6000 = CAPTURES.resolve("labelled").resolve("a6000_x4_intel_2socket__all_shm");
    private static final String DUMP = A6000.resolve("topo_dump.xml").toString();
    private static final String LOG = A6000.resolve("nccl.txt").toString();

    @Test
    void what_agrees_ends_with_0() {
        Ran ran = Shell.quiet().run("verify", DUMP, "--nccl-log", LOG, "--env", "NCCL_MIN_NCHANNELS=4");

        assertThat(ran.out())
                .startsWith("AGREES  All 28 things that the log shows agree")
                .contains("told by bus id");
        assertThat(ran.exitCode()).isZero();
    }

    @Test
    void what_differs_ends_with_1_and_names_what_would_explain_it() {
        Ran ran = Shell.quiet().run("verify", DUMP, "--nccl-log", LOG);

        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.out())
                .startsWith("DIFFERS")
                .contains("NCCL_MIN_NCHANNELS=4")
                .contains("collective forecast 2, log 4 (nccl.txt:67)");
    }

    @Test
    void a_log_alone_is_told() {
        Ran ran = Shell.quiet().run("verify", "--nccl-log", LOG);

        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out()).startsWith("LOG").contains("of 4 ranks").contains("4 pairs via SHM/direct/direct");
    }

    @Test
    void the_json_of_a_log_alone_is_only_json() throws IOException {
        Ran ran = Shell.quiet().run("verify", "--nccl-log", LOG, "--format", "json");

        JsonNode json = new ObjectMapper().readTree(ran.out());
        assertThat(json.at("/verification/log/versions/0").asText()).isEqualTo("2.23.4+cuda11.7");
        assertThat(json.at("/verification/agrees").isNull()).isTrue();
    }

    @Test
    void the_json_and_the_page_hold_the_comparison(@TempDir Path folder) throws IOException {
        Path base = folder.resolve("verify");

        Ran ran = Shell.quiet().run("verify", DUMP, "--nccl-log", LOG, "--format", "json,html", "-o", base.toString());

        assertThat(ran.exitCode()).isEqualTo(1);
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

        Ran ran = Shell.quiet().run("verify", DUMP, "--nccl-log", log.toString());

        assertThat(ran.exitCode()).isEqualTo(3);
        assertThat(ran.err()).contains("NCCL_DEBUG=INFO").contains("0 of 2 lines");
    }

    @Test
    void a_page_needs_a_capture() {
        Ran ran = Shell.quiet().run("verify", "--nccl-log", LOG, "--format", "html");

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).contains("give CAPTURE");
    }

    @Test
    void a_log_is_required() {
        assertThat(Shell.quiet().run("verify", DUMP).exitCode()).isEqualTo(2);
    }

    /** Machines with a log: the facts besides their capture, and how the comparison ends. */
    static Stream<Arguments> labelled_cases() {
        return Stream.of(
                Arguments.of(
                        "a100sxm_x4_nv12_nv10_pairs_node__node_via_shm",
                        "gpu=A100-SXM4-40GB,p2p=ok",
                        "2.27.7",
                        0,
                        "4 agree"),
                Arguments.of(
                        "mixed_5090_3090_3090_5060ti_node_phb_p2p_ns_cns__all_shm",
                        "p2p=none",
                        "2.28.9",
                        0,
                        "rings: 2 agree"),
                // The text tells of two runs, with and without P2P across the NUMA node.
                Arguments.of(
                        "rtxpro6000_x8_pix_node_sys__pix_p2p_node_shm",
                        "p2p=ok,cpu=amd,ranks-per-process=8",
                        "2.27.7",
                        1,
                        "P2P/direct pointer and"));
    }

    @ParameterizedTest
    @MethodSource
    void labelled_cases(String id, String facts, String version, int code, String says) {
        Path folder = CAPTURES.resolve("labelled").resolve(id);
        List<String> argv = new ArrayList<>(List.of(
                "verify",
                "--topo-m",
                folder.resolve("topo.txt").toString(),
                "--nccl-log",
                folder.resolve("nccl.txt").toString(),
                "--nccl",
                version));
        for (String fact : facts.split(",", -1)) {
            argv.addAll(List.of("--assume", fact));
        }

        Ran ran = Shell.quiet().run(argv.toArray(String[]::new));

        assertThat(ran.exitCode()).as(ran.out()).isEqualTo(code);
        assertThat(ran.out()).contains(says);
    }

    /** Logs whose machine is not known: the command says which fact is missing. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ault43_x2_per_node_41000_81000__shm",
                "rtx5090_x8_patched__p2p_direct_pointer",
                "x2_busid_41000_61000_no_p2p__shm",
                "x4_busid_1b0-1e0_p2p_disabled__shm"
            })
    void a_log_of_a_machine_without_a_table_says_what_is_missing(String id) {
        String log =
                CAPTURES.resolve("labelled").resolve(id).resolve("nccl.txt").toString();

        Ran ran = Shell.quiet().run("verify", log, "--nccl-log", log);

        assertThat(ran.exitCode()).isEqualTo(3);
        assertThat(ran.err()).contains("topo -m");
        assertThat(Shell.quiet().run("verify", "--nccl-log", log).exitCode()).isZero();
    }

    @Test
    void a_log_whose_last_line_is_cut_agrees_in_what_its_whole_lines_show() {
        String log = """
                n1:1:10 [0] NCCL INFO NCCL version 2.23.4+cuda12.4
                n1:1:10 [0] NCCL INFO Channel 00/0 : 0[0] -> 1[1] via SHM/direct/direct
                n1:2:11 [1] NCCL INFO Channel 00/0 : 1[1] -> 0[0] via SHM/direct/direct
                n1:1:10 [0] NCCL INFO Channel 01/0 : 0""";
        String capture = Path.of(System.getProperty("shmfit.root"), "fixtures", "cases", "l4-x2-cns")
                .toString();

        Ran ran = Shell.with(log).run("verify", capture, "--nccl-log", "-");

        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(ran.out())
                .contains(
                        "AGREES  All 2 things", "of at least 2 ranks", "pairs: 2 agree", "may be cut, and is not used");
    }
}
