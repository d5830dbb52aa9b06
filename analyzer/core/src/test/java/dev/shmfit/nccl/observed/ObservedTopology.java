package dev.shmfit.nccl.observed;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Stream;

/** A node over whose emulated GPUs NCCL's host code was run: a line of {@code fixtures/observed/*topologies.jsonl.gz}. */
public record ObservedTopology(JsonNode json) {
    private static final Map<String, ObservedTopology> DESIGNED = read("topologies.jsonl.gz");
    private static final Map<String, ObservedTopology> DRAWN = drawn();

    /** The nodes that were designed, by name; each has the texts of nvidia-smi that it would print, too. */
    public static List<ObservedTopology> designed() {
        return List.copyOf(DESIGNED.values());
    }

    /** All nodes, those that were drawn by chance included. */
    public static List<ObservedTopology> all() {
        return Stream.concat(DESIGNED.values().stream(), DRAWN.values().stream())
                .toList();
    }

    /** The node of that name, designed or drawn by chance. */
    public static ObservedTopology named(String name) {
        ObservedTopology found = DESIGNED.getOrDefault(name, DRAWN.get(name));
        if (found == null) {
            throw new NoSuchElementException("no observed topology is called " + name);
        }
        return found;
    }

    private static Map<String, ObservedTopology> drawn() {
        Map<String, ObservedTopology> all = read("drawn-topologies.jsonl.gz");
        all.putAll(read("drawn-pod-topologies.jsonl.gz"));
        all.putAll(read("alpha-topologies.jsonl.gz"));
        all.putAll(read("drawn-job-topologies.jsonl.gz"));
        return all;
    }

    private static Map<String, ObservedTopology> read(String file) {
        Map<String, ObservedTopology> all = new LinkedHashMap<>();
        for (JsonNode line : ObservedCase.lines(file)) {
            if (all.put(line.get("name").asText(), new ObservedTopology(line)) != null) {
                throw new IllegalStateException(file + " has two nodes called " + line.get("name"));
            }
        }
        return all;
    }

    public String name() {
        return json.get("name").asText();
    }

    /** How many GPUs it has. */
    public int gpus() {
        return json.get("gpus").asInt();
    }

    /** The topology XML that NCCL was given. */
    public String xml() {
        return json.get("xml").asText();
    }

    /** What {@code nvidia-smi topo -m} would print; empty where the table cannot show the node. */
    public Optional<String> topoM() {
        return Optional.ofNullable(json.get("topoM")).map(JsonNode::asText);
    }

    /** What {@code nvidia-smi topo -p2p r} would print. */
    public String p2p() {
        return json.get("p2p").asText();
    }

    /** cudaDeviceCanAccessPeer, one row for each GPU. */
    public String peerAccess() {
        return json.get("peer").asText();
    }

    @Override
    public String toString() {
        return name();
    }
}
