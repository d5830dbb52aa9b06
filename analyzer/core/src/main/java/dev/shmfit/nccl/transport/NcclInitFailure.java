package dev.shmfit.nccl.transport;

import dev.shmfit.nccl.plan.InitFailure;

/** NCCL leaves with an error that a setting or the hardware causes; {@link #failure} says which. */
public final class NcclInitFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient InitFailure failure;

    public NcclInitFailure(InitFailure failure) {
        super(failure.summary().english());
        this.failure = failure;
    }

    public InitFailure failure() {
        return failure;
    }
}
