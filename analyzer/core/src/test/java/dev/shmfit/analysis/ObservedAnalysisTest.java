package dev.shmfit.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shmfit.fixtures.TrustTable;
import dev.shmfit.fixtures.TrustTable.Row;
import dev.shmfit.nccl.observed.ObservedCase;
import dev.shmfit.nccl.plan.PairForecast;
import dev.shmfit.nccl.plan.PhaseForecast;
import dev.shmfit.nccl.plan.Transport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** From files and flags to figures: the whole way, held against what NCCL's host code did over emulated GPUs. */
@Tag("slow")
class ObservedAnalysisTest {
    private static final int RUNS = 1263;

    /** One run for each topology and version: one that went well and did without the network, where there is one. */
    private static List<ObservedCase> cases() {
        Map<String, ObservedCase> chosen = new LinkedHashMap<>();
        int runs = 0;
        for (String file : List.of("cases.jsonl.gz", "more-cases.jsonl.gz")) {
            for (ObservedCase c : ObservedCase.load(file)) {
                chosen.merge(topology(c) + c.version(), c, (a, b) -> order(b) < order(a) ? b : a);
                runs++;
            }
        }
        assertThat(runs).isEqualTo(RUNS);
        return List.copyOf(chosen.values());
    }

    private static int order(ObservedCase c) {
        return c.failed() ? 2 : c.json().get("transports").toString().contains("NET") ? 1 : 0;
    }

    @Test
    void with_a_dump_transports_channels_and_bytes_are_those_of_nccl() {
        int right = 0;
        int failing = 0;
        int net = 0;
        List<String> wrong = new ArrayList<>();
        List<ObservedCase> cases = cases();
        for (ObservedCase c : cases) {
            Analysis a = Analyzer.analyze(ObservedRequests.exact(c));
            List<String> differences = differences(c, a.nccl().communicators().get(0));
            if (!a.nccl().communicators().get(0).uncertain().isEmpty()) {
                differences.add("uncertain: " + a.nccl().communicators().get(0).uncertain());
            }
            right += differences.isEmpty() ? 1 : 0;
            failing += order(c) == 2 ? 1 : 0;
            net += order(c) == 1 ? 1 : 0;
            differences.forEach(d -> wrong.add(c.id() + " " + topology(c) + " " + c.version() + ": " + d));
        }
        assertThat(wrong).isEmpty();
        assertThat(cases).hasSize(517);
        TrustTable.check(
                Row.FILES_TO_FIGURES,
                right + " of " + cases.size() + ": channels, the transport of each pair, bytes after init; " + failing
                        + " of them fail, " + net + " use the network",
                TrustTable.number(RUNS - cases.size())
                        + " more runs of the same nodes and versions: they differ in settings, which the line of"
                        + " NCCL's host code covers");
    }

    @Test
    void with_a_table_the_ranges_hold_the_truth() {
        int exact = 0;
        int held = 0;
        List<String> wrong = new ArrayList<>();
        Map<String, ObservedCase> newest = new TreeMap<>();
        Map<String, Integer> leftOut = new TreeMap<>();
        for (ObservedCase c : cases()) {
            newest.merge(topology(c), c, (a, b) -> b.version().compareTo(a.version()) > 0 ? b : a);
        }
        int nodes = newest.size();
        newest.values().removeIf(c -> !ObservedRequests.hasTable(c));
        for (ObservedCase c : newest.values()) {
            CommunicatorAnalysis a = Analyzer.analyze(ObservedRequests.thin(c))
                    .nccl()
                    .communicators()
                    .get(0);
            List<String> outside = outside(c, a);
            outside.forEach(d -> wrong.add(c.id() + " " + topology(c) + " " + c.version() + ": " + d));
            held += outside.isEmpty() ? 1 : 0;
            exact += outside.isEmpty() && a.uncertain().isEmpty() ? 1 : 0;
        }
        assertThat(wrong).isEmpty();
        assertThat(newest).hasSize(61);
        leftOut.put("nodes with NICs, of which no table was made", nodes - newest.size());
        TrustTable.check(
                Row.TABLES_TO_RANGES,
                held + " of " + newest.size() + " nodes, " + exact + " of them exactly",
                TrustTable.counts(leftOut));
    }

    private static String topology(ObservedCase c) {
        return c.json().get("topology").asText();
    }

