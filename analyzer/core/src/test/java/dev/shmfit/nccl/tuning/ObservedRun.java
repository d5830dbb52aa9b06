package dev.shmfit.nccl.tuning;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shmfit.nccl.NcclSettings;
import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.nccl.observed.ObservedCase;
import dev.shmfit.nccl.observed.ObservedTopology;
import dev.shmfit.topology.CpuIdentity;
import dev.shmfit.topology.PathType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One run of NCCL's host code over emulated GPUs, as far as the tuner is concerned (fixtures/observed). */
record ObservedRun(JsonNode json) {
    /** A connection that ring or tree needs. */
    record Edge(int channel, int from, int to) {}

    /** One step of a run. */
    record Phase(String name, long connections, long cuMemHostSegments, boolean ok) {}

    private static final Pattern TREE = Pattern.compile("(-?\\d+)/(-?\\d+)/(-?\\d+)->(\\d+)->(-?\\d+)");
    private static final Pattern ATTRIBUTE = Pattern.compile("(arch|vendor)=\"([^\"]*)\"");

    static List<ObservedRun> all() {
        return Stream.of("cases.jsonl.gz", "more-cases.jsonl.gz")
                .flatMap(f -> ObservedCase.load(f).stream())
                .map(c -> new ObservedRun(c.json()))
                .toList();
    }

    String id() {
        return json.get("id").asText();
    }

    NcclVersion version() {
        return NcclVersion.parse(json.get("nccl").asText()).orElseThrow();
    }

    Map<String, String> env() {
        Map<String, String> env = new HashMap<>();
        json.get("env")
                .properties()
                .forEach(e -> env.put(e.getKey(), e.getValue().asText()));
        return env;
    }

    int gpus() {
        return json.get("gpus").asInt();
    }

    /** Whether connections are made when an algorithm is first used: README of the observed runs. */
    boolean lazy() {
        return version().compareTo(NcclVersion.of(2, 22, 3)) >= 0
                && !"0".equals(env().get("NCCL_CUMEM_ENABLE"))
                && !"0".equals(env().get("NCCL_RUNTIME_CONNECT"))
                && json.get("platform").get("vmm").asBoolean();
    }

    boolean searched() {
        return json.get("searches").size() >= 2 && json.get("rings").size() > 0;
    }

    /**
     * Whether the run shows what NCCL took for nodes. From 2.30 on, GPUs in different domains of one machine may be
     * joined by shared memory, so that NICs leave it open.
     */
    boolean nodesShow() {
        boolean nics = json.has("nics") && json.get("nics").size() > 0;
        return !nics || version().compareTo(NcclVersion.of(2, 30, 3)) < 0;
    }

    boolean usesNet() {
        return json.get("transports").toString().contains("NET/");
    }

    List<Phase> phases() {
        List<Phase> phases = new ArrayList<>();
        for (JsonNode p : json.get("phases")) {
            long small = 0;
            for (JsonNode created : p.get("created")) {
                if (created.get("bytes").asLong() == 4100) {
                    small += created.get("count").asLong();
                }
            }
            phases.add(new Phase(
                    p.get("name").asText(),
                    small,
                    p.get("cuMemHostSegments").asLong(),
                    p.get("returnCodes").toString().equals("[\"ok\"]")));
        }
        return phases;
    }

    Set<Edge> ringEdges() {
        Set<Edge> edges = new HashSet<>();
        JsonNode rings = json.get("rings");
        for (int c = 0; c < rings.size(); c++) {
            int n = rings.get(c).size();
            for (int i = 0; i < n; i++) {
                int a = rings.get(c).get(i).asInt();
                int b = rings.get(c).get((i + 1) % n).asInt();
                edges.add(new Edge(c, a, b));
            }
        }
        return edges;
    }

    Set<Edge> treeEdges() {
        Set<Edge> edges = new HashSet<>();
        json.get("trees").properties().forEach(e -> {
            for (JsonNode node : e.getValue()) {
                Matcher m = TREE.matcher(node.asText());
                if (m.matches()) {
                    int self = Integer.parseInt(m.group(4), 10);
                    for (int g : new int[] {1, 2, 3, 5}) {
                        int other = Integer.parseInt(m.group(g), 10);
                        if (other >= 0) {
                            int channel = Integer.parseInt(e.getKey(), 10);
                            edges.add(new Edge(channel, self, other));
                            edges.add(new Edge(channel, other, self));
                        }
                    }
                }
            }
        });
        return edges;
    }

