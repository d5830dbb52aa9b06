package dev.shmfit.nccl.tuning;

import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.nccl.RuleValue;
import dev.shmfit.nccl.VersionRule;
import java.util.EnumMap;
import java.util.Map;

/**
 * What NCCL's cost model believes a GPU can move at most, in GB/s (src/graph/tuning.cc).
 *
 * @param ll with the LL protocol, in all; between nodes the row is picked by the CPU's vendor, not by the GPU
 * @param ringLl128 per channel, ring with LL128
 * @param treeLl128 per channel, tree with LL128
 * @param tree per channel, tree
 * @param nvlsTree per channel, NVLS tree; 2.28.3 and later
 */
record BandwidthLimits(
        Map<GpuGeneration, PerScale> ll,
        Map<GpuGeneration, PerScale> ringLl128,
        Map<GpuGeneration, PerScale> treeLl128,
        Map<GpuGeneration, PerScale> tree,
        Map<GpuGeneration, PerScale> nvlsTree) {
    static final VersionRule<BandwidthLimits> ALL = history();

    static BandwidthLimits at(NcclVersion version) {
        return ALL.at(version);
    }

    static VersionRule<BandwidthLimits> versions() {
        return ALL;
    }

    @Override
    public String toString() {
        return "LL (" + RuleValue.text(ll) + "), ring LL128 (" + RuleValue.text(ringLl128) + "), tree LL128 ("
                + RuleValue.text(treeLl128) + "), tree (" + RuleValue.text(tree) + "), NVLS tree ("
                + RuleValue.text(nvlsTree) + ")";
    }

    /** A generation without a row has the one before it. */
    static double of(Map<GpuGeneration, PerScale> table, GpuGeneration generation, int nodes) {
        PerScale row = table.get(generation);
        return row == null ? of(table, generation.before(), nodes) : row.at(nodes);
    }

    private static VersionRule<BandwidthLimits> history() {
        PerScale twenty = flat(20.0);
        BandwidthLimits v2127 = new BandwidthLimits(
                rows(new PerScale(39.0, 39.0, 20.4), new PerScale(87.7, 22.5, 19.0), new PerScale(87.7, 22.5, 19.0)),
                rows(twenty, twenty, twenty),
                rows(twenty, twenty, twenty),
                rows(new PerScale(26.5, 18.5, 10.0), new PerScale(24.0, 23.6, 17.8), new PerScale(24.0, 23.6, 17.8)),
                rows(flat(0), flat(0), flat(0)));
        BandwidthLimits v2171 = v2127.with(
                v2127.ll,
                put(v2127.ringLl128, GpuGeneration.HOPPER, flat(36.7)),
                put(v2127.treeLl128, GpuGeneration.HOPPER, flat(36.7)),
                put(v2127.tree, GpuGeneration.HOPPER, new PerScale(38.7, 41.4, 33.0)));
        BandwidthLimits v2183 = v2171.with(
                v2171.ll,
                v2171.ringLl128,
                put(v2171.treeLl128, GpuGeneration.HOPPER, new PerScale(36.7, 36.7, 29.0)),
                put(v2171.tree, GpuGeneration.HOPPER, new PerScale(38.7, 41.4, 36.0)));
        BandwidthLimits v2215 = v2183.with(
                put(v2183.ll, GpuGeneration.HOPPER, new PerScale(141.0, 45.0, 35.0)),
                v2183.ringLl128,
                v2183.treeLl128,
                v2183.tree);
        BandwidthLimits v2251 = v2215.with(
                twiceHopper(v2215.ll),
                twiceHopper(v2215.ringLl128),
                twiceHopper(v2215.treeLl128),
                twiceHopper(v2215.tree));
        GpuGeneration blackwell = GpuGeneration.BLACKWELL;
        BandwidthLimits v2283 = new BandwidthLimits(
                v2251.ll,
                v2251.ringLl128,
                put(v2251.treeLl128, blackwell, new PerScale(55.6, 31.67, 20.0)),
                put(v2251.tree, blackwell, new PerScale(70.0, 42.8, 24.0)),
                put(
                        rows(
                                new PerScale(26.5, 18.5, 10.0),
                                new PerScale(24.0, 23.6, 17.8),
                                new PerScale(0.0, 57.7, 45.5)),
                        blackwell,
                        new PerScale(0.0, 96.0, 43.1)));
        BandwidthLimits v2287 = v2283.ringLl128(new PerScale(2 * 36.7, 34.6, 2 * 36.7));
        BandwidthLimits v2289 = v2287.nvlsTree(new PerScale(0.0, 96.0, 43.8));
        BandwidthLimits v2292 = v2289.ringLl128(new PerScale(34.5, 34.6, 34.5));
        BandwidthLimits v2297 = v2292.ringLl128(flat(40.0));
        BandwidthLimits v2303 = v2297.nvlsTree(new PerScale(0.0, 96.0, 80.0));
        String file = "src/graph/tuning.cc llMaxBws, perChMax*@";
        String constants = "src/graph/tuning.cc ncclTunerConstantsDefaults@";
        return VersionRule.of("ll128-bandwidth-limits", "the most bandwidth of a channel, by protocol and generation")
                .since(12, 7, v2127, file + "v2.12.7-1")
                .then(17, 1, v2171, file + "v2.17.1-1")
                .then(18, 3, v2183, file + "v2.18.3-1")
                .then(21, 5, v2215, file + "v2.21.5-1")
                .then(25, 1, v2251, file + "v2.25.1-1")
                .unseenBefore("no GPU is taken for Blackwell, whose row is added (tuning-gpu-generations)")
                .then(28, 3, v2283, constants + "v2.28.3-1")
                .then(28, 7, v2287, constants + "v2.28.7-1")
                .then(28, 9, v2289, constants + "v2.28.9-1")
                .then(29, 2, v2292, constants + "v2.29.2-1")
                .then(29, 7, v2297, constants + "v2.29.7-1")
                .then(30, 3, v2303, constants + "v2.30.3-1");
    }

    private BandwidthLimits with(
            Map<GpuGeneration, PerScale> newLl,
            Map<GpuGeneration, PerScale> newRingLl128,
            Map<GpuGeneration, PerScale> newTreeLl128,
            Map<GpuGeneration, PerScale> newTree) {
        return new BandwidthLimits(newLl, newRingLl128, newTreeLl128, newTree, nvlsTree);
    }

    private BandwidthLimits ringLl128(PerScale blackwell) {
        return with(ll, put(ringLl128, GpuGeneration.BLACKWELL, blackwell), treeLl128, tree);
    }

    private BandwidthLimits nvlsTree(PerScale blackwell) {
        return new BandwidthLimits(ll, ringLl128, treeLl128, tree, put(nvlsTree, GpuGeneration.BLACKWELL, blackwell));
    }

    private static PerScale flat(double value) {
        return new PerScale(value, value, value);
    }

    private static Map<GpuGeneration, PerScale> rows(PerScale volta, PerScale ampere, PerScale hopper) {
        return Map.of(GpuGeneration.VOLTA, volta, GpuGeneration.AMPERE, ampere, GpuGeneration.HOPPER, hopper);
    }

    private static Map<GpuGeneration, PerScale> twiceHopper(Map<GpuGeneration, PerScale> table) {
        PerScale hopper = table.getOrDefault(GpuGeneration.HOPPER, flat(0));
        return put(table, GpuGeneration.BLACKWELL, hopper.doubled());
    }

    private static Map<GpuGeneration, PerScale> put(
            Map<GpuGeneration, PerScale> table, GpuGeneration generation, PerScale row) {
        Map<GpuGeneration, PerScale> copy = new EnumMap<>(GpuGeneration.class);
        copy.putAll(table);
        copy.put(generation, row);
        return Map.copyOf(copy);
    }
}
