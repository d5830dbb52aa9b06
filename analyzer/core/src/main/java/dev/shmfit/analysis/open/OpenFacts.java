package dev.shmfit.analysis.open;

import dev.shmfit.facts.SmiTopoMatrix;
import dev.shmfit.topology.CpuIdentity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The values that an unknown fact can have, as far as NCCL tells them apart (src/graph/topo.h, topo.cc, search.cc: one
 * value for each bandwidth and each rule). The most usual comes first.
 */
public final class OpenFacts {
    /** A NIC that is too slow to be preferred to anything, or that NCCL does not use at all. */
    static final String SLOW_NIC = "10";

    /** Gb/s. */
    static final List<String> NIC_SPEEDS = List.of(SLOW_NIC, "400");

    private static final List<String> INTEL =
            List.of("intel:skylake", "intel:broadwell", "intel:sapphirerapids", "intel:emeraldrapids");

    /** One for each bandwidth: 12, 24, 48, 6 and 3 GB/s. */
    private static final List<String> PCIE = List.of("gen3x16", "gen4x16", "gen5x16", "gen3x8", "gen3x4");

    /** NVLinks at most, by compute capability (data sheets of P100, V100, A100, RTX A6000, H100, B200, RTX 8000). */
    private static final Map<Integer, Integer> NVLINKS = Map.of(60, 4, 70, 6, 75, 2, 80, 12, 86, 4, 90, 18, 100, 18);

    private static final Map<String, String> EFFECTS = Map.ofEntries(
            Map.entry("cpu", "How far P2P may reach, and how fast NCCL takes the way between sockets to be."),
            Map.entry("pcie", "How many channels NCCL finds over PCIe."),
            Map.entry("compute-capability", "Which speeds NCCL tries, and whether it uses NVLS."),
            Map.entry("p2p", "Which pairs can use P2P at all."),
            Map.entry("nic", "Whether the network is faster than the way between two GPUs (Gb/s)."),
            Map.entry("multicast", "Whether NCCL uses NVLS."),
            Map.entry("nccl-xml", "What lies behind the NVLinks; NCCL_TOPO_DUMP_FILE tells."),
            Map.entry("topo-m", "Cells of the table that could not be read."),
            Map.entry("pods", "Which pairs NCCL keeps apart, and what is in each container's /dev/shm."),
            Map.entry("pods-share", "Whether NCCL takes the pods for one host."),
            Map.entry("channels", "How many files NCCL makes for each connection."));

    private OpenFacts() {}

    /** CPUs; Zhaoxin and POWER are left to be stated. */
    static List<String> cpus(Optional<CpuIdentity> stated, Optional<SmiTopoMatrix> matrix) {
        if (stated.isPresent() && stated.get().vendor() == CpuIdentity.Vendor.INTEL) {
            return INTEL;
        }
        if (stated.isPresent() && stated.get().vendor() == CpuIdentity.Vendor.ZHAOXIN) {
            return List.of("zhaoxin:yongfeng", "zhaoxin:0");
        }
        boolean grace = matrix.isPresent()
                && matrix.get().affinities().stream()
                        .anyMatch(a -> a.gpuNumaId()
                                .asOptional()
                                .filter(id -> id.matches("\\d+"))
                                .isPresent());
        if (grace) {
            return List.of("arm");
        }
        List<String> all = new ArrayList<>(INTEL);
        all.add("amd");
        all.add("arm");
        return all;
    }

    /** What rests on a fact, as a sentence. */
    public static String effect(String fact) {
        return EFFECTS.getOrDefault(fact, "NCCL's choices depend on it.");
    }

    static List<String> pciLinks() {
        return PCIE;
    }

    /** Compute capabilities of GPUs that can have so many NVLinks. */
    static List<String> computeCapabilities(int nvLinks, boolean nvSwitch) {
        if (nvLinks == 0) {
            // Without NVLink only the search's speeds differ: before Hopper, Hopper, Blackwell.
            return List.of("80", "90", "100");
        }
        List<String> all = new ArrayList<>();
        for (int cc : new int[] {90, 80, 100, 70, 60, 86, 75}) {
            boolean switches = cc == 70 || cc == 80 || cc == 90 || cc == 100;
            if (NVLINKS.getOrDefault(cc, 0) >= nvLinks && (!nvSwitch || switches)) {
                all.add(String.valueOf(cc));
            }
        }
        return all.isEmpty() ? List.of("90", "100") : all;
    }
}
