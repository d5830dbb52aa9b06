package dev.shmfit.nccl.graph;

import dev.shmfit.nccl.NcclVersion;

/**
 * How a version's search differs from the others' (src/graph/search.cc; each entry names the tag that brought it).
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
    static SearchRules of(NcclVersion v) {
        long budget = v.atLeast(19, 1) ? 1L << 19 : v.atLeast(18, 3) ? 5L << 16 : 1L << 18;
        return new SearchRules(
                budget,
                !v.atLeast(21, 5),
                v.atLeast(27, 3),
                v.atLeast(18, 3),
                v.atLeast(19, 1),
                v.atLeast(19, 3),
                v.atLeast(21, 5),
                v.atLeast(18, 3),
                v.atLeast(18, 3),
                v.atLeast(19, 1),
                v.atLeast(19, 3),
                v.atLeast(18, 3) ? 2 : v.atLeast(16, 5) ? 1 : 0,
                v.atLeast(25, 1),
                v.atLeast(26, 2),
                v.atLeast(19, 1),
                v.atLeast(18, 1) && !v.atLeast(20, 3),
                v.atLeast(29, 2));
    }
}
