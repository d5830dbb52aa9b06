package dev.shmfit.nccl.simulate;

import dev.shmfit.nccl.plan.Transport;
import dev.shmfit.nccl.transport.TransportRules;
import java.util.ArrayList;
import java.util.List;

/**
 * No less than what CollNet connects in each node, where it works: a chain through the node and, each way, every head with
 * every other rank on every channel (src/graph/connect.cc connectCollNet, src/transport/coll_net.cc
 * ncclCollNetChainBufferSetup and ncclCollNetDirectBufferSetup@v2.27.7-1; src/init.cc collNetTrySetup@v2.18.5-1). Which
 * ranks are heads, and in which order the chain goes, is not known; the pairs that take memory count first.
 */
final class CollNetBound {
    /** Connectors that nothing else uses, so that no connection here is taken for one that is there already. */
    private static final int UP = 2;

    private static final int DOWN = 3;

    private final NcclNode node;
    private final Communicator c;
    private final Connector connector;

    CollNetBound(NcclNode node, Communicator c, Connector connector) {
        this.node = node;
        this.c = c;
        this.connector = connector;
    }

    private boolean counts() {
        return node.collNet() == CollNet.MOST && c.domains().size() > 1;
    }

    /** The proxies of heads work once their ends of CollNet are set up (src/transport/coll_net.cc). */
    void heads() {
        if (counts()) {
            for (Domain d : c.domains()) {
                d.system().ranks().forEach(connector::pool);
            }
        }
    }

    /** What the first collective by CollNet connects; an eager init has done so before. */
    void collective() {
        if (!c.eager()) {
            connections();
        }
    }

    void connections() {
        if (!counts()) {
            return;
        }
        for (Domain d : c.domains()) {
            List<int[]> pairs = pairsThatTakeMemory(d);
            int ranks = d.system().gpuCount();
            int each = Math.min(pairs.size(), (heads(d) + 1) * (ranks - 1));
            for (int ch = 0; ch < c.channels().size(); ch++) {
                for (int i = 0; i < each; i++) {
                    connector.bound(pairs.get(i)[0], pairs.get(i)[1], ch, UP);
                    connector.bound(pairs.get(i)[0], pairs.get(i)[1], ch, DOWN);
                }
            }
        }
    }

    /** Heads that connect to every rank; at first use only where NVSwitch joins the GPUs (src/graph/tuning.cc). */
    private int heads(Domain d) {
        int ranks = d.system().gpuCount();
        if (!c.eager() && !d.system().hasNvSwitch()) {
            return 0;
        }
        return CollNet.OWN_HEADS.at(node.version())
                ? ranks
                : Math.min(ranks, d.graphs().ring().channels());
    }

    private List<int[]> pairsThatTakeMemory(Domain d) {
        boolean copies = TransportRules.p2pMemcpy(node.version(), node.settings());
        List<int[]> shm = new ArrayList<>();
        List<int[]> p2p = new ArrayList<>();
        for (int a : d.system().ranks()) {
            for (int b : d.system().ranks()) {
                if (a != b && connector.follows(a, b)) {
                    Transport t = c.decision(a, b).transport();
                    if (t == Transport.SHM) {
                        shm.add(new int[] {a, b});
                    } else if (t == Transport.P2P && copies) {
                        p2p.add(new int[] {a, b});
                    }
                }
            }
        }
        shm.addAll(p2p);
        return shm;
    }
}
