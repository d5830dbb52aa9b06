package dev.shmfit.analysis.open;

import dev.shmfit.analysis.stated.CpuNames;
import dev.shmfit.analysis.stated.Facts;
import dev.shmfit.analysis.stated.PciLinks;
import dev.shmfit.analysis.stated.StatedFacts.Adapters;
import dev.shmfit.facts.SmiHop;
import dev.shmfit.facts.SmiTopoMatrix;
import dev.shmfit.topology.AssumedNic;
import dev.shmfit.topology.CpuIdentity;
import dev.shmfit.topology.Device;
import dev.shmfit.topology.GpuTopology;
import dev.shmfit.topology.PciLink;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The values that an unknown fact can have, as far as NCCL tells them apart (src/graph/topo.h, topo.cc, search.cc: one
 * value for each bandwidth and each rule). The most usual comes first.
 */
public final class OpenFacts {
    /** Too slow to be preferred to anything, in Gb/s; also what NCCL does not use at all. */
    private static final int SLOW_NIC = 10;

    private static final int FAST_NIC = 400;

    /** What joins nodes, in Gb/s: Ethernet and InfiniBand as they are sold, and what clouds offer. */
    private static final List<Integer> NETWORK_SPEEDS = List.of(400, 200, 100, 50, 25, 800);

    /** Where nothing is seen of adapters, their number and places are open, too. */
    private static final List<Integer> HIDDEN_SPEEDS = List.of(400, 100, 25);

    private static final List<String> INTEL =
            List.of("intel:skylake", "intel:broadwell", "intel:sapphirerapids", "intel:emeraldrapids");

    /** One for each bandwidth between two sockets, from 2.31 on. */
    private static final List<String> ZEN = List.of("amd:zen2", "amd:zen4", "amd:zen5");

    /** One for each bandwidth: 12, 24, 48, 6 and 3 GB/s. */
    private static final List<String> PCIE = List.of("gen3x16", "gen4x16", "gen5x16", "gen3x8", "gen3x4");

    /** NVLinks at most, by compute capability (data sheets of P100, V100, A100, RTX A6000, H100, B200, RTX 8000). */
    private static final Map<Integer, Integer> NVLINKS = Map.of(60, 4, 70, 6, 75, 2, 80, 12, 86, 4, 90, 18, 100, 18);

    private OpenFacts() {}

    /**
     * CPUs; Zhaoxin and POWER are left to be stated.
     *
     * @param generations whether NCCL tells the generations of AMD's CPUs apart
     */
    static List<Settled<CpuIdentity>> cpus(
            Optional<CpuIdentity> stated, Optional<SmiTopoMatrix> matrix, boolean generations) {
        return cpuNames(stated, matrix, generations ? ZEN : List.of("amd")).stream()
                .map(name -> new Settled<>(Facts.CPU, CpuNames.parse(name), name))
                .toList();
    }

    private static List<String> cpuNames(
            Optional<CpuIdentity> stated, Optional<SmiTopoMatrix> matrix, List<String> amd) {
        if (stated.isPresent() && stated.get().vendor() == CpuIdentity.Vendor.AMD) {
            return amd;
        }
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
        all.addAll(amd);
        all.add("arm");
        return all;
    }

    static List<Settled<PciLink>> pciLinks() {
        return PCIE.stream()
                .map(text -> new Settled<>(Facts.PCIE, PciLinks.parse(text), text))
                .toList();
    }

    /** The adapters of a table, which does not tell their speed: slow ones, which change nothing, and fast ones. */
    static List<Settled<Adapters>> adapters(List<String> shown) {
        return List.of(slow(), fast(List.of(FAST_NIC), named(shown), "").get(0));
    }

    private static List<AssumedNic> named(List<String> names) {
        return names.stream()
                .map(name -> new AssumedNic(name, 0, SmiHop.SYS, List.of()))
                .toList();
    }

    private static Settled<Adapters> slow() {
        return new Settled<>(Facts.NIC, new Adapters(List.of()), String.valueOf(SLOW_NIC));
    }

    private static List<Settled<Adapters>> fast(List<Integer> speeds, List<AssumedNic> adapters, String many) {
        return speeds.stream()
                .map(speed -> new Settled<>(
                        Facts.NIC,
                        new Adapters(
                                adapters.stream().map(a -> a.at(speed * 1000)).toList()),
                        many + speed))
                .toList();
    }

    /**
     * What may join nodes: sockets, or adapters: those that are shown, or where none is, one for each GPU, for each second
     * one, for each NUMA node, or one for all. A node may have been looked at from where adapters are not seen.
     */
    static List<Settled<Adapters>> network(List<String> shown, GpuTopology node) {
        List<Settled<Adapters>> all = new ArrayList<>();
        all.add(slow());
        if (!shown.isEmpty()) {
            all.addAll(fast(NETWORK_SPEEDS, named(shown), ""));
            return all;
        }
        int gpus = node.gpus().size();
        int each = Math.max(1, gpus / node.numaNodes().size());
        for (int stride :
                Stream.of(1, 2, each, gpus).filter(n -> n <= gpus).distinct().toList()) {
            List<AssumedNic> adapters = node.gpus().stream()
                    .filter(g -> g.index() % stride == 0)
                    .sorted(Comparator.comparingInt(Device.Gpu::index))
                    .map(g -> new AssumedNic("nic" + g.index(), 0, SmiHop.PIX, List.of(g.index())))
                    .toList();
            if (!adapters.isEmpty()) {
                all.addAll(fast(HIDDEN_SPEEDS, adapters, adapters.size() + " × "));
            }
        }
        return all;
    }

    /** Sockets copy through the host; so does what is as slow. */
    static boolean isSlowWithGdr(Choice choice) {
        return choice.of(Facts.NIC).filter(a -> a.list().isEmpty()).isPresent()
                && choice.of(Facts.GDR).orElse(false);
    }

    /** Compute capabilities of GPUs that can have so many NVLinks. */
    static List<Settled<Integer>> computeCapabilities(int nvLinks, boolean nvSwitch) {
        return capabilities(nvLinks, nvSwitch).stream()
                .map(cc -> new Settled<>(Facts.COMPUTE_CAPABILITY, cc, cc / 10 + "." + cc % 10))
                .toList();
    }

    private static List<Integer> capabilities(int nvLinks, boolean nvSwitch) {
        if (nvLinks == 0) {
            // Without NVLink only the search's speeds differ: before Hopper, Hopper, Blackwell.
            return List.of(89, 90, 120);
        }
        List<Integer> all = new ArrayList<>();
        for (int cc : new int[] {90, 80, 100, 70, 60, 86, 75}) {
            boolean switches = cc == 70 || cc == 80 || cc == 90 || cc == 100;
            if (NVLINKS.getOrDefault(cc, 0) >= nvLinks && (!nvSwitch || switches)) {
                all.add(cc);
            }
        }
        return all.isEmpty() ? List.of(90, 100) : all;
    }
}
