package dev.shmfit.nccl.register;

import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.nccl.VersionRule;
import dev.shmfit.nccl.observed.ObservedTopology;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Looks by chance for scenarios on which edges show: only with {@code -Dapprove=true}. */
final class EdgeSearch {
    private static final long SECOND = 1_000_000_000L;

    /** Nodes of so many GPUs. */
    private static final int LEAST = Integer.getInteger("edges.least", 1);

    private static final int MOST = Integer.getInteger("edges.most", 4);

    /** How many parts of a forecast are compared: graphs, choices and connections. */
    private static final int QUICK = Integer.getInteger("edges.parts", 2);

    private static final List<String> SETTINGS = List.of(
            "NCCL_CROSS_NIC=0",
            "NCCL_CROSS_NIC=1",
            "NCCL_CROSS_NIC=2",
            "NCCL_NETDEVS_POLICY=ALL",
            "NCCL_NETDEVS_POLICY=MAX:1",
            "NCCL_P2P_DISABLE=1",
            "NCCL_P2P_LEVEL=NVL",
            "NCCL_P2P_LEVEL=PIX",
            "NCCL_P2P_LEVEL=SYS",
            "NCCL_NET_GDR_LEVEL=SYS",
            "NCCL_NET_GDR_LEVEL=LOC",
            "NCCL_NET_GDR_READ=0",
            "NCCL_NET_GDR_C2C=1",
            "NCCL_NET_GDR_C2C=0",
            "NCCL_PXN_C2C=1",
            "NCCL_PXN_DISABLE=1",
            "NCCL_NVB_DISABLE=1",
            "NCCL_NVLS_ENABLE=1",
            "NCCL_MIN_NCHANNELS=8",
            "NCCL_MAX_NCHANNELS=1",
            "NCCL_MIN_CTAS=8",
            "NCCL_MAX_CTAS=4",
            "NCCL_NCHANNELS_PER_NET_PEER=4",
            "NCCL_MIN_P2P_NCHANNELS=4",
            "NCCL_CUMEM_ENABLE=1",
            "NCCL_CUMEM_ENABLE=0",
            "NCCL_CUMEM_HOST_ENABLE=1",
            "NCCL_CUMEM_HOST_ENABLE=0",
            "NCCL_P2P_USE_CUDA_MEMCPY=1",
            "NCCL_SHM_USE_CUDA_MEMCPY=1",
            "NCCL_SHM_MEMCPY_MODE=3",
            "NCCL_SHM_LOCALITY=1",
            "NCCL_SHM_DISABLE=1",
            "NCCL_NET_DISABLE_INTRA=1",
            "NCCL_LL_BUFFSIZE=65536",
            "NCCL_BUFFSIZE=1048576",
            "NCCL_IGNORE_DISABLED_P2P=1",
            "NCCL_P2P_PXN_LEVEL=2",
            "NCCL_RUNTIME_CONNECT=0",
            "NCCL_WORK_ARGS_BYTES=160",
            "NCCL_ALGO=Tree",
            "NCCL_ALGO=Ring",
            "NCCL_ALGO=NVLS",
            "NCCL_ALGO=NVLSTree",
            "NCCL_ALGO=CollNet",
            "NCCL_ALGO=CollNetDirect",
            "NCCL_ALGO=PAT",
            "NCCL_ALGO=^Ring",
            "NCCL_ALGO=allreduce:tree;allgather:ring",
            "NCCL_ALGO=Foo",
            "NCCL_PROTO=LL",
            "NCCL_PROTO=LL128",
            "NCCL_PROTO=^LL128",
            "NCCL_PROTO=Simple",
            "NCCL_PAT_ENABLE=1",
            "NCCL_LL128_C2C=0",
            "NCCL_NET_OVERHEAD=5");

    private static final List<String> NODE = List.of(
            "sm=60",
            "sm=70",
            "sm=75",
            "sm=80",
            "sm=86",
            "sm=89",
            "sm=90",
            "sm=90",
            "sm=100",
            "sm=120",
            "sm0=90",
            "sm0=100",
            "cpu=broadwell",
            "cpu=skylake",
            "cpu=sapphire",
            "cpu=emerald",
            "cpu=amd",
            "cpu=zhaoxin",
            "cpu=power",
            "cpu=grace;c2c=400000",
            "cpu=grace;c2c=100000",
            "switches=bcm4",
            "switches=bcm5",
            "process=2",
            "process=8",
            "multicast=yes",
            "driver=11080",
            "driver=12010",
            "driver=12040",
            "driver=13000",
            "nice=no",
            "vmm=no",
            "split=2",
            "hidden=yes",
            "net0=25000",
            "net0=800000",
            "speed=100000",
            "speed=400000",
            "gdr=0",
            "gdr=1",
            "gdr0=0",
            "nv=1",
            "nv=2",
            "nv=6",
            "nv=18");

    private final EdgeWitnesses found;
    private final Random random;

    /** The rules that a scenario asks for at a version. */
    private final Map<String, Set<VersionRule<?>>> asked = new HashMap<>();

    private final List<ObservedTopology> nodes = new ArrayList<>();
    private final List<ObservedTopology> networked = new ArrayList<>();

    EdgeSearch(EdgeWitnesses known, long seed) {
        AskedRules.watch();
        this.found = known;
        this.random = new Random(seed);
        ObservedTopology.all().stream()
                .filter(t -> t.gpus() >= LEAST && t.gpus() <= MOST)
                .forEach(nodes::add);
        nodes.stream().filter(t -> t.xml().contains("<net ")).forEach(networked::add);
    }

