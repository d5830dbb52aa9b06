package dev.shmfit.nccl.observed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shmfit.nccl.NcclPlatform;
import dev.shmfit.nccl.NcclSettings;
import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.nccl.Pods;
import dev.shmfit.nccl.graph.SearchMemo;
import dev.shmfit.nccl.simulate.CommunicatorSpec;
import dev.shmfit.nccl.simulate.NcclNode;
import dev.shmfit.nccl.simulate.NodeHardware;
import dev.shmfit.nccl.simulate.Operation;
import dev.shmfit.nccl.tuning.Collective;
import dev.shmfit.units.ByteCount;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;

/** One run of NCCL's host code over emulated GPUs: a line of {@code fixtures/observed/*.jsonl.gz}. */
public record ObservedCase(JsonNode json) {
    private static final Map<String, ObservedNode> NODES = new ConcurrentHashMap<>();
    private static final long DEFAULT_BYTES = 64L << 20;
    private static final int NODES_AT_A_TIME = 24;

    /** Runs on one node share what was searched, as the candidates of one analysis do; nodes seen long ago are forgotten. */
    private static final Map<String, SearchMemo> SEARCHES =
            Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, SearchMemo> eldest) {
                    return size() > NODES_AT_A_TIME;
                }
            });

    public static List<ObservedCase> load(String file) {
        return lines(file).stream().map(ObservedCase::new).toList();
    }

    static List<JsonNode> lines(String file) {
        List<JsonNode> lines = new ArrayList<>();
        ObjectMapper mapper = new ObjectMapper();
        try (var in = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(ObservedNode.FOLDER.resolve(file))),
                StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                lines.add(mapper.readTree(line));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return lines;
    }

    public String id() {
        return json.get("id").asText();
    }

    public NcclVersion version() {
        return NcclVersion.parse(json.get("nccl").asText()).orElseThrow();
    }

    public ObservedNode node() {
        return nodeAt(0);
    }

    /** The nodes of the job. */
    int nodes() {
        return json.path("nodes").asInt(1);
    }

    private NodeHardware hardware(int node) {
        ObservedNode on = nodeAt(node);
        return new NodeHardware(on.topology(), on.access(), on.multicast());
    }

    private ObservedNode nodeAt(int node) {
        JsonNode names = json.get("topology");
        String name = names.isArray() ? names.get(node).asText() : names.asText();
        return NODES.computeIfAbsent(name, ObservedNode::load);
    }

    /** GPUs that take part; on each node where there are several. */
    public int gpus() {
        return gpusOf(0);
    }

    private int gpusOf(int node) {
        JsonNode gpus = json.get("gpus");
        return gpus.isArray() ? gpus.get(node).asInt() : gpus.asInt();
    }

    /** What the simulator is told. */
    public NcclNode input() {
        Map<String, String> env = new TreeMap<>();
        json.get("env")
                .properties()
                .forEach(e -> env.put(e.getKey(), e.getValue().asText()));
        JsonNode p = json.get("platform");
        String[] driver = json.get("cudaDriver").asText().split("\\.", -1);
        NcclPlatform platform = new NcclPlatform(
                Integer.parseInt(driver[0]) * 1000 + Integer.parseInt(driver[1]) * 10,
                p.get("vmm").asBoolean(),
                p.get("cuMemHostWorks").asBoolean(),
                ByteCount.of(p.get("cuMemHostGranularity").asLong()),
                p.get("ranksPerProcess").asInt(),
                p.path("hiddenDevices").asBoolean(false),
                node().multicast(),
                false);
        return new NcclNode(
                IntStream.range(0, nodes()).mapToObj(this::hardware).toList(),
                platform,
                version(),
                new NcclSettings(env),
                pods(p),
                SEARCHES.computeIfAbsent(json.get("topology").asText(), t -> new SearchMemo()));
    }

    private Pods pods(JsonNode platform) {
        return platform.has("podSize")
                ? Pods.of(
                        world().gpus(),
                        platform.get("podSize").asInt(),
                        platform.get("podsShare").asText().equals("host"))
                : Pods.ONE;
    }

    public CommunicatorSpec world() {
        List<Integer> nodes = new ArrayList<>();
        List<Integer> gpus = new ArrayList<>();
        for (int n = 0; n < nodes(); n++) {
            for (int g = 0; g < gpusOf(n); g++) {
                nodes.add(n);
                gpus.add(g);
            }
        }
        return new CommunicatorSpec(
                "world", IntStream.range(0, gpus.size()).boxed().toList(), nodes, gpus);
    }

    public boolean failed() {
        String outcome = json.get("outcome").asText();
        return !outcome.equals("ok");
    }

    /** The size of the private tmpfs; a large number where it was not limited. */
    public long tmpfsLimit() {
        JsonNode limit = json.get("tmpfsLimitBytes");
        return limit.isNull() ? 20L << 30 : limit.asLong();
    }

    /** Whether every rank of a phase ended well. */
    static boolean ok(JsonNode phase) {
        for (JsonNode code : phase.get("returnCodes")) {
            if (!code.asText().equals("ok")) {
                return false;
            }
        }
        return !phase.get("returnCodes").isEmpty();
    }

    /** The operations behind a phase's name; none for init. */
    static List<Operation> operations(String phase, int ranks) {
        String name = phase.contains("@") ? phase.substring(0, phase.indexOf('@')) : phase;
        long bytes = phase.contains("@") ? Long.parseLong(phase.substring(phase.indexOf('@') + 1)) : DEFAULT_BYTES;
        return switch (name) {
            case "init", "destroy" -> List.of();
            case "allreduce" -> List.of(new Operation.OfAll(Collective.ALL_REDUCE, bytes));
            case "allgather" -> List.of(new Operation.OfAll(Collective.ALL_GATHER, bytes));
            case "reducescatter" -> List.of(new Operation.OfAll(Collective.REDUCE_SCATTER, bytes));
            case "broadcast" -> List.of(new Operation.OfAll(Collective.BROADCAST, bytes));
            case "reduce" -> List.of(new Operation.OfAll(Collective.REDUCE, bytes));
            case "alltoall" -> List.of(new Operation.AllToAll());
            case "ringsr" ->
                IntStream.range(0, ranks)
                        .<Operation>mapToObj(r -> new Operation.SendReceive(r, (r + 1) % ranks))
                        .toList();
            default -> {
                if (!name.matches("sr\\d+-\\d+")) {
                    throw new IllegalArgumentException("phase " + phase);
                }
                String[] ends = name.substring(2).split("-", -1);
                yield List.of(new Operation.SendReceive(Integer.parseInt(ends[0]), Integer.parseInt(ends[1])));
            }
        };
    }
}
