package dev.shmfit.log;

import java.util.Set;

/**
 * Messages of NCCL's that are known and say nothing that is used here, told by their first word: all INFO lines of 2.3 to
 * 2.30 and those of the usual network plugins.
 */
final class KnownMessages {
    private static final int LONGEST = 40;

    private static final Set<String> FIRST_WORDS = Set.of("""
            === ========================================== Algorithm AllGather: AllReduce: AllToAll: Allocated
            AlltoAll: Assigned Assuming Binding Bootstrap Bootstrap: Broadcast: Buffer CC CPUs CTAPolicy CUDA
            CUMEM Call Check Cleanup Closing Coll CollNet Collnet Comm CommRevokeAsync Communicator Compute
            Connected Connection Continuing Could Count Created Cross-clique Cuda DEBUG DMA-BUF Data Destroyed
            Detected Device Did Disabling Duplicating ENV: Enabled External Failed Found GDRCOPY GIN GPU
            Gather: Got HINT: Host IPC Ib Ignoring Imported Init Initialized Inserted Intrusive Invalid KV LSA
            Last Latency/AlgBw Launch Legacy Limiting Loaded Loading Local MMAP MNNVL Marking Max Mem
            MemManager: Min Module Multiple NCCL NET NET_IB: NVLS NVLink NVTOOLSEXT NVTX_INFO: Net Net: New No
            Number Opened P2P PARAM: PXN Parsed Paths Pattern Peer Persistent Plugin Profiler Proxy ProxyCall
            PutSignal: Queing Queuing RAS Rank Received Recv Reduce: ReduceScatter: ReduceScatter_RailA2A_Lsa
            Register Retrieving SHM Scatter: Search Send SendRecv: Set Setting Signal: Skipping Socket Stack
            Successfully SymCheck: Symmetric Threads Topology Tree Tuner: Tuning UDS UDS: Unable Unexpected
            Unknown Unlinking Unloading User Using WSAStartup WaitSignal: Warning: Widening XML [GIN [Proxy
            [RMA [Service bootstrapSplit: collnetEnable comm cuMem devCommCreate: dlsym dlvsym failed
            fallocate: ginForceEnable latencyinter maxCTAs memory minCTAs misc mkstemp: netName nranks nvlsCTAs
            opCount peer proxy rank recvConnect recvOpId= register resp.opId= scheduleRmaTasksToPlan:
            sendConnect socketFinalizeAccept: socketProgressOpt: splitShare stream threadThresholds timings:
            unlink
            """.strip().split("\\s+"));

    private static final String[] STARTS = {
        "NET/",
        "GIN/",
        "RMA/",
        "ENV/",
        "TUNER/",
        "PROFILER/",
        "TOPO/",
        "GPU/",
        "CPU/",
        "PCI/",
        "NVS/",
        "NIC/",
        "NET ",
        "DEV/",
        "P2P ",
        "nccl",
        "nvml",
        "proxy",
        "NCCL_",
        "[Rank",
        "OFI",
        "libfabric",
        "Libfabric",
        "Plugin Path"
    };

    private KnownMessages() {}

    static boolean knows(String text) {
        int from = 0;
        while (from < text.length() && text.charAt(from) <= ' ') {
            from++;
        }
        if (from == text.length() || "+|=-".indexOf(text.charAt(from)) >= 0) {
            return true;
        }
        int to = from;
        while (to < text.length() && text.charAt(to) > ' ' && to - from < LONGEST) {
            to++;
        }
        return FIRST_WORDS.contains(text.substring(from, to))
                || starts(text, from)
                || isTable(text, from)
                || text.indexOf(" Alloc Size ", to) >= 0
                || text.indexOf(" shareable buffer ", to) >= 0
                || isPlace(text, from, to);
    }

    /** Since 2.30.7 a file and a line stand before messages about memory. */
    private static boolean isPlace(String text, int from, int to) {
        int dot = text.indexOf(".cc:", from);
        int header = dot < 0 ? text.indexOf(".h:", from) : dot;
        return header > 0 && header < to && text.startsWith(" (", to);
    }

    private static boolean starts(String text, int from) {
        for (String start : STARTS) {
            if (text.startsWith(start, from)) {
                return true;
            }
        }
        return false;
    }

    /** The graphs found, {@code 0 : GPU/0 GPU/1}, and the table of algorithms, whose words stand behind blanks. */
    private static boolean isTable(String text, int from) {
        int at = from;
        while (at < text.length() && Scan.isDigit(text.charAt(at))) {
            at++;
        }
        return (at > from && text.startsWith(" :", at)) || text.indexOf(" | ", from) >= 0;
    }
}
