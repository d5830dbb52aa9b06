package dev.shmfit.nccl.graph;

/** A directed link. {@code bw} is what is left of it, in GB/s: the search takes and gives back. */
final class TopoLink {
    final LinkType type;
    TopoNode remote;
    float bw;

    /** Where {@link LinkState} counts it, and how. */
    int owner;

    long salt;
    long mark;

    TopoLink(LinkType type, TopoNode remote, float bw) {
        this.type = type;
        this.remote = remote;
        this.bw = bw;
    }
}
