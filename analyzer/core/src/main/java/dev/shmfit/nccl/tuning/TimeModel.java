package dev.shmfit.nccl.tuning;

import dev.shmfit.topology.CpuIdentity;

/** NCCL's estimate for one message: latency plus size over bandwidth (src/graph/tuning.cc ncclTopoGetAlgoTime). */
record TimeModel(TunerInput in) {
    /** By which trees fall short of the model, for 64 bytes, 128 bytes ... 256 MiB; unchanged 2.12.7 to 2.30.7. */
    private static final float[] TREE_LL = {
        1.0f, 1.0f, 1.0f, 1.0f, .9f, .8f, .7f, .7f, .7f, .7f, .6f, .5f, .4f, .4f, .5f, .6f, .7f, .8f, .9f, 1.0f, 1.0f,
        1.0f, 1.0f
    };

    private static final float[] TREE_LL128 = {
        1.0f, 1.0f, 1.0f, 1.0f, 1.0f, .9f, .8f, .8f, .8f, .7f, .6f, .6f, .6f, .6f, .6f, .6f, .8f, .9f, .9f, .9f, .9f,
        1.0f, 1.0f
    };
    private static final float[] TREE_SIMPLE = {
        .9f, .9f, .9f, .9f, .9f, .9f, .9f, .8f, .7f, .6f, .6f, .5f, .5f, .5f, .5f, .6f, .7f, .8f, .7f, .7f, .8f, .9f,
        .9f
    };

    /** Microseconds for {@code bytes}, of a single operation (nothing aggregated). */
    float of(
            Collective collective, Algorithm algorithm, Protocol protocol, long bytes, float bandwidth, float latency) {
        float bw = bandwidth * correction(collective, algorithm, protocol, bytes);
        float lat = (float) (latency * plateau(collective, algorithm, protocol, bytes));
        return lat + (float) bytes / (1000 * bw);
    }

    private float correction(Collective collective, Algorithm algorithm, Protocol protocol, long bytes) {
        if (collective != Collective.ALL_REDUCE) {
            return 1f;
        }
        long blocks = bytes >> 6;
        if (blocks == 0 && ModelRules.TINY_UNCORRECTED.at(in.version())) {
            return 1f;
        }
        int size = blocks == 0 ? 0 : 63 - Long.numberOfLeadingZeros(blocks);
        boolean tree = algorithm == Algorithm.TREE;
        boolean nvlsTree = algorithm == Algorithm.NVLS_TREE
                && ModelRules.NVLS_TREE_CORRECTED.at(in.version())
                && in.minComputeCapability() >= 100
                && in.cpu().arch() == CpuIdentity.Arch.X86_64;
        float[] table = switch (protocol) {
            case LL -> TREE_LL;
            case LL128 -> TREE_LL128;
            case SIMPLE -> TREE_SIMPLE;
        };
        if (tree && size < table.length) {
            return table[size];
        }
        // For NVLS trees the table has one more entry, a repetition of the last (2.29.2).
        return nvlsTree && size <= table.length ? table[Math.min(size, table.length - 1)] : 1f;
    }

    private double plateau(Collective collective, Algorithm algorithm, Protocol protocol, long bytes) {
        if (in.nodes() == 1
                || collective != Collective.ALL_REDUCE
                || algorithm != Algorithm.RING
                || protocol != Protocol.SIMPLE) {
            return 1.0;
        }
        boolean large = bytes >= in.ranks() / 16.0 * 65536;
        return switch (ModelRules.PLATEAU.at(in.version())) {
            case BY_RANK -> large ? 1.9 : 1.0;
            case BY_RANK_SM90 -> large ? (in.minComputeCapability() < 90 ? 1.9 : 1.5) : 1.0;
            case BY_CHANNEL ->
                bytes / ((long) Math.max(1, in.communicatorChannels()) * in.ranks()) >= 64
                        ? (in.minComputeCapability() < 80 ? 1.9 : 1.4)
                        : 1.0;
        };
    }
}
