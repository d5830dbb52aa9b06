package dev.shmfit.nccl.plan;

/** What a segment of NCCL's in /dev/shm is for. */
public enum SegmentKind {
    /** The receiver's side of an SHM connection: normally the one with the buffers. */
    SHM_RECEIVE("shm-receive"),
    /** The sender's side of an SHM connection: normally a page of control data. */
    SHM_SEND("shm-send"),
    /** The proxy's operations pool, one for each rank. */
    PROXY_POOL("proxy-pool"),
    /** Exchange of NVLS buffer registrations, one for each communicator. */
    NVLS("nvls"),
    /** Control data of a P2P connection in copy-engine mode. */
    P2P_MEMCPY("p2p-memcpy"),
    /** Host buffers of a NET connection whose proxy is another process. */
    NET_PROXY("net-proxy");

    private final String word;

    SegmentKind(String word) {
        this.word = word;
    }

    /** The spelling in reports. */
    public String word() {
        return word;
    }
}
