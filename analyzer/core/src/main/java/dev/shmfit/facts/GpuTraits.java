package dev.shmfit.facts;

import java.util.Map;

/**
 * What a program says of one GPU beyond its name, as far as NCCL reads it.
 *
 * @param computeCapability times ten
 * @param pcie the best link that the GPU and its slot can train together
 */
public record GpuTraits(Reading<Integer> computeCapability, Reading<Pcie> pcie) {
    /** Nothing is said. */
    public static final GpuTraits NONE = new GpuTraits(Reading.absent("not said"), Reading.absent("not said"));

    /**
     * A PCIe link.
     *
     * @param generation from 1 to 6
     * @param width lanes
     */
    public record Pcie(int generation, int width) {}

    /**
     * What one program says of several GPUs.
     *
     * @param gpus by number
     * @param numbering whose numbers these are
     */
    public record Table(Map<Integer, GpuTraits> gpus, GpuListing.Numbering numbering) {
        public Table {
            gpus = Map.copyOf(gpus);
        }

        /** Whether the same is said of all of them. */
        public boolean isAlike() {
            return gpus.values().stream()
                            .map(t -> Map.entry(t.computeCapability.asOptional(), t.pcie.asOptional()))
                            .distinct()
                            .count()
                    == 1;
        }
    }

    /** What one program does not say, another may. */
    public GpuTraits or(GpuTraits other) {
        return new GpuTraits(
                computeCapability.isKnown() ? computeCapability : other.computeCapability,
                pcie.isKnown() ? pcie : other.pcie);
    }
}
