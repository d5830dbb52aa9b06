package dev.shmfit.analysis.open;

import dev.shmfit.analysis.machine.NodeFacts;
import dev.shmfit.analysis.stated.StatedFacts;
import dev.shmfit.facts.SmiDevice;
import dev.shmfit.facts.SmiHop;
import dev.shmfit.facts.SmiTopoMatrix;
import dev.shmfit.topology.AssumedNic;
import java.util.ArrayList;
import java.util.List;

/**
 * The network adapters of a node, as far as anything says how fast they are: a statement, or a tool's output beside the
 * table. A topology of NCCL's says it itself.
 *
 * @param known the stated ones, and those of the table whose rate was read or that NCCL does not use
 * @param unknown names in the table of those that nothing speaks of
 */
record ShownAdapters(List<AssumedNic> known, List<String> unknown) {
    /** Less than any rate: the table's, and not NCCL's. */
    private static final int UNUSED = -1;

    static ShownAdapters of(NodeFacts facts, StatedFacts stated) {
        List<AssumedNic> known = new ArrayList<>(stated.nics());
        List<String> unknown = new ArrayList<>();
        if (facts.xml().isEmpty()) {
            SmiTopoMatrix table = facts.matrix().orElseThrow();
            for (SmiDevice row : table.devices()) {
                String device = table.deviceName(row);
                boolean said = stated.nics().stream()
                        .anyMatch(n -> n.name().equals(row.name()) || n.name().equals(device));
                if (row.isGpu() || said) {
                    continue;
                }
                Integer rate = facts.nets().rates().get(device);
                if (rate == null) {
                    unknown.add(row.name());
                } else {
                    known.add(new AssumedNic(row.name(), rate == 0 ? UNUSED : rate, SmiHop.SYS, List.of()));
                }
            }
        }
        return new ShownAdapters(List.copyOf(known), List.copyOf(unknown));
    }
}
