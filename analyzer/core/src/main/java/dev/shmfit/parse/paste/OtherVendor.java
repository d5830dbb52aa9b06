package dev.shmfit.parse.paste;

import dev.shmfit.units.TextLines;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Whose table of links is it, where it is not NVIDIA's? Several makers print theirs in nvidia-smi's form; they are known by
 * their tools' names, by their own words for links, and by their products.
 *
 * @param maker of the GPUs
 * @param tool that prints the table
 * @param library that takes NCCL's place there
 */
public record OtherVendor(String maker, String tool, String library) {
    /** As much of a line is looked at: what tells a maker stands before it. */
    private static final int LONGEST = 512;

    /**
     * @param words of which one stands in every text with the pattern: a long text is searched for these far faster
     */
    private record Sign(OtherVendor vendor, List<String> words, Pattern pattern) {
        boolean isIn(String text) {
            return words.stream().anyMatch(text::contains)
                    && pattern.matcher(text).find();
        }
    }

    private static final List<Sign> SIGNS = List.of(
            sign(
                    "Huawei",
                    "npu-smi",
                    "HCCL",
                    List.of("NPU", "npu-smi", "HCCS"),
                    "^\\s*NPU\\d+\\s.*\\b(?:HCCS|HCCS_SW|SIO|PIX|PXB|PHB|SYS|X)\\b|\\bnpu-smi\\b.*\\btopo\\b|^\\|\\s*npu-smi\\s+\\d|=\\s*Connection traversing HCCS"),
            sign(
                    "Moore Threads",
                    "mthreads-gmi",
                    "MCCL",
                    List.of("mthreads-gmi", "MT", "MUSA", "SPB", "MPB"),
                    "\\bmthreads-gmi\\b|^\\s*(?:MTHREADS|MUSA) |^GPU\\d+\\s(?=.*\\b(?:MT\\d+|SPB|MPB)\\b)|\\|\\s*MTHREADS\\s*\\||:\\s*MTT S\\d+"),
            sign(
                    "MetaX",
                    "mx-smi",
                    "MCCL",
                    List.of("MetaX", "mx-smi", "MX", "ETH"),
                    "MetaX System Management Interface|\\bmx-smi\\b.*\\btopo\\b|^GPU\\d+\\s(?=.*\\b(?:MX|MetaXLink|ETH)\\b)(?=.*\\bX\\b)|\\bMXC\\d{3}\\b|\\bMX\\s+= "),
            sign(
                    "Hygon",
                    "hy-smi",
                    "RCCL",
                    List.of("hy-smi", "HCU", "DCU"),
                    "\\bhy-smi\\b|^(?:HCU|DCU)(?:\\[?\\d+\\]?)\\s|between two (?:HCUs|DCUs)"),
            sign(
                    "AMD",
                    "amd-smi",
                    "RCCL",
                    List.of("TABLE:", "amd-smi", "AMD-SMI"),
                    "^(?:LINK TYPE|ACCESS|WEIGHT|HOPS|NUMA BW) TABLE:|\\bamd-smi\\b.*\\btopology\\b|^\\|\\s*AMD-SMI\\s+\\d"),
            sign(
                    "AMD",
                    "rocm-smi",
                    "RCCL",
                    List.of("ROCm", "between two GPUs", "XGMI", "rocm-smi"),
                    "ROCm System Management|^=+ *(?:Weight|Hops|Link Type) between two GPUs|^GPU\\d+\\s.*\\bXGMI\\b|^\\s*\\S*\\brocm-smi\\b.*--showtopo"),
            sign(
                    "Iluvatar",
                    "ixsmi",
                    "its own library",
                    List.of("ixsmi", "IX-ML"),
                    "\\bixsmi\\b.*\\btopo\\b|\\bIX-ML\\b"),
            sign(
                    "Cambricon",
                    "cnmon",
                    "CNCL",
                    List.of("cnmon", "MLU"),
                    "\\bcnmon\\b.*\\btopo\\b|^\\s*(?:MLU|Card)\\d+\\s.*\\b(?:MLULINK|MLU-LINK)\\b"),
            sign(
                    "Intel",
                    "xpu-smi",
                    "oneCCL",
                    List.of("xpu-smi", "GPU "),
                    "\\bxpu-smi\\b.*\\btopology\\b|^GPU \\d+/\\d+\\s*\\|"),
            sign("Enflame", "efsmi", "ECCL", List.of("efsmi", "topsrider"), "\\befsmi\\b|\\btopsrider\\b"),
            sign("Kunlunxin", "xpu-smi", "BKCL", List.of("XPULINK"), "\\bXPULINK\\b"),
            sign("Biren", "brsmi", "its own library", List.of("brsmi"), "\\bbrsmi\\b"));

    /** What shows that the text is about GPUs of NVIDIA's, whatever else it mentions. */
    private static final Pattern NVIDIA = Pattern.compile(
            "(?m)^\\s*\\|\\s*NVIDIA-SMI|NVSMI LOG|^\\s*>*\\s*GPU ?\\d{1,2}(?:,\\d+)*+: (?:NVIDIA|Tesla|GeForce|Quadro)|nvidia-smi\\s+topo|^GPU\\d+\\s.*\\bNV\\d{1,2}\\b|NV#\\s+= |NVIDIA Topology:|"
                    + "Connection traversing PCIe as well as|connection traversing PCIe as well as");

    private static Sign sign(String maker, String tool, String library, List<String> words, String pattern) {
        return new Sign(new OtherVendor(maker, tool, library), words, Pattern.compile("(?m)" + pattern));
    }

    /** The maker, where the text shows one, and nothing of NVIDIA's. */
    public static Optional<OtherVendor> of(String pasted) {
        String text = TextLines.shortened(pasted, LONGEST);
        Optional<OtherVendor> vendor =
                SIGNS.stream().filter(s -> s.isIn(text)).map(Sign::vendor).findFirst();
        return vendor.filter(v -> !NVIDIA.matcher(text).find());
    }
}
