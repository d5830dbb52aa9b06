package dev.shmfit.parse.paste;

import dev.shmfit.facts.CpuFacts;
import dev.shmfit.facts.GpuListing;
import dev.shmfit.facts.Reading;
import dev.shmfit.facts.SourceRef;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** GPUs and CPUs in the trees that lspci and lstopo print, and in lstopo's XML. */
final class HostTrees {
    /** {@code NVIDIA Corporation GA102 [GeForce RTX 3090]}; audio and USB functions of the same card are others. */
    private static final Pattern NAMED =
            Pattern.compile("NVIDIA Corporation (?!.*(?:Audio|USB|UCSI|Switch|Bridge|NVSwitch))[^\\[]*\\[([^\\]]+)\\]");

    private static final Pattern XML_INFO = Pattern.compile("<info name=\"(\\w+)\" value=\"([^\"]*)\"");
    private static final String NOT_SAID = "not said";

    private HostTrees() {}

    /** What lspci says of GPUs: products, without nvidia-smi's numbers. */
    static void lspci(PastedSection section, PastedFacts facts) {
        List<GpuListing.Gpu> gpus = new ArrayList<>();
        for (PastedLine line : section.lines()) {
            Matcher m = NAMED.matcher(line.text());
            if (m.find()) {
                gpus.add(gpu(gpus.size(), "NVIDIA " + m.group(1), section.at(line)));
            }
        }
        listing(gpus, facts);
    }

    /** What lstopo's XML says of CPU and GPUs. */
    static void lstopoXml(String item, String text, PastedFacts facts) {
        String vendor = "";
        String family = "";
        String model = "";
        String name = "";
        String architecture = "";
        SourceRef at = SourceRef.of(item);
        List<GpuListing.Gpu> gpus = new ArrayList<>();
        int number = 0;
        for (String line : text.split("\n", -1)) {
            number++;
            Matcher m = XML_INFO.matcher(line);
            if (!m.find()) {
                continue;
            }
            String value = m.group(2);
            SourceRef here = SourceRef.line(item, number);
            switch (m.group(1)) {
                case "CPUVendor" -> vendor = value;
                case "CPUFamilyNumber" -> family = value;
                case "CPUModelNumber" -> model = value;
                case "CPUModel" -> {
                    name = value;
                    at = here;
                }
                case "Architecture" -> architecture = value;
                case "GPUModel" -> gpus.add(gpu(gpus.size(), value, here));
                default -> {
                    // Nothing else decides anything.
                }
            }
        }
        if (!name.isEmpty() || !vendor.isEmpty()) {
            facts.add(Topic.CPU, cpu(architecture, vendor, family, model, name), at);
        }
        listing(gpus, facts);
    }

    /** What the text of lstopo says: that there are GPUs, and where; their products only with {@code -v}. */
    static void lstopo(PastedSection section, PastedFacts facts) {
        List<GpuListing.Gpu> gpus = new ArrayList<>();
        for (PastedLine line : section.lines()) {
            Matcher product = Pattern.compile("GPUModel=\"([^\"]+)\"").matcher(line.text());
            Matcher cpu = Pattern.compile("CPUModel=\"([^\"]+)\"").matcher(line.text());
            if (product.find()) {
                gpus.add(gpu(gpus.size(), product.group(1), section.at(line)));
            }
            if (cpu.find() && facts.of(Topic.CPU).isEmpty()) {
                facts.add(
                        Topic.CPU,
                        cpu(
                                "",
                                attribute(line.text(), "CPUVendor"),
                                attribute(line.text(), "CPUFamilyNumber"),
                                attribute(line.text(), "CPUModelNumber"),
                                cpu.group(1)),
                        section.at(line));
            }
        }
        listing(gpus, facts);
    }

    private static String attribute(String text, String name) {
        Matcher m = Pattern.compile(name + "=\"?([^\"\\s)]+)").matcher(text);
        return m.find() ? m.group(1) : "";
    }

    private static CpuFacts cpu(String architecture, String vendor, String family, String model, String name) {
        String arch =
                architecture.isEmpty() && vendor.matches("GenuineIntel|AuthenticAMD|CentaurHauls|\\s*Shanghai\\s*")
                        ? "x86_64"
                        : architecture;
        return new CpuFacts(arch, vendor.strip(), number(family), number(model), name);
    }

    private static int number(String text) {
        return text.matches("\\d{1,5}") ? Integer.parseInt(text, 10) : -1;
    }

    private static GpuListing.Gpu gpu(int place, String name, SourceRef at) {
        return new GpuListing.Gpu(place, name, Reading.absent(NOT_SAID), Reading.absent(NOT_SAID), List.of(), at);
    }

    private static void listing(List<GpuListing.Gpu> gpus, PastedFacts facts) {
        if (!gpus.isEmpty()) {
            facts.add(
                    Topic.LISTING,
                    new GpuListing(gpus, GpuListing.Numbering.NONE),
                    gpus.get(0).source());
        }
    }
}
