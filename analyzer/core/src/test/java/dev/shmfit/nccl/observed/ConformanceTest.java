package dev.shmfit.nccl.observed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shmfit.fixtures.TrustTable;
import dev.shmfit.fixtures.TrustTable.Row;
import dev.shmfit.nccl.plan.Segments;
import dev.shmfit.nccl.plan.Transport;
import dev.shmfit.nccl.simulate.Communicator;
import dev.shmfit.nccl.simulate.DecidedCommunicators;
import dev.shmfit.nccl.simulate.Job;
import dev.shmfit.nccl.simulate.Operation;
import dev.shmfit.nccl.transport.NcclInitFailure;
import dev.shmfit.units.ByteCount;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The forecast is held against what NCCL's host code did over emulated GPUs, field by field. */
@Tag("slow")
class ConformanceTest {
    private static final ByteCount PAGE = ByteCount.of(4096);
    /** Ranks of a ring that NCCL's log shows, up to 2.22. */
    private static final int MOST_PRINTED = 20;

    private static final List<String> OF_A_COMMUNICATOR = List.of("transports", "channels", "rings", "trees");

    /** The files of a line, and how many runs they hold. */
    static Stream<Arguments> lines() {
        return Stream.of(
                Arguments.of(Row.HOST_CODE, List.of("cases.jsonl.gz", "more-cases.jsonl.gz"), 1263),
                Arguments.of(Row.DRAWN, List.of("drawn-cases.jsonl.gz"), 959),
                Arguments.of(Row.CONTAINERS, List.of("drawn-pods.jsonl.gz"), 585));
    }

    @ParameterizedTest
    @MethodSource("lines")
    void forecast_equals_observation(Row row, List<String> files, int runs) {
        List<ObservedCase> cases =
                files.stream().flatMap(f -> ObservedCase.load(f).stream()).toList();
        assertThat(cases).hasSize(runs);
        Score score = new Score();
        cases.forEach(c -> score.run(c, () -> compare(c, score)));
        assertThat(score.mismatches()).isEmpty();
        TrustTable.check(row, score.agrees(), score.leftOut());
    }

    static void compare(ObservedCase c, Score score) {
        String where = c.id() + " " + c.version() + " "
                + c.json().get("topology").asText() + " " + c.json().get("env") + " rpp"
                + c.json().at("/platform/ranksPerProcess").asInt();
        Job job = new Job(c.input());
        Communicator comm;
        try {
            comm = job.make(c.world(), Optional.empty());
        } catch (NcclInitFailure e) {
            score.compare("failures of runs", where, true, c.failed());
            OF_A_COMMUNICATOR.forEach(field -> score.leaveOut(field, "NCCL refuses to make the communicator"));
            return;
        }
        comparePairs(c, comm, score, where);
        compareChannels(c, comm, score, where);
        comparePhases(c, job, comm, score, where);
        comparePods(c, score, where);
    }

    static void comparePairs(ObservedCase c, Communicator comm, Score score, String where) {
        Map<String, String> predicted = new TreeMap<>();
        Map<String, String> observed = new TreeMap<>();
        c.json().get("transports").properties().forEach(pair -> {
            String[] ends = pair.getKey().split("->", -1);
            Transport t = comm.decision(Integer.parseInt(ends[0]), Integer.parseInt(ends[1]))
                    .transport();
            predicted.put(pair.getKey(), t.name());
            for (JsonNode uses : pair.getValue()) {
                for (JsonNode use : uses) {
                    String via = use.get("via").asText();
                    observed.put(pair.getKey(), via.substring(0, via.indexOf('/')));
                }
            }
        });
        if (observed.isEmpty()) {
            score.leaveOut("transports", "NCCL never connected");
        } else {
            score.compare("transports", where, predicted, observed);
        }
    }

    static void compareChannels(ObservedCase c, Communicator comm, Score score, String where) {
        JsonNode counts = c.json().get("channels");
        if (counts.isEmpty()) {
            score.leaveOut("channels", "NCCL never printed them");
        } else {
            var p = comm.counts();
            score.compare(
                    "channels",
                    where,
                    List.of(p.collective(), p.nvls(), p.p2p(), p.p2pPerPeer()),
                    List.of(
                            counts.get("coll").asInt(),
                            counts.path("nvls").asInt(),
                            counts.get("p2p").asInt(),
                            counts.get("p2pPerPeer").asInt()));
        }
        if (c.json().get("rings").isEmpty()) {
            score.leaveOut("rings", "NCCL never printed them");
        } else {
            List<List<Integer>> observed = new ArrayList<>();
            int printed = c.json().get("rings").get(0).size();
            for (JsonNode ring : c.json().get("rings")) {
                List<Integer> order = new ArrayList<>();
                ring.forEach(r -> order.add(r.asInt()));
                Collections.rotate(order, -order.indexOf(0));
                observed.add(order);
            }
            List<List<Integer>> predicted = new ArrayList<>();
            for (int ch = 0; ch < comm.channels().size(); ch++) {
                List<Integer> ring = comm.channels().ring(ch);
                predicted.add(printed == MOST_PRINTED ? ring.subList(0, Math.min(printed, ring.size())) : ring);
            }
            score.compare("rings", where, predicted, observed);
        }
        compareTrees(c, comm, score, where);
    }

