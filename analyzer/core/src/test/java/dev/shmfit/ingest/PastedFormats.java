package dev.shmfit.ingest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Composes what programs print about a known node, each in its own format, and what people's tools put around it. */
public final class PastedFormats {
    /** The node that the texts are about. */
    public record Node(
            int gpus, String gpu, String driver, String cuda, Cpu cpu, String torch, String nccl, List<String> env) {
        /** A processor as lscpu prints it. */
        public record Cpu(String vendor, String name, int family, int model) {}
    }

    public static final Node.Cpu SPR = new Node.Cpu("GenuineIntel", "Intel(R) Xeon(R) Platinum 8480+", 6, 143);
    public static final Node.Cpu GENOA = new Node.Cpu("AuthenticAMD", "AMD EPYC 9654 96-Core Processor", 25, 17);

    private PastedFormats() {}

    public static String topo(Node n) {
        StringBuilder s = new StringBuilder();
        for (int i = 0; i < n.gpus(); i++) {
            s.append("\tGPU").append(i);
        }
        s.append("\tCPU Affinity\tNUMA Affinity\tGPU NUMA ID\n");
        for (int i = 0; i < n.gpus(); i++) {
            s.append("GPU").append(i);
            for (int j = 0; j < n.gpus(); j++) {
                s.append('\t').append(i == j ? " X " : "NODE");
            }
            s.append("\t0-31\t0\t\tN/A\n");
        }
        return s.append(
                        "\nLegend:\n\n  X    = Self\n  NODE = Connection traversing PCIe as well as the interconnect between"
                                + " PCIe Host Bridges within a NUMA node\n")
                .toString();
    }

    static String uuid(int i) {
        return String.format(Locale.ROOT, "GPU-5a2b%04d-1111-2222-3333-444455556666", i);
    }

    public static String lscpu(Node n) {
        return "Architecture:                         x86_64\nCPU op-mode(s):                       32-bit, 64-bit\n"
                + "CPU(s):                               64\nVendor ID:                            "
                + n.cpu().vendor()
                + "\nModel name:                           " + n.cpu().name()
                + "\nCPU family:                           "
                + n.cpu().family() + "\nModel:                                "
                + n.cpu().model()
                + "\nFlags:                                fpu vme de pse\nNUMA node(s):                         1\n"
                + "NUMA node0 CPU(s):                    0-63\n";
    }

    private static String gpuLines(Node n) {
        return each(n, i -> "GPU " + i + ": " + n.gpu());
    }

    private static String each(Node n, java.util.function.IntFunction<String> line) {
        return IntStream.range(0, n.gpus()).mapToObj(line).collect(Collectors.joining("\n"));
    }

    private static String pip(Node n) {
        return "[pip3] numpy==1.26.4\n[pip3] nvidia-nccl-cu12==" + n.nccl() + "\n[pip3] torch==" + n.torch()
                + "\n[conda] Could not collect\n";
    }

    public static String collectEnv(Node n) {
        return "Collecting environment information...\nPyTorch version: " + n.torch()
                + "+cu126\nIs debug build: False\nCUDA"
                + " used to build PyTorch: 12.6\nROCM used to build PyTorch: N/A\n\nOS: Ubuntu 22.04.5 LTS (x86_64)\n"
                + "GCC version: (Ubuntu 11.4.0-1ubuntu1~22.04) 11.4.0\nIs CUDA available: True\nCUDA runtime version:"
                + " 12.6.85\nGPU models and configuration: \n"
                + gpuLines(n) + "\n\nNvidia driver version: " + n.driver()
                + "\ncuDNN version: Could not collect\n\nCPU:\n"
                + lscpu(n) + "\nVersions of relevant libraries:\n" + pip(n);
    }

