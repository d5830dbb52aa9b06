package dev.shmfit.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.analysis.ObservedRequests;
import dev.shmfit.analysis.stated.AnalysisRequest;
import dev.shmfit.analysis.stated.NcclRequest;
import dev.shmfit.fixtures.TrustTable;
import dev.shmfit.fixtures.TrustTable.Row;
import dev.shmfit.log.NcclLog;
import dev.shmfit.log.NcclLogReader;
import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.nccl.observed.ObservedCase;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Logs printed from what NCCL's host code did over emulated GPUs: none gives a false alarm, every seeded difference is
 * found.
 */
@Tag("slow")
class ObservedLogsTest {
    private static final Map<String, Integer> LEFT_OUT = new TreeMap<>();
    private static final List<ObservedCase> CASES = cases();
    private static final Map<String, String> SCORES = new LinkedHashMap<>();

    private static List<ObservedCase> cases() {
        List<ObservedCase> cases = new ArrayList<>();
        for (ObservedCase c : ObservedCase.load("cases.jsonl.gz")) {
            if (c.failed()) {
                LEFT_OUT.merge("runs that failed", 1, Integer::sum);
            } else if (c.json().get("transports").toString().contains("NET")) {
                LEFT_OUT.merge("runs over the network", 1, Integer::sum);
            } else if (c.json().get("channels").isEmpty()) {
                LEFT_OUT.merge("runs without a line about channels", 1, Integer::sum);
            } else {
                cases.add(c);
            }
        }
        LEFT_OUT.put(
                "runs on nodes with NICs",
                ObservedCase.load("more-cases.jsonl.gz").size());
        return cases;
    }

    @AfterAll
    static void the_score_is_the_line_of_readme() {
        assertThat(CASES).hasSize(975);
        TrustTable.check(
                Row.LOGS,
                SCORES.get("logs") + " logs, " + SCORES.get("things") + " things compared; " + SCORES.get("wordings")
                        + " logs in the wording of another version; " + SCORES.get("seeds") + " seeded differences",
                TrustTable.counts(LEFT_OUT));
    }

    private static String score(int right, int all) {
        return TrustTable.number(right) + " of " + TrustTable.number(all);
    }

    private static NcclLog log(Script s, String wording) {
        return NcclLogReader.read("job.log", ScriptPrinter.print(s, wording, s.hashCode()));
    }

    /** What a user has: the node's dump and what is known of the platform. All else is in the log. */
    private static AnalysisRequest request(ObservedCase c) {
        AnalysisRequest r = ObservedRequests.exact(c);
        return r.using(NcclRequest.NONE);
    }

    private static List<String> differing(Verifier.Compared v) {
        return v.checks().stream()
                .filter(ComparedItem::differs)
                .map(c -> c.subject() + " " + c.what() + ": forecast " + c.forecast() + ", log " + c.observed())
                .toList();
    }

    @Test
    void no_log_of_an_observed_case_gives_a_false_alarm() {
        List<String> alarms = new ArrayList<>();
        int compared = 0;
        for (ObservedCase c : CASES) {
            NcclLog log = log(Script.of(c), c.version().toString());
            Verifier.Compared v = Verifier.compare(request(c), log);
            compared += v.checks().size();
            List<String> differ = differing(v);
            if (!differ.isEmpty() || v.checks().isEmpty() || log.lines().unrecognised() > 0) {
                alarms.add(c.id() + " " + c.json().get("topology").asText() + " " + c.version() + " "
                        + c.json().get("env") + " " + differ.size() + ": "
                        + differ.subList(0, Math.min(3, differ.size())) + log.notes());
            }
        }
        assertThat(alarms).isEmpty();
        SCORES.put("logs", score(CASES.size() - alarms.size(), CASES.size()));
        SCORES.put("things", TrustTable.number(compared));
    }

    @Test
    void every_wording_tells_the_same() {
        List<String> alarms = new ArrayList<>();
        int logs = 0;
        for (int i = 0; i < CASES.size(); i += 97) {
            ObservedCase c = CASES.get(i);
            boolean indexed = c.version().compareTo(NcclVersion.of(2, 14, 3)) >= 0;
            for (String wording : ScriptPrinter.WORDINGS) {
                if (!indexed && NcclVersion.parse(wording).orElseThrow().compareTo(NcclVersion.of(2, 14, 3)) >= 0) {
                    continue; // a run of an older version does not tell collectives from send and receive
                }
                NcclLog log = log(Script.of(c), wording);
                Verifier.Compared v = Verifier.compare(ObservedRequests.exact(c), log);
                logs++;
                if (v.differences() > 0 || v.checks().isEmpty() || log.lines().unrecognised() > 0) {
                    alarms.add(c.id() + " worded as " + wording + ": " + differing(v) + log.notes());
                }
            }
        }
        assertThat(alarms).isEmpty();
        SCORES.put("wordings", score(logs - alarms.size(), logs));
    }

