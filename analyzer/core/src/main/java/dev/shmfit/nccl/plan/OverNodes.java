package dev.shmfit.nccl.plan;

import java.util.List;

/**
 * How a communicator goes over the nodes of a job, as one of them sees it.
 *
 * @param nodes how many have ranks of it
 * @param node this one, by its number in the job
 * @param rings the ways over the nodes, each with its channels
 * @param crossings what this node's ranks send to others, by NIC
 * @param nvLink whether an NVLink domain joins nodes (MNNVL), whose ranks then need no NIC
 */
public record OverNodes(int nodes, int node, List<Ring> rings, List<Crossing> crossings, boolean nvLink) {
    public OverNodes {
        rings = List.copyOf(rings);
        crossings = List.copyOf(crossings);
    }

    /**
     * Channels whose rings pass the first and the last node alike.
     *
     * @param first the node that rank 0 is on
     * @param last the node before it
     * @param between how many nodes lie between these two
     */
    public record Ring(List<Integer> channels, Stop first, Stop last, int between) {
        public Ring {
            channels = List.copyOf(channels);
        }
    }

    /**
     * Where a ring passes a node.
     *
     * @param node by its number in the job
     * @param ranks of the job, from where the ring comes in to where it goes out
     */
    public record Stop(int node, List<Integer> ranks) {
        public Stop {
            ranks = List.copyOf(ranks);
        }
    }

    /**
     * What one rank sends to other nodes by one NIC.
     *
     * @param sendReceive for send and receive; else for rings and trees
     * @param from the sending rank of the job
     * @param peers how many ranks it reaches so
     * @param nic the NIC's name; empty where the node has none that NCCL knows, so that sockets carry it
     * @param proxy the rank of the job whose proxy sends: another one with PXN
     * @param gdr whether the NIC reads the GPU's memory (GPUDirect RDMA)
     * @param channels on which it does
     */
    public record Crossing(
            boolean sendReceive, int from, int peers, String nic, int proxy, boolean gdr, List<Integer> channels) {
        public Crossing {
            channels = List.copyOf(channels);
        }
    }
}
