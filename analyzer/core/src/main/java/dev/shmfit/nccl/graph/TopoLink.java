package dev.shmfit.nccl.graph;

/** A directed link. {@code bw} is what is left of it, in GB/s: the search takes and gives back. */
final class TopoLink {
    final LinkType type;
    TopoNode remote;
    float bw;

    /** What the link has before a search takes anything, in three decimals; set by {@link FastPathWalker}. */
    float full;

    /** Whether no search can fill the link, so that nothing need be taken off it; set by {@link FastPathWalker}. */
    boolean neverFull;

    /** The link's place in {@link LinkState}; -1 for none. */
    int number = -1;

    TopoLink(LinkType type, TopoNode remote, float bw) {
        this.type = type;
        this.remote = remote;
        this.bw = bw;
    }
}
