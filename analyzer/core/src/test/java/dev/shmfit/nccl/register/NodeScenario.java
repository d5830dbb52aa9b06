package dev.shmfit.nccl.register;

import dev.shmfit.nccl.NcclPlatform;
import dev.shmfit.nccl.NcclSettings;
import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.nccl.Pods;
import dev.shmfit.nccl.graph.Procedures;
import dev.shmfit.nccl.graph.SearchMemo;
import dev.shmfit.nccl.graph.SystemText;
import dev.shmfit.nccl.graph.TopoSystem;
import dev.shmfit.nccl.observed.ObservedNode;
import dev.shmfit.nccl.observed.ObservedTopology;
import dev.shmfit.nccl.simulate.Communicator;
import dev.shmfit.nccl.simulate.CommunicatorSpec;
import dev.shmfit.nccl.simulate.Domain;
import dev.shmfit.nccl.simulate.Job;
import dev.shmfit.nccl.simulate.JobForecast;
import dev.shmfit.nccl.simulate.JobPlan;
import dev.shmfit.nccl.simulate.NcclNode;
import dev.shmfit.nccl.simulate.NodeHardware;
import dev.shmfit.nccl.simulate.Operation;
import dev.shmfit.nccl.transport.GpuAccess;
import dev.shmfit.nccl.tuning.Collective;
import dev.shmfit.parse.file.NcclXmlParser;
import dev.shmfit.topology.GpuTopology;
import dev.shmfit.topology.XmlTopologyBuilder;
import dev.shmfit.units.ByteCount;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * A job on an observed node, and everything that the forecast says of it, as one text to compare. Written as the node's
 * name and what is changed about it: {@code N8hgx_h100_400g_gdr1;sm=100;pods=4;NCCL_CROSS_NIC=2}.
 *
 * <p>{@code sm}, {@code cpu}, {@code switches} and {@code c2c} change the node; {@code pods} puts that many GPUs into each
 * container, on a host of its own, or with {@code host=one} on one; {@code driver}, {@code nice}, {@code process},
 * {@code multicast} change the platform; {@code nodes} takes that many of the node, and {@code last} another one
 * for the last of them; {@code gpus} takes the first GPUs only; {@code split} makes
 * a second communicator of the first so many ranks that shares the first one's resources; {@code search} and {@code ask}
 * compare one procedure ({@link Procedures}) in place of the whole forecast; the rest are NCCL's settings. Nodes of
 * {@code edge-nodes} are there for one rule each.
 */
record NodeScenario(String name, String topology, Map<String, String> changes) implements EdgeScenario {
    private static final Map<String, ObservedNode> OBSERVED = new ConcurrentHashMap<>();
    private static final Path MADE =
            Path.of(System.getProperty("shmfit.root", "../.."), "analyzer/core/src/test/resources/edge-nodes");
    private static final Map<String, GpuTopology> BUILT = new ConcurrentHashMap<>();

    /** A search in which the moved edge plays no part is the same search. */
    private static final AtomicReference<SearchMemo> SEARCHES = new AtomicReference<>(new SearchMemo());

    private static final Map<String, String> CPUS = Map.of(
            "broadwell", "arch=\"x86_64\" vendor=\"GenuineIntel\" familyid=\"6\" modelid=\"79\"",
            "skylake", "arch=\"x86_64\" vendor=\"GenuineIntel\" familyid=\"6\" modelid=\"85\"",
            "sapphire", "arch=\"x86_64\" vendor=\"GenuineIntel\" familyid=\"6\" modelid=\"143\"",
            "emerald", "arch=\"x86_64\" vendor=\"GenuineIntel\" familyid=\"6\" modelid=\"207\"",
            "amd", "arch=\"x86_64\" vendor=\"AuthenticAMD\" familyid=\"143\" modelid=\"49\"",
            "zhaoxin", "arch=\"x86_64\" vendor=\"  Shanghai  \" familyid=\"7\" modelid=\"91\"",
            "grace", "arch=\"arm64\" vendor=\"\" familyid=\"0\" modelid=\"0\"",
            "power", "arch=\"ppc64\" vendor=\"\" familyid=\"0\" modelid=\"0\"");
    private static final long[] SIZES = {8, 256, 4096, 65536, 1 << 20, 32 << 20, 1 << 30};

    static NodeScenario parse(String name) {
        String[] parts = name.split(";", -1);
        Map<String, String> changes = new LinkedHashMap<>();
        for (int i = 1; i < parts.length; i++) {
            changes.put(parts[i].substring(0, parts[i].indexOf('=')), parts[i].substring(parts[i].indexOf('=') + 1));
        }
        return new NodeScenario(name, parts[0], changes);
    }

    static void forget() {
        SEARCHES.set(new SearchMemo());
        BUILT.clear();
    }

    private String change(String key, String byDefault) {
        return changes.getOrDefault(key, byDefault);
    }

    private int number(String key, int byDefault) {
        return Integer.parseInt(change(key, String.valueOf(byDefault)));
    }

