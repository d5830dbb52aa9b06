package dev.shmfit.analysis;

/** The names of a capture's files that are read here. */
public final class CaptureFiles {
    public static final String TOPO = "nvidia-smi-topo-m.txt";
    public static final String P2P_READ = "nvidia-smi-topo-p2p-r.txt";
    public static final String P2P_WRITE = "nvidia-smi-topo-p2p-w.txt";
    public static final String NCCL_XML = "nccl-topology.xml";

    private CaptureFiles() {}
}
