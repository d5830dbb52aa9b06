package dev.shmfit.nccl.graph;

import java.util.ArrayList;
import java.util.List;

/** NCCL's system and a graph in it as texts to compare: nodes, links, paths, bandwidths, channels and their NICs. */
public final class SystemText {
    private SystemText() {}

    /** All nodes with their links and paths, after NCCL has cut out the communicator's part. */
    public static String of(TopoSystem system) {
        StringBuilder text = new StringBuilder();
        text.append(system.searchesInter()).append(system.maxBw).append(' ').append(system.totalBw);
        text.append(GraphSearch.allNvLink(system));
        for (NodeType type : NodeType.values()) {
            for (TopoNode n : system.nodes(type)) {
                text.append('\n').append(name(n)).append(' ').append(n.gdr).append(n.localGpu);
                n.links.forEach(
                        l -> text.append(' ').append(l.type).append(l.bw).append(name(l.remote)));
                for (NodeType to : NodeType.values()) {
                    for (TopoPath p : n.pathsTo(to)) {
                        text.append(' ').append(system.order.type(p.type)).append(p.bw);
                        for (int i = 0; i < p.count; i++) {
                            text.append(name(p.links[i].remote));
                        }
                    }
                }
            }
        }
        return text.toString();
    }

    private static String name(TopoNode n) {
        return n.type + "/" + Long.toHexString(n.id);
    }

    /** A graph, with the order and the NICs of each channel. */
    public static String of(ChannelGraph g, TopoSystem system) {
        List<Object> all = new ArrayList<>(List.of(
                g.pattern,
                g.channels,
                g.bwIntra,
                g.bwInter,
                g.latencyInter,
                system.order.type(g.typeIntra),
                system.order.type(g.typeInter),
                g.crossNic,
                g.sameChannels));
        for (int ch = 0; ch < g.channels; ch++) {
            all.add(g.order(ch));
            if (system.searchesInter()) {
                all.add(g.inter[2 * ch]);
                all.add(g.inter[2 * ch + 1]);
            }
        }
        return all.toString();
    }
}
