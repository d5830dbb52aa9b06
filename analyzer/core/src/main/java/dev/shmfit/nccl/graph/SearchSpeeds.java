package dev.shmfit.nccl.graph;

import dev.shmfit.nccl.VersionRule;

/** The bandwidths per channel (GB/s) that the search tries, by version (src/graph/search.cc, speedArray tables). */
final class SearchSpeeds {
    private static final float[] INTRA_2_6 = {24, 21, 18, 15, 12, 10, 9, 7, 6, 5, 4, 3, 2.4f, 1.2f, .24f, .12f};
    private static final float[] INTRA_2_7 = {42, 24, 21, 18, 15, 12, 10, 9, 7, 6, 5, 4, 3, 2.4f, 1.2f, .24f, .12f};
    private static final float[] INTRA_2_8 = {42, 30, 24, 21, 18, 15, 12, 10, 9, 7, 6, 5, 4, 3, 2.4f, 1.2f, .24f, .12f};
    private static final float[] INTRA_2_10 = {44, 30, 22, 18, 15, 12, 10, 9, 7, 6, 5, 4, 3};
    private static final float[] INTRA_2_18 = {40, 30, 20, 18, 15, 12, 10, 9, 7, 6, 5, 4, 3};
    private static final float[] SM90_INTRA_2_16 = {66, 33, 24, 20, 15, 12, 6, 3};
    private static final float[] SM90_INTRA_2_18 = {60, 40, 30, 24, 20, 15, 12, 6, 3};
    private static final float[] SM90_INTRA_2_19 = {60, 50, 40, 30, 24, 20, 15, 12, 6, 3};
    private static final float[] SM90_INTRA_2_21 = {60, 50, 40, 30, 24, 20, 15, 12, 11, 6, 3};
    private static final float[] SM100_INTRA_2_25 = {90, 80, 70, 60, 50, 40, 30, 24, 20, 19};
    private static final float[] SM100_INTRA_2_27 = {90, 80, 70, 60, 50, 40, 30, 24, 20, 19, 18};
    private static final float[] SM100_INTRA_2_29 = {90, 80, 70, 60, 50, 45, 40, 30, 24, 20, 19, 18};

    private static final float[] INTER_2_10 = {48, 30, 24, 22, 18, 15, 12, 10, 9, 7, 6, 5, 4, 3, 2.4f, 1.2f, .24f, .12f
    };
    private static final float[] INTER_2_15 = {
        48, 30, 28, 24, 22, 18, 15, 12, 10, 9, 7, 6, 5, 4, 3, 2.4f, 1.2f, .24f, .12f
    };
    private static final float[] INTER_2_18 = {
        48, 30, 28, 24, 20, 18, 15, 12, 10, 9, 7, 6, 5, 4, 3, 2.4f, 1.2f, .24f, .12f
    };
    private static final float[] SM90_INTER_2_16 = {48, 45, 30, 24, 15, 12, 6, 3, 2.4f, 1.2f, .24f, .12f};
    private static final float[] SM90_INTER_2_18 = {48, 45, 42, 40, 30, 24, 15, 12, 6, 3, 2.4f, 1.2f, .24f, .12f};
    private static final float[] SM90_INTER_2_18_3 = {
        48, 45, 42, 40, 30, 24, 20, 17.5f, 15, 12, 6, 3, 2.4f, 1.2f, .24f, .12f
    };
    private static final float[] SM90_INTER_2_19_3 = {
        48, 45, 42, 40, 30, 24, 22, 20, 17.5f, 15, 12, 6, 3, 2.4f, 1.2f, .24f, .12f
    };
    private static final float[] SM100_INTER_2_27_3 = {
        47.9f, 45, 42, 40, 30, 24, 22, 20, 17.5f, 15, 12, 6, 3, 2.4f, 1.2f, .24f, .12f
    };
    private static final float[] SM100_INTER_2_27_5 = {
        48, 45.1f, 42, 40, 30, 24, 22, 20, 17.5f, 15, 12, 6, 3, 2.4f, 1.2f, .24f, .12f
    };
    private static final float[] SM100_INTER_2_27_6 = {
        96, 48, 45.1f, 42, 40, 30, 24, 22, 20, 17.5f, 15, 12, 6, 3, 2.4f, 1.2f, .24f, .12f
    };
    private static final float[] SM100_INTER_2_29_7 = {
        96, 80, 48, 45.1f, 42, 40, 30, 24, 22, 20, 17.5f, 15, 12, 6, 3, 2.4f, 1.2f, .24f, .12f
    };
    private static final float[] SM100_INTER_2_30 = {
        96, 86, 80, 48, 45.1f, 42, 40, 30, 24, 22, 20, 17.5f, 15, 12, 6, 3, 2.4f, 1.2f, .24f, .12f
    };

