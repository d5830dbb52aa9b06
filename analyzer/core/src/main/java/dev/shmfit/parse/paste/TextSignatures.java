package dev.shmfit.parse.paste;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** By which lines a program's output is known, and by which words a command. The first that matches decides. */
final class TextSignatures {
    /** Programs that start a serving engine. */
    static final String SERVERS = "vllm serve|text-generation-launcher|trtllm-serve|tritonserver|lmdeploy serve";

    private record Line(SectionKind kind, Pattern pattern) {}

    private static final List<Line> LINES = new ArrayList<>();
    private static final List<Line> COMMANDS = new ArrayList<>();

    static {
        line(SectionKind.NCCL_LOG, "\\bNCCL (?:INFO|WARN|TRACE|VERSION)\\b|^NCCL version \\d");
        line(
                SectionKind.NVIDIA_SMI,
                "^\\|\\s*NVIDIA-SMI\\s+\\S|^\\|\\s+GPU\\s+Name\\s|^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} +\\d{1,2} \\d\\d:\\d\\d:\\d\\d (?:[AP]M )?(?:[A-Z]{3,4} )?\\d{4}$");
        line(SectionKind.NVIDIA_SMI_Q, "^=+\\s*NVSMI LOG\\s*=+|^Attached GPUs\\s+: \\d");
        line(
                SectionKind.NVIDIA_SMI_CSV,
                "^(?:index|name|uuid|count|timestamp|serial|driver_version|compute_cap|gpu_\\w+|(?:pci|pcie|mig|memory|fabric|utilization|temperature|power|clocks|ecc|vbios|persistence|compute|display)[_.][a-z._]+)(?: \\[\\w+\\])?(?:, ?[a-z]\\w*(?:\\.\\w+)*+(?: \\[[\\w%]+\\])?)++$");
        line(SectionKind.GPU_LIST, "^GPU \\d{1,2}: .*\\(UUID: |^\\(?GPU \\d{1,2}(?:,\\d{1,2})*+: \\S|^MIG \\d+[cg]\\.");
        line(
                SectionKind.COLLECT_ENV,
                "^(?:Collecting environment information|(?:PyTorch version|Is debug build|(?:CUDA|ROCM|XPU) used to build"
                        + " PyTorch|OS|GCC version|Clang version|CMake version|Libc version|Python (?:version|platform)|Is"
                        + " CUDA available|CUDA runtime version|CUDA_MODULE_LOADING set to|GPU models and"
                        + " configuration|Nvidia driver version|cuDNN version|HIP runtime version|MIOpen runtime"
                        + " version|Is XNNPACK available|ROCM Version|Neuron SDK Version|vLLM Version|vLLM Build"
                        + " Flags|GPU Topology)\\s*:)|^(?:System|PyTorch|CPU|vLLM|CUDA / GPU) Info$|^(?:Python Environment|Environment Variables|Versions of relevant libraries:?|CPU:)$");
        line(
                SectionKind.SGLANG_ENV,
                "^(?:Python: \\d|CUDA available: |CUDA_HOME: |NVCC: |CUDA Driver Version: \\d{3}\\.|PyTorch: \\d|sglang: |sgl_kernel: "
                        + "|NVIDIA Topology:|ulimit soft: )");
        line(
                SectionKind.DS_REPORT,
                "^DeepSpeed (?:C\\+\\+/CUDA extension op report|general environment info)|^(?:deepspeed info|torch version|torch install path|shared memory \\(/dev/shm\\) size) \\.+");
        line(
                SectionKind.ACCELERATE_ENV,
                "^- `?Accelerate`? version:|^- `accelerate` bash location|^- `Accelerate` default config");
        line(SectionKind.TRANSFORMERS_ENV, "^- `?transformers`? version:");
        line(
                SectionKind.DOCKER_INSPECT,
                "^\\[?\\s*\\{?\\s*\"(?:Id|Config|HostConfig|ShmSize|IpcMode|GraphDriver|MountLabel|CapAdd|Env)\":");
        line(SectionKind.NCCL_RAS, "^\\{?\\s*\"nccl_version\":|^NCCL version \\d\\S* compiled with CUDA");
        line(
                SectionKind.KUBECTL_DESCRIBE,
                "^(?:Namespace:\\s+\\S|Service Account:\\s|Init Containers:$|Containers:$|QoS Class:\\s)");
        line(
                SectionKind.LSCPU,
                "^Architecture:\\s+\\S|^(?:CPU op-mode\\(s\\)|Vendor ID|Model name|CPU family|BIOS Model name):\\s|^NUMA node\\d+ CPU\\(s\\):");
        line(
                SectionKind.CPUINFO,
                "^(?:processor\\s*:\\s*\\d|vendor_id\\s*:|cpu family\\s*:|model name\\s*:|CPU implementer\\s*:)");
        line(SectionKind.NUMACTL, "^available: \\d+ nodes?\\b|^node \\d+ (?:cpus|size|free):");
        line(SectionKind.MEMINFO, "^MemTotal:\\s+\\d+ kB");
        line(SectionKind.FREE, "^total\\s+used\\s+free\\s+shared");
        line(
                SectionKind.DF,
                "^Filesystem\\s.*(?:Mounted on|Mounted)$|^Mounted on\\s+\\S.*$|^\\S+(?:\\s+\\S+)?(?:\\s+[\\d.,]+[KMGTP]?i?B?){3}\\s+(?:\\d+%|-)\\s+/(?:dev|run)/shm/?$");
        line(
                SectionKind.MOUNT,
                "^\\S+ on /\\S* type \\S+ \\(|^\\S+ /dev/shm \\S+ \\S+ \\d \\d$|^\\d+ \\d+ \\d+:\\d+ / /\\S* .* - \\S+ \\S+ \\S+$");
        line(
                SectionKind.P2P_TEST,
                "^\\[P2P \\(Peer-to-Peer\\) GPU Bandwidth|^P2P Connectivity Matrix$|^Device=\\d+ CAN(?:NOT)? Access Peer Device=\\d+|^Device: \\d+, .*pciBusID:");
        line(
                SectionKind.SIMPLE_P2P,
                "^\\[.*simpleP2P\\] - Starting|^> ?Peer(?:-to-Peer \\(P2P\\))? access from .*\\(GPU\\d+\\) ->|^Peer(?:-to-Peer \\(P2P\\))? access from .*\\(GPU\\d+\\) ->");
        line(SectionKind.DEVICE_QUERY, "^CUDA Device Query \\(Runtime API\\)|^Device \\d+: \"");
        line(SectionKind.NVBANDWIDTH, "^nvbandwidth Version:|^Running (?:device|host|all)_to_\\w+");
        line(
                SectionKind.NCCL_TESTS,
                "^# nThread \\d+ nGpus \\d+|^#\\s+Rank\\s+\\d+ .*\\bdevice\\s+\\d+ \\[|^# Using devices$");
        line(SectionKind.LSTOPO, "^Machine (?:L#0 )?\\((?:\\S+ ?[KMGT]i?B(?: total)?\\)|(?:P#0 )?total=)");
        line(SectionKind.DCGM_TOPO, "^\\|\\s*Topology Information\\s*\\||^\\|\\s*To GPU \\d+\\s*\\|");
        line(SectionKind.LSPCI_TREE, "^-(?:\\+-)?\\[[0-9a-f]{4}(?::[0-9a-f]{2})?(?:-[0-9a-f]{2})?\\]-");
        line(SectionKind.LSPCI, "^(?:[0-9a-f]{4}:)?[0-9a-f]{2}:[0-9a-f]{2}\\.[0-7] \\S");
        line(SectionKind.BUG_REPORT, "^Start of NVIDIA bug report log file|^nvidia-bug-report\\.sh Version");
        line(SectionKind.NVLINK, "^Link \\d+: (?:[\\d.]+ GB/s|<inactive>)");
        line(
                SectionKind.TOPO,
                "^(?:GPU\\d+\\s+){1,64}|^GPU\\d+\\b|^Legend:$|^NIC Legend:|^NIC\\d+: |^NIC\\d+\\s|^(?:X|SYS|NODE|PHB|PXB|PIX|NV#|OK|CNS|GNS|TNS|NS|DR|U|N/A)\\s+= ");
        line(
                SectionKind.PACKAGES,
                "^\\[(?:pip3?|conda)\\] \\S|^Package\\s+Version\\b|^[A-Za-z0-9][\\w.-]*==\\d\\S*$|^# packages in environment at");
        line(SectionKind.NVCC, "^nvcc: NVIDIA \\(R\\) Cuda compiler driver|^Cuda compilation tools, release");
        line(SectionKind.TRACEBACK, "^Traceback \\(most recent call last\\)");
        line(SectionKind.DMESG, "^\\[\\s*\\d+\\.\\d{6}\\] ");
        line(
                SectionKind.INFINIBAND,
                "^CA '\\S+'|^hca_id:|^Infiniband device '\\S+' port \\d+ status:|^/sys/class/infiniband/\\S+/rate:");
        line(SectionKind.NETWORK, "^\\d+: \\w[\\w.@-]*: <[A-Z,_-]+> mtu|^\\w[\\w.@-]*: flags=\\d+<");
        line(
                SectionKind.KERNEL,
                "^Linux \\S+ \\d+\\.\\d+|^(?:PRETTY_NAME|VERSION_ID|DISTRIB_ID)=|^(?:Distributor ID|Description|Codename):\\s");
        line(
                SectionKind.LIMITS,
                "^(?:core file size|max locked memory|open files|real-time non-blocking)\\s|^Max (?:open files|locked memory)\\s");
        line(SectionKind.PROCESSES, "^USER\\s+PID\\s+%CPU|^PID\\s+(?:USER|TTY)\\s");
        line(SectionKind.YAML, "^apiVersion: \\S+|^kind: [A-Z]");
        line(SectionKind.SHM_LISTING, "^[-d][rwx-]{9}\\S*\\s+\\d+ \\S+ \\S+\\s+\\d+ .* (?:nccl-|torch_|sem\\.|psm_)");
        line(
                SectionKind.LAUNCH,
                "^ExecStart=\\S|^(?:nohup )?(?:sudo )?(?:docker|podman|nerdctl) (?:container )?(?:run|create) |^(?:apptainer|singularity) (?:run|exec|shell) |^(?:nohup )?(?:"
                        + SERVERS
                        + "|ray start|python[\\d.]* -m (?:torch\\.distributed\\.(?:run|launch)|vllm\\.entrypoints|sglang\\.launch_server)\\S*) |^nohup (?=\\S)|^(?:mpirun|mpiexec|horovodrun|aprun|srun|salloc|sbatch|[qb]sub(?= -)|torchrun|deepspeed|accelerate"
                        + " launch) |^(?:[A-Z][A-Z0-9_]*=\\S+ +)++(?:[\\w./-]*(?:python[\\d.]*|torchrun|mpirun|mpiexec|deepspeed|accelerate|vllm|srun|docker|bash|sh))\\b"
                        // Several of them before any program, or one before a program with options: no sentence.
                        + "|^(?:[A-Z][A-Z0-9_]*=\\S+ +){2,}+(?!(?:[a-z]+ +){3})[a-z~./][\\w./-]* +\\S"
                        + "|^[A-Z][A-Z0-9_]*=\\S+ +(?!(?:[a-z]+ +){3})[a-z~./][\\w./-]* +(?:\\S+ +){0,200}-{1,2}[A-Za-z]");
        line(
                SectionKind.ENVIRONMENT,
                "^(?:declare -x [A-Za-z_]\\w*|[A-Z][A-Z0-9_]{2,})=(?:\"[^\"]*\"|'[^']*'|\\S*|[^\"'=]*)$|^export [A-Za-z_]\\w*=");
        command(SectionKind.NVIDIA_SMI_Q, "nvidia-smi\\b.* (?:-q|--query)(?![\\w-])(?!.*-x)");
        command(SectionKind.NVIDIA_SMI_XML, "nvidia-smi\\b.* -q\\b.*-x|nvidia-smi\\b.* -x\\b");
        command(SectionKind.NVIDIA_SMI_CSV, "nvidia-smi\\b.*--query-gpu");
        command(SectionKind.GPU_LIST, "nvidia-smi\\b.* (?:-L|--list-gpus)");
        command(SectionKind.TOPO, "nvidia-smi\\b.*\\btopo\\b");
        command(SectionKind.NVLINK, "nvidia-smi\\b.*\\bnvlink\\b");
        command(SectionKind.NVIDIA_SMI, "nvidia-smi\\s*(?:$|[|>;&])");
        command(SectionKind.LSCPU, "lscpu\\b");
        command(SectionKind.CPUINFO, "/proc/cpuinfo");
        command(SectionKind.NUMACTL, "numactl\\b.*(?:-H|--hardware)");
        command(SectionKind.MEMINFO, "/proc/meminfo");
        command(SectionKind.FREE, "free\\b");
        command(SectionKind.DF, "df\\b");
        command(SectionKind.MOUNT, "mount\\b|/proc/(?:self/)?mount|/etc/mtab");
        command(SectionKind.DOCKER_INSPECT, "(?:docker|podman|nerdctl|crictl) .*inspect");
        command(
                SectionKind.LAUNCH,
                "(?:sudo )?(?:docker|podman|nerdctl) (?:container )?(?:run|create)\\b|(?:apptainer|singularity) (?:run|exec|shell)\\b|mpirun|mpiexec|horovodrun|aprun |srun|salloc |sbatch |[qb]sub |torchrun|deepspeed |accelerate launch|nohup |"
                        + SERVERS
                        + "|ray start|python[\\d.]* -m (?:torch\\.distributed|vllm|sglang)|[A-Z][A-Z0-9_]*=\\S+ ");
        command(SectionKind.KUBECTL_DESCRIBE, "kubectl .*describe (?:pod|po)\\b");
        command(
                SectionKind.ENVIRONMENT,
                "(?:env|printenv|set|export -p)\\b|export [A-Z]|docker exec .* env\\b|kubectl exec .* env\\b");
        command(SectionKind.PACKAGES, "(?:pip3?|uv pip|conda|python\\S* -m pip) (?:list|freeze|show)");
        command(SectionKind.LSTOPO, "(?:lstopo|hwloc-ls)");
        command(SectionKind.DCGM_TOPO, "dcgmi topo");
        command(SectionKind.LSPCI_TREE, "lspci\\b.*-\\w*t");
        command(SectionKind.LSPCI, "lspci");
        command(SectionKind.NCCL_RAS, "ncclras");
        command(SectionKind.NVCC, "nvcc ");
        command(SectionKind.DMESG, "dmesg|journalctl");
        command(SectionKind.SHM_LISTING, "ls\\b.*/dev/shm");
        command(SectionKind.KERNEL, "uname|lsb_release|/etc/\\S*release|hostnamectl");
        command(SectionKind.LIMITS, "ulimit|/proc/self/limits");
        command(
                SectionKind.INFINIBAND,
                "ibstat(?:us)?\\b|ibv_devinfo|ibdev2netdev|(?:cat|head|tail|grep) .*/sys/class/infiniband/");
        command(SectionKind.NETWORK, "ip |ifconfig");
        command(SectionKind.PROCESSES, "ps\\b|top\\b");
        command(SectionKind.DS_REPORT, "ds_report");
        command(SectionKind.ACCELERATE_ENV, "accelerate env");
        command(SectionKind.TRANSFORMERS_ENV, "transformers(?:-cli)? env");
        command(SectionKind.COLLECT_ENV, "collect.env");
        command(SectionKind.SGLANG_ENV, "check_env");
        command(SectionKind.P2P_TEST, "p2pBandwidthLatencyTest");
        command(SectionKind.SIMPLE_P2P, "simpleP2P");
        command(SectionKind.DEVICE_QUERY, "deviceQuery");
        command(SectionKind.NVBANDWIDTH, "nvbandwidth");
    }

    private TextSignatures() {}

    private static void line(SectionKind kind, String pattern) {
        LINES.add(new Line(kind, Pattern.compile(pattern)));
    }

    private static void command(SectionKind kind, String pattern) {
        COMMANDS.add(new Line(kind, Pattern.compile("(?:^|[\\s/;&|])(?:" + pattern + ")")));
    }

    /** What a line is the sign of. */
    static Optional<SectionKind> of(String stripped) {
        if (stripped.length() < 2 || stripped.length() > 2000) {
            return Optional.empty();
        }
        return first(LINES, stripped);
    }

    /** What a command prints. */
    static SectionKind ofCommand(String command) {
        return first(COMMANDS, command).orElse(SectionKind.OUTPUT);
    }

    private static Optional<SectionKind> first(List<Line> all, String text) {
        for (Line l : all) {
            if (l.pattern.matcher(text).find()) {
                return Optional.of(l.kind);
            }
        }
        return Optional.empty();
    }
}