    public static String vllm(Node n) {
        return "Collecting environment information...\n" + head("System Info")
                + "OS                           : Ubuntu 22.04.5 LTS (x86_64)\n\n"
                + head("PyTorch Info") + "PyTorch version              : " + n.torch() + "+cu126\n\n"
                + head("CUDA / GPU Info")
                + "Is CUDA available            : True\nGPU models and configuration :\n" + gpuLines(n)
                + "\n\nNvidia driver version        : " + n.driver() + "\n\n" + head("CPU Info") + lscpu(n) + "\n"
                + head("Versions of relevant libraries") + pip(n) + "\n" + head("vLLM Info")
                + "ROCM Version                 : Could not collect\nvLLM Version                 : 0.10.1.1\nvLLM Build"
                + " Flags:\n  CUDA Archs: Not Set; ROCm: Disabled\nGPU Topology:\n  "
                + topo(n) + "\n" + head("Environment Variables") + String.join("\n", n.env()) + "\n";
    }

    private static String head(String name) {
        return "==============================\n       " + name + "\n==============================\n";
    }

    public static String sglang(Node n) {
        String all = IntStream.range(0, n.gpus()).mapToObj(String::valueOf).collect(Collectors.joining(","));
        return "Python: 3.12.3 (main, Nov  6 2024, 18:32:19) [GCC 13.2.0]\nCUDA available: True\nGPU " + all + ": "
                + n.gpu()
                + "\nGPU " + all + " Compute Capability: 8.9\nCUDA_HOME: /usr/local/cuda\nNVCC: Cuda compilation tools,"
                + " release 12.4, V12.4.131\nCUDA Driver Version: " + n.driver() + "\nPyTorch: " + n.torch()
                + "+cu126\nsglang: 0.4.3\nNVIDIA Topology: \n" + topo(n) + "\nulimit soft: 1048576\n";
    }

    public static String smi(Node n) {
        String rule = "+-----------------------------------------+------------------------+----------------------+\n";
        String head = n.driver().startsWith("6")
                ? "| NVIDIA-SMI %-22s KMD Version: %-13s CUDA UMD Version: %-8s |\n"
                : "| NVIDIA-SMI %-22s Driver Version: %-13s CUDA Version: %-8s  |\n";
        return "Mon Jul 20 06:15:02 2026\n" + rule
                + String.format(Locale.ROOT, head, n.driver(), n.driver(), n.cuda())
                + "|-----------------------------------------+------------------------+----------------------+\n"
                + "| GPU  Name                 Persistence-M | Bus-Id          Disp.A | Volatile Uncorr. ECC |\n"
                + "| Fan  Temp   Perf          Pwr:Usage/Cap |           Memory-Usage | GPU-Util  Compute M. |\n"
                + "|                                         |                        |               MIG M. |\n"
                + "|=========================================+========================+======================|\n"
                + each(
                        n,
                        i -> String.format(
                                Locale.ROOT,
                                "|   %d  %-31s Off |   00000000:%02X:00.0 Off |                    0 |%n"
                                                .replace("%n", "\n")
                                        + "| N/A   31C    P0              70W / 300W |      4MiB /  46068MiB |      0%%      Default |\n"
                                        + "|                                         |                        |                  N/A |\n"
                                        + rule.strip(),
                                i,
                                n.gpu(),
                                0x17 + i))
                + "\n\n| Processes:                                                                              |\n"
                + "|  No running processes found                                                             |\n";
    }

    public static String smiL(Node n) {
        return each(n, i -> "GPU " + i + ": " + n.gpu() + " (UUID: " + uuid(i) + ")") + "\n";
    }

    public static String smiQ(Node n) {
        return "==============NVSMI LOG==============\n\nTimestamp                                 : Mon Jul 20 06:15:02 2026\n"
                + "Driver Version                            : " + n.driver()
                + "\nCUDA Version                              : " + n.cuda()
                + "\n\nAttached GPUs                             : " + n.gpus() + "\n"
                + each(
                        n,
                        i -> String.format(Locale.ROOT, "GPU 00000000:%02X:00.0", 0x17 + i)
                                + "\n    Product Name                          : " + n.gpu()
                                + "\n    MIG Mode\n        Current                           : N/A\n        Pending                  "
                                + "         : N/A\n    GPU UUID                              : " + uuid(i)
                                + "\n    FB Memory Usage\n        Total                             : 46068 MiB\n    Fabric\n        "
                                + "State                             : N/A")
                + "\n";
    }

