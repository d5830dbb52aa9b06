package dev.shmfit.parse.paste;

/** What a part of a pasted text can be. */
public enum SectionKind {
    COLLECT_ENV("PyTorch's or vLLM's collect_env"),
    SGLANG_ENV("SGLang's check_env"),
    DS_REPORT("DeepSpeed's ds_report"),
    ACCELERATE_ENV("\"accelerate env\""),
    TRANSFORMERS_ENV("\"transformers env\""),
    NVIDIA_SMI("plain nvidia-smi"),
    GPU_LIST("a list of GPUs"),
    NVIDIA_SMI_Q("\"nvidia-smi -q\""),
    NVIDIA_SMI_XML("\"nvidia-smi -q -x\""),
    NVIDIA_SMI_CSV("\"nvidia-smi --query-gpu\""),
    TOPO("\"nvidia-smi topo\""),
    NVLINK("\"nvidia-smi nvlink\""),
    LSCPU("lscpu"),
    CPUINFO("/proc/cpuinfo"),
    NUMACTL("\"numactl -H\""),
    MEMINFO("/proc/meminfo"),
    FREE("free"),
    DF("df"),
    MOUNT("a mount table"),
    DOCKER_INSPECT("\"docker inspect\""),
    KUBECTL_DESCRIBE("\"kubectl describe pod\""),
    ENVIRONMENT("environment variables"),
    LAUNCH("a command that starts a job"),
    P2P_TEST("p2pBandwidthLatencyTest"),
    SIMPLE_P2P("simpleP2P"),
    DEVICE_QUERY("deviceQuery"),
    NCCL_TESTS("nccl-tests"),
    NVBANDWIDTH("nvbandwidth"),
    LSTOPO("lstopo"),
    LSTOPO_XML("lstopo's XML"),
    DCGM_TOPO("\"dcgmi topo\""),
    LSPCI_TREE("\"lspci -tv\""),
    LSPCI("lspci"),
    NCCL_XML("a topology that NCCL wrote"),
    NCCL_GRAPH("a graph that NCCL wrote (NCCL_GRAPH_DUMP_FILE)"),
    NCCL_LOG("a log of NCCL"),
    NCCL_RAS("ncclras"),
    BUG_REPORT("nvidia-bug-report"),
    PACKAGES("a list of packages"),
    NVCC("\"nvcc --version\""),
    SHM_LISTING("a listing of /dev/shm"),
    DMESG("the kernel's log"),
    TRACEBACK("a Python traceback"),
    INFINIBAND("InfiniBand adapters"),
    NETWORK("network interfaces"),
    KERNEL("kernel and distribution"),
    LIMITS("limits of a process"),
    PROCESSES("a list of processes"),
    YAML("YAML"),
    OUTPUT("the output of another command"),
    TEXT("text");

    private final String words;

    SectionKind(String words) {
        this.words = words;
    }

    /** For people. */
    public String words() {
        return words;
    }
}
