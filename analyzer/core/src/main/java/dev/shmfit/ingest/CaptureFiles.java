package dev.shmfit.ingest;

/** The names of a capture's files that are read. */
public final class CaptureFiles {
    public static final String TOPO = "nvidia-smi-topo-m.txt";
    public static final String P2P_READ = "nvidia-smi-topo-p2p-r.txt";
    public static final String P2P_WRITE = "nvidia-smi-topo-p2p-w.txt";
    public static final String NCCL_XML = "nccl-topology.xml";

    public static final String ENV = "env.txt";
    public static final String NCCL_CONF = "nccl.conf";
    public static final String NCCL_LOG = "nccl.log";

    public static final String MOUNTS = "mounts.txt";
    public static final String MOUNTINFO = "mountinfo.txt";
    public static final String STATVFS = "shm-statvfs.txt";
    public static final String PAGE_SIZE = "page-size.txt";
    public static final String CGROUP = "cgroup.txt";
    public static final String LIMITS = "limits.txt";
    public static final String VERSIONS = "versions.txt";
    public static final String MEMINFO = "meminfo.txt";
    public static final String SYS_PCI = "sys-pci.txt";
    public static final String SMI_QUERY = "nvidia-smi-q.xml";
    public static final String LSCPU = "lscpu.txt";
    public static final String NUMA = "numa.txt";
    public static final String CMDLINE = "cmdline.txt";
    public static final String STATUS = "status.txt";
    public static final String HOSTNAME = "hostname.txt";
    public static final String BOOT_ID = "boot-id.txt";
    public static final String NAMESPACES = "namespaces.txt";
    public static final String PLATFORM = "platform.txt";
    public static final String SHM_FILES = "shm-files.txt";

    private CaptureFiles() {}
}
