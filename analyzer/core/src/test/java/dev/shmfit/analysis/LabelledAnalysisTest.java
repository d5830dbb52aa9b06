package dev.shmfit.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shmfit.analysis.machine.NotAssessable;
import dev.shmfit.analysis.stated.AnalysisRequest;
import dev.shmfit.fixtures.TrustTable;
import dev.shmfit.fixtures.TrustTable.Row;
import dev.shmfit.nccl.plan.PairForecast;
import dev.shmfit.nccl.plan.Transport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Real machines whose logs show what NCCL did ({@code fixtures/captures/labelled}). Where the capture tells enough, the
 * forecast is held against it; where not, the analysis must name the fact that is missing, and not guess. What follows
 * from a run's behaviour, and is shown by nothing, is told apart.
 */
@Tag("slow")
class LabelledAnalysisTest {
    /** What a run is worth as evidence. */
    private enum Evidence {
        SHOWN,
        INFERRED,
        LACKS_A_FACT,
        LACKS_A_SETTING,
        LACKS_THE_NODE,
        LACKS_A_TRANSPORT
    }

    private record Counted(Evidence evidence, String id, boolean agrees) {}

    private static final List<String> UNTOLD_VERSIONS =
            List.of("2.10.3", "2.18.3", "2.21.5", "2.23.4", "2.27.5", "2.30.7");
    private static final Path FOLDER =
            Path.of(System.getProperty("shmfit.root", "."), "fixtures", "captures", "labelled");
    private static final Map<String, String> NONE = Map.of();
    private static final List<Counted> COUNTED = new ArrayList<>();

    private static LabelledRun run(String id) {
        return LabelledRun.of(id);
    }

    private static LabelledRun p100() {
        return run("p100_x2_phb_amd_p2p_ok__p2p_deadlock")
                .matrix(2, "PHB", NONE)
                .p2p(2, "OK", NONE)
                .fact("cpu=amd");
    }

    private static LabelledRun patched() {
        return run("rtx4090_x8_node_sys_p2p_ok_patched__tp4_shm")
                .matrix(4, "NODE", NONE)
                .p2p(4, "OK", NONE);
    }

    private static LabelledRun clique() {
        return run("x2_phb_qemu_clique_p2p_cumem_hang").matrix(2, "PHB", NONE).p2p(2, "OK", NONE);
    }

    private static LabelledRun pro6000() {
        return run("rtxpro6000_x2_phb_intel_p2p_ok_hang")
                .topology("topo.txt")
                .p2p(2, "OK", NONE)
                .fact("cpu=intel")
                .nccl("2.30.4");
    }

    /** A run, and what its log or its reporter shows: pairs to the words after {@code via}. */
    static Stream<Arguments> captures_that_suffice() {
        LabelledRun pairs = run("a100sxm_x4_nv12_nv10_pairs_node__node_via_shm")
                .topology("topo.txt")
                .p2p(4, "OK", NONE)
                .fact("gpu=A100-SXM4-40GB")
                .since("2.23.4"); // P2P/CUMEM without a setting
        LabelledRun mixed = run("mixed_5090_3090_3090_5060ti_node_phb_p2p_ns_cns__all_shm")
                .topology("topo.txt")
                .p2p(4, "NS", Map.of("2-3", "CNS"))
                .nccl("2.28.9");
        LabelledRun rtx4090 = run("rtx4090_x4_phb_node_p2p_cns__all_shm")
                .matrix(4, "NODE", Map.of("0-1", "PHB", "2-3", "PHB"))
                .p2p(4, "CNS", NONE)
                .fact("cpu=amd")
                .nccl("2.28.9");
        return Stream.of(
                Arguments.of(
                        run("a100sxm80_nvswitch__env_p2p_level_loc_shm")
                                .matrix(8, "NV12", NONE)
                                .env("NCCL_P2P_LEVEL", "LOC"),
                        Map.of("*", "SHM/direct")),
                Arguments.of(
                        pairs,
                        Map.of(
                                "0-1", "P2P/CUMEM/read",
                                "2-3", "P2P/CUMEM/read",
                                "1-2", "SHM/direct/direct",
                                "0-3", "SHM/direct/direct")),
                Arguments.of(pairs.env("NCCL_P2P_LEVEL", "SYS"), Map.of("1-2", "P2P/CUMEM")),
                Arguments.of(
                        run("a6000_x4_intel_2socket__all_shm")
                                .topology("topo_dump.xml")
                                .nccl("2.23.4")
                                .fact("cuda-driver=12.6"),
                        Map.of("0-1", "SHM/direct/direct", "1-2", "SHM/direct/direct", "0-3", "SHM/direct/direct")),
                Arguments.of(mixed, Map.of("*", "SHM/direct/direct")),
                Arguments.of(p100().env("NCCL_P2P_DISABLE", "1"), Map.of("0-1", "SHM/direct/direct")),
                Arguments.of(rtx4090, Map.of("*", "SHM/direct/direct")),
                Arguments.of(rtx4090.env("NCCL_SHM_USE_CUDA_MEMCPY", "1"), Map.of("*", "SHM/CE/direct")),
                Arguments.of(rtx4090.env("NCCL_SHM_DISABLE", "1"), Map.of("*", "NET")),
                Arguments.of(patched().env("NCCL_P2P_LEVEL", "SYS"), Map.of("*", "P2P")),
                Arguments.of(
                        run("x2_phb_p2p_cns__all_shm").matrix(2, "PHB", NONE).p2p(2, "CNS", NONE),
                        Map.of("*", "SHM/direct/direct")),
                Arguments.of(clique().env("NCCL_P2P_LEVEL", "PXB"), Map.of("0-1", "SHM")),
                Arguments.of(clique().env("NCCL_P2P_DISABLE", "1"), Map.of("0-1", "SHM")));
    }

