package dev.shmfit.analysis.machine;

import dev.shmfit.facts.CpuFacts;
import dev.shmfit.topology.CpuIdentity;
import dev.shmfit.topology.CpuIdentity.Arch;
import dev.shmfit.topology.CpuIdentity.Vendor;

/** The CPU as NCCL tells it apart, from what the kernel says of it. */
public final class CapturedCpu {
    private CapturedCpu() {}

    /** From the kernel's family, which is a sum, to that of NCCL, which is not (graph/xml.cc, ncclTopoGetXmlFromCpu). */
    public static CpuIdentity identity(CpuFacts cpu) {
        int family = cpu.family() < 15 ? cpu.family() : 15 + ((cpu.family() - 15) << 4);
        return switch (cpu.architecture()) {
            case "x86_64", "i686", "amd64" -> new CpuIdentity(Arch.X86_64, vendor(cpu.vendor()), family, cpu.model());
            case "aarch64", "arm64" -> new CpuIdentity(Arch.ARM64, Vendor.OTHER, -1, -1);
            case "ppc64le", "ppc64" -> new CpuIdentity(Arch.PPC64, Vendor.OTHER, -1, -1);
            default -> CpuIdentity.UNKNOWN;
        };
    }

    private static Vendor vendor(String name) {
        return switch (name) {
            case "GenuineIntel" -> Vendor.INTEL;
            case "AuthenticAMD" -> Vendor.AMD;
            case "CentaurHauls", "Shanghai" -> Vendor.ZHAOXIN;
            case "" -> Vendor.UNKNOWN;
            default -> Vendor.OTHER;
        };
    }
}
