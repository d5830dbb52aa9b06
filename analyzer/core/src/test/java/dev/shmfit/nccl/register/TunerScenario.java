package dev.shmfit.nccl.register;

import dev.shmfit.nccl.NcclSettings;
import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.nccl.tuning.Collective;
import dev.shmfit.nccl.tuning.GraphSummary;
import dev.shmfit.nccl.tuning.NvlsSupport;
import dev.shmfit.nccl.tuning.Tuner;
import dev.shmfit.nccl.tuning.TunerInput;
import dev.shmfit.topology.CpuIdentity;
import dev.shmfit.topology.PathType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * A communicator as NCCL's cost model sees it: every choice of algorithm and protocol, with its estimates. Written as
 * {@code tuner;ranks=16;nodes=2;sm=90-100;ring=4/8/40/20/NVL/PXN/yes/2.5}: each graph as pattern, channels, bandwidth
 * within and between nodes, path within a node and to a NIC, same channels, latency; {@code nvls} names a third graph,
 * {@code cuda} the CUDA that NCCL was built with; the rest are NCCL's settings.
 */
record TunerScenario(String name, Map<String, String> facts) implements EdgeScenario {
    static final String PREFIX = "tuner";
    private static final long[] SIZES = {0, 8, 48, 256, 4096, 32768, 65536, 1 << 18, 1 << 20, 32 << 20, 1 << 30};
    private static final Map<String, CpuIdentity> CPUS = Map.of(
            "intel", new CpuIdentity(CpuIdentity.Arch.X86_64, CpuIdentity.Vendor.INTEL, 6, 85),
            "amd", new CpuIdentity(CpuIdentity.Arch.X86_64, CpuIdentity.Vendor.AMD, 143, 49),
            "arm", new CpuIdentity(CpuIdentity.Arch.ARM64, CpuIdentity.Vendor.UNKNOWN, 0, 0),
            "power", new CpuIdentity(CpuIdentity.Arch.PPC64, CpuIdentity.Vendor.UNKNOWN, 0, 0));

    static TunerScenario parse(String name) {
        Map<String, String> facts = new LinkedHashMap<>();
        for (String part : name.split(";", -1)) {
            int equals = part.indexOf('=');
            facts.put(equals < 0 ? part : part.substring(0, equals), part.substring(equals + 1));
        }
        return new TunerScenario(name, facts);
    }

    @Override
    public List<Supplier<String>> outputs(NcclVersion version) {
        return List.of(() -> {
            Tuner tuner = Tuner.of(input(version));
            StringBuilder text = new StringBuilder(tuner.initFailure().toString());
            for (Collective collective : Collective.values()) {
                for (long bytes : SIZES) {
                    text.append(tuner.choose(collective, bytes)).append(tuner.estimates(collective, bytes));
                }
            }
            return text.toString();
        });
    }

    private String fact(String key) {
        return Objects.requireNonNull(facts.get(key), key);
    }

    private TunerInput input(NcclVersion version) {
        String[] generations = fact("sm").split("-", -1);
        NcclSettings settings = new NcclSettings(facts.entrySet().stream()
                .filter(e -> e.getKey().startsWith("NCCL_"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> b, TreeMap::new)));
        int ranks = Integer.parseInt(fact("ranks"));
        int nodes = Integer.parseInt(fact("nodes"));
        Optional<GraphSummary> nvls = Optional.ofNullable(facts.get("nvls")).map(TunerScenario::graph);
        boolean multicast = nvls.isPresent();
        return new TunerInput(
                version,
                ranks,
                nodes,
                Integer.parseInt(generations[0]),
                Integer.parseInt(generations[generations.length - 1]),
                2,
                Integer.parseInt(facts.getOrDefault("cuda", "12040")),
                Objects.requireNonNull(CPUS.get(facts.getOrDefault("cpu", "intel"))),
                facts.getOrDefault("vendors", "one").equals("mixed"),
                graph(fact("ring")),
                graph(fact("tree")),
                NvlsSupport.of(version, (ranks + nodes - 1) / nodes, nodes, multicast, settings),
                nvls,
                settings);
    }

    private static GraphSummary graph(String text) {
        String[] w = text.split("/", -1);
        return new GraphSummary(
                Integer.parseInt(w[0]),
                Integer.parseInt(w[1]),
                Float.parseFloat(w[2]),
                Float.parseFloat(w[3]),
                PathType.valueOf(w[4]),
                PathType.valueOf(w[5]),
                w[6].equals("yes"),
                Float.parseFloat(w[7]));
    }
}
