package dev.shmfit.nccl.graph;

/** NCCL would leave with an internal error here: the topology is one it cannot work with. */
public final class NcclInternalError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NcclInternalError(String message) {
        super(message);
    }
}
