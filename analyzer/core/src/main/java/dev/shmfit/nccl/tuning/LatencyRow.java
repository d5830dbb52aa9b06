package dev.shmfit.nccl.tuning;

/** Latencies in microseconds, of the algorithms that can run without CollNet. */
record LatencyRow(PerProtocol tree, PerProtocol ring, PerProtocol nvls, PerProtocol nvlsTree, PerProtocol pat) {
    static LatencyRow of(PerProtocol tree, PerProtocol ring) {
        return new LatencyRow(tree, ring, PerProtocol.ZERO, PerProtocol.ZERO, PerProtocol.ZERO);
    }

    @Override
    public String toString() {
        return "(tree " + tree + ", ring " + ring + ", NVLS " + nvls + ", NVLS tree " + nvlsTree + ", PAT " + pat + ")";
    }

    float at(Algorithm algorithm, Protocol protocol) {
        return switch (algorithm) {
            case TREE -> tree.at(protocol);
            case RING -> ring.at(protocol);
            case NVLS -> nvls.at(protocol);
            case NVLS_TREE -> nvlsTree.at(protocol);
            case PAT -> pat.at(protocol);
            case COLLNET_DIRECT, COLLNET_CHAIN -> 0f;
        };
    }

    LatencyRow tree(double ll, double ll128, double simple) {
        return new LatencyRow(PerProtocol.of(ll, ll128, simple), ring, nvls, nvlsTree, pat);
    }

    LatencyRow ring(double ll, double ll128, double simple) {
        return new LatencyRow(tree, PerProtocol.of(ll, ll128, simple), nvls, nvlsTree, pat);
    }

    LatencyRow nvls(double simple, double treeSimple) {
        return new LatencyRow(tree, ring, PerProtocol.simpleOnly(simple), PerProtocol.simpleOnly(treeSimple), pat);
    }

    LatencyRow pat(double simple) {
        return new LatencyRow(tree, ring, nvls, nvlsTree, PerProtocol.simpleOnly(simple));
    }
}
