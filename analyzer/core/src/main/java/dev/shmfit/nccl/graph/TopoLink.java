package dev.shmfit.nccl.graph;

/** A directed link. {@code bw} is what is left of it, in GB/s: the search takes and gives back. */
final class TopoLink {
    final LinkType type;
    TopoNode remote;
    float bw;

    /** What the link has before a search takes anything, in three decimals. */
    float full;

    /** The GPUs that are an end of every path over this link, as bits. See {@link LinkState}. */
    long owners;

    /** Tells this link apart from others in {@link #mark}. */
    long salt;

    /** What is left of this link, in the sum over all links of {@link LinkState}. */
    long mark;

    TopoLink(LinkType type, TopoNode remote, float bw) {
        this.type = type;
        this.remote = remote;
        this.bw = bw;
    }
}
