package dev.shmfit.verify;

import dev.shmfit.log.BusId;
import dev.shmfit.log.LoggedCommunicator;
import dev.shmfit.log.LoggedRank;
import dev.shmfit.text.Text;
import dev.shmfit.topology.Device;
import dev.shmfit.topology.GpuTopology;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Which GPU of a node a rank of a log is: by its bus id; where the capture has none, by NVML's index, or by the order of
 * the bus ids when the log shows as many as the node has GPUs; else by CUDA's index.
 */
final class GpuIdentity {
    private final Map<BusId, Integer> byBusId = new HashMap<>();
    private final List<Integer> indices;
    private final boolean ordered;

    /** @param all every communicator of the log, for the bus ids in them */
    GpuIdentity(GpuTopology node, Collection<LoggedCommunicator> all) {
        List<Integer> present = new ArrayList<>();
        boolean known = true;
        for (Device.Gpu g : node.gpus()) {
            present.add(g.index());
            known &= !g.pci().busIdIsMadeUp();
            if (!g.pci().busIdIsMadeUp()) {
                BusId.parseAddress(g.pci().busId()).ifPresent(b -> byBusId.put(b, g.index()));
            }
        }
        present.sort(Integer::compare);
        this.indices = List.copyOf(present);
        TreeSet<Long> seen = new TreeSet<>();
        if (!known) {
            all.forEach(c -> c.ranks().keySet().forEach(r -> busId(c, r).ifPresent(b -> seen.add(b.packed()))));
            all.forEach(c -> c.devices().keySet().forEach(r -> busId(c, r).ifPresent(b -> seen.add(b.packed()))));
        }
        this.ordered = !known && seen.size() == indices.size();
        if (ordered) {
            int i = 0;
            for (long packed : seen) {
                byBusId.put(new BusId(packed), indices.get(i++));
            }
        }
    }

    /** The GPU of a rank, and by what it was told. */
    record Told(int gpu, Text how) {}

    /** The indices of all GPUs, ascending. */
    List<Integer> all() {
        return indices;
    }

    Optional<Told> of(LoggedCommunicator c, int rank) {
        Optional<Integer> bus = busId(c, rank).map(byBusId::get);
        if (bus.isPresent()) {
            return Optional.of(
                    new Told(bus.get(), Text.of(ordered ? "verify/by-order-of-bus-ids" : "verify/by-bus-id")));
        }
        if (busId(c, rank).isPresent() && !byBusId.isEmpty()) {
            return Optional.empty();
        }
        LoggedRank r = c.ranks().get(rank);
        if (r != null && r.nvmlDev().isPresent()) {
            return told(r.nvmlDev().getAsInt(), Text.of("verify/by-nvml-index"));
        }
        Optional<Integer> shown = number(c.devices().get(rank));
        if (shown.isPresent() && (r == null || r.busId().isEmpty() || !hasBusIds(c))) {
            return told(shown.get(), Text.of("verify/by-index-in-log"));
        }
        return r == null || r.cudaDev() < 0 ? Optional.empty() : told(r.cudaDev(), Text.of("verify/by-cuda-index"));
    }

    private Optional<Told> told(int index, Text how) {
        return indices.contains(index) ? Optional.of(new Told(index, how)) : Optional.empty();
    }

    /** Bus ids have five digits and more but for the devices of a virtual machine, which stand on bus 0. */
    private static boolean hasBusIds(LoggedCommunicator c) {
        return c.devices().values().stream().anyMatch(d -> d.length() > 2);
    }

    private static Optional<BusId> busId(LoggedCommunicator c, int rank) {
        LoggedRank r = c.ranks().get(rank);
        if (r != null && r.busId().isPresent()) {
            return r.busId();
        }
        String device = c.devices().get(rank);
        return device != null && hasBusIds(c) ? BusId.parse(device) : Optional.empty();
    }

    private static Optional<Integer> number(@org.jspecify.annotations.Nullable String device) {
        if (device == null
                || device.isEmpty()
                || device.length() > 3
                || !device.chars().allMatch(d -> d >= '0' && d <= '9')) {
            return Optional.empty();
        }
        return Optional.of(Integer.parseInt(device, 10));
    }
}
