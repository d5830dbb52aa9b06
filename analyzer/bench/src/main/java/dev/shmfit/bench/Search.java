package dev.shmfit.bench;

import dev.shmfit.nccl.NcclSettings;
import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.nccl.Pods;
import dev.shmfit.nccl.graph.ChannelGraph;
import dev.shmfit.nccl.graph.GraphRules;
import dev.shmfit.nccl.graph.GraphSearch;
import dev.shmfit.nccl.graph.GraphSettings;
import dev.shmfit.nccl.graph.PathFinder;
import dev.shmfit.nccl.graph.Pattern;
import dev.shmfit.nccl.graph.SystemBuilder;
import dev.shmfit.nccl.graph.SystemTrimmer;
import dev.shmfit.nccl.graph.TopoSystem;
import dev.shmfit.nccl.simulate.SimulateRules;
import dev.shmfit.nccl.transport.Places;
import dev.shmfit.nccl.transport.TransportRules;
import java.util.LinkedHashMap;
import java.util.Map;

/** The graph search of rank 0, as far as NCCL's own measurement of it goes: rings and trees on a finished system. */
final class Search {
    private final TopoSystem system;
    private final GraphSettings settings;
    private final int maxChannels;
    private final boolean asManyTrees;

    private Search(TopoSystem system, GraphSettings settings, NcclVersion version) {
        this.system = system;
        this.settings = settings;
        this.maxChannels = GraphRules.maxChannels(version);
        this.asManyTrees = SimulateRules.treesAsManyAsRings(version);
    }

    static Search of(Node node, NcclVersion version) {
        GraphSettings settings = GraphSettings.of(version, NcclSettings.NONE);
        TransportRules rules = new TransportRules(
                version, NcclSettings.NONE, node.platform(), Places.onOneNode(node.gpus(), Pods.ONE, node.access()));
        Map<Integer, Integer> rankOfGpu = new LinkedHashMap<>();
        node.gpus().forEach(g -> rankOfGpu.put(g, g));
        TopoSystem system = SystemBuilder.build(node.topology(), rankOfGpu, version);
        PathFinder.compute(system, settings, rules);
        SystemTrimmer.trim(system, 0, node.gpus().size());
        PathFinder.compute(system, settings, rules);
        GraphSearch.init(system);
        return new Search(system, settings, version);
    }

    ChannelGraph rings() {
        return GraphSearch.compute(system, settings, Pattern.RING, 1, maxChannels / 2);
    }

    ChannelGraph trees(ChannelGraph rings) {
        int min = asManyTrees ? rings.channels() : 1;
        return GraphSearch.compute(system, settings, Pattern.BALANCED_TREE, min, rings.channels());
    }

    /** Rings and trees; how many channels both have. */
    int run() {
        ChannelGraph rings = rings();
        return Math.min(rings.channels(), trees(rings).channels());
    }
}
