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

/** A machine on which NCCL was observed: {@code fixtures/observed/topologies/NAME.*}. */
public record ObservedNode(String name, GpuTopology topology, GpuAccess access, boolean multicast, int gpus) {
    static final Path FOLDER = Path.of(System.getProperty("shmfit.root", "../.."), "fixtures", "observed");

    public static ObservedNode load(String name) {
        try {
            Path folder = FOLDER.resolve("topologies");
            var parsed = NcclXmlParser.parse(name + ".xml", Files.readString(folder.resolve(name + ".xml")));
            if (!(parsed instanceof NcclXmlParser.Result.Topology t)) {
                throw new IllegalStateException(parsed.toString());
            }
            JsonNode json =
                    new ObjectMapper().readTree(folder.resolve(name + ".json").toFile());
            GpuAccess access = new GpuAccess(matrix(json.get("nvmlP2pOk")), matrix(json.get("cudaCanAccessPeer")));
            return new ObservedNode(
                    name,
                    XmlTopologyBuilder.build(t.xml()),
                    access,
                    json.path("multicast").asInt() != 0,
                    json.path("gpus").asInt());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
