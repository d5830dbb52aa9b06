package dev.shmfit.nccl.graph;

import dev.shmfit.nccl.NcclSettings;
import java.util.ArrayList;
import java.util.List;

/** Single procedures of NCCL on a system, as texts to compare: what a forecast asks them, and what it does not. */
public final class Procedures {
    private Procedures() {}

    /**
     * One search, and the steps that NCCL spends on it.
     *
     * @param asked pattern, least and most channels: {@code NVLS/1/32}
     */
    public static String search(TopoSystem system, NcclSettings settings, String asked) {
        String[] words = asked.split("/", -1);
        GraphSearch.Counted found = GraphSearch.counted(
                system,
                GraphSettings.of(system.version, settings),
                Pattern.valueOf(words[0]),
                Integer.parseInt(words[1]),
                Integer.parseInt(words[2]),
                SearchMode.AS_WRITTEN,
                new KnownAttempts());
        return SystemText.of(found.graph(), system) + " after " + found.steps();
    }

    /** Which GPU drives each NIC. */
    public static String drivers(TopoSystem system, NcclSettings settings) {
        NetPaths paths = new NetPaths(system, GraphSettings.of(system.version, settings));
        List<Integer> drivers = new ArrayList<>();
        system.nodes(NodeType.NET).forEach(net -> drivers.add(paths.localGpu(net)));
        return drivers.toString();
    }

    /** Whose proxy sends by which NIC, for every pair of GPUs as if the second stood on another node that is alike. */
    public static String proxies(TopoSystem system, NcclSettings settings) {
        GraphSettings graph = GraphSettings.of(system.version, settings);
        List<NetProxy> proxies = new ArrayList<>();
        for (int from : system.ranks()) {
            for (int to : system.ranks()) {
                for (int channel = 0; channel < 4; channel++) {
                    proxies.add(NetProxy.toPeer(system, graph, from, channel, new NetProxy.Peer(system, to)));
                }
            }
        }
        return proxies.toString();
    }
}
