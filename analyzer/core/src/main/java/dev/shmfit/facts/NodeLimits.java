package dev.shmfit.facts;

/** What no node exceeds; a text that shows more is not the text of one node. */
public final class NodeLimits {
    /** GPUs, whose numbers therefore end one below. */
    public static final int MOST_GPUS = 64;

    private NodeLimits() {}
}
