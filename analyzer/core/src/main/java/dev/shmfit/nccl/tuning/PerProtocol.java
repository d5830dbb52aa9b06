package dev.shmfit.nccl.tuning;

/** A number for each protocol. */
record PerProtocol(float ll, float ll128, float simple) {
    static final PerProtocol ZERO = new PerProtocol(0f, 0f, 0f);

    static PerProtocol of(double ll, double ll128, double simple) {
        return new PerProtocol((float) ll, (float) ll128, (float) simple);
    }

    static PerProtocol simpleOnly(double simple) {
        return of(0, 0, simple);
    }

    @Override
    public String toString() {
        return ll + "/" + ll128 + "/" + simple;
    }

    float at(Protocol protocol) {
        return switch (protocol) {
            case LL -> ll;
            case LL128 -> ll128;
            case SIMPLE -> simple;
        };
    }
}
