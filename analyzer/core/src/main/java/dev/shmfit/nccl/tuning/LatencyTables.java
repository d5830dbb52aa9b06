package dev.shmfit.nccl.tuning;

import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.nccl.VersionRule;

/**
 * The latencies that NCCL's cost model is built on, in microseconds (src/graph/tuning.cc baseLat and hwLat; from 2.28.3
 * baseLatencies and hwLatencies of ncclTunerConstantsDefaults). CollNet is left out: it needs a plugin for the
 * network's switches.
 */
record LatencyTables(LatencyRow base, LatencyRow nvlink, LatencyRow pci, LatencyRow net) {
    static final VersionRule<LatencyTables> ALL = history();

    static LatencyTables at(NcclVersion version) {
        return ALL.at(version);
    }

    static VersionRule<LatencyTables> versions() {
        return ALL;
    }

    private static VersionRule<LatencyTables> history() {
        LatencyTables v2127 = new LatencyTables(
                LatencyRow.of(PerProtocol.of(4.4, 4.4, 0), PerProtocol.of(3.6, 10.0, 8.4)),
                LatencyRow.of(PerProtocol.of(.52, 1.25, 28), PerProtocol.of(.47, 1.9, 3.4)),
                LatencyRow.of(PerProtocol.of(1.0, 1.9, 28), PerProtocol.of(1.0, 2.5, 5.7)),
                LatencyRow.of(PerProtocol.of(5.0, 8.5, 28), PerProtocol.of(2.7, 4.0, 28)));
        LatencyTables v2143 = v2127.net(v2127.net.ring(2.7, 4.0, 9.6));
        LatencyTables v2171 = v2143.base(v2143.base.nvls(40.0, 0));
        LatencyTables v2181 = new LatencyTables(
                v2171.base.tree(6.8, 14.0, 0).ring(6.6, 14.0, 8.4).nvls(23.0, 23.0),
                v2171.nvlink.tree(.6, 1.25, 28).ring(.6, 1.9, 3.4),
                v2171.pci,
                v2171.net.ring(2.7, 4.0, 14.0).nvls(18, 19));
        LatencyTables v2183 = new LatencyTables(
                v2181.base, v2181.nvlink.tree(.6, 1.25, 4), v2181.pci.tree(1.0, 1.9, 6), v2181.net.tree(5.0, 8.5, 14));
        LatencyTables v2191 =
                new LatencyTables(v2181.base.nvls(0, 0), v2181.nvlink.nvls(23, 23), v2181.pci, v2181.net.nvls(18, 14));
        LatencyTables v2215 = v2191.nvlink(v2191.nvlink.nvls(25, 25));
        LatencyTables v2234 = new LatencyTables(
                v2215.base.tree(6.8, 14.0, 8.4),
                v2215.nvlink.tree(.6, 1.25, 4.0),
                v2215.pci.tree(1.0, 1.9, 4.0),
                v2215.net.tree(5.0, 8.5, 14));
        LatencyTables v2283 =
                new LatencyTables(v2234.base.pat(8.0), v2234.nvlink.pat(4.0), v2234.pci.pat(4.0), v2234.net.pat(14));
        LatencyTables v2289 = v2283.net(v2283.net.nvls(18, 20.9));
        String file = "src/graph/tuning.cc baseLat, hwLat@";
        return VersionRule.of("tuning-latencies", "the latencies by link, algorithm and protocol")
                .since(12, 7, v2127, file + "v2.12.7-1")
                .then(14, 3, v2143, file + "v2.14.3-1")
                .then(17, 1, v2171, file + "v2.17.1-1")
                .unseenBefore("there is no NVLS, the only algorithm whose latencies change")
                .then(18, 1, v2181, file + "v2.18.1-1")
                .then(18, 3, v2183, file + "v2.18.3-1")
                .then(19, 1, v2191, file + "v2.19.1-1")
                .then(21, 5, v2215, file + "v2.21.5-1")
                .then(23, 4, v2234, file + "v2.23.4-1")
                .then(28, 3, v2283, "src/graph/tuning.cc ncclTunerConstantsDefaults@v2.28.3-1")
                .then(28, 9, v2289, "src/graph/tuning.cc ncclTunerConstantsDefaults@v2.28.9-1");
    }

    private LatencyTables base(LatencyRow row) {
        return new LatencyTables(row, nvlink, pci, net);
    }

    private LatencyTables nvlink(LatencyRow row) {
        return new LatencyTables(base, row, pci, net);
    }

    private LatencyTables net(LatencyRow row) {
        return new LatencyTables(base, nvlink, pci, row);
    }

    /** POWER has the ring's latency for trees over PCI, which favours trees there (all versions). */
    LatencyTables onPower() {
        PerProtocol tree = pci.tree();
        return new LatencyTables(
                base, nvlink, pci.tree(tree.ll(), tree.ll128(), pci.ring().simple()), net);
    }
}
