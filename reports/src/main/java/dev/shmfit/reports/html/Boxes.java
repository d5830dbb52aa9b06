package dev.shmfit.reports.html;

import dev.shmfit.reports.NodeV1;
import dev.shmfit.reports.NodeV1.Device;
import dev.shmfit.reports.NodeV1.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which device stands in which: the list of devices as a tree, whatever the list is like. A device whose parent is
 * missing, a GPU that no device speaks for, and all that hangs on a loop end in a box of things whose place is not known.
 *
 * @param device the holder; null for the box of things without a place
 */
record Boxes(@Nullable Device device, List<Boxes> inner, List<Device> gpus, List<Device> nics) {
    private static final int DEEPEST = 6;

    static List<Boxes> of(NodeV1 node) {
        Map<String, Device> byId = new HashMap<>();
        Map<String, List<Device>> children = new HashMap<>();
        List<Device> roots = new ArrayList<>();
        List<Device> unplaced = new ArrayList<>();
        node.devices().forEach(d -> byId.putIfAbsent(d.id(), d));
        for (Device device : new LinkedHashSet<>(node.devices())) {
            Device parent = device.parent() == null ? null : byId.get(device.parent());
            if (parent != null && holds(parent.kind()) && device.equals(byId.get(device.id()))) {
                children.computeIfAbsent(parent.id(), id -> new ArrayList<>()).add(device);
            } else if (holds(device.kind())) {
                roots.add(device);
            } else if (device.kind() != Kind.NVSWITCH) {
                unplaced.add(device);
            }
        }
        Set<Device> seen = new HashSet<>();
        List<Boxes> boxes = new ArrayList<>();
        roots.forEach(root -> boxes.add(box(root, children, seen, 1)));
        for (Device device : new LinkedHashSet<>(node.devices())) {
            if (!seen.contains(device) && !unplaced.contains(device) && isChip(device.kind())) {
                unplaced.add(device);
            }
        }
        unplaced.addAll(unspoken(node));
        if (!unplaced.isEmpty()) {
            boxes.add(new Boxes(null, List.of(), only(unplaced, Kind.GPU), only(unplaced, Kind.NIC)));
        }
        return boxes.stream().filter(b -> !b.isEmpty() || b.device() != null).toList();
    }

    /** Levels of boxes, this one included. */
    int depth() {
        return 1 + inner.stream().mapToInt(Boxes::depth).max().orElse(0);
    }

    /** Lines of NICs in the fullest box. */
    int nicRows() {
        int mine = nics.isEmpty() ? 0 : (nics.size() + columns() - 1) / columns();
        return Math.max(mine, inner.stream().mapToInt(Boxes::nicRows).max().orElse(0));
    }

    /** Devices beside each other directly in this box. */
    int columns() {
        return Math.max(gpus.size(), Math.min(nics.size(), gpus.isEmpty() ? 3 : 1));
    }

    private boolean isEmpty() {
        return inner.isEmpty() && gpus.isEmpty() && nics.isEmpty();
    }

    private static Boxes box(Device device, Map<String, List<Device>> children, Set<Device> seen, int level) {
        seen.add(device);
        List<Boxes> inner = new ArrayList<>();
        List<Device> direct = new ArrayList<>();
        for (Device child : children.getOrDefault(device.id(), List.of())) {
            if (isChip(child.kind())) {
                seen.add(child);
                direct.add(child);
            } else if (level < DEEPEST && !seen.contains(child)) {
                inner.add(box(child, children, seen, level + 1));
            }
        }
        return new Boxes(device, inner, only(direct, Kind.GPU), only(direct, Kind.NIC));
    }

    private static List<Device> unspoken(NodeV1 node) {
        Set<Integer> spoken = new HashSet<>();
        node.devices().forEach(d -> {
            if (d.gpu() != null) {
                spoken.add(d.gpu());
            }
        });
        return node.gpus().stream()
                .filter(gpu -> !spoken.contains(gpu.index()))
                .map(gpu -> new Device(
                        "gpu-without-device-" + gpu.index(),
                        Kind.GPU,
                        null,
                        "GPU" + gpu.index(),
                        gpu.busId() == null ? "" : gpu.busId(),
                        gpu.index()))
                .toList();
    }

    private static boolean holds(Kind kind) {
        return switch (kind) {
            case SOCKET, NUMA, SWITCH -> true;
            case GPU, NIC, NVSWITCH -> false;
        };
    }

    private static boolean isChip(Kind kind) {
        return kind == Kind.GPU || kind == Kind.NIC;
    }

    private static List<Device> only(List<Device> devices, Kind kind) {
        return devices.stream().filter(d -> d.kind() == kind).toList();
    }
}
