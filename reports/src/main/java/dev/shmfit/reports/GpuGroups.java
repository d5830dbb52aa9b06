package dev.shmfit.reports;

import dev.shmfit.reports.NodeV1.GpuGroup;
import dev.shmfit.reports.NodeV1.JoinedBy;
import dev.shmfit.reports.NodeV1.LinkKind;
import dev.shmfit.reports.NodeV1.WayOut;
import dev.shmfit.text.Language;
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
        return sentences(node, Language.ENGLISH);
    }

    /** The same in a language. */
    public static List<String> sentences(NodeV1 node, Language language) {
        return java.util.stream.Stream.of(islands(node), numaNodes(node))
                .flatMap(Optional::stream)
                .map(text -> text.in(language))
                .toList();
    }

    private static Optional<Text> islands(NodeV1 node) {
        List<GpuGroup> islands = groups(node, JoinedBy.NVLINK);
        if (islands.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                islands.get(0).out() == null
                        ? Text.of("detail/nvlink-all")
                        : Text.sentences(Text.of("detail/nvlink-some", "islands", named(islands)), narrowest(islands)));
    }

    private static Optional<Text> numaNodes(NodeV1 node) {
        List<GpuGroup> nodes = groups(node, JoinedBy.NUMA);
        return nodes.isEmpty()
                ? Optional.empty()
                : Optional.of(Text.sentences(Text.of("detail/numa-nodes", "nodes", named(nodes)), narrowest(nodes)));
    }

    private static Text narrowest(List<GpuGroup> groups) {
        return groups.stream()
                .map(GpuGroup::out)
                .filter(Objects::nonNull)
                .min(Comparator.comparingDouble(WayOut::gigabytesPerSecond))
                .map(out -> Text.of(
                        "detail/narrowest",
                        "rate",
                        Words.rate(out.gigabytesPerSecond()),
                        "over",
                        Text.list(out.over().stream().map(GpuGroups::word).toList()),
                        "assumed",
                        out.assumed() ? "yes" : "no"))
                .orElse(Text.EMPTY);
    }

    private static Text word(LinkKind kind) {
        return switch (kind) {
            case PCI -> Text.verbatim("PCIe");
            case NVLINK -> Text.verbatim("NVLink");
            case C2C -> Text.verbatim("C2C");
            case SMP -> Text.of("detail/link-between-cpus");
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