    public static String dsReport(Node n) {
        return "--------------------------------------------------\nDeepSpeed C++/CUDA extension op report\n"
                + "--------------------------------------------------\nDeepSpeed general environment info:\ntorch install"
                + " path ............... ['/usr/lib/python3/torch']\ntorch version .................... "
                + n.torch() + "+cu126\ndeepspeed info ................... 0.15.1, unknown, unknown\ntorch cuda version"
                + " ............... 12.6\nshared memory (/dev/shm) size .... 64.00 MB\n";
    }

    public static String accelerate(Node n) {
        return "\nCopy-and-paste the text below in your GitHub issue\n\n- `Accelerate` version: 0.34.2\n- Platform:"
                + " Linux-5.15.0-127-generic-x86_64-with-glibc2.35\n- Python version: 3.11.9\n- PyTorch version (GPU?): "
                + n.torch() + "+cu126 (True)\n- PyTorch XPU available: False\n- System RAM: 503.54 GB\n- GPU type: "
                + n.gpu()
                + "\n- `Accelerate` default config:\n\t- distributed_type: MULTI_GPU\n\t- num_processes: 2\n";
    }

    public static String transformers(Node n) {
        return "- `transformers` version: 4.49.0\n- Platform: Linux-5.15.0\n- Python version: 3.11.9\n- PyTorch version (GPU?): "
                + n.torch()
                + "+cu126 (True)\n- Using distributed or parallel set-up in script?: <fill in>\n- GPU type: "
                + n.gpu() + "\n";
    }

    public static String pipList(Node n) {
        return "Package                  Version\n------------------------ ------------\nnumpy                    1.26.4\n"
                + "nvidia-nccl-cu12         " + n.nccl() + "\ntorch                    " + n.torch() + "\n";
    }

    public static String p2pTest(Node n, boolean can) {
        StringBuilder s = new StringBuilder("[P2P (Peer-to-Peer) GPU Bandwidth Latency Test]\n");
        for (int i = 0; i < n.gpus(); i++) {
            s.append(String.format(
                    Locale.ROOT,
                    "Device: %d, %s, pciBusID: %x, pciDeviceID: 0, pciDomainID:0\n",
                    i,
                    n.gpu(),
                    0x17 + i));
        }
        for (int i = 0; i < n.gpus(); i++) {
            for (int j = 0; j < n.gpus(); j++) {
                if (i != j) {
                    s.append("Device=")
                            .append(i)
                            .append(can ? " CAN" : " CANNOT")
                            .append(" Access Peer Device=")
                            .append(j)
                            .append('\n');
                }
            }
        }
        return s.append(
                        "\nP2P Connectivity Matrix\n     D\\D     0     1\n     0\t     1     0\n     1\t     0     1\n")
                .toString();
    }

    public static String simpleP2p(Node n, boolean can) {
        StringBuilder s =
                new StringBuilder("[./simpleP2P] - Starting...\nChecking for multiple GPUs...\nCUDA-capable device"
                        + " count: " + n.gpus() + "\n\nChecking GPU(s) for support of peer to peer memory access...\n");
        for (int i = 0; i < n.gpus(); i++) {
            for (int j = 0; j < n.gpus(); j++) {
                if (i != j) {
                    s.append("> Peer access from ")
                            .append(n.gpu())
                            .append(" (GPU")
                            .append(i)
                            .append(") -> ")
                            .append(n.gpu())
                            .append(" (GPU")
                            .append(j)
                            .append(") : ")
                            .append(can ? "Yes" : "No")
                            .append('\n');
                }
            }
        }
        return s.toString();
    }

