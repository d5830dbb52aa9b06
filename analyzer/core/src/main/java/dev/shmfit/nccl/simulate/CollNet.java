package dev.shmfit.nccl.simulate;

import dev.shmfit.nccl.NcclSettings;
import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.nccl.VersionRule;
import dev.shmfit.nccl.connect.MostChannels;

/**
 * CollNet (SHARP), which works only where a network plugin offers it (src/init.cc collNetSupport). What the plugin answers
 * is not known here, nor do its graphs follow from what is; so where it is asked for there are bounds of what CollNet adds.
 */
public enum CollNet {
    /** Off, or no plugin offers it. */
    NONE,

    /**
     * It works, and takes as little as it can: collectives that CollNet may carry connect nothing, and there are as many
     * channels as at least remain where its additional half keeps NCCL from doubling them.
     */
    LEAST,

    /** It works, and each node has all connections and pools that chains and heads of CollNet can have. */
    MOST;

    /** Whether NCCL_COLLNET_ENABLE is a number rather than the word 1. */
    static final VersionRule<Boolean> IS_NUMBER = VersionRule.from(
                    "collnet-enable-number",
                    "whether NCCL_COLLNET_ENABLE is read as a number rather than compared with the word 1",
                    27,
                    3,
                    "src/init.cc envConfigOverride@v2.27.3-1")
            .unseenBecause("it decides whether a range is given (CollNet is bounded, not followed)");

    /** Whether CollNet's direct algorithm is searched by itself, so that its heads are not those of the rings. */
    static final VersionRule<Boolean> OWN_HEADS = VersionRule.from(
                    "collnet-direct-graph",
                    "whether CollNet's direct algorithm has a graph of its own",
                    22,
                    3,
                    "src/init.cc initTransportsRank@v2.22.3-1")
            .unseenBecause("it only bounds what CollNet can add");

    /**
     * Whether a job may use it: it is asked for, and there are enough nodes (src/init.cc NCCL_COLLNET_NODE_THRESHOLD).
     *
     * @param nodes of the job
     */
    public static boolean isAskedFor(NcclVersion version, NcclSettings settings, int nodes) {
        boolean asked = IS_NUMBER.at(version)
                ? settings.number("COLLNET_ENABLE", 0) == 1
                : settings.text("COLLNET_ENABLE").filter("1"::equals).isPresent();
        return asked && nodes > 1 && nodes >= settings.number("COLLNET_NODE_THRESHOLD", 2);
    }

    /**
     * The channels that rings and trees then have: half as many more before NCCL doubles them for Hopper, or not doubled
     * for that reason; a setting for the most holds afterwards (src/graph/connect.cc
     * ncclTopoPostset@v2.18.5-1, ncclTopoPostset@v2.30.7-1).
     *
     * @param without how many they have without
     */
    public int channels(NcclVersion version, NcclSettings settings, int without) {
        int limit = MostChannels.of(version);
        int most = Math.max(without, (int) Math.min(limit, settings.number("MAX_NCHANNELS", limit)));
        return switch (this) {
            case NONE -> without;
            case LEAST -> Math.max(1, without * 3 / 4);
            case MOST -> Math.min(most, without + (without + 1) / 2);
        };
    }
}
