package dev.shmfit.nccl.graph;

import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.topology.CpuIdentity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** NCCL's system of one communicator on one node (src/graph/topo.h struct ncclTopoSystem). */
public final class TopoSystem {
    final NcclVersion version;
    final PathOrder order;
    final GraphConstants constants;
    /** By type (its slot). */
    private final List<List<TopoNode>> nodes;

    /** The rank of each GPU, by its index, where another system lends its nodes; else each GPU has its own. */
    private final int[] lentTo;

    /** GPU index by rank; empty while the GPUs may still change. */
    private int[] gpuOfRank = {};

    /** Whether the communicator has ranks outside this system. Up to 2.28.3 told by the presence of NET nodes. */
    boolean inter;

    /** Hosts in a fused dump. */
    int hosts = 1;

    /** How many NICs a GPU uses. */
    NetDevsPolicy devices = NetDevsPolicy.AUTO;

    float maxBw;
    float totalBw;

    TopoSystem(NcclVersion version) {
        this.version = version;
        this.order = PathOrder.of(version);
        this.constants = GraphConstants.of(version);
        this.nodes = new ArrayList<>();
        this.lentTo = new int[0];
        for (NodeType t : NodeType.values()) {
            nodes.add(t.slot, new ArrayList<>());
        }
    }

    private TopoSystem(TopoSystem lender, int[] ranks) {
        this.version = lender.version;
        this.order = lender.order;
        this.constants = lender.constants;
        this.nodes = lender.nodes;
        this.lentTo = ranks;
        this.inter = lender.inter;
        this.hosts = lender.hosts;
        this.devices = lender.devices;
        this.maxBw = lender.maxBw;
        this.totalBw = lender.totalBw;
    }

    /**
     * The system of an equal node, whose ranks come in the same order. It has the same nodes and paths, which are not to be
     * changed any more.
     *
     * @param ranks the other node's ranks, ascending
     */
    public TopoSystem of(List<Integer> ranks) {
        List<Integer> own = ranks().stream().sorted().toList();
        return new TopoSystem(
                this,
                gpus().stream().mapToInt(g -> ranks.get(own.indexOf(rankOf(g)))).toArray());
    }

    /** Whether both have the same nodes and paths, for whichever ranks. */
    public boolean sharesNodesWith(TopoSystem other) {
        return nodes == other.nodes;
    }

    /** The rank of a GPU of this system. */
    int rankOf(TopoNode gpu) {
        return lentTo.length == 0 ? gpu.rank : lentTo[gpu.index];
    }

    private void mayChange() {
        if (lentTo.length > 0) {
            throw new IllegalStateException("these nodes are those of another system");
        }
    }

    List<TopoNode> nodes(NodeType type) {
        return nodes.get(type.slot);
    }

    int count(NodeType type) {
        return nodes(type).size();
    }

    TopoNode gpu(int index) {
        return nodes(NodeType.GPU).get(index);
    }

    List<TopoNode> gpus() {
        return nodes(NodeType.GPU);
    }

    /** Number of GPUs (ranks) in the system. */
    public int gpuCount() {
        return count(NodeType.GPU);
    }

    TopoNode create(NodeType type, long id, int system) {
        mayChange();
        TopoNode node = new TopoNode(type, id, system);
        node.index = nodes(type).size();
        nodes(type).add(node);
        gpuOfRank = new int[0];
        return node;
    }

    Optional<TopoNode> find(NodeType type, long id, int system) {
        for (TopoNode n : nodes(type)) {
            if (n.id == id && n.system == system) {
                return Optional.of(n);
            }
        }
        return Optional.empty();
    }

    void forEachLink(Consumer<TopoLink> action) {
        nodes.forEach(all -> all.forEach(n -> n.links.forEach(action)));
    }

    void remove(TopoNode gone) {
        mayChange();
        for (NodeType t : NodeType.values()) {
            for (TopoNode n : nodes(t)) {
                if (n != gone) {
                    n.links.removeIf(l -> l.remote == gone);
                }
            }
        }
        gpuOfRank = new int[0];
        List<TopoNode> sameType = nodes(gone.type);
        sameType.remove(gone.index);
        for (int i = 0; i < sameType.size(); i++) {
            sameType.get(i).index = i;
        }
    }

    /** The index of the GPU of {@code rank}; -1 where it is not in this system. */
    int indexOfRank(int rank) {
        if (gpuOfRank.length == 0) {
            gpuOfRank = indexByRank();
        }
        return rank >= 0 && rank < gpuOfRank.length ? gpuOfRank[rank] : -1;
    }

