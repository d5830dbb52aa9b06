package dev.shmfit.cli.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.fixtures.TrustTable;
import dev.shmfit.fixtures.TrustTable.Row;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The forecast against real runs of PyTorch 2.1, 2.5, 2.9 and 2.15 of programs that people write. */
class ObservedLoadersTest {
    /** What no statement of these programs says, and docs/dataloader.md and {@code shmfit.describe} do. */
    private static final Set<String> BEYOND_THE_STATEMENT = Set.of(
            "column_view",
            "hf_datasets",
            "init_fn_tensor",
            "monai_cache",
            "narrow_of_buffer",
            "pin_dataclass",
            "pin_opaque",
            "spawn_views",
            "tqdm_enumerate",
            "worker_exception",
            "worker_exception_dropped");

    private static Score score(Function<ObservedRun, String> statement, Map<String, Integer> leftOut)
            throws IOException {
        Score score = new Score();
        for (ObservedRun run : ObservedRun.all()) {
            if (run.ended()) {
                score.add(run, ObservedRun.bound(statement.apply(run)));
            } else {
                leftOut.merge("runs that this version of PyTorch cannot do", 1, Integer::sum);
            }
        }
        assertThat(score.all()).isEqualTo(264);
        return score;
    }

    @Test
    void only_what_nobody_stated_takes_more_than_the_bound() throws IOException {
        Map<String, Integer> leftOut = new TreeMap<>();
        Score score = score(ObservedRun::stated, leftOut);
        assertThat(score.families()).isEqualTo(new TreeSet<>(BEYOND_THE_STATEMENT));
        TrustTable.check(
                Row.OBSERVED_STATED,
                score.text() + ", through what their statement leaves out (docs/dataloader.md)",
                TrustTable.counts(leftOut));
    }

    @Test
    void with_all_that_the_program_says_nothing_takes_more() throws IOException {
        Map<String, Integer> leftOut = new TreeMap<>();
        Score score = score(Restated::of, leftOut);
        assertThat(score.exceeded()).isEmpty();
        TrustTable.check(Row.OBSERVED_RESTATED, score.text(), TrustTable.counts(leftOut));
    }
}
