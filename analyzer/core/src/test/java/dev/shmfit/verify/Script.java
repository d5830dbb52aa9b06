package dev.shmfit.verify;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shmfit.nccl.observed.ObservedCase;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a log is to tell: an observed case, or one with a difference seeded. */
record Script(
        String version,
        Map<String, String> env,
        List<String> busIds,
        int ranksPerProcess,
        List<Integer> counts,
        List<List<Integer>> rings,
        Map<Integer, List<String>> trees,
        List<Link> links,
        Map<Long, Integer> segments) {
    /** A connected pair. */
    record Link(int from, int to, String via, boolean collective, List<Integer> channels) {}

    static Script of(ObservedCase c) {
        JsonNode json = c.json();
        Map<String, String> env = new TreeMap<>();
        json.get("env")
                .properties()
                .forEach(e -> env.put(e.getKey(), e.getValue().asText()));
        List<String> busIds = new ArrayList<>();
        for (int gpu = 0; gpu < c.gpus(); gpu++) {
            busIds.add(c.node().topology().gpu(gpu).orElseThrow().pci().busId());
        }
        JsonNode n = json.get("channels");
        List<Integer> counts = n.isEmpty()
                ? List.of()
                : List.of(
                        n.get("coll").asInt(),
                        n.path("nvls").asInt(0),
                        n.get("p2p").asInt(),
                        n.get("p2pPerPeer").asInt());
        List<List<Integer>> rings = new ArrayList<>();
        json.get("rings").forEach(r -> {
            List<Integer> ring = new ArrayList<>();
            r.forEach(x -> ring.add(x.asInt()));
            rings.add(ring);
        });
        Map<Integer, List<String>> trees = new TreeMap<>();
        json.get("trees").properties().forEach(t -> {
            List<String> places = new ArrayList<>();
            t.getValue().forEach(p -> places.add(p.asText()));
            trees.put(Integer.valueOf(t.getKey()), places);
        });
        Map<Long, Integer> segments = new LinkedHashMap<>();
        for (JsonNode phase : json.get("phases")) {
            if (!phase.get("name").asText().equals("alltoall")) {
                phase.get("created")
                        .forEach(s -> segments.merge(
                                s.get("bytes").asLong(), s.get("count").asInt(), Integer::sum));
            }
        }
        return new Script(
                json.get("nccl").asText(),
                env,
                busIds,
                json.get("platform").get("ranksPerProcess").asInt(),
                counts,
                rings,
                trees,
                links(json),
                segments);
    }

    private static List<Link> links(JsonNode json) {
        List<Link> links = new ArrayList<>();
        json.get("transports").properties().forEach(pair -> {
            String[] ends = pair.getKey().split("->", -1);
            pair.getValue()
                    .properties()
                    .forEach(use -> use.getValue().forEach(way -> {
                        List<Integer> channels = new ArrayList<>();
                        way.get("channels").forEach(ch -> channels.add(ch.asInt()));
                        links.add(new Link(
                                Integer.parseInt(ends[0]),
                                Integer.parseInt(ends[1]),
                                way.get("via").asText(),
                                use.getKey().equals("collective"),
                                channels));
                    }));
        });
        return links;
    }

    int ranks() {
        return busIds.size();
    }

    /** Whether a rank sends to another on a channel, in the way of a collective. */
    boolean connects(int from, int to, int channel) {
        return links.stream()
                .anyMatch(l -> l.from() == from
                        && l.to() == to
                        && (l.collective() || l.via().startsWith("SHM"))
                        && l.channels().contains(channel));
    }

    Script withLinks(List<Link> other) {
        return new Script(version, env, busIds, ranksPerProcess, counts, rings, trees, other, segments);
    }

    Script withRings(List<List<Integer>> other) {
        return new Script(version, env, busIds, ranksPerProcess, counts, other, trees, links, segments);
    }

    Script withCounts(List<Integer> other) {
        return new Script(version, env, busIds, ranksPerProcess, other, rings, trees, links, segments);
    }

    Script withSegments(Map<Long, Integer> other) {
        return new Script(version, env, busIds, ranksPerProcess, counts, rings, trees, links, other);
    }
}
