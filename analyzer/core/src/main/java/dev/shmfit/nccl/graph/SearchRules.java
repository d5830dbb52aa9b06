package dev.shmfit.nccl.graph;

import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.nccl.VersionRule;
import java.util.List;

/**
 * How a version's search differs from the others'.
 *
 * @param globalBudget steps for all searches of a graph together (NCCL_SEARCH_GLOBAL_TIMEOUT)
 * @param emptyPathIsFree a path without links is accepted unseen (up to 2.20.5)
 * @param refusesUnreachable a path of type DIS or worse is refused (2.27.3)
 * @param treesCheckReverse trees test the type of the way back as well (2.18.3)
 * @param powerReverseOnly only POWER CPUs over NVLink use the reverse link (2.19.1; before: any CPU)
 * @param nvSwitchNeighbours with NVSwitch, next and previous GPU are tried first (2.19.3)
 * @param onlyNeighbours … and no other (2.21.5)
 * @param totalBwTest the first speed must fit the sum of a GPU's links (2.18.3)
 * @param simplerTreeOnSm90 a plain tree is tried after a balanced one (2.18.3)
 * @param amdKeepsSameChannels no second search with differing channels across AMD sockets (2.19.1)
 * @param duplicateFirst duplication comes before pass 2, and pass 2 raises rings as well (2.19.3)
 * @param duplicateByArch the older tests by compute capability before duplicating: 0 none (up to 2.16.2), 1 (2.16.5 to
 *     2.18.1), 2 (from 2.18.3)
 * @param boundedTypes path types run only between those present (2.25.1)
 * @param splitNvLink two NVLink domains force two channels (2.26.2)
 * @param nvlsComparesBw NVLS prefers more bandwidth too (2.19.1)
 * @param crossNicBonus 15 % bonus for not crossing NICs (2.18.1 to 2.19.4)
 * @param fallbackPicksNets the fallback names real NICs (2.29.2)
 */