    public static String nvbandwidth(Node n, boolean can) {
        StringBuilder s =
                new StringBuilder("nvbandwidth Version: v0.8\nBuilt from Git version: v0.8\n\nCUDA Runtime Version:"
                        + " 12040\nCUDA Driver Version: 12040\nDriver Version: " + n.driver() + "\n\nhost\n");
        for (int i = 0; i < n.gpus(); i++) {
            s.append(String.format(Locale.ROOT, "Device %d: %s (00000000:%02x:00)\n", i, n.gpu(), 0x17 + i));
        }
        s.append("\nRunning device_to_device_memcpy_write_ce.\nmemcpy CE GPU(row) -> GPU(column) bandwidth (GB/s)\n  ");
        for (int i = 0; i < n.gpus(); i++) {
            s.append(String.format(Locale.ROOT, "%10d", i));
        }
        s.append('\n');
        for (int i = 0; i < n.gpus(); i++) {
            s.append(String.format(Locale.ROOT, " %d", i));
            for (int j = 0; j < n.gpus(); j++) {
                s.append(i == j || !can ? "       N/A" : "     26.30");
            }
            s.append('\n');
        }
        return s.append("\nSUM device_to_device_memcpy_write_ce 52.60\n").toString();
    }

    static String numactl() {
        return "available: 2 nodes (0-1)\nnode 0 cpus: 0 1 2 3 8 9\nnode 0 size: 257610 MB\nnode 0 free: 2000 MB\nnode 1 cpus:"
                + " 4 5 6 7\nnode 1 size: 0 MB\nnode 1 free: 0 MB\nnode distances:\nnode   0   1 \n  0:  10  21 \n  1:  21  10 \n";
    }

    public static String dockerInspect(Node n) {
        return "[\n    {\n        \"Id\": \"0a1b\",\n        \"HostConfig\": {\n            \"CapAdd\": null,\n            \"IpcMode\":"
                + " \"private\",\n            \"Privileged\": false,\n            \"ShmSize\": 2147483648,\n            \"Memory\": 68719476736,\n"
                + "            \"CpuShares\": 0\n        },\n        \"Config\": {\n            \"Hostname\": \"0a1b\",\n            \"Env\": [\n"
                + n.env().stream().map(e -> "                \"" + e + "\",\n").collect(Collectors.joining())
                + "                \"PATH=/usr/bin\"\n            ]\n        }\n    }\n]\n";
    }

    public static String kubectl(Node n) {
        return "Name:             train-0\nNamespace:        default\nPriority:         0\nNode:             gpu-1/10.0.0.1\n"
                + "Containers:\n  proxy:\n    Image:  envoy\n    Limits:\n      memory:  1Gi\n  trainer:\n    Container ID:  containerd://1\n"
                + "    Image:         pytorch\n    Limits:\n      cpu:             32\n      memory:          64Gi\n      nvidia.com/gpu:  "
                + n.gpus() + "\n    Requests:\n      memory:          64Gi\n    Environment:\n"
                + n.env().stream()
                        .map(e -> "      " + e.replaceFirst("=", ":  ") + "\n")
                        .collect(Collectors.joining())
                + "    Mounts:\n      /dev/shm from dshm (rw)\n      /var/run/secrets from kube-api (ro)\nVolumes:\n  data:\n    Type: "
                + " PersistentVolumeClaim\n  dshm:\n    Type:       EmptyDir (a temporary directory)\n    Medium:     Memory\n    SizeLimit:  2Gi\n"
                + "QoS Class:        Burstable\n";
    }

    /** What is put around a text, by name. */
    static Map<String, UnaryOperator<String>> wrappings() {
        Map<String, UnaryOperator<String>> all = new LinkedHashMap<>();
        all.put("plain", s -> s);
        all.put("CRLF", s -> s.replace("\n", "\r\n"));
        all.put("quoted", s -> s.lines().map(l -> "> " + l).collect(Collectors.joining("\n")));
        all.put("indented", s -> s.lines().map(l -> "    " + l).collect(Collectors.joining("\n")));
        all.put(
                "fenced",
                s -> "### What happens\n\nIt hangs. Here is what you asked for:\n\n```text\n" + s + "```\n\nThanks!\n");
        all.put(
                "coloured",
                s -> s.lines().map(l -> "\u001b[0;32m" + l + "\u001b[0m").collect(Collectors.joining("\n")));
        all.put(
                "html",
                s -> "<details><summary>env</summary>\n\n<pre>\n" + s.replace(">", "&gt;") + "</pre></details>\n");
        return all;
    }
}
