package dev.shmfit.nccl.observed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shmfit.nccl.transport.GpuAccess;
import dev.shmfit.parse.NcclXmlParser;
import dev.shmfit.topology.GpuTopology;
import dev.shmfit.topology.XmlTopologyBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A machine on which NCCL was observed: {@code fixtures/observed/topologies/NAME.*}. */
public record ObservedNode(String name, GpuTopology topology, GpuAccess access, boolean multicast, int gpus) {
    static final Path FOLDER = Path.of(System.getProperty("shmfit.root", "../.."), "fixtures", "observed");

    private static final Map<String, JsonNode> DRAWN = drawn();

    public static ObservedNode load(String name) {
        JsonNode drawn = DRAWN.get(name);
        if (drawn != null) {
            return of(name, drawn.get("xml").asText(), drawn);
        }
        try {
            Path folder = FOLDER.resolve("topologies");
            JsonNode json =
                    new ObjectMapper().readTree(folder.resolve(name + ".json").toFile());
            return of(name, Files.readString(folder.resolve(name + ".xml")), json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObservedNode of(String name, String xml, JsonNode json) {
        var parsed = NcclXmlParser.parse(name + ".xml", xml);
        if (!(parsed instanceof NcclXmlParser.Result.Topology t)) {
            throw new IllegalStateException(parsed.toString());
        }
        return new ObservedNode(
                name,
                XmlTopologyBuilder.build(t.xml()),
                new GpuAccess(matrix(json.get("nvmlP2pOk")), matrix(json.get("cudaCanAccessPeer"))),
                json.path("multicast").asInt() != 0,
                json.path("gpus").asInt());
    }

    /** The machines that were drawn by chance, by name. */
    private static Map<String, JsonNode> drawn() {
        return Stream.of("drawn-topologies.jsonl.gz", "drawn-pod-topologies.jsonl.gz")
                .flatMap(f -> ObservedCase.lines(f).stream())
                .collect(Collectors.toMap(n -> n.get("name").asText(), n -> n));
    }

    private static boolean[][] matrix(JsonNode rows) {
        boolean[][] m = new boolean[rows.size()][];
        for (int i = 0; i < m.length; i++) {
            m[i] = new boolean[rows.get(i).size()];
            for (int j = 0; j < m[i].length; j++) {
                m[i][j] = rows.get(i).get(j).asInt() != 0;
            }
        }
        return m;
    }
}
