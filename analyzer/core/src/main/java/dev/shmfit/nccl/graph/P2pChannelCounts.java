package dev.shmfit.nccl.graph;

import dev.shmfit.nccl.NcclSettings;
import java.util.OptionalInt;

/** How many channels a send/recv peer gets (src/graph/paths.cc ncclTopoGetNchannels). */
public final class P2pChannelCounts {
    private static final int UNSET = -1;

    private P2pChannelCounts() {}

    /**
     * The smallest number of channels that any peer needs.
     *
     * @param ownRank the rank that asks; from 2.29 only its peers count, before those of all GPUs of its domain
     * @param ranks ranks in the communicator
     * @param p2pChannels the communicator's channels for send/recv
     */
    public static int perPeer(TopoSystem system, NcclSettings settings, int ownRank, int ranks, int p2pChannels) {
        boolean ownOnly = GraphRules.OWN_PEERS_ONLY.at(system.version);
        int min = ownOnly ? system.constants.maxChannels() : p2pChannels;
        for (TopoNode g : system.gpus()) {
            if (ownOnly && system.rankOf(g) != ownRank) {
                continue;
            }
            for (TopoNode peer : system.gpus()) {
                if (peer != g) {
                    min = Math.min(min, local(system, g, peer));
                }
            }
            // What a rank outside gets does not depend on which one it is.
            if (ranks > system.gpuCount()) {
                min = Math.min(min, remote(system, settings, g, ranks, p2pChannels));
            }
        }
        return min;
    }

    private static int local(TopoSystem system, TopoNode g, TopoNode peer) {
        TopoPath path = peer.path(g);
        PathOrder order = system.order;
        boolean nvLink =
                path.type == order.nvl || (GraphRules.NVB_CHANNELS.at(system.version) && path.type == order.nvb);
        return nvLink ? 2 * Math.max(1, (int) (path.bw / system.constants.nvLinkBw(g.sm))) : 2;
    }

    private static int remote(TopoSystem system, NcclSettings settings, TopoNode g, int ranks, int p2pChannels) {
        return switch (GraphRules.NET_PEER_CHANNELS.at(system.version)) {
            case ONE -> 1;
            case TWO -> (int) settings.number("NCHANNELS_PER_NET_PEER", 2);
            case BY_RANKS -> set(settings).orElseGet(() -> byRanks(system, g, ranks, p2pChannels));
            case BY_BANDWIDTH -> set(settings).orElseGet(() -> byNetBandwidth(system, settings, g));
        };
    }

    private static OptionalInt set(NcclSettings settings) {
        long set = settings.number("NCHANNELS_PER_NET_PEER", UNSET);
        return set == UNSET ? OptionalInt.empty() : OptionalInt.of((int) set);
    }

    private static int byRanks(TopoSystem system, TopoNode g, int ranks, int p2pChannels) {
        int max = 2;
        while (max * ranks > p2pChannels * 4 && max > 1) {
            max /= 2;
        }
        int nics = system.count(NodeType.NET) == 0 ? 0 : LocalDevices.netCountByBandwidth(system, g);
        return Math.max(nics, max);
    }

    private static int byNetBandwidth(TopoSystem system, NcclSettings settings, TopoNode g) {
        if (system.count(NodeType.NET) == 0) {
            return 2;
        }
        float gpuBw = g.path(PathFinder.localCpu(system, g)).bw;
        float total = 0;
        int count = 0;
        LocalDevices.Serving serving = LocalDevices.serving(system, g);
        TopoNode first = null;
        for (int c = 0; c < system.constants.maxChannels(); c++) {
            TopoNode net = system.nodes(NodeType.NET).get(serving.at(c));
            if (net == first) {
                break;
            }
            first = first == null ? net : first;
            total += g.path(net).bw;
            count++;
            if (total >= gpuBw) {
                break;
            }
        }
        int perChannel = (int) settings.number("P2P_PER_CHANNEL_NET_BW", 14);
        return count == 0 ? 2 : Math.max(count, ((int) total + perChannel - 1) / perChannel);
    }
}
