package dev.shmfit.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.analysis.Analyzer;
import dev.shmfit.analysis.ObservedRequests;
import dev.shmfit.analysis.stated.AnalysisRequest;
import dev.shmfit.capture.Capture;
import dev.shmfit.capture.CapturedItem;
import dev.shmfit.ingest.CaptureFiles;
import dev.shmfit.ingest.CaptureParser;
import dev.shmfit.ingest.LoggedFacts;
import dev.shmfit.log.NcclLog;
import dev.shmfit.log.NcclLogReader;
import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.nccl.graph.SearchMemo;
import dev.shmfit.nccl.observed.ObservedCase;
import dev.shmfit.units.UserInput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** A forecast made for another job than the one that wrote the log: the difference is found, and its cause named. */
class CausesTest {
    private static final List<ObservedCase> CASES = ObservedCase.load("cases.jsonl.gz");

    private static ObservedCase observed(Predicate<ObservedCase> wanted) {
        return CASES.stream()
                .filter(c -> !c.failed()
                        && c.json().get("platform").get("ranksPerProcess").asInt() == 1)
                .filter(wanted)
                .findFirst()
                .orElseThrow();
    }

    private static boolean is(ObservedCase c, String topology, String version, String env) {
        return c.json().get("topology").asText().equals(topology)
                && c.version().toString().equals(version)
                && c.json().get("env").toString().equals(env);
    }

    private static NcclLog log(ObservedCase c) {
        return NcclLogReader.read("job.log", ScriptPrinter.print(Script.of(c), 1));
    }

    /** The question about the same node with other settings. */
    private static AnalysisRequest asked(ObservedCase c, NcclVersion version, Map<String, String> env) {
        return ObservedRequests.exact(c).under(version, env);
    }

    @Test
    void a_setting_that_the_capture_lacks() {
        ObservedCase c = observed(o -> is(o, "B8_intel_2s_p2p", "2.21.5", "{\"NCCL_P2P_LEVEL\":\"SYS\"}"));
        AnalysisRequest captured = ObservedRequests.exact(
                        c, new CapturedItem.Text(CaptureFiles.ENV, "NCCL_DEBUG=INFO\n"))
                .under(c.version(), Map.of());

        Verification v = Verifier.verify(captured, log(c));

        assertThat(v.agrees()).isFalse();
        assertThat(v.causes()).isNotEmpty();
        assertThat(v.causes().get(0).kind()).isEqualTo("setting");
        assertThat(v.causes().get(0).shown()).isTrue();
        assertThat(v.causes().get(0).remaining()).isZero();
        assertThat(v.causes().get(0).option()).startsWith(UserInput.SETTING + " NCCL_P2P_LEVEL=");
    }

    @Test
    void a_setting_is_taken_from_the_log_where_no_environment_was_captured() {
        ObservedCase c = observed(o -> o.json().get("env").toString().equals("{\"NCCL_P2P_DISABLE\":\"1\"}")
                && o.json().get("transports").toString().contains("SHM"));

        Verification v = Verifier.verify(asked(c, c.version(), Map.of()), log(c));

        assertThat(v.agrees()).isTrue();
    }

    @Test
    void another_version() {
        // The same node and settings gave other channels in two versions.
        ObservedCase newer = observed(o -> o.version().equals(NcclVersion.of(2, 27, 7))
                && other(o, NcclVersion.of(2, 21, 5)).isPresent());
        ObservedCase older = other(newer, NcclVersion.of(2, 21, 5)).orElseThrow();

        Verification v = Verifier.verify(asked(newer, older.version(), Map.of()), log(newer));

        assertThat(v.agrees()).isFalse();
        assertThat(v.causes().get(0).kind()).isEqualTo("nccl-version");
        assertThat(v.causes().get(0).option()).isEqualTo(UserInput.NCCL_VERSION + " 2.27.7");
        assertThat(v.causes().get(0).remaining()).isZero();
    }

    private static Optional<ObservedCase> other(ObservedCase c, NcclVersion version) {
        return CASES.stream()
                .filter(o -> !o.failed()
                        && o.version().equals(version)
                        && o.json().get("topology").equals(c.json().get("topology"))
                        && o.json().get("env").isEmpty()
                        && c.json().get("env").isEmpty()
                        && !o.json()
                                .get("channels")
                                .get("coll")
                                .equals(c.json().get("channels").get("coll")))
                .findFirst();
    }

    @Test
    void another_communicator() {
        ObservedCase c = observed(o -> o.gpus() == 4 && o.json().get("env").isEmpty());
        AnalysisRequest r = asked(c, c.version(), Map.of());
        AnalysisRequest two = r.onGpus(List.of(0, 1));

        Verification v = Verifier.verify(two, log(c));

        assertThat(v.agrees()).isFalse();
        assertThat(v.causes().get(0).kind()).isEqualTo("communicator");
        assertThat(v.causes().get(0).option()).isEqualTo(UserInput.GPUS + " 0,1,2,3");
        assertThat(v.causes().get(0).remaining()).isZero();
    }

    /** Nothing but a table is known of the node, so hundreds are possible, and every cause that is tried is about all of them. */
    @Test
    void for_candidate_causes_the_possible_nodes_are_not_searched_again() throws IOException {
        Path pasted = Path.of(
                System.getProperty("shmfit.root", "."), "fixtures/captures/topo/rtx3090x4_nv4_pairs_phb_node.txt");
        AnalysisRequest table = AnalysisRequest.of(CaptureParser.parse(Capture.of(
                "table",
                List.of(
                        new CapturedItem.Text(CaptureFiles.ENV, "NCCL_P2P_DISABLE=1\n"),
                        new CapturedItem.Text(CaptureFiles.TOPO, Files.readString(pasted, StandardCharsets.UTF_8))))));
        ObservedCase c = observed(o -> is(o, "E4_pairs_phb", "2.21.5", "{}"));
        NcclLog log = log(c);
        SearchMemo alone = new SearchMemo();
        Analyzer.analyze(table.with(LoggedFacts.of(log)), alone);
        SearchMemo shared = new SearchMemo();

        Verification v = Verifier.verify(table, log, shared);

        assertThat(v.agrees()).isFalse();
        assertThat(alone.walked()).isPositive();
        // NVLinks that the setting keeps out are searched where a cause takes it away; nothing is searched for each
        // cause.
        assertThat(shared.walked()).isBetween(alone.walked(), 4 * alone.walked());
    }
}
