package dev.shmfit.cli.workload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shmfit.shm.RankDemand;
import dev.shmfit.units.ByteCount;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** One run of fixtures/dataloader/observed-2.15.jsonl.gz: a program, what its user states, and what it took. */
record ObservedRun(JsonNode json) {
    private static final ByteCount PAGE = ByteCount.of(4096);
    private static final ObjectMapper JSON = new ObjectMapper();

    static List<ObservedRun> all() throws IOException {
        Path file = Path.of(System.getProperty("shmfit.root"), "fixtures", "dataloader", "observed-2.15.jsonl.gz");
        List<ObservedRun> runs = new ArrayList<>();
        try (BufferedReader in = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                runs.add(new ObservedRun(JSON.readTree(line)));
            }
        }
        return runs;
    }

    String id() {
        return json.path("id").asText();
    }

    String text(String key) {
        return json.path(key).asText();
    }

    long number(String key) {
        return json.path(key).longValue();
    }

    /** As its user stated it. */
    String stated() {
        return json.path("workload").toString();
    }

    /** Whether it ran to its end. */
    boolean ended() {
        return text("outcome").equals("ok");
    }

    /** The most that it took. */
    long peak() {
        return Math.max(number("peakBytes"), Math.max(number("handOverBytes"), number("settledBytes")));
    }

    /** The bound that is forecast for a workload. */
    static long bound(String text) {
        Workload workload = WorkloadText.parse("observed", text);
        long others = workload.others().stream()
                .mapToLong(u -> u.bytes().inPagesOf(PAGE).bytes())
                .sum();
        return RankDemand.of(workload.loaders(), PAGE)
                        .peak()
                        .times(workload.ranks().orElse(1))
                        .bytes()
                + others;
    }
}