    /** Inside the node. */
    static final VersionRule<GraphConstants.Speeds> INTRA = VersionRule.of(
                    "speeds-intra", "the bandwidths that the search tries within a node")
            .since(6, 4, speeds(INTRA_2_6, INTRA_2_6, INTRA_2_6), "src/graph/search.cc speedArray@v2.6.4-1")
            .then(7, 3, speeds(INTRA_2_7, INTRA_2_7, INTRA_2_7), "src/graph/search.cc speedArray@v2.7.3-1")
            .then(8, 3, speeds(INTRA_2_8, INTRA_2_8, INTRA_2_8), "src/graph/search.cc speedArray@v2.8.3-1")
            .then(10, 3, speeds(INTRA_2_10, INTRA_2_10, INTRA_2_10), "src/graph/search.cc ncclTopoCompute@v2.10.3-1")
            .then(
                    16,
                    5,
                    speeds(INTRA_2_10, SM90_INTRA_2_16, SM90_INTRA_2_16),
                    "src/graph/search.cc ncclTopoCompute@v2.16.5-1")
            .then(
                    18,
                    1,
                    speeds(INTRA_2_18, SM90_INTRA_2_18, SM90_INTRA_2_18),
                    "src/graph/search.cc ncclTopoCompute@v2.18.1-1")
            .then(
                    19,
                    1,
                    speeds(INTRA_2_18, SM90_INTRA_2_19, SM90_INTRA_2_19),
                    "src/graph/search.cc ncclTopoCompute@v2.19.1-1")
            .then(
                    21,
                    5,
                    speeds(INTRA_2_18, SM90_INTRA_2_21, SM90_INTRA_2_21),
                    "src/graph/search.cc ncclTopoCompute@v2.21.5-1")
            .then(
                    25,
                    1,
                    speeds(INTRA_2_18, SM90_INTRA_2_21, SM100_INTRA_2_25),
                    "src/graph/search.cc ncclTopoCompute@v2.25.1-1")
            .then(
                    27,
                    3,
                    speeds(INTRA_2_18, SM90_INTRA_2_21, SM100_INTRA_2_27),
                    "src/graph/search.cc ncclTopoCompute@v2.27.3-1")
            .then(
                    29,
                    2,
                    speeds(INTRA_2_18, SM90_INTRA_2_21, SM100_INTRA_2_29),
                    "src/graph/search.cc ncclTopoCompute@v2.29.2-1");

    /** Over the network; up to 2.9 one table served both. */
    static final VersionRule<GraphConstants.Speeds> INTER = VersionRule.of(
                    "speeds-inter", "the bandwidths that the search tries among nodes")
            .since(6, 4, speeds(INTRA_2_6, INTRA_2_6, INTRA_2_6), "src/graph/search.cc speedArray@v2.6.4-1")
            .then(7, 3, speeds(INTRA_2_7, INTRA_2_7, INTRA_2_7), "src/graph/search.cc speedArray@v2.7.3-1")
            .then(8, 3, speeds(INTRA_2_8, INTRA_2_8, INTRA_2_8), "src/graph/search.cc speedArray@v2.8.3-1")
            .then(10, 3, speeds(INTER_2_10, INTER_2_10, INTER_2_10), "src/graph/search.cc ncclTopoCompute@v2.10.3-1")
            .then(15, 1, speeds(INTER_2_15, INTER_2_15, INTER_2_15), "src/graph/search.cc ncclTopoCompute@v2.15.1-1")
            .then(
                    16,
                    5,
                    speeds(INTER_2_15, SM90_INTER_2_16, SM90_INTER_2_16),
                    "src/graph/search.cc ncclTopoCompute@v2.16.5-1")
            .then(
                    18,
                    1,
                    speeds(INTER_2_18, SM90_INTER_2_18, SM90_INTER_2_18),
                    "src/graph/search.cc ncclTopoCompute@v2.18.1-1")
            .then(
                    18,
                    3,
                    speeds(INTER_2_18, SM90_INTER_2_18_3, SM90_INTER_2_18_3),
                    "src/graph/search.cc ncclTopoCompute@v2.18.3-1")
            .then(
                    19,
                    3,
                    speeds(INTER_2_18, SM90_INTER_2_19_3, SM90_INTER_2_19_3),
                    "src/graph/search.cc ncclTopoCompute@v2.19.3-1")
            .then(
                    27,
                    3,
                    speeds(INTER_2_18, SM90_INTER_2_19_3, SM100_INTER_2_27_3),
                    "src/graph/search.cc ncclTopoCompute@v2.27.3-1")
            .then(
                    27,
                    5,
                    speeds(INTER_2_18, SM90_INTER_2_19_3, SM100_INTER_2_27_5),
                    "src/graph/search.cc ncclTopoCompute@v2.27.5-1")
            .then(
                    27,
                    6,
                    speeds(INTER_2_18, SM90_INTER_2_19_3, SM100_INTER_2_27_6),
                    "src/graph/search.cc ncclTopoCompute@v2.27.6-1")
            .then(
                    29,
                    7,
                    speeds(INTER_2_18, SM90_INTER_2_19_3, SM100_INTER_2_29_7),
                    "src/graph/search.cc ncclTopoCompute@v2.29.7-1")
            .then(
                    30,
                    3,
                    speeds(INTER_2_18, SM90_INTER_2_19_3, SM100_INTER_2_30),
                    "src/graph/search.cc ncclTopoCompute@v2.30.3-1");

    private SearchSpeeds() {}

    private static GraphConstants.Speeds speeds(float[] older, float[] sm90, float[] sm100) {
        return new GraphConstants.Speeds(older, sm90, sm100);
    }
}