    private int[] indexByRank() {
        int size = 0;
        for (TopoNode g : gpus()) {
            size = Math.max(size, rankOf(g) + 1);
        }
        int[] index = new int[size];
        Arrays.fill(index, -1);
        for (TopoNode g : gpus()) {
            index[rankOf(g)] = g.index;
        }
        return index;
    }

    public boolean hasRank(int rank) {
        return indexOfRank(rank) >= 0;
    }

    /** The rank in that place of {@link #ranks}. */
    public int rankAt(int place) {
        return rankOf(gpus().get(place));
    }

    /** Ranks in topology order. */
    public List<Integer> ranks() {
        List<Integer> ranks = new ArrayList<>();
        for (TopoNode g : gpus()) {
            ranks.add(rankOf(g));
        }
        return ranks;
    }

    /** The CPU that NCCL asks about arch and vendor: the first (src/graph/topo.cc ncclTopoCpuType). */
    public CpuIdentity cpu() {
        List<TopoNode> cpus = nodes(NodeType.CPU);
        return cpus.isEmpty() ? CpuIdentity.UNKNOWN : cpus.get(0).cpu;
    }

    public int minComputeCapability() {
        int min = gpus().isEmpty() ? 0 : Integer.MAX_VALUE;
        for (TopoNode g : gpus()) {
            min = Math.min(min, g.sm);
        }
        return min;
    }

    public int maxComputeCapability() {
        int max = 0;
        for (TopoNode g : gpus()) {
            max = Math.max(max, g.sm);
        }
        return max;
    }

    /** Of the GPU of {@code rank}, times ten. */
    public int computeCapability(int rank) {
        return gpu(indexOfRank(rank)).sm;
    }

    public boolean hasNvSwitch() {
        return count(NodeType.NVS) > 0;
    }

    /** Whether the search has to leave the node (src/graph/search.cc: NET nodes present; from 2.28.7 a flag). */
    boolean searchesInter() {
        return constants.interFlag() ? inter : count(NodeType.NET) > 0;
    }

    public PathOrder order() {
        return order;
    }

    /** NVML index of the GPU of {@code rank}. */
    public int nvmlIndex(int rank) {
        return gpu(indexOfRank(rank)).dev;
    }

    /** The bus id of the GPU of {@code rank}, as one number: {@code 0000:1b:00.0} is 0x1b000. */
    public long busId(int rank) {
        return gpu(indexOfRank(rank)).id;
    }

    /** The type of the path between two ranks of this system, as the version's number. */
    public int pathType(int from, int to) {
        return path(from, to).type;
    }

    /** The narrowest bandwidth on the path between two ranks of this system, GB/s. */
    public float pathBw(int from, int to) {
        return path(from, to).bw;
    }

    private TopoPath path(int from, int to) {
        return gpu(indexOfRank(from)).path(gpu(indexOfRank(to)));
    }

    /** The rank of the GPU through which the path goes (NVB); -1 for none. */
    public int relayRank(int from, int to) {
        TopoPath path = path(from, to);
        int hops = constants.devNodes() ? 4 : 2;
        if (path.count != hops) {
            return -1;
        }
        TopoNode via = path.links[hops / 2 - 1].remote;
        if (via.type == NodeType.DEV) {
            return gpus().stream()
                    .filter(g -> g.parent == via)
                    .mapToInt(this::rankOf)
                    .findFirst()
                    .orElse(-1);
        }
        return via.type == NodeType.GPU ? rankOf(via) : -1;
    }

    /** GPUs that the AMD rule counts: GPU nodes; physical GPUs from 2.30.3. */
    public int physicalGpus() {
        return count(constants.devNodes() ? NodeType.DEV : NodeType.GPU);
    }

    public int cpuNodes() {
        return count(NodeType.CPU);
    }

    /** The best bandwidth at which {@code rank} reaches a NIC without crossing a host bridge, GB/s; 0 for none. */
    public float nearNicBw(int rank) {
        float best = 0;
        for (TopoPath p : gpu(indexOfRank(rank)).pathsTo(NodeType.NET)) {
            if (p.type <= order.pxb && p.bw > best) {
                best = p.bw;
            }
        }
        return best;
    }

    /** Whether ranks of the communicator lie outside this system. */
    public boolean isPartial() {
        return inter;
    }
}