record SearchRules(
        long globalBudget,
        boolean emptyPathIsFree,
        boolean refusesUnreachable,
        boolean treesCheckReverse,
        boolean powerReverseOnly,
        boolean nvSwitchNeighbours,
        boolean onlyNeighbours,
        boolean totalBwTest,
        boolean simplerTreeOnSm90,
        boolean amdKeepsSameChannels,
        boolean duplicateFirst,
        int duplicateByArch,
        boolean boundedTypes,
        boolean splitNvLink,
        boolean nvlsComparesBw,
        boolean crossNicBonus,
        boolean fallbackPicksNets) {
    private static final String SEARCH = "src/graph/search.cc ";

    static final VersionRule<Long> GLOBAL_BUDGET = VersionRule.of(
                    "search-global-budget", "how many steps all searches of a graph have together")
            .since(5, 6, 1L << 18, SEARCH + "NCCL_SEARCH_GLOBAL_TIMEOUT@v2.6.4-1")
            .then(18, 3, 5L << 16, SEARCH + "NCCL_SEARCH_GLOBAL_TIMEOUT@v2.18.3-1")
            .then(19, 1, 1L << 19, SEARCH + "NCCL_SEARCH_GLOBAL_TIMEOUT@v2.19.1-1");
    static final VersionRule<Boolean> EMPTY_PATH_IS_FREE = VersionRule.of(
                    "empty-path-free", "whether a path without links is accepted unseen")
            .since(5, 6, true, SEARCH + "ncclTopoFollowPath@v2.6.4-1")
            .then(21, 5, false, SEARCH + "ncclTopoFollowPath@v2.21.5-1")
            .unseenBecause(GraphRules.CONNECTED);
    static final VersionRule<Boolean> REFUSES_UNREACHABLE = VersionRule.from(
                    "refuses-unreachable",
                    "whether a disconnected path is refused",
                    27,
                    3,
                    SEARCH + "ncclTopoFollowPath@v2.27.3-1")
            .unseenBecause(GraphRules.CONNECTED);
    static final VersionRule<Boolean> TREES_CHECK_REVERSE = VersionRule.from(
            "tree-checks-way-back",
            "whether trees test the type of the way back as well",
            18,
            3,
            SEARCH + "ncclTopoFollowPath@v2.18.3-1");
    static final VersionRule<Boolean> POWER_REVERSE_ONLY = VersionRule.from(
            "reverse-link-power-only",
            "whether only POWER CPUs use the reverse link",
            19,
            1,
            SEARCH + "followPath@v2.19.1-1");
    static final VersionRule<Boolean> NVSWITCH_NEIGHBOURS = VersionRule.from(
            "nvswitch-neighbours-first",
            "whether with NVSwitch the next and the previous GPU are tried first",
            19,
            3,
            SEARCH + "ncclTopoSearchNextGpuSort@v2.19.3-1");
    static final VersionRule<Boolean> ONLY_NEIGHBOURS = VersionRule.from(
            "nvswitch-neighbours-only",
            "whether with NVSwitch no other than the next and the previous GPU is tried",
            21,
            5,
            SEARCH + "ncclTopoSearchNextGpuSort@v2.21.5-1");
    static final VersionRule<Boolean> TOTAL_BW_TEST = VersionRule.from(
            "speed-within-total",
            "whether the first speed must fit the sum of a GPU's links",
            18,
            3,
            SEARCH + "ncclTopoCompute@v2.18.3-1");
    static final VersionRule<Boolean> SIMPLER_TREE_ON_SM90 = VersionRule.from(
            "plain-tree-on-hopper",
            "whether on Hopper a plain tree is tried after a balanced one",
            18,
            3,
            SEARCH + "ncclTopoCompute@v2.18.3-1");
    static final VersionRule<Boolean> AMD_KEEPS_SAME_CHANNELS = VersionRule.from(
            "amd-same-channels",
            "whether differing channels are not tried across AMD sockets",
            19,
            1,
            SEARCH + "ncclTopoCompute@v2.19.1-1");
    static final VersionRule<Boolean> DUPLICATE_FIRST = VersionRule.from(
            "duplicate-before-speedup",
            "whether channels are duplicated before the second pass, which then raises rings as well",
            19,
            3,
            SEARCH + "ncclTopoCompute@v2.19.3-1");
    static final VersionRule<Integer> DUPLICATE_BY_ARCH = VersionRule.of(
                    "duplicate-by-generation", "by which compute capabilities and speeds channels are duplicated")
            .since(5, 6, 0, SEARCH + "ncclTopoCompute@v2.6.4-1")
            .then(16, 5, 1, SEARCH + "ncclTopoCompute@v2.16.5-1")
            .then(18, 3, 2, SEARCH + "ncclTopoCompute@v2.18.3-1");
    static final VersionRule<Boolean> BOUNDED_TYPES = VersionRule.from(
            "path-types-bounded",
            "whether only path types between those present are tried",
            25,
            1,
            SEARCH + "ncclTopoCompute@v2.25.1-1");
    static final VersionRule<Boolean> SPLIT_NVLINK = VersionRule.from(
            "split-nvlink",
            "whether two NVLink domains ask for two channels",
            26,
            2,
            SEARCH + "ncclTopoCompute@v2.26.2-1");
    static final VersionRule<Boolean> NVLS_COMPARES_BW = VersionRule.from(
            "nvls-prefers-bandwidth",
            "whether more bandwidth alone makes an NVLS graph better",
            19,
            1,
            SEARCH + "ncclTopoCompareGraphs@v2.19.1-1");
    static final VersionRule<Boolean> CROSS_NIC_BONUS = VersionRule.of(
                    "cross-nic-bonus", "whether a graph that crosses no NICs has a bonus of 15 %")
            .since(5, 6, false, SEARCH + "ncclTopoCompareGraphs@v2.6.4-1")
            .then(18, 1, true, SEARCH + "ncclTopoCompareGraphs@v2.18.1-1")
            .then(20, 3, false, SEARCH + "ncclTopoCompareGraphs@v2.20.3-1");
    static final VersionRule<Boolean> FALLBACK_PICKS_NETS = VersionRule.from(
            "fallback-picks-nets",
            "whether the simple order of last resort names real NICs",
            29,
            2,
            SEARCH + "ncclTopoCompute@v2.29.2-1");

    /** All rules of the search, in the order of the components. */
    static final List<VersionRule<?>> ALL = List.of(
            GLOBAL_BUDGET,
            EMPTY_PATH_IS_FREE,
            REFUSES_UNREACHABLE,
            TREES_CHECK_REVERSE,
            POWER_REVERSE_ONLY,
            NVSWITCH_NEIGHBOURS,
            ONLY_NEIGHBOURS,
            TOTAL_BW_TEST,
            SIMPLER_TREE_ON_SM90,
            AMD_KEEPS_SAME_CHANNELS,
            DUPLICATE_FIRST,
            DUPLICATE_BY_ARCH,
            BOUNDED_TYPES,
            SPLIT_NVLINK,
            NVLS_COMPARES_BW,
            CROSS_NIC_BONUS,
            FALLBACK_PICKS_NETS);

    static SearchRules of(NcclVersion v) {
        return new SearchRules(
                GLOBAL_BUDGET.at(v),
                EMPTY_PATH_IS_FREE.at(v),
                REFUSES_UNREACHABLE.at(v),
                TREES_CHECK_REVERSE.at(v),
                POWER_REVERSE_ONLY.at(v),
                NVSWITCH_NEIGHBOURS.at(v),
                ONLY_NEIGHBOURS.at(v),
                TOTAL_BW_TEST.at(v),
                SIMPLER_TREE_ON_SM90.at(v),
                AMD_KEEPS_SAME_CHANNELS.at(v),
                DUPLICATE_FIRST.at(v),
                DUPLICATE_BY_ARCH.at(v),
                BOUNDED_TYPES.at(v),
                SPLIT_NVLINK.at(v),
                NVLS_COMPARES_BW.at(v),
                CROSS_NIC_BONUS.at(v),
                FALLBACK_PICKS_NETS.at(v));
    }
}
