package dev.shmfit.topology;

/**
 * What NCCL asks of a CPU (graph/topo.cc ncclTopoAddCpu, graph/xml.cc).
 *
 * @param arch the instruction set
 * @param vendor the maker; matters on x86 only
 * @param family as in the XML: family + (extended family &lt;&lt; 4); -1 where unknown
 * @param model as in the XML: model + (extended model &lt;&lt; 4); -1 where unknown
 */
public record CpuIdentity(Arch arch, Vendor vendor, int family, int model) {
    public static final CpuIdentity UNKNOWN = new CpuIdentity(Arch.UNKNOWN, Vendor.UNKNOWN, -1, -1);

    /** Instruction sets that NCCL tells apart. */
    public enum Arch {
        X86_64,
        ARM64,
        PPC64,
        UNKNOWN
    }

    /** Makers that NCCL tells apart; {@code OTHER} is a known maker without rules of its own. */
    public enum Vendor {
        INTEL,
        AMD,
        ZHAOXIN,
        OTHER,
        UNKNOWN
    }

    /** Whether NCCL's choices can be followed: the architecture, and on x86 the vendor and for Intel the model. */
    public boolean isKnown() {
        return switch (arch) {
            case UNKNOWN -> false;
            case ARM64, PPC64 -> true;
            case X86_64 -> vendor != Vendor.UNKNOWN && (vendor == Vendor.AMD || vendor == Vendor.OTHER || model >= 0);
        };
    }
}
