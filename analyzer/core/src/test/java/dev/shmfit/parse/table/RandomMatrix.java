package dev.shmfit.parse.table;

import dev.shmfit.facts.Reading;
import dev.shmfit.facts.SmiDevice;
import dev.shmfit.facts.SmiHop;
import dev.shmfit.facts.SmiLink;
import dev.shmfit.facts.SmiTopoMatrix;
import dev.shmfit.facts.SourceRef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Matrices that no machine has: any link may stand anywhere, so that a cell read into a wrong place shows. */
final class RandomMatrix {
    private static final SourceRef NOWHERE = SourceRef.of("random");
    private static final String[] NICS = {"NIC%d", "mlx5_%d", "mlx4_%d", "bnxt_re%d", "hfi1_%d", "mlx5_bond_%d"};

    private RandomMatrix() {}

    static SmiTopoMatrix of(Random random) {
        int gpus = 1 + random.nextInt(16);
        int nics = random.nextInt(3) == 0 ? 0 : random.nextInt(18);
        String nic = NICS[random.nextInt(NICS.length)];
        List<SmiDevice> devices = new ArrayList<>();
        for (int i = 0; i < gpus; i++) {
            devices.add(new SmiDevice("GPU" + i, SmiDevice.Kind.GPU));
        }
        Map<String, String> names = new LinkedHashMap<>();
        for (int i = 0; i < nics; i++) {
            String name = nic.replace("%d", Integer.toString(i));
            devices.add(new SmiDevice(name, SmiDevice.Kind.NIC));
            if (name.startsWith("NIC")) {
                names.put(name, "rocep" + i + "s0");
            }
        }
        List<List<Reading<SmiLink>>> cells = new ArrayList<>();
        for (int i = 0; i < devices.size(); i++) {
            List<Reading<SmiLink>> row = new ArrayList<>();
            for (int j = 0; j < devices.size(); j++) {
                row.add(Reading.known(i == j ? new SmiLink.Self() : link(random), NOWHERE));
            }
            cells.add(row);
        }
        List<SmiTopoMatrix.Affinity> affinities = new ArrayList<>();
        for (int i = 0; i < gpus; i++) {
            int cpu = random.nextInt(200);
            affinities.add(new SmiTopoMatrix.Affinity(
                    random.nextInt(8) == 0
                            ? Reading.absent("")
                            : Reading.known(cpu + "-" + (cpu + 9) + "," + (cpu + 20) + "-" + (cpu + 29), NOWHERE),
                    random.nextInt(8) == 0
                            ? Reading.absent("")
                            : Reading.known(List.of(random.nextInt(3), 5, 6, 7), NOWHERE),
                    random.nextBoolean() ? Reading.absent("") : Reading.known("" + random.nextInt(30), NOWHERE)));
        }
        return new SmiTopoMatrix(devices, cells, affinities, names);
    }

    private static SmiLink link(Random random) {
        SmiHop[] hops = SmiHop.values();
        return random.nextInt(3) == 0
                ? new SmiLink.NvLinks(1 + random.nextInt(36))
                : new SmiLink.Pci(hops[random.nextInt(hops.length)]);
    }
}
