package dev.shmfit.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shmfit.analysis.machine.NotAssessable;
import dev.shmfit.analysis.stated.AnalysisRequest;
import dev.shmfit.nccl.plan.PairForecast;
import dev.shmfit.nccl.plan.Transport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Real machines whose logs show what NCCL did ({@code fixtures/captures/labelled}). Where the capture tells enough, the
 * forecast is held against it; where not, the analysis must name the fact that is missing, and not guess.
 */
class LabelledAnalysisTest {
    private static final List<String> UNTOLD_VERSIONS =
            List.of("2.10.3", "2.18.3", "2.21.5", "2.23.4", "2.27.5", "2.30.7");
    private static final Map<String, String> NONE = Map.of();
    private static final List<String> REPORT = new ArrayList<>();

    private static LabelledRun run(String id) {
        return LabelledRun.of(id);
    }

    /** A run, and what the log shows of it: pairs to the words after {@code via}. */
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
        LabelledRun p100 = run("p100_x2_phb_amd_p2p_ok__p2p_deadlock")
                .matrix(2, "PHB", NONE)
                .p2p(2, "OK", NONE)
                .fact("cpu=amd");
        LabelledRun rtx4090 = run("rtx4090_x4_phb_node_p2p_cns__all_shm")
                .matrix(4, "NODE", Map.of("0-1", "PHB", "2-3", "PHB"))
                .p2p(4, "CNS", NONE)
                .fact("cpu=amd")
                .nccl("2.28.9");
        LabelledRun patched = run("rtx4090_x8_node_sys_p2p_ok_patched__tp4_shm")
                .matrix(4, "NODE", NONE)
                .p2p(4, "OK", NONE);
        LabelledRun patchedNewer = patched.since("2.23.4");
        LabelledRun clique =
                run("x2_phb_qemu_clique_p2p_cumem_hang").matrix(2, "PHB", NONE).p2p(2, "OK", NONE);
        LabelledRun pro6000 = run("rtxpro6000_x2_phb_intel_p2p_ok_hang")
                .topology("topo.txt")
                .p2p(2, "OK", NONE)
                .fact("cpu=intel")
                .nccl("2.30.4");
        LabelledRun pixes = run("rtxpro6000_x8_pix_node_sys__pix_p2p_node_shm")
                .topology("topo.txt")
                .p2p(8, "OK", NONE)
                .fact("cpu=amd")
                .fact("ranks-per-process=8")
                .since("2.26.2"); // which knows these GPUs
        LabelledRun pxb = run("x4_pxb_pix_sys__pxb_pix_p2p_hang_sys_shm_ok")
                .topology("topo.txt")
                .p2p(4, "OK", NONE)
                .fact("cpu=intel") // the thread names VT-d
                .nccl("2.10.3");
        return Stream.of(
                Arguments.of(
                        run("a100sxm80_nvswitch__env_p2p_level_loc_shm")
                                .matrix(8, "NV12", NONE)
                                .p2p(8, "OK", NONE)
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
                Arguments.of(p100, Map.of("0-1", "P2P")),
                Arguments.of(p100.env("NCCL_P2P_DISABLE", "1"), Map.of("0-1", "SHM/direct/direct")),
                Arguments.of(rtx4090, Map.of("*", "SHM/direct/direct")),
                Arguments.of(rtx4090.env("NCCL_SHM_USE_CUDA_MEMCPY", "1"), Map.of("*", "SHM/CE/direct")),
                Arguments.of(rtx4090.env("NCCL_SHM_DISABLE", "1"), Map.of("*", "NET")),
                Arguments.of(patchedNewer, Map.of("*", "SHM/direct/direct")),
                Arguments.of(patched.env("NCCL_P2P_LEVEL", "SYS"), Map.of("*", "P2P")),
                Arguments.of(pixes, Map.of("0-1", "P2P/direct pointer", "1-2", "SHM/direct/direct")),
                Arguments.of(pixes.ranks(4).env("NCCL_P2P_LEVEL", "SYS"), Map.of("*", "P2P/direct pointer")),
                Arguments.of(
                        run("x2_phb_p2p_cns__all_shm").matrix(2, "PHB", NONE).p2p(2, "CNS", NONE),
                        Map.of("*", "SHM/direct/direct")),
                Arguments.of(clique.env("NCCL_P2P_LEVEL", "PXB"), Map.of("0-1", "SHM")),
                Arguments.of(clique.env("NCCL_P2P_DISABLE", "1"), Map.of("0-1", "SHM")),
                Arguments.of(clique.fact("cpu=amd"), Map.of("0-1", "P2P/CUMEM")),
                Arguments.of(pro6000.env("NCCL_P2P_DISABLE", "1"), Map.of("0-1", "SHM")),
                // The log says that P2P was taken; by default no version does so here. The image set it.
                Arguments.of(pro6000.env("NCCL_P2P_LEVEL", "SYS"), Map.of("0-1", "P2P")),
                Arguments.of(pxb, Map.of("0-1", "P2P", "2-3", "P2P", "0-2", "SHM", "1-3", "SHM")));
    }

