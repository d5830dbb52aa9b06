package dev.shmfit.nccl.graph;

/**
 * Whose proxy sends over the network for a rank: its own, or that of an NVLink peer next to the NIC (PXN; src/graph/search.cc
 * ncclTopoGetNetDev, src/graph/paths.cc ncclTopoGetIntermediateRank).
 *
 * @param rank whose proxy
 * @param gdr whether the NIC reads the GPU's memory (src/graph/paths.cc ncclTopoCheckGdr)
 */
public record NetProxy(int rank, boolean gdr) {
    /**
     * The proxy for a channel that the search found.
     *
     * @param system of the sender's domain
     * @param graph the rings or trees that the channel comes from
     */
    public static NetProxy of(TopoSystem system, GraphSettings settings, ChannelGraph graph, int sender, int channel) {
        NetPaths paths = new NetPaths(system, settings);
        TopoNode gpu = system.gpu(system.indexOfRank(sender));
        if (graph.channels() == 0 || system.nodes(NodeType.NET).isEmpty()) {
            return new NetProxy(sender, false);
        }
        int c = channel % graph.channels();
        int side = graph.intra[c * graph.gpus] == sender ? 0 : 1;
        TopoNode net = system.nodes(NodeType.NET).get(graph.inter[c * 2 + side]);
        boolean pxn = gpu.path(net).type == system.order.pxn;
        return new NetProxy(pxn ? paths.relayOf(gpu, net).rank : sender, paths.usesGdr(gpu, net, true));
    }
}
