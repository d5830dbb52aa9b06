package dev.shmfit.reports;

import dev.shmfit.reports.NodeV1.GpuGroup;
import dev.shmfit.reports.NodeV1.JoinedBy;
import dev.shmfit.reports.NodeV1.LinkKind;
import dev.shmfit.reports.NodeV1.WayOut;
import dev.shmfit.text.Text;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** What is said of GPUs that belong together. */
public final class GpuGroups {
    private GpuGroups() {}

    /** Which GPUs NVLink joins, which hang below one NUMA node, and how narrow the way between them is. */
    public static List<String> sentences(NodeV1 node) {
        return java.util.stream.Stream.of(islands(node), numaNodes(node))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<String> islands(NodeV1 node) {
        List<GpuGroup> islands = groups(node, JoinedBy.NVLINK);
        if (islands.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                islands.get(0).out() == null
                        ? "NVLink joins all GPUs."
                        : "NVLink joins the GPUs " + named(islands) + ", and no others." + narrowest(islands));
    }

    private static Optional<String> numaNodes(NodeV1 node) {
        List<GpuGroup> nodes = groups(node, JoinedBy.NUMA);
        return nodes.isEmpty()
                ? Optional.empty()
                : Optional.of("NUMA nodes hold the GPUs " + named(nodes) + "." + narrowest(nodes));
    }

    private static String narrowest(List<GpuGroup> groups) {
        return groups.stream()
                .map(GpuGroup::out)
                .filter(Objects::nonNull)
                .min(Comparator.comparingDouble(WayOut::gigabytesPerSecond))
                .map(out -> " The narrowest way from some to the rest carries "
                        + Words.rate(out.gigabytesPerSecond()) + " GB/s over "
                        + out.over().stream().map(GpuGroups::word).collect(Collectors.joining(" and "))
                        + ", as NCCL counts" + (out.assumed() ? " (assumed)." : "."))
                .orElse("");
    }

    private static String word(LinkKind kind) {
        return switch (kind) {
            case PCI -> "PCIe";
            case NVLINK -> "NVLink";
            case C2C -> "C2C";
            case SMP -> "the link between CPUs";
        };
    }

    /**
     * Why these pairs of a communicator cannot use NVLink although the node has some; empty where it has none, joins
     * some of them, or the communicator spans nodes.
     */
    static Optional<Text> apart(NodeV1 node, CommunicatorV1 communicator, List<CommunicatorV1.Pair> pairs) {
        List<GpuGroup> islands = groups(node, JoinedBy.NVLINK);
        boolean oneNode =
                new HashSet<>(communicator.gpus()).size() == communicator.gpus().size();
        if (islands.isEmpty() || !oneNode || pairs.stream().anyMatch(p -> joined(islands, communicator, p))) {
            return Optional.empty();
        }
        return Optional.of(Text.of("screen/apart", "islands", named(islands)));
    }

    private static boolean joined(List<GpuGroup> islands, CommunicatorV1 c, CommunicatorV1.Pair pair) {
        int from = c.gpus().get(c.ranks().indexOf(pair.from()));
        int to = c.gpus().get(c.ranks().indexOf(pair.to()));
        return islands.stream()
                .anyMatch(i -> i.gpus().contains(from) && i.gpus().contains(to));
    }

    private static List<GpuGroup> groups(NodeV1 node, JoinedBy by) {
        return node.groups().stream().filter(g -> g.joinedBy() == by).toList();
    }

    private static String named(List<GpuGroup> groups) {
        return groups.stream().map(g -> Words.indices(g.gpus())).collect(Collectors.joining(" | "));
    }
}
