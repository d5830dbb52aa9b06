package dev.shmfit.analysis.stated;

import dev.shmfit.topology.CpuIdentity;
import dev.shmfit.topology.CpuIdentity.Arch;
import dev.shmfit.topology.CpuIdentity.Vendor;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * CPUs by what lscpu prints behind "Model name", such as {@code Intel(R) Xeon(R) Platinum 8480C} or {@code AMD EPYC 9654
 * 96-Core Processor}. The generation follows from the maker's numbering; family and model from Linux
 * arch/x86/include/asm/intel-family.h and, for AMD, the family of each Zen generation, in NCCL's counting.
 */
final class CpuModelNames {
    private static final int ZEN_12 = 0x8F;
    private static final int ZEN_34 = 0xAF;
    private static final int ZEN_5 = 0xBF;

    private record Entry(Pattern name, CpuIdentity cpu) {}

    /** The first that occurs in the name decides. */
    private static final List<Entry> ALL = List.of(
            intel("Xeon.*\\bE[357]-\\d+[A-Z]* v2", 0x3E),
            intel("Xeon.*\\bE[357]-\\d+[A-Z]* v3", 0x3F),
            intel("Xeon.*\\bE[357]-\\d+[A-Z]* v4", 0x4F),
            intel("Xeon.*\\bE[357]-\\d+", 0x2D),
            intel("Xeon.*\\b6\\d{3}E", 0xAF),
            intel("Xeon.*\\b6[579]\\d{2}P", 0xAD),
            intel("Xeon.*\\b83\\d{2}HL?\\b", 0x55),
            intel("Xeon.*(?:Platinum|Gold|Silver|Bronze) [3-9][12]\\d{2}", 0x55),
            intel("Xeon.*(?:Platinum|Gold|Silver|Bronze) [3-9]3\\d{2}", 0x6A),
            intel("Xeon.*(?:Platinum|Gold|Silver|Bronze|Max) [3-9]4\\d{2}", 0x8F),
            intel("Xeon.*(?:Platinum|Gold|Silver|Bronze) [3-9]5\\d{2}", 0xCF),
            intel("Xeon.*\\bw[3579]-[23][45]\\d{2}", 0x8F),
            intel("Xeon.*\\bW-33\\d{2}", 0x6A),
            intel("Xeon.*\\bW-[23][12]\\d{2}", 0x55),
            intel("Core.*\\bi\\d-1[34]\\d{3}", 0xB7),
            intel("Core.*\\bi\\d-12\\d{3}", 0x97),
            intel("Core.*\\bi\\d-11\\d{3}", 0xA7),
            intel("Core.*\\bi9-(?:7|9|10)9\\d{2}X", 0x55),
            intel("Core.*\\bi\\d-10\\d{3}", 0xA5),
            intel("Core.*\\bi\\d-[789]\\d{3}", 0x9E),
            intel("Core.*\\bi\\d-6\\d{3}", 0x5E),
            intel("Core.*\\bi\\d-[45]\\d{3}", 0x3C),
            intel("Core.*Ultra", 0xC6),
            amd("EPYC 7[0-9A-Z]{2}[12]", ZEN_12),
            amd("EPYC 7[0-9A-Z]{2}3", ZEN_34),
            amd("EPYC [489][0-9A-Z]{2}4", ZEN_34),
            amd("EPYC [489][0-9A-Z]{2}5", ZEN_5),
            amd("(?:Ryzen|Threadripper).*\\b[123]\\d{3}[A-Z]*", ZEN_12),
            amd("(?:Ryzen|Threadripper).*\\b4\\d{3}[A-Z]*", ZEN_12),
            amd("(?:Ryzen|Threadripper).*\\b[5678]\\d{3}[A-Z0-9]*", ZEN_34),
            amd("(?:Ryzen|Threadripper).*\\b9\\d{3}[A-Z0-9]*", ZEN_5),
            amd("AMD|EPYC|Ryzen|Threadripper|Opteron", -1),
            entry("KH-[45]\\d{4}|Yongfeng", new CpuIdentity(Arch.X86_64, Vendor.ZHAOXIN, 7, 0x5B)),
            entry("Zhaoxin|KaiSheng|KaiXian", new CpuIdentity(Arch.X86_64, Vendor.ZHAOXIN, 7, -1)),
            entry(
                    "Neoverse|Cortex|Grace|Graviton|Ampere|Altra|Kunpeng|TSV110|ThunderX|Cobalt|aarch64|ARM",
                    new CpuIdentity(Arch.ARM64, Vendor.OTHER, -1, -1)),
            entry("POWER\\d+|ppc64", new CpuIdentity(Arch.PPC64, Vendor.OTHER, -1, -1)),
            intel("Intel|Xeon|GenuineIntel", -1));

    private CpuModelNames() {}

    /** The CPU of a name; empty where it is none of the makers' names. */
    static Optional<CpuIdentity> of(String name) {
        return ALL.stream()
                .filter(e -> e.name.matcher(plain(name)).find())
                .map(Entry::cpu)
                .findFirst();
    }

    /** Without trademarks, and with one blank between words. */
    private static String plain(String name) {
        return name.replaceAll("(?i)\\((?:R|TM)\\)|CPU\\b|®|™", " ")
                .replaceAll("\\s+", " ")
                .strip();
    }

    private static Entry intel(String pattern, int model) {
        return entry(pattern, new CpuIdentity(Arch.X86_64, Vendor.INTEL, 6, model));
    }

    private static Entry amd(String pattern, int family) {
        return entry(pattern, new CpuIdentity(Arch.X86_64, Vendor.AMD, family, -1));
    }

    private static Entry entry(String pattern, CpuIdentity cpu) {
        return new Entry(Pattern.compile("(?i)(?<![A-Za-z0-9])(?:" + pattern + ")"), cpu);
    }
}