    int gpus() {
        return number("gpus", observed().gpus());
    }

    private ObservedNode observed() {
        return OBSERVED.computeIfAbsent(topology, name -> isMade() ? made() : ObservedNode.load(name));
    }

    private boolean isMade() {
        return Files.exists(MADE.resolve(topology + ".xml"));
    }

    /** A node that no run was observed on: all its GPUs reach each other. */
    private ObservedNode made() {
        GpuTopology node = built(plainXml());
        int gpus = node.gpus().size();
        boolean[][] all = new boolean[gpus][gpus];
        for (boolean[] row : all) {
            Arrays.fill(row, true);
        }
        return new ObservedNode(topology, node, new GpuAccess(all, all), false, gpus);
    }

    private String plainXml() {
        try {
            return isMade()
                    ? Files.readString(MADE.resolve(topology + ".xml"))
                    : ObservedTopology.named(topology).xml();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private GpuTopology built(String xml) {
        NcclXmlParser.Result parsed = NcclXmlParser.parse(topology + ".xml", xml);
        return XmlTopologyBuilder.build(((NcclXmlParser.Result.Topology) parsed).xml());
    }

    private GpuTopology node() {
        String key = topology + "|" + change("sm", "") + "|" + change("cpu", "") + "|" + change("switches", "") + "|"
                + change("c2c", "") + "|" + change("speed", "") + "|" + change("sm0", "") + "|" + change("net0", "")
                + "|" + change("gdr", "") + "|"
                + change("gdr0", "") + "|" + change("nv", "") + "|" + change("maxconn", "") + "|"
                + change("pcie", "");
        return BUILT.computeIfAbsent(key, k -> built(xml()));
    }

    private String xml() {
        String xml = plainXml();
        if (changes.containsKey("sm")) {
            xml = xml.replaceAll(" sm=\"\\d+\"", " sm=\"" + changes.get("sm") + "\"");
        }
        if (changes.containsKey("sm0")) {
            xml = xml.replaceFirst(" sm=\"\\d+\"", " sm=\"" + changes.get("sm0") + "\"");
        }
        if (changes.containsKey("net0")) {
            xml = xml.replaceFirst(" speed=\"\\d+\"", " speed=\"" + changes.get("net0") + "\"");
        }
        if (changes.containsKey("gdr")) {
            xml = xml.replaceAll(" gdr=\"\\d+\"", " gdr=\"" + changes.get("gdr") + "\"");
        }
        if (changes.containsKey("gdr0")) {
            xml = xml.replaceFirst(" gdr=\"\\d+\"", " gdr=\"" + changes.get("gdr0") + "\"");
        }
        if (changes.containsKey("pcie")) {
            xml = xml.replaceAll("link_speed=\"[^\"]*\"", "link_speed=\"" + changes.get("pcie") + ".0 GT/s PCIe\"");
        }
        if (changes.containsKey("maxconn")) {
            xml = xml.replaceAll("maxconn=\"\\d+\"", "maxconn=\"" + changes.get("maxconn") + "\"");
        }
        if (changes.containsKey("nv")) {
            xml = xml.replaceAll("(<nvlink [^>]*)count=\"\\d+\"", "$1count=\"" + changes.get("nv") + "\"");
        }
        if (changes.containsKey("cpu")) {
            xml = xml.replaceAll(
                    "arch=\"[^\"]*\" vendor=\"[^\"]*\" familyid=\"\\d+\" modelid=\"\\d+\"",
                    String.valueOf(CPUS.get(changes.get("cpu"))));
        }
        if (changes.containsKey("speed")) {
            xml = xml.replaceAll(" speed=\"\\d+\"", " speed=\"" + changes.get("speed") + "\"");
        }
        if (changes.containsKey("switches")) {
            String ids = changes.get("switches").equals("bcm4")
                    ? "vendor=\"0x1000\" device=\"0xc010\" subsystem_vendor=\"0x1000\" subsystem_device=\"0xa000\""
                    : "vendor=\"0x1000\" device=\"0xc030\" subsystem_vendor=\"0x1000\" subsystem_device=\"0x0000\"";
            xml = xml.replace(
                    "vendor=\"0x10b5\" device=\"0x8749\" subsystem_vendor=\"0x10b5\" subsystem_device=\"0x8749\"", ids);
        }
        if (changes.containsKey("c2c")) {
            xml = xml.replaceAll("(<gpu [^>]*[^/])/>", "$1></gpu>")
                    .replace("</gpu>", "<c2c bw=\"" + changes.get("c2c") + "\" count=\"1\"/></gpu>");
        }
        return xml;
    }

    private NcclNode at(NcclVersion version) {
        ObservedNode observed = observed();
        Map<String, String> env = new TreeMap<>();
        changes.forEach((k, v) -> {
            if (k.startsWith("NCCL_")) {
                env.put(k, v);
            }
        });
        NcclPlatform platform = new NcclPlatform(
                number("driver", 12080),
                change("vmm", "yes").equals("yes"),
                change("nice", "yes").equals("yes"),
                ByteCount.mebibytes(2),
                number("process", 1),
                change("hidden", "no").equals("yes"),
                change("multicast", observed.multicast() ? "yes" : "no").equals("yes"),
                change("cpu", "").equals("grace"));
        Pods pods = changes.containsKey("pods")
                ? Pods.of(ranks(), number("pods", 1), change("host", "").equals("one"))
                : Pods.ONE;
        NodeHardware own = new NodeHardware(node(), observed.access(), platform.multicast());
        List<NodeHardware> hardware = new ArrayList<>(Collections.nCopies(number("nodes", 1), own));
        if (changes.containsKey("last")) {
            ObservedNode last = ObservedNode.load(changes.get("last"));
            hardware.set(hardware.size() - 1, new NodeHardware(last.topology(), last.access(), platform.multicast()));
        }
        return new NcclNode(
                hardware, platform, version, new NcclSettings(env), pods, Objects.requireNonNull(SEARCHES.get()));
    }

    private List<Integer> ranks() {
        return IntStream.range(0, gpus()).boxed().toList();
    }

    private CommunicatorSpec world() {
        List<Integer> nodes = new ArrayList<>();
        List<Integer> gpus = new ArrayList<>();
        for (int n = 0; n < number("nodes", 1); n++) {
            for (int g : ranks()) {
                nodes.add(n);
                gpus.add(g);
            }
        }
        return new CommunicatorSpec(
                "world", IntStream.range(0, gpus.size()).boxed().toList(), nodes, gpus);
    }

    /** Graphs and choices first, which are quick; then what is run; then all that the forecast of a job says. */
    @Override
    public List<Supplier<String>> outputs(NcclVersion version) {
        List<Job> job = new ArrayList<>();
        List<Communicator> made = new ArrayList<>();
        if (changes.containsKey("search") || changes.containsKey("ask")) {
            return List.of(() -> procedure(version));
        }
        return List.of(
                () -> {
                    job.add(new Job(at(version)));
                    made.add(job.get(0).make(world(), Optional.empty()));
                    return chosen(made.get(0));
                },
                () -> made.isEmpty() ? "not made" : lived(job.get(0), made.get(0)),
                () -> planned(at(version)));
    }

    /** One procedure of NCCL on each part of the node, without the job around it. */
    private String procedure(NcclVersion version) {
        NcclNode node = at(version);
        StringBuilder text = new StringBuilder();
        List<TopoSystem> seen = new ArrayList<>();
        for (Domain d : new Job(node).make(world(), Optional.empty()).domains()) {
            if (seen.stream().anyMatch(s -> s.sharesNodesWith(d.system()))) {
                continue;
            }
            seen.add(d.system());
            text.append(
                    switch (change("ask", "")) {
                        case "drivers" -> Procedures.drivers(d.system(), node.settings());
                        case "proxies" -> Procedures.proxies(d.system(), node.settings());
                        default -> Procedures.search(d.system(), node.settings(), change("search", ""));
                    });
        }
        return text.toString();
    }

    private String planned(NcclNode node) {
        List<List<Operation>> operations = List.of(
                List.of(
                        new Operation.OfAll(Collective.ALL_REDUCE, 1024),
                        new Operation.OfAll(Collective.ALL_REDUCE, 64L << 20)),
                List.of(new Operation.AllToAll()));
        JobPlan.Member world = new JobPlan.Member(world(), OptionalInt.empty(), operations);
        JobPlan plan = new JobPlan(List.of(world), List.of("collectives", "alltoall"));
        return JobForecast.of(node, plan, ByteCount.of(4096), 0).toString();
    }

    private static String chosen(Communicator c) {
        StringBuilder text = new StringBuilder(c.counts().toString());
        for (Domain d : c.domains()) {
            text.append(SystemText.of(d.system()));
            List.of(d.graphs().ring(), d.graphs().tree(), d.graphs().nvls())
                    .forEach(g -> text.append(SystemText.of(g, d.system())));
        }
        for (Collective collective : Collective.values()) {
            for (long bytes : SIZES) {
                text.append(c.tuner().choose(collective, bytes))
                        .append(c.tuner().estimates(collective, bytes));
            }
        }
        return text.toString();
    }

    private String lived(Job job, Communicator first) {
        StringBuilder text = new StringBuilder();
        List<Communicator> all = new ArrayList<>(List.of(first));
        if (changes.containsKey("split")) {
            List<Integer> members = ranks().subList(0, number("split", 0));
            all.add(job.make(new CommunicatorSpec("split", members, members), Optional.of(first)));
        }
        all.forEach(c -> text.append(c.counts()));
        for (Communicator each : all) {
            text.append(job.init(each)).append(job.run(each, new Operation.AllToAll()));
            for (Collective collective : Collective.values()) {
                text.append(job.run(each, new Operation.OfAll(collective, 1 << 20)));
            }
        }
        text.append(job.live());
        all.forEach(each -> text.append(job.destroy(each)));
        return text.toString();
    }
}