    /** The same where the transport, or a fact that goes in, follows only from how the run behaved. */
    static Stream<Arguments> captures_with_an_inferred_part() {
        LabelledRun pixes = run("rtxpro6000_x8_pix_node_sys__pix_p2p_node_shm")
                .topology("topo.txt")
                .p2p(8, "OK", NONE) // P2P between all pairs works when forced
                .fact("cpu=amd")
                .fact("ranks-per-process=8") // "direct pointer" is the word for one process
                .since("2.26.2"); // which knows these GPUs
        LabelledRun pxb = run("x4_pxb_pix_sys__pxb_pix_p2p_hang_sys_shm_ok")
                .topology("topo.txt")
                .p2p(4, "OK", NONE) // P2P hangs rather than being refused
                .fact("cpu=intel") // the thread names VT-d
                .nccl("2.10.3");
        return Stream.of(
                Arguments.of(p100(), Map.of("0-1", "P2P")), // hangs unless P2P is off
                Arguments.of(pixes, Map.of("0-1", "P2P/direct pointer", "1-2", "SHM/direct/direct")),
                Arguments.of(pixes.ranks(4).env("NCCL_P2P_LEVEL", "SYS"), Map.of("*", "P2P/direct pointer")),
                Arguments.of(pro6000().env("NCCL_P2P_DISABLE", "1"), Map.of("0-1", "SHM")), // "not P2P"
                Arguments.of(pxb, Map.of("0-1", "P2P", "2-3", "P2P", "0-2", "SHM", "1-3", "SHM"))); // which pairs hang
    }

    @ParameterizedTest
    @MethodSource
    void captures_with_an_inferred_part(LabelledRun run, Map<String, String> seen) {
        compare(Evidence.INFERRED, run, seen);
    }

    @ParameterizedTest
    @MethodSource
    void captures_that_suffice(LabelledRun run, Map<String, String> seen) {
        compare(Evidence.SHOWN, run, seen);
    }

    private static void compare(Evidence evidence, LabelledRun run, Map<String, String> seen) {
        List<String> wrong = new ArrayList<>();
        Map<String, List<String>> said = new LinkedHashMap<>();
        for (CommunicatorAnalysis a : forecasts(run)) {
            for (PairForecast p : a.forecast().pairs()) {
                String pair = Math.min(p.from(), p.to()) + "-" + Math.max(p.from(), p.to());
                String wanted = seen.getOrDefault(pair, seen.get("*"));
                if (wanted == null) {
                    continue;
                }
                if (!p.transport().name().equals(wanted.split("/", -1)[0])) {
                    wrong.add(p.from() + "->" + p.to() + " " + p.transport() + " by " + p.rule() + " instead of "
                            + wanted);
                }
                said.computeIfAbsent(wanted, k -> new ArrayList<>()).add(p.via());
            }
        }
        // Words change with the version; where the capture does not tell it, one of them must have said so.
        said.forEach((wanted, words) -> {
            if (wanted.contains("/") && words.stream().noneMatch(w -> w.startsWith(wanted))) {
                wrong.add("no version says " + wanted + ": " + new TreeSet<>(words));
            }
        });
        count(evidence, run, wrong.isEmpty());
        assertThat(wrong).isEmpty();
        assertThat(said).as("something was compared").isNotEmpty();
    }

    /** A run, the transport that its log shows, and the fact without which it cannot be told. */
    static Stream<Arguments> captures_that_lack_a_fact() {
        return Stream.of(
                Arguments.of(
                        run("rtx4090_x2_bus01_81_container__shm")
                                .matrix(2, "SYS", NONE)
                                .nccl("2.21.5"),
                        "SHM",
                        "p2p"),
                Arguments.of(
                        run("rtx5880ada_x2_phb_amd_acs__p2p_deadlock")
                                .matrix(2, "PHB", NONE)
                                .fact("cpu=amd"),
                        "P2P",
                        "p2p"),
                Arguments.of(clique(), "P2P", "cpu"),
                Arguments.of(patched(), "SHM", "cpu"),
                Arguments.of(
                        run("x4_pxb_pix_sys__pxb_pix_p2p_hang_sys_shm_ok")
                                .topology("topo.txt")
                                .nccl("2.10.3"),
                        "P2P",
                        "p2p"),
                Arguments.of(
                        run("rtxpro6000_x8_pix_node_sys__pix_p2p_node_shm")
                                .topology("topo.txt")
                                .fact("cpu=amd"),
                        "P2P",
                        "p2p"));
    }

