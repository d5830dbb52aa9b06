package dev.shmfit.cli.workload;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shmfit.cli.MachineParts;
import dev.shmfit.fixtures.TrustTable;
import dev.shmfit.fixtures.TrustTable.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code shmfit.describe} looks at the loaders of the observed programs, under Debian's PyTorch: the forecast for what it
 * writes, against what the programs took under PyTorch 2.1 to 2.15.
 */
class DescribedLoadersTest {
    private static final String PYTHON = "/usr/bin/python3";
    private static final int SECONDS = 300;

    /** Tensors that a function of the user's shares in each worker are not seen; describe says that it did not run it. */
    private static final Set<String> NOT_SEEN = Set.of("init_fn_tensor");

    /** A library that is not loaded here makes a semaphore there. */
    private static final Set<String> LIBRARY_NOT_HERE = Set.of("tqdm_enumerate");

    @Test
    void what_loaders_say_of_themselves_holds(@TempDir Path scratch) throws IOException, InterruptedException {
        Path root = Path.of(System.getProperty("shmfit.root"));
        Path out = scratch.resolve("described.jsonl");
        Path err = scratch.resolve("err");
        Process process;
        try {
            process = new ProcessBuilder(
                            PYTHON,
                            root.resolve("probes/python/tests/describe_observed.py")
                                    .toString(),
                            root.resolve("fixtures/dataloader/observed-2.15.jsonl.gz")
                                    .toString())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
        } catch (IOException e) {
            MachineParts.orSkip(false, "no " + PYTHON);
            throw e;
        }
        assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
        MachineParts.orSkip(
                process.exitValue() == 0,
                "no PyTorch for " + PYTHON + " (Debian: apt-get install python3-torch): " + Files.readString(err));

        Map<String, ObservedRun> runs = new HashMap<>();
        ObservedRun.all().forEach(r -> runs.put(r.id() + " " + r.text("torch"), r));
        Map<String, Integer> leftOut = new TreeMap<>();
        Score score = new Score();
        for (String line : Files.readAllLines(out)) {
            JsonNode json = new ObjectMapper().readTree(line);
            ObservedRun run = Objects.requireNonNull(
                    runs.get(json.path("id").asText() + " " + json.path("torch").asText()));
            String why = why(run, json);
            if (why.isEmpty()) {
                score.add(run, ObservedRun.bound(json.path("workload").asText()));
            } else {
                leftOut.merge(why, 1, Integer::sum);
            }
        }
        assertThat(score.exceeded()).isEmpty();
        assertThat(score.all()).isGreaterThan(180);
        TrustTable.check(Row.OBSERVED_DESCRIBED, score.text(), TrustTable.counts(leftOut));
    }

    private static String why(ObservedRun run, JsonNode json) {
        if (!run.ended()) {
            return "runs that this version of PyTorch cannot do";
        }
        String skipped = json.path("skipped").asText("");
        List<String> several = List.of("no single DataLoader", "its loader is iterated in a thread");
        if (several.stream().anyMatch(skipped::contains)) {
            return "of several loaders, ranks, or no DataLoader";
        }
        if (!skipped.isEmpty()) {
            return "that need a library or a PyTorch which Debian does not have";
        }
        if (LIBRARY_NOT_HERE.contains(run.text("family"))) {
            return "with a progress bar of a library which is not loaded here";
        }
        return NOT_SEEN.contains(run.text("family"))
                ? "whose worker_init_fn shares tensors, which describe does not run"
                : "";
    }
}
