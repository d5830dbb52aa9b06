package dev.shmfit.analysis;

/** The names of a capture's files that are read here. */
public final class CaptureFiles {
    public static final String TOPO = "nvidia-smi-topo-m.txt";
    public static final String P2P_READ = "nvidia-smi-topo-p2p-r.txt";
    public static final String P2P_WRITE = "nvidia-smi-topo-p2p-w.txt";
    public static final String NCCL_XML = "nccl-topology.xml";

    public static final String ENV = "env.txt";
    public static final String NCCL_CONF = "nccl.conf";
    public static final String NCCL_LOG = "nccl.log";

    static final String MOUNTS = "mounts.txt";
    static final String MOUNTINFO = "mountinfo.txt";
    static final String STATVFS = "shm-statvfs.txt";
    static final String PAGE_SIZE = "page-size.txt";
    static final String CGROUP = "cgroup.txt";
    static final String LIMITS = "limits.txt";
    static final String VERSIONS = "versions.txt";
    static final String MEMINFO = "meminfo.txt";
    static final String SYS_PCI = "sys-pci.txt";
    static final String SMI_QUERY = "nvidia-smi-q.xml";
    static final String LSCPU = "lscpu.txt";
    static final String NUMA = "numa.txt";
    static final String CMDLINE = "cmdline.txt";
    static final String STATUS = "status.txt";
    static final String HOSTNAME = "hostname.txt";
    static final String BOOT_ID = "boot-id.txt";
    static final String NAMESPACES = "namespaces.txt";
    static final String PLATFORM = "platform.txt";
    static final String SHM_FILES = "shm-files.txt";

    private CaptureFiles() {}
}
