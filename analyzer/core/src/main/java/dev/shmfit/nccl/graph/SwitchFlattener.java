package dev.shmfit.nccl.graph;

import dev.shmfit.nccl.VersionRule;
import java.util.ArrayList;
import java.util.List;

/**
 * Broadcom switches of the newer generations present themselves as two levels that sustain full bandwidth everywhere;
 * NCCL fuses the lower ones into the upper (src/graph/topo.cc ncclTopoFlattenBcmSwitches, from 2.9.6; the fifth
 * generation from 2.20.3).
 */
final class SwitchFlattener {
    private static final long MASK = 0xfffffffffffff000L;
    private static final long GEN4 = 0x1000c0101000a000L;
    private static final long GEN5 = 0x1000c03010000000L;

    static final VersionRule<Boolean> KNOWS_GEN5 = VersionRule.of(
                    "flattens-gen5-switches", "whether Broadcom switches of PCIe 5 are flattened too")
            .since(9, 6, false, "src/graph/topo.cc ncclTopoFlattenBcmSwitches@v2.9.6-1")
            .then(20, 3, true, "src/graph/topo.cc getBcmGen@v2.20.3-1");

    private SwitchFlattener() {}

    static void flatten(TopoSystem system) {
        if (!GraphRules.FLATTENS_SWITCHES.at(system.version)) {
            return;
        }
        boolean gen5 = KNOWS_GEN5.at(system.version);
        // NCCL restarts at the second switch after a fusion, since the list has changed under it.
        for (int s = 0; s < system.count(NodeType.PCI); s++) {
            TopoNode top = system.nodes(NodeType.PCI).get(s);
            int generation = generation(top.pciDevice, 0, gen5);
            if (generation == 0) {
                continue;
            }
            fuse(system, top, generation, gen5);
            top.pciDevice = gen5 ? top.pciDevice | 0xffff : 0x1000c01010000000L;
            s = 0;
        }
    }

    private static void fuse(TopoSystem system, TopoNode top, int generation, boolean gen5) {
        List<TopoNode> subs = new ArrayList<>();
        for (TopoLink l : List.copyOf(top.links)) {
            boolean same =
                    gen5 ? generation(l.remote.pciDevice, 1, true) == generation : l.remote.pciDevice == top.pciDevice;
            if (l.remote.type == NodeType.PCI && same) {
                subs.add(l.remote);
                top.links.remove(l);
            }
        }
        for (TopoNode sub : subs) {
            for (TopoLink l : sub.links) {
                if (l.remote == top) {
                    continue;
                }
                top.links.add(l);
                for (TopoLink back : l.remote.links) {
                    if (back.remote == sub) {
                        back.remote = top;
                        break;
                    }
                }
            }
            system.remove(sub);
        }
    }

    private static int generation(long device, int level, boolean gen5) {
        if ((device & MASK) == GEN4) {
            return 4;
        }
        return gen5 && (device & MASK) == (GEN5 | (level * 0x1000L)) ? 5 : 0;
    }
}
