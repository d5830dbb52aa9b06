package dev.shmfit.nccl.observed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shmfit.fixtures.TrustTable;
import dev.shmfit.fixtures.TrustTable.Row;
import dev.shmfit.nccl.plan.Segments;
import dev.shmfit.nccl.simulate.Communicator;
import dev.shmfit.nccl.simulate.Job;
import dev.shmfit.units.ByteCount;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Jobs with several communicators: the forecast is held against what NCCL's host code did over emulated GPUs,
 * step by step.
 */
@Tag("slow")
class CommunicatorConformanceTest {
    private static final int RUNS = 80;
    private static final ByteCount PAGE = ByteCount.of(4096);

    @Test
    void every_step_and_every_communicator_is_as_observed() {
        List<ObservedCase> cases = ObservedCase.load("communicators.jsonl.gz");
        assertThat(cases).hasSize(RUNS);
        Score score = new Score();
        cases.forEach(c -> score.run(c, () -> compare(c, score)));
        assertThat(score.mismatches()).isEmpty();
        TrustTable.check(Row.COMMUNICATORS, score.agrees(), score.leftOut());
    }

    static void compare(ObservedCase c, Score score) {
        String where = c.id() + " " + c.version() + " "
                + c.json().get("topology").asText() + " " + c.json().get("env");
        ObservedJob job = new ObservedJob(c);
        for (JsonNode step : c.json().get("steps")) {
            String at = where + " " + step.get("name").asText();
            ObservedJob.Outcome outcome = job.perform(step.get("name").asText());
            score.compare("failures of steps", at, outcome.failed(), !ObservedCase.ok(step));
            score.compare("files", at, sizes(outcome.created()), observedSizes(step.get("created")));
            Job.Memory live = job.live();
            score.compare(
                    "files alive",
                    at,
                    live.segments().stream().mapToLong(Segments::count).sum(),
                    step.get("liveSegments").asLong());
            score.compare(
                    "bytes of files",
                    at,
                    live.segments().stream().mapToLong(s -> s.total().bytes()).sum(),
                    step.get("liveBytes").asLong());
            score.compare(
                    "bytes of /dev/shm",
                    at,
                    live.segments().stream()
                            .mapToLong(s -> s.inPagesOf(PAGE).bytes())
                            .sum(),
                    step.get("tmpfsBytes").asLong());
            score.compare(
                    "bytes of cuMem host memory",
                    at,
                    live.cuMemHostBytes().bytes(),
                    step.get("cuMemHostBytes").asLong());
        }
        compareCommunicators(c, job, score, where);
    }

    private static Map<Long, Long> sizes(List<Segments> segments) {
        Map<Long, Long> sizes = new TreeMap<>();
        segments.forEach(s -> sizes.merge(s.bytes().bytes(), s.count(), Long::sum));
        return sizes;
    }

    private static Map<Long, Long> observedSizes(JsonNode created) {
        Map<Long, Long> sizes = new TreeMap<>();
        for (JsonNode s : created) {
            if (s.has("bytes")) {
                sizes.merge(s.get("bytes").asLong(), s.get("count").asLong(), Long::sum);
            }
        }
        return sizes;
    }

    private static void compareCommunicators(ObservedCase c, ObservedJob job, Score score, String where) {
        for (JsonNode observed : c.json().get("communicators")) {
            List<Integer> ranks = new ArrayList<>();
            observed.get("ranks").forEach(r -> ranks.add(r.asInt()));
            String name = observed.get("name").asText();
            if (!job.knows(name)) {
                score.leaveOut("transports", "recorded for a world that the job never made");
                continue;
            }
            Communicator comm = job.communicator(name, ranks);
            String at = where + " " + name + ranks;
            compareChannels(comm, observed, score, at);
            score.compare("transports", at, predictedTransports(job, comm), observedTransports(observed));
            for (var created : observed.get("created").properties()) {
                score.compare(
                        "files of each communicator",
                        at + " " + created.getKey(),
                        sizes(job.createdBy(comm, created.getKey())),
                        observedSizes(created.getValue()));
            }
        }
    }

    private static void compareChannels(Communicator comm, JsonNode observed, Score score, String at) {
        JsonNode counts = observed.get("channels");
        var p = comm.counts();
        if (counts.isEmpty()) {
            score.leaveOut("channels", "NCCL never printed them");
        } else {
            score.compare(
                    "channels",
                    at,
                    List.of(p.collective(), p.nvls(), p.p2p(), p.p2pPerPeer()),
                    List.of(
                            counts.get("coll").asInt(),
                            counts.path("nvls").asInt(),
                            counts.get("p2p").asInt(),
                            counts.get("p2pPerPeer").asInt()));
        }
        if (observed.get("rings").isEmpty()) {
            score.leaveOut("rings", "NCCL never printed them");
            return;
        }
        List<List<Integer>> rings = new ArrayList<>();
        for (JsonNode ring : observed.get("rings")) {
            List<Integer> order = new ArrayList<>();
            ring.forEach(r -> order.add(r.asInt()));
            Collections.rotate(order, -order.indexOf(0));
            rings.add(order);
        }
        List<List<Integer>> predicted = new ArrayList<>();
        for (int ch = 0; ch < comm.channels().size(); ch++) {
            predicted.add(comm.channels().ring(ch));
        }
        score.compare("rings", at, predicted, rings);
    }

    /** Pair and channels, over collectives and send/recv: NCCL prints no connIndex for SHM. */
    private static Map<String, Map<String, List<Integer>>> observedTransports(JsonNode observed) {
        Map<String, Map<String, List<Integer>>> all = new TreeMap<>();
        observed.get("transports")
                .properties()
                .forEach(pair -> pair.getValue()
                        .forEach(uses -> uses.forEach(use -> {
                            String via = use.get("via").asText();
                            List<Integer> channels = all.computeIfAbsent(pair.getKey(), k -> new TreeMap<>())
                                    .computeIfAbsent(via.substring(0, via.indexOf('/')), k -> new ArrayList<>());
                            use.get("channels").forEach(ch -> channels.add(ch.asInt()));
                            Collections.sort(channels);
                        })));
        return all;
    }

    private static Map<String, Map<String, List<Integer>>> predictedTransports(ObservedJob job, Communicator comm) {
        Map<String, Map<String, List<Integer>>> all = new TreeMap<>();
        for (Job.Connected k : job.connectedBy(comm)) {
            List<Integer> channels = all.computeIfAbsent(k.from() + "->" + k.to(), x -> new TreeMap<>())
                    .computeIfAbsent(k.transport().name(), x -> new ArrayList<>());
            channels.add(k.channel());
            Collections.sort(channels);
        }
        return all;
    }
}