    @Test
    void every_seeded_difference_is_found() {
        List<String> missed = new ArrayList<>();
        int seeded = 0;
        for (int i = 0; i < CASES.size(); i += 23) {
            ObservedCase c = CASES.get(i);
            Map<String, NcclLog> logs = new LinkedHashMap<>();
            seeds(Script.of(c))
                    .forEach((what, s) -> logs.put(what, log(s, c.version().toString())));
            withoutOnePair(Script.of(c)).ifPresent(l -> logs.put("dropped pair", l));
            for (Map.Entry<String, NcclLog> seed : logs.entrySet()) {
                seeded++;
                Verifier.Compared v = Verifier.compare(request(c), seed.getValue());
                if (v.differences() == 0) {
                    missed.add(c.id() + " " + c.version() + " "
                            + c.json().get("topology").asText() + ": " + seed.getKey());
                }
            }
        }
        assertThat(missed).isEmpty();
        SCORES.put("seeds", score(seeded - missed.size(), seeded));
    }

    private static Map<String, Script> seeds(Script s) {
        Map<String, Script> seeds = new LinkedHashMap<>();
        for (int i = 0; i < s.links().size() && !seeds.containsKey("transport"); i++) {
            Script.Link l = s.links().get(i);
            List<Script.Link> other = new ArrayList<>(s.links());
            String via = l.via().startsWith("SHM") ? "P2P/IPC" : "SHM/direct/direct";
            other.set(i, new Script.Link(l.from(), l.to(), via, l.collective(), l.channels()));
            seeds.put("transport", s.withLinks(other));
        }
        if (s.ranks() > 2 && !s.rings().isEmpty()) {
            List<List<Integer>> rings = new ArrayList<>(s.rings());
            List<Integer> ring = new ArrayList<>(rings.get(0));
            Collections.swap(ring, 1, ring.size() - 1);
            if (ring.equals(rings.get(0)) || s.ranks() == 3) {
                Collections.swap(ring, 1, 2);
            }
            if (!ring.equals(rings.get(0))) {
                rings.set(0, ring);
                seeds.put("ring", s.withRings(rings));
            }
        }
        for (int i = 0; i < 4; i++) {
            List<Integer> counts = new ArrayList<>(s.counts());
            counts.set(i, counts.get(i) + 1);
            boolean printed = i != 1 || Integer.parseInt(s.version().split("\\.", -1)[1]) >= 17;
            if (printed) {
                seeds.put("count " + i, s.withCounts(counts));
            }
        }
        if (!s.segments().isEmpty() && Integer.parseInt(s.version().split("\\.", -1)[1]) >= 14) {
            Map<Long, Integer> other = new LinkedHashMap<>(s.segments());
            long first = other.keySet().iterator().next();
            other.put(first + 4096, other.remove(first));
            seeds.put("segment size", s.withSegments(other));
        }
        return seeds;
    }

    /** A log without the lines of one pair of the first ring, though its sender says to have connected all rings. */
    private static Optional<NcclLog> withoutOnePair(Script s) {
        if (s.rings().isEmpty()) {
            return Optional.empty();
        }
        String text = ScriptPrinter.print(s, s.version(), s.hashCode());
        List<Integer> ring = s.rings().get(0);
        for (int at = 0; at < ring.size(); at++) {
            int from = ring.get(at);
            int to = ring.get((at + 1) % ring.size());
            boolean connected = s.rings().stream()
                    .allMatch(r -> s.connects(
                            from,
                            r.get((r.indexOf(from) + 1) % r.size()),
                            r.equals(ring) ? 0 : s.rings().indexOf(r)));
            if (connected && s.connects(from, to, 0)) {
                String kept = text.lines()
                        .filter(l -> !l.matches(".* : " + from + "\\[\\w+] -> " + to + "\\[.*"))
                        .collect(Collectors.joining("\n"));
                return Optional.of(NcclLogReader.read("job.log", kept));
            }
        }
        return Optional.empty();
    }
}
