package dev.shmfit.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shmfit.nccl.observed.ObservedCase;
import dev.shmfit.nccl.plan.PairForecast;
import dev.shmfit.nccl.plan.PhaseForecast;
import dev.shmfit.nccl.plan.Transport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** From files and flags to figures: the whole way, held against what NCCL itself did. */
class ObservedAnalysisTest {
    private static List<ObservedCase> cases() {
        // One run of each topology and version; the rest differs in settings, which the forecast's own test covers.
        Map<String, ObservedCase> first = new LinkedHashMap<>();
        for (String file : List.of("cases.jsonl.gz", "more-cases.jsonl.gz")) {
            for (ObservedCase c : ObservedCase.load(file)) {
                if (!c.failed() && c.gpus() == c.node().topology().gpus().size() && !usesNet(c)) {
                    first.putIfAbsent(c.json().get("topology").asText() + c.version(), c);
                }
            }
        }
        return List.copyOf(first.values());
    }

    @Test
    void with_a_dump_transports_channels_and_bytes_are_those_of_nccl() {
        int right = 0;
        List<String> wrong = new ArrayList<>();
        List<ObservedCase> cases = cases();
        for (ObservedCase c : cases) {
            Analysis a = Analyzer.analyze(ObservedRequests.exact(c));
            List<String> differences = differences(c, a.communicators().get(0));
            if (!a.communicators().get(0).uncertain().isEmpty()) {
                differences.add("uncertain: " + a.communicators().get(0).uncertain());
            }
            right += differences.isEmpty() ? 1 : 0;
            differences.forEach(
                    d -> wrong.add(c.id() + " " + c.json().get("topology").asText() + " " + c.version() + ": " + d));
        }
        System.out.printf("dump to figures: %d of %d cases%n", right, cases.size());
        assertThat(wrong).isEmpty();
    }

    @Test
    void with_a_table_the_ranges_hold_the_truth() {
        int exact = 0;
        int held = 0;
        List<String> wrong = new ArrayList<>();
        Map<String, ObservedCase> newest = new LinkedHashMap<>();
        cases().stream()
                .filter(ObservedRequests::hasTable)
                .forEach(c -> newest.put(c.json().get("topology").asText(), c));
        for (ObservedCase c : newest.values()) {
            CommunicatorAnalysis a =
                    Analyzer.analyze(ObservedRequests.thin(c)).communicators().get(0);
            List<String> outside = outside(c, a);
            outside.forEach(
                    d -> wrong.add(c.id() + " " + c.json().get("topology").asText() + " " + c.version() + ": " + d));
            held += outside.isEmpty() ? 1 : 0;
            exact += outside.isEmpty() && a.uncertain().isEmpty() ? 1 : 0;
        }
        System.out.printf(
                "table to ranges: %d of %d cases hold the truth, %d of them exactly%n", held, newest.size(), exact);
        assertThat(wrong).isEmpty();
    }

    private static boolean usesNet(ObservedCase c) {
        return c.json().get("transports").toString().contains("NET");
    }

    private static List<String> differences(ObservedCase c, CommunicatorAnalysis a) {
        List<String> all = new ArrayList<>();
        JsonNode channels = c.json().get("channels");
        if (!channels.isEmpty()) {
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
                            all.put(pair.getKey(), via.startsWith("P2P") ? Transport.P2P : Transport.SHM);
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
