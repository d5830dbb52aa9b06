package dev.shmfit.analysis.stated;

import dev.shmfit.topology.CpuIdentity;
import dev.shmfit.topology.CpuIdentity.Arch;
import dev.shmfit.topology.CpuIdentity.Vendor;
import dev.shmfit.units.DidYouMean;
import dev.shmfit.units.MalformedText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * CPUs by name: {@code intel:icelake}, {@code intel:106}, {@code amd}. A model number is that of NCCL's XML and of
 * /proc/cpuinfo.
 */
public final class CpuNames {
    /** Server CPUs by the name people use, with the model number of family 6 (Linux arch/x86/include/asm/intel-family.h). */
    private static final Map<String, Integer> INTEL = intel();

    /** AMD's generations, with the family in NCCL's counting. */
    private static final Map<String, Integer> ZEN = Map.ofEntries(
            Map.entry("zen", 0x8F),
            Map.entry("zen2", 0x8F),
            Map.entry("naples", 0x8F),
            Map.entry("rome", 0x8F),
            Map.entry("zen3", 0xAF),
            Map.entry("zen4", 0xAF),
            Map.entry("milan", 0xAF),
            Map.entry("genoa", 0xAF),
            Map.entry("bergamo", 0xAF),
            Map.entry("siena", 0xAF),
            Map.entry("zen5", 0xBF),
            Map.entry("turin", 0xBF));

    private static final List<String> MAKERS = List.of("intel", "amd", "zhaoxin", "arm", "power");

    private CpuNames() {}

    private static Map<String, Integer> intel() {
        Map<String, Integer> models = new LinkedHashMap<>();
        models.put("haswell", 0x3F);
        models.put("broadwell", 0x4F);
        models.put("skylake", 0x55);
        models.put("cascadelake", 0x55);
        models.put("icelake", 0x6A);
        models.put("sapphirerapids", 0x8F);
        models.put("emeraldrapids", 0xCF);
        models.put("graniterapids", 0xAD);
        return models;
    }

    public static CpuIdentity parse(String value) {
        int colon = value.indexOf(':');
        String maker = (colon < 0 ? value : value.substring(0, colon)).toLowerCase(Locale.ROOT);
        String model = colon < 0 ? "" : value.substring(colon + 1).toLowerCase(Locale.ROOT);
        if (colon >= 0 && model.isBlank()) {
            throw new MalformedText("expected a model after the colon, such as intel:icelake");
        }
        return switch (maker) {
            case "intel" -> x86(Vendor.INTEL, 6, model.isEmpty() ? -1 : intelModel(model));
            case "amd" -> amd(model);
            case "zhaoxin" -> x86(Vendor.ZHAOXIN, 7, model.isEmpty() ? -1 : zhaoxinModel(model));
            case "arm" -> new CpuIdentity(Arch.ARM64, Vendor.OTHER, -1, -1);
            case "power" -> new CpuIdentity(Arch.PPC64, Vendor.OTHER, -1, -1);
            default ->
                CpuModelNames.of(value)
                        .orElseThrow(() -> new MalformedText("unknown maker \"" + maker + "\""
                                + DidYouMean.hint(MAKERS, maker) + "; known are " + String.join(", ", MAKERS)
                                + ", each with an optional :MODEL, and what lscpu prints as Model name, such as \"AMD EPYC"
                                + " 9654 96-Core Processor\""));
        };
    }

    /** By generation, which NCCL tells apart by the family from 2.31 on, or by a model number, which it never asks. */
    private static CpuIdentity amd(String model) {
        Integer family = ZEN.get(model.replace("-", "").replace(" ", ""));
        return family != null ? x86(Vendor.AMD, family, -1) : x86(Vendor.AMD, -1, model.isEmpty() ? -1 : number(model));
    }

    private static CpuIdentity x86(Vendor vendor, int family, int model) {
        return new CpuIdentity(Arch.X86_64, vendor, family, model);
    }

    private static int intelModel(String model) {
        Integer named = INTEL.get(model.replace("-", "").replace(" ", ""));
        if (named != null) {
            return named;
        }
        if (!model.matches("\\d{1,3}|0x[0-9a-f]{1,2}")) {
            List<String> known = new ArrayList<>(INTEL.keySet());
            throw new MalformedText("unknown model \"" + model + "\"" + DidYouMean.hint(known, model)
                    + "; expected a model number of /proc/cpuinfo or one of " + String.join(", ", known));
        }
        return number(model);
    }

    private static int zhaoxinModel(String model) {
        return switch (model) {
            case "yongfeng" -> 0x5B;
            default -> number(model);
        };
    }

    private static int number(String model) {
        if (!model.matches("\\d{1,3}|0x[0-9a-f]{1,2}")) {
            // Only Intel's and Zhaoxin's models change what NCCL does.
            return -1;
        }
        return Integer.decode(model);
    }

    /** How a report names a CPU. */
    public static String word(CpuIdentity cpu) {
        return switch (cpu.arch()) {
            case ARM64 -> "arm";
            case PPC64 -> "power";
            case UNKNOWN -> "unknown";
            case X86_64 -> cpu.vendor().name().toLowerCase(Locale.ROOT) + (cpu.model() >= 0 ? ":" + cpu.model() : "");
        };
    }
}
