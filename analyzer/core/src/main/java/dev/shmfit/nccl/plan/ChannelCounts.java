package dev.shmfit.nccl.plan;

/** The counts of NCCL's line {@code N coll channels, M nvls channels, P p2p channels, Q p2p channels per peer}. */
public record ChannelCounts(int collective, int nvls, int p2p, int p2pPerPeer) {}