    @ParameterizedTest
    @MethodSource
    void captures_that_lack_a_fact(LabelledRun run, String seen, String missing) {
        boolean open = false;
        for (CommunicatorAnalysis a : forecasts(run)) {
            PairForecast p = a.forecast().pairs().get(0);
            if (p.transport() == Transport.UNKNOWN) {
                open = true;
                assertThat(a.candidates().get(0)).extracting(Transport::name).contains(seen);
                assertThat(p.trace().toString()).contains(missing);
            } else {
                // In versions that do not ask for the fact.
                assertThat(p.transport()).hasToString(seen);
            }
        }
        assertThat(open).isTrue();
        count(Evidence.LACKS_A_FACT, run, true);
    }

    /** The run took P2P, by its behaviour. By default no version does so on this node: its image must have set it. */
    @Test
    void a_setting_that_the_capture_does_not_hold_leaves_a_run_undecided() {
        LabelledRun run = pro6000();
        assertThat(transports(run)).containsOnly(Transport.SHM);
        assertThat(transports(run.env("NCCL_P2P_LEVEL", "SYS"))).containsOnly(Transport.P2P);
        count(Evidence.LACKS_A_SETTING, run, true);
    }

    private static List<Transport> transports(LabelledRun run) {
        return forecasts(run).stream()
                .flatMap(a -> a.forecast().pairs().stream())
                .map(PairForecast::transport)
                .toList();
    }

    /** Logs without a word on how the GPUs are linked. */
    static Stream<String> captures_of_which_nothing_can_be_forecast() {
        return Stream.of(
                "ault43_x2_per_node_41000_81000__shm",
                "rtx5090_x8_patched__p2p_direct_pointer",
                "x2_busid_41000_61000_no_p2p__shm",
                "x2_two_pods_same_node__net",
                "x4_busid_1b0-1e0_p2p_disabled__shm");
    }

    @ParameterizedTest
    @MethodSource
    void captures_of_which_nothing_can_be_forecast(String id) {
        AnalysisRequest request = run(id).request();
        assertThatThrownBy(() -> Analyzer.analyze(request))
                .isInstanceOf(NotAssessable.class)
                .hasMessageContaining("nvidia-smi topo -m");
        count(Evidence.LACKS_THE_NODE, run(id), true);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "l20_x8_pix_node_sys_pod",
                "l4_x2_sys__p2p_level_sys",
                "rtx4090_x8_behind_pcie_switch_nccl_path_phb"
            })
    void captures_without_a_transport_in_the_label(String id) throws IOException {
        assertThat(Files.readString(FOLDER.resolve(id).resolve("truth.json"))).contains("\"transports\": null");
        count(Evidence.LACKS_A_TRANSPORT, run(id), true);
    }

    private static void count(Evidence evidence, LabelledRun run, boolean agrees) {
        COUNTED.add(new Counted(evidence, run.id(), agrees));
    }

    @AfterAll
    static void every_capture_counts_and_the_score_is_the_line_of_readme() throws IOException {
        try (Stream<Path> captures = Files.list(FOLDER)) {
            assertThat(COUNTED.stream().map(Counted::id).collect(Collectors.toSet()))
                    .isEqualTo(captures.map(c -> c.getFileName().toString()).collect(Collectors.toSet()));
        }
        TrustTable.check(
                Row.REAL_GPUS,
                score(Evidence.SHOWN) + " runs whose log or reporter shows the transport; " + score(Evidence.INFERRED)
                        + " runs of which a part is inferred from how they behaved",
                number(Evidence.LACKS_A_FACT) + " undecided: a fact is missing, which the analysis names; "
                        + number(Evidence.LACKS_A_SETTING)
                        + " undecided: it took P2P, which takes a setting that the capture does not hold; "
                        + number(Evidence.LACKS_THE_NODE) + " captures without the links of their GPUs; "
                        + number(Evidence.LACKS_A_TRANSPORT) + " whose label names no transport");
    }

    private static String score(Evidence evidence) {
        long agree = COUNTED.stream()
                .filter(c -> c.evidence() == evidence && c.agrees())
                .count();
        return agree + " of " + number(evidence);
    }

    private static long number(Evidence evidence) {
        return COUNTED.stream().filter(c -> c.evidence() == evidence).count();
    }

    private static List<CommunicatorAnalysis> forecasts(LabelledRun run) {
        return run.versions(UNTOLD_VERSIONS).stream()
                .map(v -> run.request().under(v, run.env()))
                .map(r -> Analyzer.analyze(r).nccl().communicators().get(0))
                .toList();
    }
}
