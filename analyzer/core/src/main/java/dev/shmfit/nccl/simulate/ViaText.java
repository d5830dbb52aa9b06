package dev.shmfit.nccl.simulate;

import dev.shmfit.nccl.CuMem;
import dev.shmfit.nccl.NcclSettings;
import dev.shmfit.nccl.graph.TopoSystem;
import dev.shmfit.nccl.transport.TransportRules;

/**
 * What NCCL's log says after {@code via} for a collective's connection (src/transport/p2p.cc p2pSendSetup,
 * src/transport/shm.cc shmSendSetup).
 */
final class ViaText {
    private final NcclNode node;
    private final Communicator comm;

    ViaText(NcclNode node, Communicator comm) {
        this.node = node;
        this.comm = comm;
    }

    String of(int from, int to) {
        return switch (comm.decision(from, to).transport()) {
            case P2P -> p2p(from, to);
            case SHM -> shm();
            case NET -> "NET";
            case ERROR, UNKNOWN -> "";
        };
    }

    private String shm() {
        if (!SimulateRules.SHM_NAMED.at(node.version())) {
            return "direct shared memory";
        }
        return "SHM/" + mode(1) + "/" + mode(2);
    }

    private String mode(int side) {
        return TransferSettings.shmMemcpy(node.version(), node.settings(), side) ? "CE" : "direct";
    }

    private String p2p(int from, int to) {
        TopoSystem system = comm.systemOf(from);
        boolean copies = TransportRules.p2pMemcpy(node.version(), node.settings());
        String read = !copies && TransferSettings.p2pRead(node.settings(), system, from, to) ? "/read" : "";
        int relay = system.relayRank(from, to);
        if (relay >= 0) {
            return "P2P/indirect/" + relay + "["
                    + name(system, comm.spec().nodes().get(relay), relay) + "]" + read;
        }
        boolean sameProcess = node.platform().processOf(comm.worldRank(from))
                == node.platform().processOf(comm.worldRank(to));
        NcclSettings settings = node.settings();
        boolean cuMem = CuMem.of(node.version(), settings, node.platform()).device();
        if (sameProcess && !copies && directPointers(settings, cuMem)) {
            return "P2P/direct pointer" + read;
        }
        return (cuMem ? "P2P/CUMEM" : "P2P/IPC") + read + (copies ? "/CE" : "");
    }

    /**
     * A GPU by its NVML index; by its bus id before 2.18.3 (src/transport/p2p.cc p2pSendSetup), unless that is made up for
     * want of a known one.
     */
    private String name(TopoSystem system, int on, int rank) {
        int index = system.nvmlIndex(rank);
        boolean madeUp = node.hardwareOf(on)
                .topology()
                .gpu(index)
                .filter(g -> g.pci().busIdIsMadeUp())
                .isPresent();
        return SimulateRules.RELAY_BY_INDEX.at(node.version()) || madeUp
                ? String.valueOf(index)
                : Long.toHexString(system.busId(rank));
    }

    /** Whether two ranks of one process share pointers. */
    private boolean directPointers(NcclSettings settings, boolean cuMem) {
        boolean enabled = settings.number("P2P_DIRECT_DISABLE", 0) == 0;
        return switch (SimulateRules.DIRECT_POINTERS.at(node.version())) {
            case ALWAYS -> true;
            case WITHOUT_CUMEM -> enabled && !cuMem;
            case UNLESS_DISABLED -> enabled;
        };
    }
}
