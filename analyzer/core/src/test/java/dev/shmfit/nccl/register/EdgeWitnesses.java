package dev.shmfit.nccl.register;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@code edges.txt}: for an edge the scenario on which it shows, by lines {@code rule version scenario}; {@code later:} or
 * {@code earlier:} before a scenario that notices the edge in this direction only.
 */
record EdgeWitnesses(Map<String, Map<Edge.Side, String>> byEdge) {
    private static final Path FILE = Path.of(System.getProperty(
            "edges.file", System.getProperty("shmfit.root", "../..") + "/analyzer/core/src/test/resources/edges.txt"));

    /** The scenarios of an edge; empty where none is known. */
    Map<Edge.Side, String> of(Edge edge) {
        return byEdge.getOrDefault(edge.name(), Map.of());
    }

    /** The sides on which an edge has neither a scenario nor a reason. */
    List<Edge.Side> missing(Edge edge) {
        return Arrays.stream(Edge.Side.values())
                .filter(side -> !of(edge).containsKey(side) && edge.unseen(side).isEmpty())
                .toList();
    }

    void put(Edge edge, Edge.Side side, String scenario) {
        byEdge.computeIfAbsent(edge.name(), e -> new EnumMap<>(Edge.Side.class)).put(side, scenario);
    }

    static EdgeWitnesses read() {
        Map<String, Map<Edge.Side, String>> all = new TreeMap<>();
        try {
            for (String line : Files.readAllLines(FILE)) {
                String[] words = line.split(" ", 4);
                Map<Edge.Side, String> sides =
                        all.computeIfAbsent(words[0] + " " + words[1], e -> new EnumMap<>(Edge.Side.class));
                for (Edge.Side side : Edge.Side.values()) {
                    if (words.length == 3) {
                        sides.put(side, words[2]);
                    } else if (words[2].equals(prefix(side))) {
                        sides.put(side, words[3]);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new EdgeWitnesses(all);
    }

    void write() {
        List<String> lines = new ArrayList<>();
        byEdge.forEach((edge, sides) -> {
            if (sides.size() == 2 && sides.values().stream().distinct().count() == 1) {
                lines.add(edge + " " + sides.get(Edge.Side.LATER));
            } else {
                sides.forEach((side, scenario) -> lines.add(edge + " " + prefix(side) + " " + scenario));
            }
        });
        try {
            Files.write(FILE, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String prefix(Edge.Side side) {
        return side == Edge.Side.LATER ? "later:" : "earlier:";
    }
}
