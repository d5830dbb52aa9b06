package dev.shmfit.shm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.fixtures.TrustTable;
import dev.shmfit.fixtures.TrustTable.Row;
import dev.shmfit.units.ByteCount;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The forecast against runs of loaders that chance has put together: fixtures/dataloader/random.csv.gz. */
class RandomLoadersTest {
    private static final ByteCount PAGE = ByteCount.of(4096);

    /** One run, and what is forecast for it. */
    private record Run(MeasuredRow row, List<LoaderSpec> specs, RankDemand rank) {
        static List<Run> all() throws IOException {
            List<Run> runs = new ArrayList<>();
            for (MeasuredRow row : MeasuredRow.of("random.csv.gz")) {
                List<LoaderSpec> specs = LoaderSpecParser.parseAll(
                        Arrays.stream(row.text("loaders").split(";", -1)).toList());
                runs.add(new Run(row, specs, RankDemand.of(specs, PAGE)));
            }
            return runs;
        }

        /** Whether loaders keep batches of one another, or do not run at the same time. */
        boolean entangled() {
            return specs.size() > 1 && specs.stream().anyMatch(s -> s.epochs() > 1 || s.persistent());
        }

        /** Whether a batch that is inherited may be the smaller last one. */
        boolean unevenTurn() {
            boolean uneven =
                    !row.text("rest").equals("0") && row.text("drop_last").equals("no");
            return uneven && specs.stream().anyMatch(s -> s.epochs() > 1);
        }

        boolean pipeLimited() {
            return rank.loaders().stream().anyMatch(d -> d.pipe().isPresent());
        }

        ByteCount settledAtMost() {
            return entangled()
                    ? rank.peak()
                    : rank.loaders().stream().map(LoaderDemand::steadyAtMost).reduce(ByteCount.ZERO, ByteCount::plus);
        }

        ByteCount settledAtLeast() {
            return entangled() || unevenTurn() || pipeLimited() ? ByteCount.ZERO : rank.steady();
        }
    }

    /** Why a run has no figures to compare; README of the data. */
    private static final String STALLED = "in which PyTorch itself stands still, with 3 GiB too (docs/dataloader.md)";

    @Test
    void runs_end_at_the_bound_and_settle_where_forecast() throws IOException {
        List<String> wrong = new ArrayList<>();
        Map<String, Integer> leftOut = new TreeMap<>();
        List<Run> runs = Run.all();
        int ended = 0;
        int comparable = 0;
        int exact = 0;
        int inRange = 0;
        for (Run run : runs) {
            if (run.row().text("outcome").equals("stalled")) {
                leftOut.merge(STALLED, 1, Integer::sum);
                continue;
            }
            boolean ends = endsAtTheBound(run, wrong);
            boolean settles = settlesInRange(run, wrong);
            ended += ends ? 1 : 0;
            if (run.settledAtLeast().equals(run.rank().steady())) {
                comparable++;
                exact += run.row().bytes("settled").equals(run.rank().steady()) ? 1 : 0;
            } else {
                inRange += settles ? 1 : 0;
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(runs).hasSize(383);
        TrustTable.check(
                Row.DRAWN_LOADERS,
                ended + " of " + runs.size() + " end with exactly the bound and never use more; " + exact + " of "
                        + comparable + " settled to the byte, the others within two semaphores for each new worker, "
                        + inRange + " more within the range that is forecast",
                TrustTable.counts(leftOut));
    }

    /** It ran to its end with this much; whether it would with less, nobody knows. */
    private static boolean endsAtTheBound(Run run, List<String> wrong) {
        MeasuredRow row = run.row();
        ByteCount bound = run.rank().peak();
        boolean right = row.text("outcome").equals("ok")
                && row.text("at_need").equals("ok")
                && row.bytes("peak").compareTo(bound) <= 0
                && bound.compareTo(row.bytes("need")) >= 0;
        if (!right) {
            wrong.add("line " + row.line() + ": bound " + bound.bytes() + ", but " + row.columns());
        }
        return right;
    }

    private static boolean settlesInRange(Run run, List<String> wrong) {
        ByteCount settled = run.row().bytes("settled");
        boolean right = settled.compareTo(run.settledAtLeast()) >= 0 && settled.compareTo(run.settledAtMost()) <= 0;
        if (!right) {
            wrong.add("line " + run.row().line() + ": " + settled.bytes() + " is not between "
                    + run.settledAtLeast().bytes() + " and "
                    + run.settledAtMost().bytes());
        }
        return right;
    }
}
