package dev.shmfit.nccl.graph;

import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.nccl.VersionRule;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/** Which NICs a search may start from and come back to (src/graph/search.cc ncclTopoSelectNets and its callers). */
final class NetSelection {
    static final VersionRule<Boolean> RAILS = VersionRule.from(
                    "net-rails",
                    "whether the rails and planes that a network plugin tells bound by which NIC a channel leaves",
                    30,
                    7,
                    "src/graph/search.cc ncclTopoSearchCheckNet@v2.30.7-1")
            .unseenBecause("no topology at hand tells rails or planes");

    private final TopoSystem system;
    private final boolean rails;
    private final boolean alternatingRings;
    private final boolean crossingInPairs;
    private final boolean netsRotate;
    private final GraphRules.NvlsHeads nvlsHeads;
    private final boolean nvlsHeadsDistinct;
    private final boolean nvlsHeadsAtNet;
    private final boolean replayOrFree;
    private final boolean netLocalGpu;
    private final boolean netByBandwidthOnly;
    private final boolean gpusByLocalPath;
    private final boolean nearestGpuNeedsPath;
    private final boolean gpusRotate;
    private final boolean localNetsFirst;

    /** By NIC, the GPUs from which to go on where no bandwidth that a search takes decides: paths stay as they are meanwhile. */
    private final IdentityHashMap<TopoNode, List<Integer>> byLocalPath = new IdentityHashMap<>();

    NetSelection(TopoSystem system) {
        this.system = system;
        NcclVersion version = system.version;
        this.rails = RAILS.at(version);
        this.alternatingRings = GraphRules.ALTERNATING_RINGS.at(version);
        this.crossingInPairs = GraphRules.CROSSING_IN_PAIRS.at(version);
        this.netsRotate = GraphRules.NETS_ROTATE.at(version);
        this.nvlsHeads = GraphRules.NVLS_HEADS.at(version);
        this.nvlsHeadsDistinct = GraphRules.NVLS_HEADS_DISTINCT.at(version);
        this.nvlsHeadsAtNet = GraphRules.NVLS_HEADS_AT_NET.at(version);
        this.replayOrFree = GraphRules.REPLAY_OR_FREE.at(version);
        this.netLocalGpu = GraphRules.NET_LOCAL_GPU.at(version);
        this.netByBandwidthOnly = GraphRules.NET_BY_BANDWIDTH_ONLY.at(version);
        this.gpusByLocalPath = GraphRules.GPUS_BY_LOCAL_PATH.at(version);
        this.nearestGpuNeedsPath = GraphRules.NEAREST_GPU_NEEDS_PATH.at(version);
        this.gpusRotate = GraphRules.GPUS_ROTATE.at(version);
        this.localNetsFirst = GraphRules.LOCAL_NETS_FIRST.at(version);
    }

    /** ncclTopoSelectNets: NET indices to try, in order; {@code gpu} -1 asks for all GPUs together. */
    int[] select(int typeInter, int gpu) {
        List<Integer> nets = new ArrayList<>();
        if (localNetsFirst) {
            for (TopoNode g : system.gpus()) {
                if (gpu == -1 || gpu == g.index) {
                    addUnique(nets, preferred(g));
                }
            }
        }
        int most = system.devices.mostTried(system.version, gpu == -1 ? system.gpuCount() : 1);
        for (int type = 0; type <= typeInter; type++) {
            for (TopoNode g : system.gpus()) {
                if (gpu != -1 && gpu != g.index) {
                    continue;
                }
                List<Integer> local = new ArrayList<>();
                TopoPath[] paths = g.pathsTo(NodeType.NET);
                for (int n = 0; n < paths.length; n++) {
                    if (paths[n].type == type) {
                        local.add(n);
                    }
                }
                if (!localNetsFirst && !local.isEmpty()) {
                    java.util.Collections.rotate(local, -(g.dev % local.size()));
                }
                for (int n : local) {
                    if (nets.size() < most) {
                        addUnique(nets, List.of(n));
                    }
                }
            }
        }
        return nets.stream().mapToInt(Integer::intValue).toArray();
    }

    /** The NICs that a GPU uses for its channels, until they repeat. */
    private List<Integer> preferred(TopoNode gpu) {
        List<Integer> found = new ArrayList<>();
        LocalDevices.Serving serving = LocalDevices.serving(system, gpu);
        for (int c = 0; c < system.constants.maxChannels(); c++) {
            int net = serving.at(c);
            if (!found.isEmpty() && found.get(0) == net) {
                break;
            }
            found.add(net);
        }
        return found;
    }

    private static void addUnique(List<Integer> to, List<Integer> more) {
        for (int n : more) {
            if (!to.contains(n)) {
                to.add(n);
            }
        }
    }

    /** ncclTopoSearchCheckNet: whether a channel that came in at {@code start} may leave at {@code net}. */
    boolean checkNet(ChannelGraph graph, TopoNode start, TopoNode net, int step) {
        // planeId != UNDEF on both && planeId != planeId: net-rails
        if (rails && net.plane != -1 && start.plane != -1 && net.plane != start.plane) {
            return false;
        }
        // pattern == TREE && net->id != startNet->id
        if (graph.pattern == Pattern.TREE && net != start) {
            return false;
        }
        if (!staysOnRail(graph, start, net)) {
            return false;
        }
        // pattern == BALANCED_TREE && step != 0 && net->id != inter[nChannels*2+1]
        return graph.pattern != Pattern.BALANCED_TREE || step == 0 || net.index == graph.inter[graph.channels * 2 + 1];
    }

