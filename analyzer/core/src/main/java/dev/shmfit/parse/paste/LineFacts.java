package dev.shmfit.parse.paste;

import dev.shmfit.facts.GpuListing;
import dev.shmfit.facts.Reading;
import dev.shmfit.facts.SourceRef;
import dev.shmfit.units.ByteCount;
import dev.shmfit.units.CudaVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Facts that one line tells by itself, in whichever program's output it stands: versions of the driver, of CUDA, NCCL and
 * PyTorch, memory, the size of /dev/shm.
 */
final class LineFacts {
    private static final String DRIVER_VERSION = "(\\d{3}\\.\\d{1,3}(?:\\.\\d{1,3})?)";
    private static final String TORCH_VERSION = "(\\d{1,2}\\.\\d{1,3}(?:\\.\\d{1,3})?[\\w.+-]*)";
    private static final String NCCL_VERSION = "(2\\.\\d{1,2}\\.\\d{1,3})";

    /** What a match says. */
    private interface Taker {
        void take(Matcher m, SourceRef at, PastedFacts facts);
    }

    /**
     * A rule.
     *
     * @param sign in small letters; a line without it is not looked at
     */
    private record Rule(String sign, Pattern pattern, Taker taker) {}

    private static final List<Rule> RULES = new ArrayList<>();

    static {
        driver("driver version", "(?<!CUDA )(?<!cuda )Driver Version\\s*:\\s*" + DRIVER_VERSION);
        driver("driver version", "^(?:Nvidia driver|CUDA Driver) version\\s*:\\s*" + DRIVER_VERSION + "$");
        driver("kmd version", "KMD Version\\s*:\\s*" + DRIVER_VERSION);
        driver("nvrm version", "NVRM version: NVIDIA UNIX .*?\\s" + DRIVER_VERSION + "\\s");
        rule("cuda ", "CUDA (?:UMD )?Version\\s*:\\s*(\\d{1,2})\\.(\\d{1,2})\\b", LineFacts::cuda);
        rule("cuda driver", "CUDA Driver Version / Runtime Version\\s+(\\d{1,2})\\.(\\d{1,2}) /", LineFacts::cuda);
        rule(
                "cuda driver version",
                "^CUDA Driver Version: (\\d{5})$",
                (m, at, f) -> f.add(Topic.CUDA, Integer.valueOf(m.group(1), 10) / 10 * 10, at));
        rule(
                "cuda_driver_version",
                "\"cuda_driver_version\"\\s*:\\s*(\\d{5})\\b",
                (m, at, f) -> f.add(Topic.CUDA, Integer.valueOf(m.group(1), 10) / 10 * 10, at));
        rule(
                "cuda runtime version",
                "CUDA runtime version \\d+, driver version (\\d{5})\\b",
                (m, at, f) -> f.add(Topic.CUDA, Integer.valueOf(m.group(1), 10) / 10 * 10, at));
        nccl("nvidia", "nvidia[-_]nccl[-_]cu\\d\\d(?:==|\\s+)" + NCCL_VERSION);
        nccl("using nccl", "using nccl==" + NCCL_VERSION);
        nccl("nccl_version", "\"nccl_version\"\\s*:\\s*\"" + NCCL_VERSION);
        nccl("nccl version", "^NCCL version:? " + NCCL_VERSION);
        nccl("(2,", "^\\(2, (?:\\d{1,2}), (?:\\d{1,3})\\)$");
        rule(
                "nccl",
                "^(?:\\[conda\\] )?nccl\\s+" + NCCL_VERSION,
                (m, at, f) -> f.add(Topic.NCCL_OF_SYSTEM, m.group(1), at));
        rule(
                "libnccl",
                "libnccl(?:2|\\.so\\.|-dev)\\S*?\\s*" + NCCL_VERSION,
                (m, at, f) -> f.add(Topic.NCCL_OF_SYSTEM, m.group(1), at));
        torch("pytorch", "^(?:- )?`?PyTorch`? [Vv]ersion(?: \\([^)]{1,20}\\))?\\s*:?\\s*" + TORCH_VERSION);
        torch("pytorch", "^PyTorch: " + TORCH_VERSION);
        torch("torch version", "^torch version \\.+ " + TORCH_VERSION);
        torch("torch", "^(?:\\[pip3?\\] )?torch==" + TORCH_VERSION);
        torch("torch", "^(?:\\[conda\\] )?(?:py)?torch\\s+" + TORCH_VERSION);
        rule(
                "memtotal",
                "^MemTotal:\\s+(\\d{1,15}) kB",
                (m, at, f) -> f.add(
                        Topic.MEMORY,
                        ByteCount.of(Long.parseLong(m.group(1), 10)).times(1024),
                        at));
        rule(
                "system ram",
                "^- System RAM: ([\\d.]{1,12} GB)",
                (m, at, f) -> PastedSizes.binary(m.group(1)).ifPresent(b -> f.add(Topic.MEMORY, b, at)));
        rule(
                "hypervisor vendor",
                "^Hypervisor vendor:\\s+(?!None)\\S",
                (m, at, f) -> f.add(Topic.PLATFORM, Variables.clues(Variables.Clue.HYPERVISOR, at), at));
        // DeepSpeed's launcher says what it sets, and which variables it found (deepspeed/launcher/launch.py main).
        rule(
                "[launch.py:",
                "\\[launch\\.py:\\d+:main\\] (?:\\d{1,4} |Setting )?([A-Z][A-Z0-9_]*=\\S*)$",
                (m, at, f) -> Variables.assignment(m.group(1), at, f));
        rule(
                "num_local_procs",
                "\\[launch\\.py:\\d+:main\\] nnodes=(\\d{1,4}), num_local_procs=(\\d{1,3})\\b",
                (m, at, f) -> {
                    Variables.take(Variables.NODES, m.group(1), at, f);
                    Variables.take(Variables.RANKS, m.group(2), at, f);
                });
        // Accelerate's configuration: its launcher sets CUDA_VISIBLE_DEVICES to it (accelerate/utils/launch.py).
        rule(
                "gpu_ids",
                "^(?:- )?gpu_ids\\s*:\\s*['\"]?(\\d{1,2}(?:,\\d{1,2})*+)['\"]?$",
                (m, at, f) -> Variables.take("CUDA_VISIBLE_DEVICES", m.group(1), at, f));
        // NVIDIA's images say so where df shows 64 MiB (their entrypoint.d, 70-shm-check.sh).
        rule(
                "shmem allocation limit",
                "^NOTE: The SHMEM allocation limit is set to the default of (\\d{1,6} ?[KMG]i?B)",
                (m, at, f) -> PastedSizes.binary(m.group(1)).ifPresent(b -> ShmLines.size(b, at, f)));
        rule(
                "visible_devices: [",
                "^LOCAL_RANK: \\d+ - CUDA_VISIBLE_DEVICES: \\[(\\d{1,2}(?:, ?\\d{1,2})*+)\\]$",
                (m, at, f) -> Variables.take("CUDA_VISIBLE_DEVICES", m.group(1), at, f));
        rule("gpu type", "^- GPU type: (\\S.*)$", LineFacts::gpu);
        // The driver's own word, /proc/driver/nvidia/gpus/*/information.
        rule("model:", "^Model:\\s+((?:NVIDIA|Tesla|GeForce|Quadro) \\S.*)$", LineFacts::gpu);
    }