    /** Whether NCCL connected the pair by a transport whose text starts so. */
    boolean via(int from, int to, String start) {
        JsonNode pair = json.get("transports").get(from + "->" + to);
        return pair != null && pair.toString().contains("\"via\":\"" + start);
    }

    /** The connections of collectives that NCCL printed for peer to peer, which names them exactly. */
    Set<Edge> p2pEdges() {
        Set<Edge> edges = new HashSet<>();
        json.get("transports").properties().forEach(e -> {
            String[] ends = e.getKey().split("->", -1);
            for (JsonNode line : e.getValue().path("collective")) {
                if (line.get("via").asText().startsWith("P2P")) {
                    for (JsonNode c : line.get("channels")) {
                        edges.add(new Edge(c.asInt(), Integer.parseInt(ends[0], 10), Integer.parseInt(ends[1], 10)));
                    }
                }
            }
        });
        return edges;
    }

    TunerInput input() {
        JsonNode searches = json.get("searches");
        Optional<GraphSummary> nvls = searches.size() < 3 ? Optional.empty() : Optional.of(graph(searches.get(2)));
        JsonNode machine = machine();
        int sm = machine.get("sm").asInt();
        NcclSettings settings = new NcclSettings(env());
        return new TunerInput(
                version(),
                gpus(),
                nodes(),
                sm,
                sm,
                json.get("channels").get("coll").asInt(),
                version().compareTo(NcclVersion.of(2, 27, 7)) >= 0 ? 13000 : 12040,
                cpu(),
                false,
                graph(searches.get(0)),
                graph(searches.get(1)),
                NvlsSupport.of(
                        version(), gpus(), nodes(), machine.get("multicast").asInt() == 1, settings),
                nvls,
                settings);
    }

    private static GraphSummary graph(JsonNode s) {
        String[] bw = s.get("bw").asText().split("/", -1);
        String[] type = s.get("type").asText().split("/", -1);
        return GraphSummary.ofOneNode(
                s.get("pattern").asInt(),
                s.get("nChannels").asInt(),
                Float.parseFloat(bw[0]),
                Float.parseFloat(bw[1]),
                PathType.valueOf(type[0]),
                PathType.valueOf(type[1]),
                s.get("same").asInt() == 1);
    }

    /** The domains of GPUs that NCCL took for nodes: joined by anything but the network, where every pair was connected. */
    int nodes() {
        int[] domain = new int[gpus()];
        for (int i = 0; i < domain.length; i++) {
            domain[i] = i;
        }
        if (usesNet()) {
            for (int a = 0; a < domain.length; a++) {
                for (int b = 0; b < domain.length; b++) {
                    if (a != b && (via(a, b, "SHM") || via(a, b, "P2P"))) {
                        join(domain, a, b);
                    }
                }
            }
            return (int) Arrays.stream(domain).distinct().count();
        }
        return 1;
    }

    private static void join(int[] domain, int a, int b) {
        int from = domain[a];
        int to = domain[b];
        for (int i = 0; i < domain.length; i++) {
            domain[i] = domain[i] == from ? to : domain[i];
        }
    }

    private JsonNode machine() {
        return topology().json();
    }

    private ObservedTopology topology() {
        return ObservedTopology.named(json.get("topology").asText());
    }

    private CpuIdentity cpu() {
        String xml = topology().xml();
        String element = xml.substring(xml.indexOf("<cpu"), xml.indexOf('>', xml.indexOf("<cpu")));
        Map<String, String> found = new HashMap<>();
        Matcher m = ATTRIBUTE.matcher(element);
        while (m.find()) {
            found.put(m.group(1), m.group(2));
        }
        CpuIdentity.Arch arch = "x86_64".equals(found.get("arch"))
                ? CpuIdentity.Arch.X86_64
                : "ppc64".equals(found.get("arch")) ? CpuIdentity.Arch.PPC64 : CpuIdentity.Arch.ARM64;
        CpuIdentity.Vendor vendor = "GenuineIntel".equals(found.get("vendor"))
                ? CpuIdentity.Vendor.INTEL
                : "AuthenticAMD".equals(found.get("vendor")) ? CpuIdentity.Vendor.AMD : CpuIdentity.Vendor.OTHER;
        return new CpuIdentity(arch, vendor, -1, -1);
    }
}
