package dev.shmfit.nccl.register;

import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.nccl.VersionRule;
import dev.shmfit.nccl.observed.ObservedTopology;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Looks for a node on which an edge shows: only with {@code -Dapprove=true}. */
final class EdgeSearch {
    private static final List<String> VARIANTS = List.of(
            "",
            ";pods=4",
            ";pods=2",
            ";pods=1",
            ";pods=4;sm=100",
            ";sm=100",
            ";pods=4;sm=90",
            ";pods=4;NCCL_CROSS_NIC=1",
            ";pods=2;NCCL_CROSS_NIC=0;sm=80",
            ";pods=4;host=one",
            ";driver=12040",
            ";driver=12080;nice=no",
            ";NCCL_P2P_DISABLE=1",
            ";NCCL_P2P_DISABLE=1;sm=100",
            ";pods=4;NCCL_P2P_DISABLE=1",
            ";sm=90;cpu=amd",
            ";cpu=sapphire;sm=80",
            ";cpu=emerald",
            ";cpu=skylake;sm=86",
            ";cpu=amd;pods=4",
            ";cpu=grace;c2c=400;sm=90",
            ";cpu=grace;c2c=400;sm=90;pods=2",
            ";cpu=grace;c2c=400;sm=90;pods=2;NCCL_NET_GDR_C2C=1;NCCL_PXN_C2C=1",
            ";cpu=power;sm=70",
            ";cpu=broadwell;sm=60",
            ";cpu=zhaoxin",
            ";switches=bcm4",
            ";switches=bcm5;pods=4",
            ";process=8",
            ";process=2;NCCL_P2P_DISABLE=1;NCCL_CUMEM_ENABLE=1",
            ";NCCL_CUMEM_ENABLE=1;NCCL_CUMEM_HOST_ENABLE=1;NCCL_P2P_DISABLE=1",
            ";NCCL_CUMEM_ENABLE=0;NCCL_CUMEM_HOST_ENABLE=0;pods=4",
            ";NCCL_P2P_USE_CUDA_MEMCPY=1;process=2",
            ";NCCL_P2P_USE_CUDA_MEMCPY=1;NCCL_CUMEM_ENABLE=1;NCCL_CUMEM_HOST_ENABLE=1;NCCL_P2P_LEVEL=NVL",
            ";NCCL_SHM_USE_CUDA_MEMCPY=1;NCCL_SHM_MEMCPY_MODE=3;NCCL_P2P_DISABLE=1;NCCL_CUMEM_HOST_ENABLE=0",
            ";NCCL_SHM_LOCALITY=1;NCCL_P2P_DISABLE=1",
            ";NCCL_NET_DISABLE_INTRA=1;NCCL_P2P_DISABLE=1;NCCL_SHM_DISABLE=1",
            ";NCCL_LL_BUFFSIZE=65536;NCCL_P2P_DISABLE=1",
            ";NCCL_MIN_CTAS=8;NCCL_MAX_CTAS=16",
            ";NCCL_WORK_ARGS_BYTES=160",
            ";NCCL_ALGO=Foo;NCCL_PROTO=Simple",
            ";NCCL_ALGO=NVLS;pods=4",
            ";NCCL_ALGO=Tree",
            ";NCCL_ALGO=CollNet",
            ";NCCL_NVB_DISABLE=1",
            ";NCCL_IGNORE_DISABLED_P2P=0;NCCL_P2P_LEVEL=SYS",
            ";NCCL_PAT_ENABLE=1;pods=1;sm=50",
            ";NCCL_P2P_DIRECT_DISABLE=1;process=8",
            ";multicast=yes;sm=90;gpus=2",
            ";split=yes",
            ";split=yes;sm=100;pods=2",
            ";NCCL_CUMEM_ENABLE=1;process=8");

    private static final long SECOND = 1_000_000_000L;

    /** How many seconds one node may take. */
    private static final long LONGEST = 12;

    private final Map<String, String> found = new TreeMap<>();
    private final List<EdgeWitnessTest.Edge> open;

    EdgeSearch(List<EdgeWitnessTest.Edge> edges, Map<String, String> known) {
        AskedRules.watch();
        this.open = new ArrayList<>(edges);
        known.forEach((edge, scenario) -> edges.stream()
                .filter(e -> e.name().equals(edge) && e.shows(EdgeScenario.parse(scenario)))
                .forEach(e -> {
                    found.put(edge, scenario);
                    open.remove(e);
                }));
    }

    /** Every edge that shows somewhere, with its node; {@code save} is told after each node that shows more. */
    Map<String, String> run(long seconds, Consumer<Map<String, String>> save) {
        long end = System.nanoTime() + seconds * SECOND;
        for (String scenario : scenarios()) {
            if (open.isEmpty() || System.nanoTime() > end) {
                break;
            }
            int before = found.size();
            look(EdgeScenario.parse(scenario), Math.min(end, System.nanoTime() + LONGEST * SECOND));
            if (found.size() > before) {
                save.accept(found);
            }
        }
        return found;
    }

    private void look(EdgeScenario scenario, long end) {
        List<NcclVersion> versions = new ArrayList<>(new LinkedHashSet<>(
                open.stream().map(EdgeWitnessTest.Edge::from).toList()));
        Collections.shuffle(versions, new Random(scenario.name().hashCode()));
        for (NcclVersion version : versions) {
            if (System.nanoTime() > end) {
                return;
            }
            String[] plain = {""};
            Set<VersionRule<?>> asked = AskedRules.during(() -> plain[0] = scenario.forecast(version));
            Optional<String> before = Optional.empty();
            for (EdgeWitnessTest.Edge e : List.copyOf(open)) {
                if (!e.from().equals(version) || !asked.contains(e.rule()) || !e.showsLater(scenario, plain[0])) {
                    continue;
                }
                String earlier = before.orElseGet(() -> scenario.forecast(NcclReleases.before(version)));
                before = Optional.of(earlier);
                if (e.showsEarlier(scenario, earlier)) {
                    found.put(e.name(), scenario.name());
                    open.remove(e);
                }
            }
        }
    }

    /** Small nodes of each kind first, then all. */
    private static Set<String> scenarios() {
        Set<String> all = new LinkedHashSet<>();
        List<String> first = List.of(
                "B4_intel_2s_p2p",
                "N4sw_amd_200g_gdr1",
                "G4_h100_nvsw",
                "N8hgx_h100_400g_gdr1",
                "F8_dgx1v",
                "E4_pairs_pix",
                "G8_h100_nvsw",
                "N4sw_intel_400g_gdr1",
                "C4_amd_2s_nop2p",
                "H4_nvmlbad_peerall_amd",
                "N8phb_2nic_400g_gdr1",
                "D8_intel_1s_nested_p2p",
                "E4_pairs_sys",
                "N4sw_intel_100g_gdr0",
                "N8l40s_amd-genoa_sw_400g_gdr1",
                "N8vm_flat_8nic_100g_gdr0");
        List<String> small = List.of("N4sw_amd_200g_gdr1", "B4_intel_2s_p2p", "G4_h100_nvsw");
        all.add("H4_nvmlbad_peerall_amd");
        all.add("F8_dgx1v");
        for (String variant : VARIANTS) {
            small.forEach(t -> all.add(t + variant.replace("pods=4", "pods=2")));
        }
        for (String variant : VARIANTS) {
            first.forEach(t -> all.add(t + variant));
        }
        for (String variant : List.of("", ";pods=4", ";pods=2;sm=100", ";NCCL_P2P_DISABLE=1")) {
            ObservedTopology.designed().forEach(t -> all.add(t.name() + variant));
        }
        return all;
    }
}
