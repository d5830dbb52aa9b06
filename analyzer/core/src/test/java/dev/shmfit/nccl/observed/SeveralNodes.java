package dev.shmfit.nccl.observed;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shmfit.nccl.graph.ChannelGraph;
import dev.shmfit.nccl.graph.NetProxy;
import dev.shmfit.nccl.plan.Transport;
import dev.shmfit.nccl.simulate.Communicator;
import dev.shmfit.nccl.simulate.Domain;
import dev.shmfit.nccl.simulate.Job;
import dev.shmfit.nccl.simulate.Operation;
import dev.shmfit.nccl.transport.NcclInitFailure;
import dev.shmfit.nccl.tuning.Algorithm;
import dev.shmfit.nccl.tuning.Collective;
import dev.shmfit.nccl.tuning.Decision;
import dev.shmfit.nccl.tuning.Protocol;
import dev.shmfit.units.ByteCount;
import java.util.ArrayList;
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
            score.compare("failures of runs", where, true, neverMade());
            return;
        }
        score.compare("failures of runs", where, false, neverMade());
        if (neverMade()) {
            return;
        }
        compareSearches(comm);
        ConformanceTest.comparePairs(observed, comm, score, where);
        ConformanceTest.compareChannels(observed, comm, score, where);
        compareAlgorithms(comm);
        comparePhases(job, comm);
    }

    /** Whether NCCL refused to make the communicator; where it refused a later step, the steps say so. */
    private boolean neverMade() {
        return observed.json().get("outcome").asText().equals("init");
    }

    /** All-gather and reduce-scatter are printed with the bytes of one rank. */
    private void compareAlgorithms(Communicator comm) {
        JsonNode printed = observed.json().path("algorithms");
        if (printed.isEmpty()) {
            score.leaveOut("algorithms", "NCCL does not print them");
            return;
        }
        List<String> chosen = new ArrayList<>();
        List<String> said = new ArrayList<>();
        for (JsonNode line : printed) {
            Collective collective = Collective.valueOf(
                    line.get(0).asText().replaceAll("([a-z])([A-Z])", "$1_$2").toUpperCase(Locale.ROOT));
            boolean numbers = line.get(2).asText().matches("\\d+");
            long bytes = line.get(1).asLong() * (collective.gathersOrScatters() && !numbers ? comm.size() : 1);
            said.add(line.get(0).asText() + " " + bytes + " " + word(Algorithm.values(), line.get(2)) + " "
                    + word(Protocol.values(), line.get(3)));
            chosen.add(line.get(0).asText() + " " + bytes + " "
                    + (comm.tuner().choose(collective, bytes) instanceof Decision.Chosen c
                            ? c.algorithm() + " " + c.protocol()
                            : "refused"));
        }
        score.compare("algorithms", where, chosen, said);
    }

    /** 2.23 prints the number. */
    private static String word(Enum<?>[] values, JsonNode printed) {
        String text = printed.asText();
        return text.matches("\\d+") ? values[Integer.parseInt(text)].name() : text;
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
        List<Job.Connected> connected = new ArrayList<>();
        for (JsonNode phase : observed.json().get("phases")) {
            String name = phase.get("name").asText();
            String at = where + " " + name;
            boolean fails = false;
            if (name.equals("init")) {
                Job.Step step = job.init(comm);
                fails = step.failure().isPresent();
                connected.addAll(step.connected());
            }
            for (Operation op : ObservedCase.operations(name, comm.size())) {
                Job.Step step = job.run(comm, op);
                fails |= step.failure().isPresent();
                connected.addAll(step.connected());
            }
            score.compare("failures of steps", at, fails, !ObservedCase.ok(phase));
            for (int n = 0; n < observed.nodes(); n++) {
                before.set(
                        n,
                        compareNode(
                                job.liveOn(n), before.get(n), phase.get("nodes").get(n), at + " node " + n));
            }
        }
        compareConnections(connected);
    }

    /** By which transport, NIC and proxy each pair is connected on which channels; NCCL prints no connIndex for SHM. */
    private void compareConnections(List<Job.Connected> connected) {
        Map<String, List<Integer>> made = new TreeMap<>();
        boolean summedUp = observed.json().has("netSendrecv");
        for (Job.Connected k : connected) {
            String of = k.from() + "->" + k.to() + " ";
            String kind = k.connIndex() == 0 ? "collective " : "sendrecv ";
            if (k.transport() != Transport.NET) {
                note(made, of + (k.transport() == Transport.SHM ? "" : kind) + k.transport(), k.channel());
            } else {
                NetProxy net = k.net().orElseThrow();
                String text = "NET/" + net.nic() + (net.rank() == k.from() ? "" : "(" + net.rank() + ")")
                        + (net.gdr() ? "/GDRDMA" : "");
                note(
                        made,
                        summedUp && k.connIndex() == 1 ? text : of + kind + text,
                        summedUp && k.connIndex() == 1 ? -1 : k.channel());
            }
        }
        Map<String, List<Integer>> printed = new TreeMap<>();
        observed.json()
                .get("transports")
                .properties()
                .forEach(pair -> pair.getValue()
                        .properties()
                        .forEach(kind -> kind.getValue().forEach(use -> {
                            String via = use.get("via").asText();
                            String name = via.substring(0, via.indexOf('/'));
                            String text = switch (name) {
                                case "SHM" -> "SHM";
                                case "NET" -> kind.getKey() + " " + net(via);
                                default -> kind.getKey() + " " + name;
                            };
                            if (!via.endsWith("[receive]")) {
                                use.get("channels").forEach(c -> note(printed, pair.getKey() + " " + text, c.asInt()));
                            }
                        })));
        observed.json().path("netSendrecv").properties().forEach(e -> {
            if (!e.getKey().endsWith("[receive]")) {
                for (int i = 0; i < e.getValue().asInt(); i++) {
                    note(printed, net(e.getKey()), -1);
                }
            }
        });
        made.replaceAll((k, channels) -> sorted(k, channels));
        printed.replaceAll((k, channels) -> sorted(k, channels));
        made.entrySet().removeIf(e -> printed.remove(e.getKey(), e.getValue()));
        score.compare("connections with NICs and proxies", where, made, printed);
    }

    /** For SHM each channel once: the log does not tell its two connections apart. */
    private static List<Integer> sorted(String of, List<Integer> channels) {
        return (of.endsWith("SHM") ? channels.stream().distinct() : channels.stream())
                .sorted()
                .toList();
    }

    private static void note(Map<String, List<Integer>> map, String key, int channel) {
        map.computeIfAbsent(key, k -> new ArrayList<>()).add(channel);
    }

    /** {@code NET/Plugin/1(2)/GDRDMA/Shared[send]} without the plugin's name and what does not differ. */
    private static String net(String via) {
        return via.replaceFirst("NET/[^/]*/", "NET/").replace("/Shared", "").replaceFirst("\\(PCI\\)|\\[send\\]", "");
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
                live.segments().stream()
                        .mapToLong(s -> s.inPagesOf(PAGE).bytes())
                        .sum(),
                node.get("tmpfsBytes").asLong());
        score.compare(
                "bytes of cuMem host memory",
                at,
                live.cuMemHostBytes().bytes(),
                node.get("cuMemHostBytes").asLong());
        return now;
    }
}
