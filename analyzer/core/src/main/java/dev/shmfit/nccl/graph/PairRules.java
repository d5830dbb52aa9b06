package dev.shmfit.nccl.graph;

/**
 * What the path computation asks of the transports. Ranks are those of the communicator; the source comes first, as in
 * NCCL's canConnect.
 */
public interface PairRules {
    /** src/graph/paths.cc ncclTopoCheckP2p: level and NVML status. May end NCCL's init. */
    boolean checkP2p(TopoSystem system, int source, int destination);

    /** src/transport/p2p.cc p2pCanConnect. */
    boolean p2pCanConnect(TopoSystem system, int source, int destination);

    /** src/transport/shm.cc shmCanConnect. */
    boolean shmCanConnect(TopoSystem system, int source, int destination);
}