    private static List<String> differences(ObservedCase c, CommunicatorAnalysis a) {
        List<String> all = new ArrayList<>();
        if (a.forecast().failure().isPresent() != c.failed()) {
            all.add("failure " + a.forecast().failure());
        }
        if (c.failed()) {
            return all;
        }
        JsonNode channels = c.json().get("channels");
        if (!channels.isEmpty()) {
            number(
                    all,
                    "nvls",
                    channels.path("nvls").asInt(),
                    a.forecast().channels().nvls());
            number(
                    all,
                    "channels",
                    channels.get("coll").asInt(),
                    a.forecast().channels().collective());
            number(
                    all,
                    "p2p",
                    channels.get("p2p").asInt(),
                    a.forecast().channels().p2p());
            number(
                    all,
                    "per peer",
                    channels.get("p2pPerPeer").asInt(),
                    a.forecast().channels().p2pPerPeer());
        }
        transports(c).forEach((pair, seen) -> {
            PairForecast p = pair(a, pair);
            if (p.transport() != seen) {
                all.add(pair + " " + p.transport() + " instead of " + seen);
            }
        });
        phase(c, "init").ifPresent(seen -> number(all, "init bytes", seen, bytes(a, "init")));
        return all;
    }

    private static List<String> outside(ObservedCase c, CommunicatorAnalysis a) {
        List<String> all = new ArrayList<>();
        if (a.forecast().failure().isPresent() != c.failed()) {
            all.add("failure " + a.forecast().failure());
        }
        if (c.failed()) {
            return all;
        }
        transports(c).forEach((pair, seen) -> {
            int index = a.forecast().pairs().indexOf(pair(a, pair));
            PairForecast p = a.forecast().pairs().get(index);
            boolean held = p.transport() == seen
                    || (p.transport() == Transport.UNKNOWN
                            && a.candidates().get(index).contains(seen));
            if (!held) {
                all.add(pair + " " + p.transport() + a.candidates().get(index) + " instead of " + seen);
            }
        });
        JsonNode channels = c.json().get("channels");
        if (!channels.isEmpty()) {
            held(
                    all,
                    a,
                    "channels.collective",
                    channels.get("coll").asInt(),
                    a.forecast().channels().collective());
            held(
                    all,
                    a,
                    "channels.p2p",
                    channels.get("p2p").asInt(),
                    a.forecast().channels().p2p());
        }
        phase(c, "init").ifPresent(seen -> held(all, a, "shm.phases.init.totalBytes", seen, bytes(a, "init")));
        return all;
    }

    private static void held(List<String> all, CommunicatorAnalysis a, String field, long seen, long given) {
        Optional<Uncertain> range =
                a.uncertain().stream().filter(u -> u.field().equals(field)).findFirst();
        long min = range.map(Uncertain::min).orElse(given);
        long max = range.map(Uncertain::max).orElse(given);
        if (seen < min || seen > max) {
            all.add(field + " " + seen + " is outside " + min + " to " + max);
        }
    }

    private static void number(List<String> all, String what, long seen, long forecast) {
        if (seen != forecast) {
            all.add(what + " " + forecast + " instead of " + seen);
        }
    }

    private static Map<String, Transport> transports(ObservedCase c) {
        Map<String, Transport> all = new LinkedHashMap<>();
        c.json()
                .get("transports")
                .properties()
                .forEach(pair -> pair.getValue()
                        .forEach(uses -> uses.forEach(use -> {
                            String via = use.get("via").asText();
                            all.put(pair.getKey(), Transport.valueOf(via.substring(0, via.indexOf('/'))));
                        })));
        return all;
    }

    private static PairForecast pair(CommunicatorAnalysis a, String pair) {
        String[] ends = pair.split("->", -1);
        return a.forecast().pairs().stream()
                .filter(p -> p.from() == Integer.parseInt(ends[0]) && p.to() == Integer.parseInt(ends[1]))
                .findFirst()
                .orElseThrow();
    }

    private static Optional<Long> phase(ObservedCase c, String name) {
        for (JsonNode phase : c.json().get("phases")) {
            if (phase.get("name").asText().equals(name)) {
                return Optional.of(phase.get("liveBytes").asLong());
            }
        }
        return Optional.empty();
    }

    private static long bytes(CommunicatorAnalysis a, String phase) {
        return a.forecast().phases().stream()
                .filter(p -> p.name().equals(phase))
                .map(PhaseForecast::totalBytes)
                .findFirst()
                .orElseThrow()
                .bytes();
    }
}
