package dev.shmfit.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shmfit.nccl.NcclVersion;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The search for rings and trees beside NCCL's own: for each observed topology and version the median of what NCCL took
 * (thread CPU time of rank 0, from {@code fixtures/observed}; runs without settings) and the median here, after warm-up,
 * by the same clock.
 *
 * <p>Arguments: versions; none stands for 2.21.5, 2.27.7, 2.30.7.
 */
public final class SearchTable {
    private static final long WARM_UP_NANOS = 500_000_000L;
    private static final int RUNS = 31;
    private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

    private final Map<String, Map<String, List<Long>>> observed = new TreeMap<>();

    private SearchTable() {}

    public static void main(String[] args) throws IOException {
        List<String> versions = args.length == 0 ? List.of("2.21.5", "2.27.7", "2.30.7") : List.of(args);
        SearchTable table = new SearchTable();
        table.read("cases.jsonl.gz");
        table.read("more-cases.jsonl.gz");
        table.warmUp(versions);
        table.print(versions, Repository.standardOutput());
    }

    private void read(String file) throws IOException {
        Repository.observed(file).forEach(this::add);
    }

    private void add(JsonNode run) {
        long micros = 0;
        boolean both = false;
        for (Map.Entry<String, JsonNode> search : run.path("searchMicros").properties()) {
            String id = search.getKey();
            if (id.startsWith("id0/") || id.startsWith("id1/")) {
                micros += search.getValue().get(0).asLong();
                both |= id.startsWith("id1/");
            }
        }
        boolean plain = run.get("env").isEmpty()
                && run.at("/platform/ranksPerProcess").asInt() == 1
                && !run.at("/platform/hiddenDevices").asBoolean(false);
        if (both && plain) {
            observed.computeIfAbsent(run.get("topology").asText(), t -> new TreeMap<>())
                    .computeIfAbsent(run.get("nccl").asText(), v -> new ArrayList<>())
                    .add(micros);
        }
    }

    /** The compiler learns from every topology; so that the first row is no worse off than the last, all go first once. */
    private void warmUp(List<String> versions) throws IOException {
        for (String topology : observed.keySet()) {
            Node node = Node.observed(topology);
            for (String version : versions) {
                measure(Search.of(node, NcclVersion.parse(version).orElseThrow()));
            }
        }
    }

    private void print(List<String> versions, PrintWriter out) throws IOException {
        out.print(String.format(Locale.ROOT, "%-36s", "microseconds, NCCL / here"));
        versions.forEach(v -> out.print(String.format(Locale.ROOT, "%20s", v)));
        out.println();
        int faster = 0;
        int compared = 0;
        for (Map.Entry<String, Map<String, List<Long>>> row : observed.entrySet()) {
            if (versions.stream().noneMatch(row.getValue()::containsKey)) {
                continue;
            }
            Node node = Node.observed(row.getKey());
            out.print(String.format(Locale.ROOT, "%-36s", row.getKey()));
            for (String version : versions) {
                List<Long> theirs = row.getValue().getOrDefault(version, List.of());
                if (theirs.isEmpty()) {
                    out.print(String.format(Locale.ROOT, "%20s", "-"));
                    continue;
                }
                double ours = measure(Search.of(node, NcclVersion.parse(version).orElseThrow()));
                long median = median(theirs);
                compared++;
                faster += ours <= median ? 1 : 0;
                out.print(String.format(Locale.ROOT, "%20s", String.format(Locale.ROOT, "%d / %.0f", median, ours)));
            }
            out.println();
        }
        out.println(String.format(Locale.ROOT, "not slower than NCCL: %d of %d", faster, compared));
    }

    /** Microseconds of CPU time, median of runs after warm-up. */
    private static double measure(Search search) {
        int channels = 0;
        int warm = 0;
        for (long start = time(); time() - start < WARM_UP_NANOS; warm++) {
            channels += search.run();
        }
        // A short search is measured in batches, since the clock has a grain.
        int batch = Math.max(1, warm / (RUNS * 2));
        List<Long> nanos = new ArrayList<>();
        for (int i = 0; i < RUNS; i++) {
            long start = time();
            for (int b = 0; b < batch; b++) {
                channels += search.run();
            }
            nanos.add((time() - start) / batch);
        }
        return channels < 0 ? 0 : median(nanos) / 1e3;
    }

    private static long time() {
        return CLOCK.getCurrentThreadCpuTime();
    }

    private static long median(List<Long> values) {
        List<Long> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.get(sorted.size() / 2);
    }
}
