package dev.shmfit.topology;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * GPU products by name, as data. Compute capabilities: NVIDIA's list "CUDA GPU Compute Capability"; links: the
 * product's data sheet. Only what a product can do at best: a capture's own figures come first.
 */
public final class GpuModels {
    private static final PciLink GEN3 = new PciLink("8.0 GT/s PCIe", 16);
    private static final PciLink GEN4 = new PciLink("16.0 GT/s PCIe", 16);
    private static final PciLink GEN4X8 = new PciLink("16.0 GT/s PCIe", 8);
    private static final PciLink GEN5 = new PciLink("32.0 GT/s PCIe", 16);
    private static final PciLink GEN5X8 = new PciLink("32.0 GT/s PCIe", 8);
    private static final PciLink GEN6 = new PciLink("64.0 GT/s PCIe", 16);

    /**
     * What a product line says of the next product: {@code RTX 4090 Ti} is none of an {@code RTX 4090}, and there are fewer of
     * these than a number and a suffix could form.
     */
    private static final String ANOTHER = "(?! ?(?:Ti|SUPER)(?![A-Za-z0-9]))";

    private record Entry(Pattern name, GpuModel model) {}

    /** The first entry whose pattern occurs in the name decides, so the narrower stands before the wider. */
    private static final List<Entry> ENTRIES = List.of(
            entry("GB300(?: NVL72)?|B300", "B300", 103, GEN6, 18, true, "Blackwell Ultra data sheet"),
            entry("GB200(?: NVL72)?|B200|B100", "B200", 100, GEN5, 18, true, "Blackwell data sheet"),
            entry("RTX PRO 6000", "RTX PRO 6000", 120, GEN5, 0, false, "RTX PRO 6000 Blackwell data sheet"),
            entry(
                    "RTX PRO (?:4000|4500|5000)",
                    "RTX PRO Blackwell",
                    120,
                    GEN5,
                    0,
                    false,
                    "RTX PRO Blackwell data sheets"),
            entry("GH200", "GH200", 90, GEN5, 18, true, "GH200 Grace Hopper data sheet"),
            entry("H200 NVL", "H200 NVL", 90, GEN5, 18, false, "H200 NVL data sheet"),
            entry("H[18]00 NVL", "H100 NVL", 90, GEN5, 12, false, "H100 NVL data sheet"),
            entry("H[18]00 PCIe", "H100 PCIe", 90, GEN5, 12, false, "H100 PCIe product brief"),
            entry("H800(?:[- ]SXM5?)?", "H800 SXM", 90, GEN5, 8, true, "H800 specification"),
            entry("(?:H100|H200|H20)(?:[- ]SXM5?)?", "H100 SXM", 90, GEN5, 18, true, "H100, H200 data sheets"),
            entry("A100[- ]SXM4?", "A100 SXM4", 80, GEN4, 12, true, "A100 data sheet"),
            entry("A800[- ]SXM4?", "A800 SXM4", 80, GEN4, 8, true, "A800 specification"),
            entry("A100", "A100 PCIe", 80, GEN4, 12, false, "A100 PCIe product brief"),
            entry("A800", "A800 PCIe", 80, GEN4, 8, false, "A800 specification"),
            entry("A30", "A30", 80, GEN4, 4, false, "A30 data sheet"),
            entry(
                    "A40|(?:RTX )?(?:A6000|A5500|A5000|A4500)",
                    "A40, RTX A6000",
                    86,
                    GEN4,
                    4,
                    false,
                    "A40, RTX A-series data sheets"),
            entry(
                    "A10G?|A16|(?:RTX )?(?:A4000|A2000)",
                    "A10, A16",
                    86,
                    GEN4,
                    0,
                    false,
                    "A10, A16, RTX A2000 data sheets"),
            entry("A2", "A2", 86, GEN4X8, 0, false, "A2 data sheet"),
            entry("L4|L40S?|L20|L2", "L4, L40, L40S, L20", 89, GEN4, 0, false, "L4, L40, L40S data sheets"),
            entry("RTX 2000E? Ada", "RTX 2000 Ada", 89, GEN4X8, 0, false, "RTX 2000 Ada data sheet"),
            entry(
                    "RTX (?:4000|4500|5000|5880|6000)(?: SFF)? Ada",
                    "RTX Ada",
                    89,
                    GEN4,
                    0,
                    false,
                    "RTX 6000 Ada data sheet"),
            entry("RTX 50(?:50|60(?: Ti)?)", "RTX 5060", 120, GEN5X8, 0, false, "GeForce RTX 50 specifications"),
            entry(
                    "RTX 50(?:70(?: Ti)?|80|90(?: D(?: V2)?)?)",
                    "RTX 50",
                    120,
                    GEN5,
                    0,
                    false,
                    "GeForce RTX 50 specifications"),
            entry("RTX 40(?:50|60(?: Ti)?)", "RTX 4060", 89, GEN4X8, 0, false, "GeForce RTX 40 specifications"),
            entry(
                    "RTX 40(?:70(?: Ti)?(?: SUPER)?|80(?: SUPER)?|90(?: D)?)",
                    "RTX 40",
                    89,
                    GEN4,
                    0,
                    false,
                    "GeForce RTX 40 specifications"),
            entry("RTX 3090(?: Ti)?", "RTX 3090", 86, GEN4, 4, false, "GeForce RTX 30 specifications"),
            entry("RTX 3050(?: Ti)?", "RTX 3050", 86, GEN4X8, 0, false, "GeForce RTX 30 specifications"),
            entry("RTX 30[678]0(?: Ti)?", "RTX 30", 86, GEN4, 0, false, "GeForce RTX 30 specifications"),
            entry("RTX 2080 Ti|TITAN RTX", "RTX 2080 Ti", 75, GEN3, 2, false, "GeForce RTX 20 specifications"),
            entry("Quadro RTX [68]000", "Quadro RTX 8000", 75, GEN3, 2, false, "Quadro RTX data sheets"),
            entry(
                    "RTX 2080(?: SUPER)?|RTX 2070 SUPER",
                    "RTX 2080",
                    75,
                    GEN3,
                    1,
                    false,
                    "GeForce RTX 20 specifications"),
            entry(
                    "RTX 20(?:50|60(?: SUPER)?|70)|GTX 16(?:30|50|60)(?: Ti| SUPER)?|T4G?",
                    "T4, Turing",
                    75,
                    GEN3,
                    0,
                    false,
                    "Turing specifications"),
            entry("V100-SXM3\\S*", "V100 SXM3", 70, GEN3, 6, true, "V100 data sheet, DGX-2"),
            entry("V100-SXM2\\S*", "V100 SXM2", 70, GEN3, 6, false, "V100 data sheet"),
            entry("V100S?|TITAN V", "V100 PCIe", 70, GEN3, 0, false, "V100 data sheet"),
            entry("P100-SXM2\\S*", "P100 SXM2", 60, GEN3, 4, false, "P100 data sheet"),
            entry("P100", "P100 PCIe", 60, GEN3, 0, false, "P100 data sheet"),
            entry(
                    "P40|P4|GTX 10(?:60|[578]0(?: Ti)?)|TITAN Xp?",
                    "Pascal",
                    61,
                    GEN3,
                    0,
                    false,
                    "Pascal specifications"),
            entry("M40|M60|GTX 9(?:[567]0|80(?: Ti)?)", "Maxwell", 52, GEN3, 0, false, "Maxwell specifications"),
            entry("K80", "K80", 37, GEN3, 0, false, "Tesla K80 board specification"),
            entry("K40[a-z]?", "K40", 35, GEN3, 0, false, "Tesla K40 board specification"));

    private GpuModels() {}

    /**
     * A product, and the rest of the name in which it was found.
     *
     * @param words the part that names it
     * @param rest what stands before and behind
     */
    public record Found(GpuModel model, String words, String rest) {}

    /** The product behind a name such as {@code NVIDIA A100-SXM4-80GB}; empty where the name is not known. */
    public static Optional<GpuModel> of(String productName) {
        return find(productName).map(Found::model);
    }

    /** The same, with what of the name is not the product's. */
    public static Optional<Found> find(String productName) {
        for (Entry e : ENTRIES) {
            Matcher m = e.name.matcher(productName);
            if (m.find()) {
                String rest = productName.substring(0, m.start()) + " " + productName.substring(m.end());
                return Optional.of(new Found(e.model, m.group(), rest));
            }
        }
        return Optional.empty();
    }

    private static Entry entry(
            String pattern, String label, int computeCapability, PciLink link, int nvLinks, boolean sw, String source) {
        Pattern name = Pattern.compile(
                "(?<![A-Za-z0-9])(?:" + pattern + ")(?![A-Za-z0-9])" + ANOTHER, Pattern.CASE_INSENSITIVE);
        return new Entry(name, new GpuModel(label, computeCapability, link, nvLinks, sw, source));
    }
}