    @ParameterizedTest
    @MethodSource
    void captures_that_suffice(LabelledRun run, Map<String, String> seen) {
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
        REPORT.add((wrong.isEmpty() ? "agrees:    " : "DIFFERS:   ")
                + label(run)
                + (run.versions(UNTOLD_VERSIONS).size() == 1 ? "" : " (version not told)"));
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
                Arguments.of(
                        run("x2_phb_qemu_clique_p2p_cumem_hang")
                                .matrix(2, "PHB", NONE)
                                .p2p(2, "OK", NONE),
                        "P2P",
                        "cpu"),
                Arguments.of(
                        run("rtx4090_x8_node_sys_p2p_ok_patched__tp4_shm")
                                .matrix(4, "NODE", NONE)
                                .p2p(4, "OK", NONE)
                                .nccl("2.21.5"),
                        "SHM",
                        "cpu"),
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
        for (CommunicatorAnalysis a : forecasts(run)) {
            PairForecast p = a.forecast().pairs().get(0);
            assertThat(p.transport()).isEqualTo(Transport.UNKNOWN);
            assertThat(a.candidates().get(0)).extracting(Transport::name).contains(seen);
            assertThat(p.trace().toString()).contains(missing);
        }
        REPORT.add("undetermined, and says that " + missing + " is missing: " + label(run));
    }

    /** Logs without a word on how the GPUs are linked, and labels without a transport. */
    static Stream<Arguments> captures_of_which_nothing_can_be_forecast() {
        return Stream.of(
                Arguments.of("ault43_x2_per_node_41000_81000__shm", "the links of its GPUs, its second node"),
                Arguments.of("rtx5090_x8_patched__p2p_direct_pointer", "the links of its GPUs"),
                Arguments.of("x2_busid_41000_61000_no_p2p__shm", "the links of its GPUs"),
                Arguments.of("x2_two_pods_same_node__net", "the links of its GPUs, its namespaces"),
                Arguments.of("x4_busid_1b0-1e0_p2p_disabled__shm", "the links of its GPUs"));
    }

    @ParameterizedTest
    @MethodSource
    void captures_of_which_nothing_can_be_forecast(String id, String missing) {
        AnalysisRequest request = run(id).request();
        assertThatThrownBy(() -> Analyzer.analyze(request))
                .isInstanceOf(NotAssessable.class)
                .hasMessageContaining("nvidia-smi topo -m");
        REPORT.add("not assessable for want of " + missing + ": " + id);
    }

    @AfterAll
    static void print_the_score() {
        for (String id : List.of(
                "l20_x8_pix_node_sys_pod", "l4_x2_sys__p2p_level_sys", "rtx4090_x8_behind_pcie_switch_nccl_path_phb")) {
            REPORT.add("no transport in the label, nothing to compare: " + id);
        }
        long agree = REPORT.stream().filter(r -> r.startsWith("agrees")).count();
        long compared =
                agree + REPORT.stream().filter(r -> r.startsWith("DIFFERS")).count();
        System.out.printf("labelled machines: %d of %d runs%n", agree, compared);
        REPORT.stream().sorted().forEach(r -> System.out.println("  " + r));
    }

    private static String label(LabelledRun run) {
        return run.id() + (run.env().isEmpty() ? "" : " " + run.env());
    }

    private static List<CommunicatorAnalysis> forecasts(LabelledRun run) {
        return run.versions(UNTOLD_VERSIONS).stream()
                .map(v -> run.request().under(v, run.env()))
                .map(r -> Analyzer.analyze(r).communicators().get(0))
                .toList();
    }
}
