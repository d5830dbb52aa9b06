package dev.shmfit.shm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.fixtures.TrustTable;
import dev.shmfit.fixtures.TrustTable.Row;
import dev.shmfit.units.ByteCount;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The forecast against every measured run. */
class LoaderConformanceTest {
    private static final ByteCount PAGE = ByteCount.of(4096);

    @Test
    void the_bound_is_never_exceeded_and_settled_use_is_exact() throws IOException {
        List<String> wrong = new ArrayList<>();
        Map<String, Integer> leftOut = new TreeMap<>();
        int settled = 0;
        int settledRight = 0;
        int bound = 0;
        int boundRight = 0;
        for (MeasuredRow row : MeasuredRow.all()) {
            RankDemand rank = RankDemand.of(row.loaders(), PAGE);
            long ranks = row.number("ranks");
            bound++;
            if (row.bytes("measured_peak").compareTo(rank.peak().times(ranks)) <= 0) {
                boundRight++;
            } else {
                wrong.add("line " + row.line() + " " + row.tag() + ": peak " + row.text("measured_peak") + " > bound "
                        + rank.peak().times(ranks));
            }
            if (!row.text("settled").equals("yes")) {
                leftOut.merge(whyNotSettled(row), 1, Integer::sum);
            } else {
                settled++;
                if (row.bytes("settled_used").equals(rank.steady().times(ranks))) {
                    settledRight++;
                } else {
                    wrong.add("line " + row.line() + " " + row.tag() + ": settled " + row.text("settled_used")
                            + " != forecast " + rank.steady().times(ranks));
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(bound).isEqualTo(733);
        TrustTable.check(
                Row.LOADERS,
                boundRight + " of " + bound + " runs within the bound; " + settledRight + " of " + settled
                        + " settled to the byte",
                "of the settled use " + TrustTable.counts(leftOut));
    }

    private static String whyNotSettled(MeasuredRow row) {
        if (!row.text("outcome").equals("ok")) {
            return "runs that failed in a /dev/shm of limited size";
        }
        return row.text("settled").equals("pipe-limited")
                ? "runs whose workers waited for the result pipe"
                : "runs in which a worker was busy when it was read";
    }

    @Test
    void the_bytes_of_one_batch_are_exact_in_every_run_that_shares_batches() throws IOException {
        int compared = 0;
        for (MeasuredRow row : MeasuredRow.all()) {
            LoaderDemand demand = LoaderDemand.of(row.loaders().get(0), PAGE);
            if (row.number("num_workers") > 0 && demand.batch().bytes() > 0) {
                assertThat(demand.batch()).as("line %s", row.line()).isEqualTo(row.bytes("batch_shm_bytes"));
                compared++;
            }
        }
        assertThat(compared).isEqualTo(656);
    }

    @Test
    void descriptors_and_segments_stay_below_the_bounds() throws IOException {
        int compared = 0;
        for (MeasuredRow row : MeasuredRow.all()) {
            List<LoaderSpec> loaders = row.loaders();
            if (row.text("fd_main").isEmpty()
                    || row.tag().startsWith("view_")
                    || row.tag().equals("cached_samples")) {
                continue;
            }
            LoaderDemand demand = LoaderDemand.of(loaders.get(0), PAGE);
            assertThat((long) row.number("fd_main"))
                    .as("line %s parent", row.line())
                    .isLessThanOrEqualTo(demand.descriptors().parentTensors());
            assertThat((long) row.number("fd_worker"))
                    .as("line %s worker", row.line())
                    .isLessThanOrEqualTo(demand.descriptors().workerTensors());
            assertThat((long) row.number("segments"))
                    .as("line %s segments", row.line())
                    .isLessThanOrEqualTo(demand.segments());
            compared++;
        }
        assertThat(compared).isEqualTo(692);
    }

    @Test
    void where_the_pipe_is_full_the_settled_use_stays_within_its_range() throws IOException {
        int compared = 0;
        for (MeasuredRow row : MeasuredRow.all()) {
            if (row.text("settled").equals("pipe-limited")
                    && !row.text("settled_used").isEmpty()) {
                LoaderDemand demand = LoaderDemand.of(row.loaders().get(0), PAGE);
                assertThat(row.bytes("settled_used")).as("line %s", row.line()).isLessThanOrEqualTo(demand.steady());
                compared++;
            }
        }
        assertThat(compared).isEqualTo(95);
    }
}
