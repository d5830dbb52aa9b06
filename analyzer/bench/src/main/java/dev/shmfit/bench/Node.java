package dev.shmfit.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shmfit.nccl.NcclPlatform;
import dev.shmfit.nccl.NcclSettings;
import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.nccl.simulate.Communicator;
import dev.shmfit.nccl.simulate.CommunicatorSpec;
import dev.shmfit.nccl.simulate.Job;
import dev.shmfit.nccl.simulate.NcclNode;
import dev.shmfit.nccl.transport.GpuAccess;
import dev.shmfit.parse.file.NcclXmlParser;
import dev.shmfit.topology.GpuTopology;
import dev.shmfit.topology.XmlTopologyBuilder;
import dev.shmfit.units.ByteCount;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A machine to forecast for, with all that is asked of it apart from NCCL's version. */
record Node(String name, GpuTopology topology, GpuAccess access, boolean multicast) {
    private static final int DRIVER = 12080;
    private static final ByteCount GRANULARITY = ByteCount.of(2L << 20);

    /** A machine over whose emulated GPUs NCCL's host code was run. */
    static Node observed(String name) throws IOException {
        JsonNode json = Repository.observed("topologies.jsonl.gz").stream()
                .filter(n -> n.get("name").asText().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no observed topology is called " + name));
        GpuAccess access = new GpuAccess(matrix(json.get("nvmlP2pOk")), matrix(json.get("cudaCanAccessPeer")));
        return of(name, json.get("xml").asText(), access, json.path("multicast").asInt() != 0);
    }

    /** A machine as its NCCL topology XML describes it. */
    static Node of(String name, String xml, GpuAccess access, boolean multicast) {
        if (!(NcclXmlParser.parse(name, xml) instanceof NcclXmlParser.Result.Topology parsed)) {
            throw new IllegalArgumentException(name + " is no NCCL topology");
        }
        return new Node(name, XmlTopologyBuilder.build(parsed.xml()), access, multicast);
    }

    private static boolean[][] matrix(JsonNode rows) {
        boolean[][] m = new boolean[rows.size()][rows.size()];
        for (int i = 0; i < m.length; i++) {
            for (int j = 0; j < m.length; j++) {
                m[i][j] = rows.get(i).get(j).asInt() != 0;
            }
        }
        return m;
    }

    List<Integer> gpus() {
        return IntStream.range(0, topology.gpus().size()).boxed().toList();
    }

    NcclPlatform platform() {
        return new NcclPlatform(DRIVER, true, true, GRANULARITY, 1, false, multicast, false);
    }

    /** One rank per GPU, one communicator over all of them, no settings. */
    Communicator communicator(NcclVersion version) {
        NcclNode node = new NcclNode(topology, access, platform(), version, NcclSettings.NONE);
        return new Job(node).make(new CommunicatorSpec("world", gpus(), gpus()), Optional.empty());
    }
}