    private static void compareTrees(ObservedCase c, Communicator comm, Score score, String where) {
        JsonNode trees = c.json().get("trees");
        if (trees.isEmpty()) {
            score.leaveOut("trees", "NCCL never printed them");
            return;
        }
        Map<Integer, List<String>> observed = new TreeMap<>();
        trees.properties().forEach(e -> {
            List<String> lines = new ArrayList<>();
            e.getValue().forEach(l -> lines.add(l.asText()));
            Collections.sort(lines);
            observed.put(Integer.parseInt(e.getKey()), lines);
        });
        Map<Integer, List<String>> predicted = new TreeMap<>();
        for (int ch : observed.keySet()) {
            List<String> lines = new ArrayList<>();
            for (int r = 0; r < comm.size() && ch < comm.channels().size(); r++) {
                List<Integer> down = new ArrayList<>(comm.channels().children(ch, r));
                while (down.size() < 3) {
                    down.add(-1);
                }
                lines.add(down.get(0) + "/" + down.get(1) + "/" + down.get(2) + "->" + r + "->"
                        + comm.channels().up(ch, r));
            }
            Collections.sort(lines);
            predicted.put(ch, lines);
        }
        score.compare("trees", where, predicted, observed);
    }

    private static void comparePhases(ObservedCase c, Job job, Communicator comm, Score score, String where) {
        boolean failed = false;
        for (JsonNode phase : c.json().get("phases")) {
            String name = phase.get("name").asText();
            Map<Long, Long> created = new TreeMap<>();
            boolean refuses = false;
            for (Job.Step step : steps(job, comm, name)) {
                refuses |= step.failure().isPresent();
                for (Segments s : step.segments()) {
                    created.merge(s.bytes().bytes(), s.count(), Long::sum);
                }
            }
            if (name.equals("destroy")) {
                job.destroy(comm);
            }
            Job.Memory live = job.live();
            long pages = pages(job);
            failed = refuses || pages > c.tmpfsLimit();
            boolean observedFailure = !ObservedCase.ok(phase);
            score.compare("failures of steps", where + " " + name, failed, observedFailure);
            if (failed || observedFailure) {
                score.leaveOut("files", "the step fails, and what its ranks made before is a race");
                break;
            }
            Map<Long, Long> observed = new TreeMap<>();
            for (JsonNode s : phase.get("created")) {
                observed.merge(s.get("bytes").asLong(), s.get("count").asLong(), Long::sum);
            }
            String at = where + " " + name;
            score.compare("files", at, created, observed);
            score.compare(
                    "bytes of /dev/shm", at, pages, phase.get("tmpfsBytes").asLong());
            if (!phase.has("liveBytes")) {
                score.leaveOut("bytes of files", "not recorded");
                score.leaveOut("bytes of cuMem host memory", "not recorded");
                continue;
            }
            score.compare(
                    "bytes of files",
                    at,
                    live.segments().stream().mapToLong(s -> s.total().bytes()).sum(),
                    phase.get("liveBytes").asLong());
            score.compare(
                    "bytes of cuMem host memory",
                    at,
                    live.cuMemHostBytes().bytes(),
                    phase.get("cuMemHostBytes").asLong());
        }
        score.compare("failures of runs", where, failed, c.failed());
    }

    /** What lies in each container's own /dev/shm. */
    private static void comparePods(ObservedCase c, Score score, String where) {
        int pods = c.json().at("/phases/0/podBytes").size();
        for (int pod = 0; pod < pods; pod++) {
            Job job = Job.seenFrom(new DecidedCommunicators(c.input()), 0, pod);
            Communicator comm = job.make(c.world(), Optional.empty());
            for (JsonNode phase : c.json().get("phases")) {
                boolean refuses = steps(job, comm, phase.get("name").asText()).stream()
                        .anyMatch(s -> s.failure().isPresent());
                if (refuses || !ObservedCase.ok(phase)) {
                    break;
                }
                score.compare(
                        "bytes of one container's /dev/shm",
                        where + " " + phase.get("name").asText() + " pod " + pod,
                        pages(job),
                        phase.get("podBytes").get(pod).asLong());
            }
        }
    }

    private static long pages(Job job) {
        return job.live().segments().stream()
                .mapToLong(s -> s.inPagesOf(PAGE).bytes())
                .sum();
    }

    private static List<Job.Step> steps(Job job, Communicator comm, String phase) {
        if (phase.equals("init")) {
            return List.of(job.init(comm));
        }
        List<Job.Step> steps = new ArrayList<>();
        for (Operation op : ObservedCase.operations(phase, comm.size())) {
            steps.add(job.run(comm, op));
        }
        return steps;
    }
}
