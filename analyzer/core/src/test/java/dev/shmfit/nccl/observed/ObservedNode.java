package dev.shmfit.nccl.observed;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shmfit.nccl.transport.GpuAccess;
import dev.shmfit.parse.file.NcclXmlParser;
import dev.shmfit.topology.GpuTopology;
import dev.shmfit.topology.XmlTopologyBuilder;
import java.nio.file.Path;

/** The node of an observed run, as the simulator takes it. */
public record ObservedNode(String name, GpuTopology topology, GpuAccess access, boolean multicast, int gpus) {
    static final Path FOLDER = Path.of(System.getProperty("shmfit.root", "../.."), "fixtures", "observed");

    public static ObservedNode load(String name) {
        ObservedTopology topology = ObservedTopology.named(name);
        JsonNode json = topology.json();
        var parsed = NcclXmlParser.parse(name + ".xml", topology.xml());
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
