package dev.shmfit.analysis.stated;

import dev.shmfit.units.UserInput;
import java.util.LinkedHashMap;
import java.util.Map;

/** What {@code --assume} takes: every key with its values and what it decides. */
public final class AssumeHelp {
    /** The word in place of {@code KEY=VALUE}. */
    public static final String WORD = "help";

    private record Line(String values, String decides) {}

    private static final Map<String, Line> LINES = lines();

    private AssumeHelp() {}

    private static Map<String, Line> lines() {
        Map<String, Line> all = new LinkedHashMap<>();
        all.put("channels", new Line("1 to 64", "how many files NCCL makes for a connection, in place of the search"));
        all.put(
                "cuda-driver",
                new Line("12.8, or the driver's version: 550.54.15", "whether NCCL takes host memory from the driver"));
        all.put(
                "cpu",
                new Line(
                        "intel:icelake, amd, arm, or lscpu's model name: \"AMD EPYC 9654\"",
                        "how far P2P may reach, and how fast the way between sockets is"));
        all.put("pcie", new Line("gen4x16, gen4 (x16)", "how many channels NCCL finds over PCIe"));
        all.put(
                "gpu",
                new Line("4090, H100, l40s, what nvidia-smi prints", "compute capability, PCIe link and NVLinks"));
        all.put("compute-capability", new Line("8.9", "which speeds NCCL tries, and whether it uses NVLS"));
        all.put(
                "peer-access",
                new Line("all, none, nvml, or a file with a matrix", "which pairs CUDA lets access each other"));
        all.put("p2p", new Line("yes, no, unknown", "which pairs can use P2P at all, by NVML"));
        all.put("cap-sys-nice", new Line("yes, no", "whether the driver's host memory works in the container"));
        all.put("vmm", new Line("yes, no", "whether NCCL can use cuMem at all"));
        all.put("multicast", new Line("yes, no", "whether NCCL uses NVLS"));
        all.put("cumem-granularity", new Line("2MiB", "the unit of the driver's host memory"));
        all.put("ranks-per-process", new Line("1 to 64", "which pairs share a process"));
        all.put("hidden-devices", new Line("yes, no", "whether each process sees its own GPU only"));
        all.put("page-size", new Line("4KiB, 64KiB", "how files are rounded up in /dev/shm"));
        all.put(
                "nic",
                new Line(
                        "mlx5_0:200@PIX:0,1 (Gb/s, path, GPUs); repeat for more",
                        "whether the network is preferred inside the node"));
        all.put("gdr", new Line("yes, no", "whether adapters reach GPU memory themselves (GPUDirect RDMA)"));
        all.put("torch", new Line("2.6.0, 2.11.0+cu126", "NCCL's version, by what the wheel brings"));
        all.put("nodes", new Line("1 to 100000", "how many nodes the job has"));
        all.put(
                "nvlink-domain",
                new Line("1 to 100000 nodes; 1: none", "how many nodes share one NVLink domain (MNNVL: one cliqueId)"));
        all.put("imex", new Line("yes, no", "whether nodes of an NVLink domain can share memory"));
        all.put(
                "rank-order",
                new Line("block, cyclic", "whether ranks are numbered node by node, or nodes take turns"));
        all.put("pods", new Line("1 to 64", "over how many containers the ranks are spread"));
        all.put("pods-share", new Line("nothing, host", "whether NCCL takes the pods for one host"));
        all.put("collnet", new Line("yes, no", "whether the network plugin offers CollNet (NCCL_COLLNET_ENABLE=1)"));
        return all;
    }

    /** One key a line. */
    public static String text() {
        StringBuilder text = new StringBuilder(UserInput.FACT + " KEY=VALUE states a fact that the capture lacks.\n");
        LINES.forEach((key, line) -> text.append('\n')
                .append(key)
                .append('=')
                .append(line.values)
                .append("\n  decides ")
                .append(line.decides)
                .append('\n'));
        return text.toString();
    }
}
