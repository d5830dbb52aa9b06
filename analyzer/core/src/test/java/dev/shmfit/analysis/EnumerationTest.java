package dev.shmfit.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.analysis.open.CandidateNode;
import dev.shmfit.analysis.stated.AnalysisRequest;
import dev.shmfit.analysis.stated.CapturedFacts;
import dev.shmfit.capture.Capture;
import dev.shmfit.capture.CapturedItem;
import dev.shmfit.ingest.CaptureFiles;
import dev.shmfit.ingest.CaptureParser;
import dev.shmfit.nccl.NcclVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nodes that are one to NCCL are forecast once, and every node has the outcome that its own forecast gives. */
@Tag("slow")
class EnumerationTest {
    private static final Path PASTED = Path.of(System.getProperty("shmfit.root", "."), "fixtures/captures/topo");
    private static final List<String> VERSIONS = List.of("2.12.7", "2.18.3", "2.21.5", "2.24.3", "2.27.7", "2.30.7");
    private static final WorkBudget NO_END = new WorkBudget(Long.MAX_VALUE, Long.MAX_VALUE);
    private static final int DRAWN = 16;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "phb_x2_numa_na_spaces",
                "nv2_x2_numa_na_spaces",
                "a6000x3_nv4_pair_node_ansi",
                "x4_pxb_pix_sys_tabs",
                "rtx3090_plus_2xv100sxm2_nv6_ansi",
                "v100sxm2x2_sys_roce_4nics",
                "dgx1v_v100x8_mlx5_indented_rst",
                "x4_nv3_pairs_4mlx5_power9_style",
                "rtx6000ada_x4_2socket_epyc_nics"
            })
    void a_pasted_table_has_the_outcomes_of_the_full_enumeration(String name) throws IOException {
        Stages s = stages(Files.readString(PASTED.resolve(name + ".txt"), StandardCharsets.UTF_8));
        assertSame(name, s.simulation(), s);
        assertSame(name + ", no searches", s.simulation().withChannels(4).withoutSearches(), s);
    }

    @Test
    void drawn_nodes_have_the_outcomes_of_the_full_enumeration() {
        for (int seed = 0; seed < DRAWN; seed++) {
            Stages s = stages(table(new Random(seed)));
            NcclVersion version =
                    NcclVersion.parse(VERSIONS.get(seed % VERSIONS.size())).orElseThrow();
            assertSame("seed " + seed + ", NCCL " + version, s.simulation().at(version), s);
            assertSame(
                    "seed " + seed + ", no searches, NCCL " + version,
                    s.simulation().at(version).withChannels(4).withoutSearches(),
                    s);
        }
    }

    private static void assertSame(String what, Simulation simulation, Stages s) {
        Tried all = Tried.of(simulation.withEveryNode(), s.candidates().all(), NO_END);
        NodeForecasts few = new NodeForecasts(simulation, s.candidates().all());
        while (!few.isDone()) {
            few.more(WorkBudget.AT_ONCE);
        }
        assertThat(few.made()).as(what).isLessThanOrEqualTo(all.possible());
        Tried fast = Tried.of(simulation, s.candidates().all(), NO_END);
        assertThat(fast.outcomes()).as(what).hasSameSizeAs(all.outcomes());
        for (int i = 0; i < all.outcomes().size(); i++) {
            assertThat(fast.outcomes().get(i))
                    .as("%s, node %s", what, all.outcomes().get(i).choice().words())
                    .isEqualTo(all.outcomes().get(i));
        }
    }

    @Test
    void a_table_that_lacks_rows_has_a_bound_that_holds_every_node() throws IOException {
        Stages s =
                stages(Files.readString(PASTED.resolve("x4_nv12_26nics_wrapped_truncated.txt"), StandardCharsets.UTF_8)
                        .lines()
                        .filter(line -> !line.startsWith("GPU3"))
                        .collect(Collectors.joining("\n", "", "\n")));
        List<CandidateNode> worlds = s.candidates().all();
        WorkBudget none = new WorkBudget(0, 0);
        Tried all = Tried.of(s.simulation().withEveryNode(), worlds, NO_END);
        Tried few = ChannelRange.outcomes(s.simulation(), worlds, OptionalInt.empty(), 1, none);
        assertThat(few.tried()).isLessThan(all.possible());
        assertThat(most(few)).isGreaterThanOrEqualTo(most(all));
    }

    @Test
    void a_bound_holds_every_figure_and_every_transport_of_the_full_enumeration() {
        WorkBudget noSteps = new WorkBudget(0, WorkBudget.USUAL.pairs());
        for (int seed = 100; seed < 100 + DRAWN; seed++) {
            Stages s = stages(table(new Random(seed)));
            List<CandidateNode> worlds = s.candidates().all();
            Tried few = ChannelRange.outcomes(s.simulation(), worlds, OptionalInt.empty(), 1, noSteps);
            Tried all = Tried.of(s.simulation(), worlds, NO_END);
            assertThat(few.tried()).isLessThan(all.possible());
            CommunicatorAnalysis bound = new Merge(few, false).communicators().get(0);
            CommunicatorAnalysis exact = new Merge(all, false).communicators().get(0);
            for (Uncertain figure : exact.uncertain()) {
                assertThat(bound.uncertain())
                        .as("seed %s, %s", seed, figure)
                        .anyMatch(b ->
                                b.field().equals(figure.field()) && b.min() <= figure.min() && b.max() >= figure.max());
            }
            for (int pair = 0; pair < exact.candidates().size(); pair++) {
                assertThat(bound.candidates().get(pair))
                        .as("seed %s, pair %s", seed, pair)
                        .containsAll(exact.candidates().get(pair));
            }
        }
    }

    private static long most(Tried tried) {
        return tried.outcomes().stream()
                .mapToLong(o -> o.shownPages().bytes())
                .max()
                .orElseThrow();
    }

    @Test
    void most_nodes_of_a_pasted_table_are_one_to_nccl() throws IOException {
        Stages s = stages(Files.readString(PASTED.resolve("v100x8_mlx5_0_single_nic.txt"), StandardCharsets.UTF_8));
        NodeForecasts few = new NodeForecasts(s.simulation(), s.candidates().all());
        while (!few.isDone()) {
            few.more(WorkBudget.AT_ONCE);
        }
        assertThat(few.made()).isLessThan(s.candidates().all().size() / 2);
    }

    /** Two to four GPUs on two sockets, some joined by NVLinks, and up to two NICs. */
    private static String table(Random random) {
        int gpus = 2 + random.nextInt(3);
        int nics = random.nextInt(3);
        boolean linked = random.nextBoolean();
        String[][] cells = new String[gpus + nics][gpus + nics];
        for (int i = 0; i < gpus + nics; i++) {
            for (int j = i; j < gpus + nics; j++) {
                boolean sameSwitch = i % gpus / 2 == j % gpus / 2;
                String hop = sameSwitch ? "PIX" : (i % gpus < 2) == (j % gpus < 2) ? "NODE" : "SYS";
                boolean nvLink = linked && j < gpus && random.nextInt(3) > 0;
                cells[i][j] = i == j ? "X" : nvLink ? "NV" + (1 + random.nextInt(2)) : hop;
                cells[j][i] = cells[i][j];
            }
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < gpus + nics; i++) {
            text.append('\t').append(name(i, gpus));
        }
        text.append("\tCPU Affinity\tNUMA Affinity\n");
        for (int i = 0; i < gpus + nics; i++) {
            text.append(name(i, gpus)).append('\t').append(String.join("\t", cells[i]));
            text.append(i < gpus ? "\t0-31\t" + (i < 2 ? 0 : 1) + "\n" : "\n");
        }
        return text.append("\nLegend:\n\n  X    = Self\n").toString();
    }

    private static String name(int i, int gpus) {
        return i < gpus ? "GPU" + i : "NIC" + (i - gpus);
    }

    private static Stages stages(String table) {
        return Stages.of(CapturedFacts.complete(AnalysisRequest.of(
                CaptureParser.parse(Capture.of("pasted", List.of(new CapturedItem.Text(CaptureFiles.TOPO, table)))))));
    }
}