    private boolean staysOnRail(ChannelGraph graph, TopoNode start, TopoNode net) {
        // railId != railId where both are told, else asic != asic || port != port
        boolean told = rails && net.rail != -1 && start.rail != -1;
        boolean otherPort = told ? net.rail != start.rail : net.asic != start.asic || net.port != start.port;
        // nChannels & 1
        boolean odd = (graph.channels & 1) != 0;
        // inter[(nChannels-1)*2]
        int previousIn = graph.channels == 0 ? -1 : graph.inter[(graph.channels - 1) * 2];
        if (alternatingRings) {
            if (graph.pattern == Pattern.RING && graph.crossNic == 2) {
                return !odd || net.index == previousIn;
            }
            return graph.crossNic != 0 || !otherPort;
        }
        if (graph.crossNic != 1 && otherPort) {
            return false;
        }
        return !crossingInPairs || graph.crossNic == 0 || !odd || net.index == previousIn;
    }

    /** Whether the next channel may come in at NET {@code n}: with alternating NICs, where the last one left. */
    boolean allowsStart(ChannelGraph graph, int n) {
        if ((graph.channels & 1) == 0 || !crossingInPairs) {
            return true;
        }
        boolean alternates =
                alternatingRings ? graph.pattern == Pattern.RING && graph.crossNic == 2 : graph.crossNic != 0;
        return !alternates || n == graph.inter[(graph.channels - 1) * 2 + 1];
    }

    boolean rotates() {
        return netsRotate;
    }

    boolean endsAfterHead(int tried, boolean headFound) {
        return switch (nvlsHeads) {
            case ALL_TRIED -> false;
            case AFTER_FIRST_TRIED -> tried > 0;
            case AFTER_FIRST_FOUND -> headFound;
        };
    }

    boolean skipsDuplicates() {
        return nvlsHeadsDistinct;
    }

    boolean headsStartAtNet() {
        return nvlsHeadsAtNet;
    }

    /** From 2.27.5 a channel is either replayed or searched freely, never both. */
    boolean replayOrFree() {
        return replayOrFree;
    }

    int localGpu(TopoNode net) {
        return netLocalGpu ? net.localGpu : LocalDevices.localGpu(system, net);
    }

    /** Up to 2.18.1 a NIC counts its channels. */
    boolean acquire(TopoNode net) {
        if (netByBandwidthOnly) {
            return true;
        }
        if (net.maxChannels == 0) {
            return false;
        }
        net.maxChannels--;
        return true;
    }

    void release(TopoNode net) {
        if (!netByBandwidthOnly) {
            net.maxChannels++;
        }
    }

    /** All ports of one adapter share its bandwidth. */
    void use(TopoNode net, int bw) {
        for (TopoNode n : system.nodes(NodeType.NET)) {
            if (n.asic == net.asic && n.port == net.port) {
                n.bw += bw;
            }
        }
    }

    /** The GPUs from which to go on, nearest first. */
    List<Integer> nearestGpus(TopoNode net, int bw, int channels) {
        if (gpusByLocalPath) {
            return byLocalPath.computeIfAbsent(net, this::byLocalPath);
        }
        TopoPath[] paths = net.pathsTo(NodeType.GPU);
        float maxBw = 0;
        int minHops = Integer.MAX_VALUE;
        boolean skipsEmpty = nearestGpuNeedsPath;
        for (TopoPath p : paths) {
            if (p.bw > maxBw) {
                maxBw = p.bw;
                minHops = p.count;
            } else if (p.bw == maxBw && (!skipsEmpty || p.count > 0) && p.count < minHops) {
                minHops = p.count;
            }
        }
        List<Integer> order = new ArrayList<>();
        if (maxBw < bw) {
            return order;
        }
        if (gpusRotate) {
            for (int i = 0; i < paths.length; i++) {
                int g = (channels + i) % paths.length;
                if (paths[g].bw == maxBw && paths[g].count == minHops) {
                    order.add(g);
                }
            }
            return order;
        }
        return unusedFirst(paths, maxBw, minHops);
    }

    private List<Integer> byLocalPath(TopoNode net) {
        List<Integer> order = new ArrayList<>();
        if (netLocalGpu && net.localGpu >= 0) {
            order.add(net.localGpu);
        }
        LocalDevices.Local local = LocalDevices.local(system, net, NodeType.GPU);
        if (local.pathType() != system.order.dis) {
            addUnique(order, local.indices());
        }
        return order;
    }

    /** Up to 2.18: first the GPUs whose own link still has something left. */
    private List<Integer> unusedFirst(TopoPath[] paths, float maxBw, int minHops) {
        List<Integer> order = new ArrayList<>();
        for (int round = 0; round < 2; round++) {
            for (int g = 0; g < paths.length; g++) {
                if (paths[g].bw == maxBw && paths[g].count == minHops) {
                    int used = NextGpuSort.gpuPciBw(system.gpu(g)) > 0 ? 0 : 1;
                    if (used == round) {
                        order.add(g);
                    }
                }
            }
        }
        return order;
    }
}
