package dev.shmfit.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.analysis.stated.AnalysisRequest;
import dev.shmfit.analysis.stated.Facts;
import dev.shmfit.capture.Capture;
import dev.shmfit.capture.CapturedItem;
import dev.shmfit.ingest.CaptureFiles;
import dev.shmfit.ingest.CaptureParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** However many nodes the facts leave open, an analysis is a bounded amount of work, and says where it stopped. */
@Tag("slow")
class WorkBudgetTest {
    /** Tables that leave much open, and large ones. */
    record Table(String name, String text) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Table> tables() {
        Random random = new Random(5);
        int[][] links = new int[64][64];
        for (int i = 0; i < 64; i++) {
            for (int j = i + 1; j < 64; j++) {
                links[i][j] = random.nextInt(100) < 15 ? 1 + random.nextInt(4) : 0;
            }
        }
        return Stream.of(
                new Table(
                        "64 GPUs with NVLinks drawn by lot",
                        table(64, 0, (i, j) -> links[i][j] > 0 ? "NV" + links[i][j] : side(i, j, 32))),
                new Table("64 GPUs with 32 NICs", table(64, 32, (i, j) -> side(i, j, 32))),
                new Table(
                        "16 GPUs in NVLink pairs with 8 NICs",
                        table(16, 8, (i, j) -> i / 2 == j / 2 ? "NV4" : side(i, j, 8))),
                new Table("a hybrid mesh of 8 with 8 NICs", table(8, 8, WorkBudgetTest::mesh)));
    }

    private static String side(int i, int j, int half) {
        return (i < half) == (j < half) ? "NODE" : "SYS";
    }

    private static String mesh(int i, int j) {
        boolean linked = i / 4 == j / 4 || j == i + 4;
        boolean wide = j == i + 4 || i % 4 + j % 4 == 3;
        return linked ? wide ? "NV2" : "NV1" : side(i, j, 4);
    }

    /** As {@code nvidia-smi topo -m} prints it; each NIC is near the GPUs of its number. */
    private static String table(int gpus, int nics, BiFunction<Integer, Integer, String> cell) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < gpus + nics; i++) {
            text.append('\t').append(name(i, gpus));
        }
        text.append("\tCPU Affinity\tNUMA Affinity\n");
        for (int i = 0; i < gpus + nics; i++) {
            text.append(name(i, gpus));
            for (int j = 0; j < gpus + nics; j++) {
                int low = Math.min(i, j);
                int high = Math.max(i, j);
                String word = i == j ? " X " : high < gpus ? cell.apply(low, high) : far(low, high, gpus, nics);
                text.append('\t').append(word);
            }
            text.append(i < gpus ? "\t0-31\t" + (i < gpus / 2 ? 0 : 1) + "\n" : "\n");
        }
        return text.append("\nLegend:\n\n  X    = Self\n").toString();
    }

    private static String far(int low, int high, int gpus, int nics) {
        int nic = high - gpus;
        return low >= gpus
                ? side(low - gpus, nic, nics / 2)
                : low * nics / gpus == nic ? "PIX" : side(low * nics / gpus, nic, nics / 2);
    }

    private static String name(int i, int gpus) {
        return i < gpus ? "GPU" + i : "NIC" + (i - gpus);
    }

    private static Stages stages(String table) {
        return Stages.of(request(table));
    }

    private static AnalysisRequest request(String table) {
        return AnalysisRequest.of(
                CaptureParser.parse(Capture.of("drawn", List.of(new CapturedItem.Text(CaptureFiles.TOPO, table)))));
    }

    @ParameterizedTest
    @MethodSource("tables")
    void a_node_of_which_little_is_known_is_tried_until_the_budget_is_spent(Table table) {
        Stages s = stages(table.text());
        WorkBudget budget = new WorkBudget(200_000, 20_000);
        Tried tried = Tried.of(s.simulation(), s.candidates().all(), budget);
        assertThat(tried.tried()).isPositive();
        assertThat(tried.possible()).isEqualTo(s.candidates().all().size());
        assertThat(tried.outcomes()).hasSizeGreaterThanOrEqualTo(tried.tried());
        long pairs = new SameForecasts(tried.outcomes()).first().size()
                * s.simulation().pairs();
        // One node at least, a batch where a table can be read in two ways, and no more than one once the budget is
        // spent.
        assertThat(pairs)
                .isLessThanOrEqualTo(
                        20_000 + (2 * WorkBudget.AT_ONCE + 1) * s.simulation().pairs());
    }

    @Test
    void over_the_budget_the_answer_is_wide_and_names_the_facts_that_narrow_it() {
        Stages s = stages(tables().toList().get(2).text());
        WorkBudget budget = new WorkBudget(200_000, 20_000);
        Tried wide = ChannelRange.outcomes(s.simulation(), s.candidates().all(), OptionalInt.empty(), 1, budget);
        assertThat(wide.all()).isFalse();
        assertThat(wide.remark(s.candidates().all().get(0).choice()))
                .hasValueSatisfying(a -> assertThat(a.effect().english()).contains("cpu", "pcie", "nic", "to narrow"));
        Uncertain channels = new Merge(wide, false)
                .communicators().get(0).uncertain().stream()
                        .filter(u -> u.field().equals("channels.collective"))
                        .findFirst()
                        .orElseThrow();
        assertThat(channels.min()).isEqualTo(1);
        assertThat(channels.max()).isGreaterThanOrEqualTo(24);
        assertThat(channels.missing()).contains(Facts.CHANNELS.key());
    }

    @Test
    void where_all_nodes_would_cost_far_more_than_there_is_a_bound_is_given_at_once() throws IOException {
        Path root = Path.of(System.getProperty("shmfit.root", "."));
        Stages s = stages(Files.readString(root.resolve("fixtures/captures/topo/l20x8_pix_node_sys_truncated.txt")));
        WorkBudget budget = WorkBudget.USUAL;
        Tried few = Tried.of(s.simulation(), s.candidates().all(), budget);
        assertThat(few.all()).isFalse();
        assertThat(s.simulation().searches().steps()).isLessThan(budget.steps() / 2);
    }

    @Test
    void what_is_tried_does_not_depend_on_threads() {
        String mesh = tables().toList().get(3).text();
        WorkBudget budget = new WorkBudget(100_000, 20_000);
        Stages once = stages(mesh);
        Stages again = stages(mesh);
        Tried tried = Tried.of(once.simulation(), once.candidates().all(), budget);
        assertThat(tried.all()).isFalse();
        assertThat(Tried.of(again.simulation(), again.candidates().all(), budget))
                .isEqualTo(tried);
    }
}
