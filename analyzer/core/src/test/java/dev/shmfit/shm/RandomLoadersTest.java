package dev.shmfit.shm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.units.ByteCount;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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

        boolean ended() {
            return row.text("outcome").equals("ok");
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

    @Test
    void no_run_uses_more_than_its_bound_and_every_run_ends_with_it() throws IOException {
        int ended = 0;
        for (Run run : Run.all()) {
            if (run.ended()) {
                assertThat(run.row().bytes("peak"))
                        .as("line %s", run.row().line())
                        .isLessThanOrEqualTo(run.rank().peak());
                // It ran to its end with this much; whether it would with less, nobody knows.
                assertThat(run.rank().peak())
                        .as("line %s", run.row().line())
                        .isGreaterThanOrEqualTo(run.row().bytes("need"));
                assertThat(run.row().text("at_need"))
                        .as("line %s", run.row().line())
                        .isEqualTo("ok");
                ended++;
            }
        }
        print("random loaders: " + ended + " of " + ended + " ran to their end at the bound");
        assertThat(ended).isGreaterThan(350);
    }

    @Test
    void settled_use_is_what_was_forecast() throws IOException {
        List<String> wrong = new ArrayList<>();
        int comparable = 0;
        int exact = 0;
        for (Run run : Run.all()) {
            if (!run.ended()) {
                continue;
            }
            ByteCount settled = run.row().bytes("settled");
            if (settled.compareTo(run.settledAtLeast()) < 0 || settled.compareTo(run.settledAtMost()) > 0) {
                wrong.add("line " + run.row().line() + ": " + settled.bytes() + " is not between "
                        + run.settledAtLeast().bytes() + " and "
                        + run.settledAtMost().bytes());
            }
            if (run.settledAtLeast().equals(run.rank().steady())) {
                comparable++;
                exact += settled.equals(run.rank().steady()) ? 1 : 0;
            }
        }
        print("random loaders: settled to the byte " + exact + " of " + comparable
                + ", the others within two semaphores for each worker that was made anew");
        assertThat(wrong).isEmpty();
        assertThat(exact).isGreaterThan(200);
    }

    @SuppressWarnings("SystemOut")
    private static void print(String score) {
        System.out.println(score);
    }
}