    private LineFacts() {}

    private static void rule(String sign, String pattern, Taker taker) {
        RULES.add(new Rule(sign, Pattern.compile(pattern, Pattern.CASE_INSENSITIVE), taker));
    }

    private static void driver(String sign, String pattern) {
        rule(sign, pattern, (m, at, f) -> f.add(Topic.DRIVER, m.group(1), at));
    }

    private static void nccl(String sign, String pattern) {
        rule(
                sign,
                pattern,
                (m, at, f) -> f.add(
                        Topic.NCCL,
                        m.groupCount() > 0
                                ? m.group(1)
                                : m.group().replaceAll("[() ]", "").replace(',', '.'),
                        at));
    }

    private static void torch(String sign, String pattern) {
        rule(sign, pattern, (m, at, f) -> f.add(Topic.TORCH, m.group(1), at));
    }

    private static void gpu(Matcher m, SourceRef at, PastedFacts facts) {
        GpuListing.Gpu gpu = new GpuListing.Gpu(
                0, m.group(1).strip(), Reading.absent("not said"), Reading.absent("not said"), List.of(), at);
        facts.add(Topic.LISTING, new GpuListing(List.of(gpu), GpuListing.Numbering.NONE), at);
    }

    private static void cuda(Matcher m, SourceRef at, PastedFacts facts) {
        facts.add(
                Topic.CUDA,
                CudaVersion.counted(Integer.parseInt(m.group(1), 10), Integer.parseInt(m.group(2), 10)),
                at);
    }

    /** Everything that the line tells. */
    static void read(PastedLine line, SourceRef at, PastedFacts facts) {
        String text = line.stripped();
        if (text.length() < 8 || text.length() > 2000) {
            return;
        }
        String small = text.toLowerCase(Locale.ROOT);
        for (Rule r : RULES) {
            if (small.contains(r.sign)) {
                Matcher m = r.pattern.matcher(text);
                if (m.find()) {
                    r.taker.take(m, at, facts);
                }
            }
        }
    }
}
