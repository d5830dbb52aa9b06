package dev.shmfit.probes.format;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The files of which a capture consists, by name. */
public final class CaptureLayout {
    public static final String MANIFEST = "capture.json";
    public static final String TOPO_M = "nvidia-smi-topo-m.txt";
    public static final String P2P_READ = "nvidia-smi-topo-p2p-r.txt";
    public static final String P2P_WRITE = "nvidia-smi-topo-p2p-w.txt";
    public static final String NCCL_XML = "nccl-topology.xml";

    /**
     * What an analysis reads, in the order in which a capture is told. A job's log may be there too ({@code nccl.log});
     * it can be as large as a job is long, and the node can be understood without it.
     */
    public static final List<String> READ = List.of(
            MANIFEST,
            TOPO_M,
            P2P_READ,
            P2P_WRITE,
            "nvidia-smi-topo-p2p-n.txt",
            "nvidia-smi-q.xml",
            "nvidia-smi-nvlink-s.txt",
            NCCL_XML,
            "sys-pci.txt",
            "lscpu.txt",
            "numa.txt",
            "meminfo.txt",
            "cmdline.txt",
            "page-size.txt",
            "mounts.txt",
            "mountinfo.txt",
            "shm-statvfs.txt",
            "shm-files.txt",
            "cgroup.txt",
            "limits.txt",
            "status.txt",
            "namespaces.txt",
            "hostname.txt",
            "boot-id.txt",
            "env.txt",
            "nccl.conf",
            "versions.txt",
            "platform.txt");

    /** Texts of which nobody said what they are, as a page of them gives them back. */
    private static final List<String> PASTED =
            IntStream.range(0, 10).mapToObj(CaptureLayout::pasted).toList();

    /** What is looked for in a directory or an archive. */
    static final List<String> LOOKED_FOR =
            Stream.concat(READ.stream(), PASTED.stream()).toList();

    /** Files of which one is enough to know a directory for a capture of its own. */
    static final Set<String> TELLING = Set.of(MANIFEST, TOPO_M, NCCL_XML);

    private CaptureLayout() {}

    /** The file of a text of which nobody said what it is. */
    public static String pasted(int number) {
        return "pasted-" + number + ".txt";
    }

    static boolean isPasted(String file) {
        return PASTED.contains(file);
    }
}
