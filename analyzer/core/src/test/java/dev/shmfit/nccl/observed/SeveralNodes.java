package dev.shmfit.nccl.observed;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shmfit.nccl.graph.ChannelGraph;
import dev.shmfit.nccl.plan.Segments;
import dev.shmfit.nccl.simulate.Communicator;
import dev.shmfit.nccl.simulate.Domain;
import dev.shmfit.nccl.simulate.Job;
import dev.shmfit.nccl.simulate.Operation;
import dev.shmfit.nccl.transport.NcclInitFailure;
import dev.shmfit.units.ByteCount;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Compares a job of several nodes with the forecast: the communicator as a whole, and each node's /dev/shm. */
final class SeveralNodes {
    private static final ByteCount PAGE = ByteCount.of(4096);

    private final ObservedCase observed;
    private final Score score;
    private final String where;

    SeveralNodes(ObservedCase observed, Score score) {
        this.observed = observed;
        this.score = score;
        this.where = observed.id() + " " + observed.version() + " " + observed.nodes() + " x "
                + observed.json().get("topology").asText() + "/" + observed.gpus() + " "
                + observed.json().get("env");
    }

    void compare() {
        Job job = new Job(observed.input());
        Communicator comm;
        try {
            comm = job.make(observed.world(), Optional.empty());
        } catch (NcclInitFailure e) {
            score.compare("failures of runs", where, true, observed.failed());
            return;
        }
        score.compare("failures of runs", where, false, observed.failed());
        if (observed.failed()) {
            return;
        }
        compareSearches(comm);
        ConformanceTest.comparePairs(observed, comm, score, where);
        ConformanceTest.compareChannels(observed, comm, score, where);
        comparePhases(job, comm);
    }

    private void compareSearches(Communicator comm) {
        TreeSet<String> found = new TreeSet<>();
        for (Domain d : comm.domains()) {
            found.add(text(d, d.graphs().ring()));
            found.add(text(d, d.graphs().tree()));
            if (comm.nvls() || d.graphs().nvls().channels() > 0) {
                found.add(text(d, d.graphs().nvls()));
            }
        }
        TreeSet<String> printed = new TreeSet<>();
        for (JsonNode s : observed.json().get("searches")) {
            printed.add(s.get("pattern").asInt() + " " + s.get("crossNic").asInt() + " "
                    + s.get("nChannels").asInt() + " x " + s.get("bw").asText() + " "
                    + s.get("type").asText() + " " + s.get("same").asInt());
        }
        score.compare("searches", where, found, printed);
    }

    private static String text(Domain d, ChannelGraph g) {
        return String.format(
                Locale.ROOT,
                "%d %d %d x %.6f/%.6f %s/%s %d",
                g.pattern().number(),
                g.crossNic(),
                g.channels(),
                g.bwIntra(),
                g.bwInter(),
                d.system().order().type(g.typeIntra()),
                d.system().order().type(g.typeInter()),
                g.sameChannels() ? 1 : 0);
    }

    private void comparePhases(Job job, Communicator comm) {
        List<Map<Long, Long>> before = new java.util.ArrayList<>();
        for (int n = 0; n < observed.nodes(); n++) {
            before.add(new TreeMap<>());
        }
        for (JsonNode phase : observed.json().get("phases")) {
            String name = phase.get("name").asText();
            String at = where + " " + name;
            boolean fails = false;
            if (name.equals("init")) {
                fails = job.init(comm).failure().isPresent();
            }
            for (Operation op : ObservedCase.operations(name, comm.size())) {
                fails |= job.run(comm, op).failure().isPresent();
            }
            score.compare("failures of steps", at, fails, !ObservedCase.ok(phase));
            for (int n = 0; n < observed.nodes(); n++) {
                before.set(n, compareNode(job.liveOn(n), before.get(n), phase.get("nodes").get(n), at + " node " + n));
            }
        }
    }

    private Map<Long, Long> compareNode(Job.Memory live, Map<Long, Long> before, JsonNode node, String at) {
        Map<Long, Long> now = new TreeMap<>();
        live.segments().forEach(s -> now.merge(s.bytes().bytes(), s.count(), Long::sum));
        Map<Long, Long> created = new TreeMap<>(now);
        before.forEach((bytes, count) -> created.merge(bytes, -count, Long::sum));
        created.values().removeIf(c -> c == 0);
        Map<Long, Long> files = new TreeMap<>();
        for (JsonNode s : node.get("created")) {
            files.merge(s.get("bytes").asLong(), s.get("count").asLong(), Long::sum);
        }
        score.compare("files", at, created, files);
        score.compare(
                "bytes of files",
                at,
                live.segments().stream().mapToLong(s -> s.total().bytes()).sum(),
                node.get("liveBytes").asLong());
        score.compare(
                "bytes of /dev/shm",
                at,
                live.segments().stream().mapToLong(s -> s.inPagesOf(PAGE).bytes()).sum(),
                node.get("tmpfsBytes").asLong());
        score.compare(
                "bytes of cuMem host memory",
                at,
                live.cuMemHostBytes().bytes(),
                node.get("cuMemHostBytes").asLong());
        return now;
    }
}
