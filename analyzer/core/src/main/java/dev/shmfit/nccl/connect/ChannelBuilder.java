package dev.shmfit.nccl.connect;

import dev.shmfit.nccl.NcclSettings;
import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.nccl.graph.ChannelGraph;
import dev.shmfit.nccl.graph.Pattern;
import java.util.ArrayList;
import java.util.List;

/**
 * Joins the domains' channels to rings and trees over all ranks, doubles them, and applies the limits
 * (src/graph/connect.cc ncclTopoPreset, ncclTopoPostset).
 */
public final class ChannelBuilder {
    private final NcclVersion version;
    private final List<NodeGraphs> nodes;
    private final int found;
    private final Channels channels;

    /** The highest crossNic of any node's rings. */
    private final int mostCrossing;

    private ChannelBuilder(NcclVersion version, List<NodeGraphs> nodes, int ranks) {
        this.version = version;
        this.nodes = nodes;
        this.found = nodes.stream().mapToInt(NodeGraphs::channels).min().orElse(0);
        this.channels = new Channels(ranks);
        this.mostCrossing =
                nodes.stream().mapToInt(n -> n.ring().crossNic()).max().orElse(0);
    }

    /**
     * What the communicator is built with.
     *
     * @param maxChannels MAXCHANNELS of the version
     * @param minCompCap smallest compute capability times ten
     * @param nvlsChannels NVLS channels; 0 without NVLS
     * @param parentChannels the parent's channels where resources are shared, else {@link Integer#MAX_VALUE}
     * @param parentNvls the parent's NVLS channels where resources are shared and the parent has NVLS, else -1
     */
    public record Request(int maxChannels, int minCompCap, int nvlsChannels, int parentChannels, int parentNvls) {}

    /**
     * The channels.
     *
     * @param channels rings and trees
     * @param collective channels that collectives may use
     * @param nvls NVLS channels
     */
    public record Result(Channels channels, int collective, int nvls) {}

    public static Result build(
            NcclVersion version, NcclSettings settings, List<NodeGraphs> nodes, int ranks, Request request) {
        return new ChannelBuilder(version, nodes, ranks).build(settings, request);
    }

    private Result build(NcclSettings settings, Request request) {
        for (int c = 0; c < found; c++) {
            channels.addEmpty();
            connectRing(c);
            presetTree(c);
        }
        channels.copyUpTo(2 * found);
        for (int c = 0; c < found; c++) {
            connectTrees(c);
        }
        channels.truncate(Math.min(request.maxChannels, 2 * found));
        doubleForFastNetworks(request);
        applyLimits(settings, request);
        int collective = channels.size();
        int nvls = nvlsHeads() == 0 ? 0 : request.nvlsChannels;
        boolean sharedNvls = request.parentNvls >= 0;
        if (sharedNvls && ConnectRules.SHARES_PARENT_NVLS.at(version)) {
            nvls = Math.min(nvls, request.parentNvls);
        }
        if (ConnectRules.NVLS_CHANNELS_COMPUTE.at(version)) {
            channels.copyUpTo(nvls);
        }
        if (sharedNvls && ConnectRules.SHARES_PARENT_NVLS.at(version) && channels.size() > request.parentChannels) {
            channels.truncate(request.parentChannels);
            collective = Math.min(collective, channels.size());
        }
        return new Result(channels, collective, nvls);
    }

    private int nvlsHeads() {
        return nodes.stream().mapToInt(n -> n.nvls().channels()).min().orElse(0);
    }

    /** With alternating NICs every second node swaps its even and odd rings. */
    private int ringChannel(int c, int node) {
        boolean alternates = switch (ConnectRules.RING_SWAP.at(version)) {
            case NEVER -> false;
            case FIRST_NODE_CROSSES -> nodes.get(0).ring().crossNic() != 0;
            case ANY_CROSSES -> mostCrossing != 0;
            case ANY_ALTERNATES -> mostCrossing == 2;
            case OWN_ALTERNATE -> nodes.get(node).ring().crossNic() == 2;
        };
        boolean evenNodes = ConnectRules.SWAPS_ODD_NODES.at(version) || nodes.size() % 2 == 0;
        boolean swaps = alternates && evenNodes && found % 2 == 0 && node % 2 == 1;
        return swaps ? c ^ 1 : c;
    }

