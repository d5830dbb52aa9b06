package dev.shmfit.nccl.simulate;

import dev.shmfit.nccl.NcclSettings;
import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.nccl.VersionRule;
import dev.shmfit.nccl.graph.GraphSettings;
import dev.shmfit.nccl.graph.NetProxy;
import dev.shmfit.nccl.plan.InitFailure;
import dev.shmfit.text.Text;
import java.util.List;
import java.util.Optional;

/**
 * NCCL_P2P_PXN_LEVEL=1 ends in a segmentation fault where everything is connected during init: the ranks that send for
 * others are asked for without a place for the NIC, which the branch of that level reads (src/graph/paths.cc
 * ncclTopoGetPxnRanks, src/graph/search.cc ncclTopoGetNetDev). Seen in jobs of 2.21.5 of three and four nodes.
 */
final class PxnLevelFault {
    static final VersionRule<Boolean> READS_NULL = VersionRule.from(
                    "pxn-level-reads-null",
                    "whether NCCL_P2P_PXN_LEVEL=1 reads a null pointer where everything is connected during init",
                    21,
                    5,
                    "src/graph/search.cc ncclTopoGetNetDev@v2.21.5-1")
            .unseenBecause("no scenario of the register sets that level over several nodes");

    private PxnLevelFault() {}

    /** @param eager whether everything is connected during init */
    static Optional<InitFailure> of(NcclVersion version, NcclSettings settings, boolean eager, List<Domain> domains) {
        GraphSettings graph = GraphSettings.of(version, settings);
        boolean asked = eager && READS_NULL.at(version) && !graph.pxnDisabled() && graph.p2pPxnLevel() == 1;
        return asked && domains.stream().anyMatch(d -> NetProxy.hasNicWithinPxn(d.system(), graph))
                ? Optional.of(new InitFailure("pxn-level-crashes", "init", Text.of("nccl/pxn-level-crashes")))
                : Optional.empty();
    }
}