    /** Adds to what is known, until the time is over. */
    void run(long seconds, String kind) {
        long end = System.nanoTime() + seconds * SECOND;
        while (System.nanoTime() < end && !open().isEmpty()) {
            EdgeScenario scenario = EdgeScenario.parse(
                    kind.equals("tuner") || (kind.isEmpty() && random.nextInt(3) == 0) ? tuner() : node());
            int before = size();
            look(scenario);
            forget();
            if (size() > before) {
                found.write();
            }
        }
    }

    private void forget() {
        asked.clear();
        Edge.forget();
    }

    private int size() {
        return found.byEdge().values().stream().mapToInt(Map::size).sum();
    }

    private List<Edge> open() {
        return Edge.all().filter(e -> !found.missing(e).isEmpty()).toList();
    }

    /** One version at which edges are open. */
    private void look(EdgeScenario scenario) {
        List<Edge> open = open();
        List<NcclVersion> versions = new ArrayList<>(
                new LinkedHashSet<>(open.stream().map(Edge::from).toList()));
        for (int i = 0; i < (scenario instanceof TunerScenario ? versions.size() : 3); i++) {
            NcclVersion version = versions.get(random.nextInt(versions.size()));
            List<Edge> here =
                    open.stream().filter(e -> e.from().equals(version)).toList();
            for (Edge.Side side : Edge.Side.values()) {
                if (!here.isEmpty()) {
                    look(scenario, here, side);
                }
            }
        }
    }

    /** All edges at once first: most scenarios show none. */
    private void look(EdgeScenario scenario, List<Edge> here, Edge.Side side) {
        NcclVersion at = here.get(0).judgedAt(side);
        Set<VersionRule<?>> asked =
                AskedRules.during(() -> Edge.unmoved(scenario, at).upTo(QUICK));
        List<Edge> candidates = here.stream()
                .filter(e -> asked.contains(e.rule()) && found.missing(e).contains(side))
                .toList();
        if (candidates.isEmpty() || !Edge.show(candidates, scenario, side, QUICK)) {
            return;
        }
        for (Edge e : candidates) {
            if (Edge.show(List.of(e), scenario, side, QUICK)) {
                found.put(e, side, scenario.name());
            }
        }
    }

    /** Jobs to try first, a line each: the rules that should show on it, with commas between them, and the job. */
    void tries(List<String> lines) {
        for (String line : lines) {
            List<String> rules = List.of(line.substring(0, line.indexOf(' ')).split(",", -1));
            EdgeScenario scenario = EdgeScenario.parse(line.substring(line.indexOf(' ') + 1));
            for (Edge edge : open()) {
                if (rules.contains(edge.rule().id())) {
                    for (Edge.Side side : Edge.Side.values()) {
                        look(scenario, List.of(edge), side);
                    }
                }
            }
            forget();
            found.write();
        }
    }

    private String node() {
        boolean network = random.nextInt(4) > 0;
        StringBuilder name = new StringBuilder(pick(network ? networked : nodes).name());
        if (network || random.nextInt(5) == 0) {
            name.append(";pods=").append(pick(List.of(1, 2, 3, 4)));
            if (random.nextInt(5) == 0) {
                name.append(";host=one");
            }
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            name.append(';').append(pick(NODE));
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            String setting = pick(SETTINGS);
            name.append(setting.contains(";") ? "" : ";" + setting);
        }
        return name.toString();
    }

    private String tuner() {
        List<Integer> generations = List.of(50, 60, 70, 75, 80, 86, 89, 90, 90, 100, 100, 120);
        int a = pick(generations);
        int b = random.nextInt(4) == 0 ? pick(generations) : a;
        int nodes = pick(List.of(1, 1, 2, 2, 3, 4, 8, 16));
        StringBuilder name = new StringBuilder(TunerScenario.PREFIX)
                .append(";ranks=")
                .append(nodes * pick(List.of(1, 1, 2, 3, 4, 8)))
                .append(";nodes=")
                .append(nodes)
                .append(";sm=")
                .append(Math.min(a, b) + (a == b ? "" : "-" + Math.max(a, b)))
                .append(";cpu=")
                .append(pick(List.of("intel", "amd", "arm", "power")));
        if (random.nextInt(4) == 0) {
            name.append(";cuda=").append(pick(List.of(11080, 11070, 12040)));
        }
        name.append(";ring=").append(graph(4)).append(";tree=").append(graph(pick(List.of(1, 2, 3))));
        if (random.nextInt(2) == 0) {
            name.append(";nvls=").append(graph(5));
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            String setting = pick(SETTINGS.subList(SETTINGS.indexOf("NCCL_ALGO=Tree"), SETTINGS.size()));
            name.append(setting.contains(";") ? "" : ";" + setting);
        }
        return name.toString();
    }

    private String graph(int pattern) {
        return pattern + "/" + pick(List.of(1, 2, 4, 8, 16)) + "/" + pick(List.of(5, 12, 20, 24, 40, 60, 90, 300)) + "/"
                + pick(List.of(5, 12, 20, 24, 40, 60)) + "/"
                + pick(List.of("NVL", "NVL", "NVB", "LOC", "C2C", "PIX", "PHB", "SYS")) + "/"
                + pick(List.of("PIX", "PIX", "PXB", "PXN", "P2C", "PHB", "LOC")) + "/" + pick(List.of("yes", "no"))
                + "/"
                + pick(List.of("0", "2.5", "10"));
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