    private void connectRing(int c) {
        List<List<Integer>> orders = new ArrayList<>();
        for (int n = 0; n < nodes.size(); n++) {
            orders.add(nodes.get(n).ring().order(ringChannel(c, n)));
        }
        for (int n = 0; n < orders.size(); n++) {
            List<Integer> order = orders.get(n);
            for (int i = 0; i + 1 < order.size(); i++) {
                channels.ringEdge(c, order.get(i), order.get(i + 1));
            }
            List<Integer> following = orders.get((n + 1) % orders.size());
            channels.ringEdge(c, order.get(order.size() - 1), following.get(0));
        }
    }

    /** Inside a node a tree is a chain along the search order. */
    private void presetTree(int c) {
        for (NodeGraphs node : nodes) {
            List<Integer> order = node.tree().order(c);
            for (int i = 0; i < order.size(); i++) {
                if (i > 0) {
                    channels.parent(c, order.get(i), order.get(i - 1));
                }
                if (i + 1 < order.size()) {
                    channels.child(c, order.get(i), order.get(i + 1));
                }
            }
        }
    }

    private void connectTrees(int c) {
        int count = nodes.size();
        for (int n = 0; n < count; n++) {
            link(c, n, DoubleTree.first(count, n));
            link(c + found, n, DoubleTree.second(count, n));
        }
    }

    private void link(int c, int node, DoubleTree t) {
        int search = c % found;
        if (t.up() >= 0) {
            int[] childOf = t.childType() == 0 ? new int[] {0} : new int[] {1};
            int parentRank = childRank(t.up(), search, childOf[0]);
            channels.parent(c, parentSideRank(node, search), parentRank);
        }
        if (t.down0() >= 0) {
            channels.child(c, childRank(node, search, 0), parentSideRank(t.down0(), search));
        }
        if (t.down1() >= 0) {
            channels.child(c, childRank(node, search, 1), parentSideRank(t.down1(), search));
        }
    }

    /** The rank of a node that talks to the parent node. */
    private int parentSideRank(int node, int c) {
        return nodes.get(node).tree().order(c).get(0);
    }

    /** The rank of a node that talks to the child node number {@code child} (0 or 1). */
    private int childRank(int node, int c, int child) {
        ChannelGraph tree = nodes.get(node).tree();
        List<Integer> order = tree.order(c);
        int index;
        if (child == 0) {
            index = tree.pattern() == Pattern.TREE ? 0 : 1;
        } else {
            index = tree.pattern() == Pattern.SPLIT_TREE ? 1 : 0;
        }
        return order.get(Math.min(index, order.size() - 1));
    }

    private void doubleForFastNetworks(Request request) {
        ConnectRules.Doubled doubled = ConnectRules.DOUBLED.at(version);
        if (nodes.size() <= 1 || doubled == ConnectRules.Doubled.NONE) {
            return;
        }
        boolean hopper =
                request.minCompCap == 90 || (request.minCompCap > 90 && doubled == ConnectRules.Doubled.FROM_HOPPER);
        float bw = Float.MAX_VALUE;
        for (NodeGraphs n : nodes) {
            bw = Math.min(bw, n.ring().bwIntra());
        }
        boolean room = ConnectRules.DOUBLED_BELOW_16.at(version)
                ? channels.size() < 16
                : 2 * channels.size() <= request.maxChannels;
        if (hopper && bw > 45.0 && room) {
            channels.copyUpTo(2 * channels.size());
        }
    }

    private void applyLimits(NcclSettings settings, Request request) {
        ChannelLimits limits = ChannelLimits.of(version, settings, request.maxChannels);
        int cap = Math.min(Math.min(limits.max(), limits.maxCtas()), request.parentChannels);
        channels.truncate(cap);
        channels.copyUpTo(Math.min(Math.max(limits.min(), limits.minCtas()), request.parentChannels));
    }
}
