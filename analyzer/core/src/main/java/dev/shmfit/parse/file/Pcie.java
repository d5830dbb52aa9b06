package dev.shmfit.parse.file;

import dev.shmfit.facts.GpuTraits;
import dev.shmfit.facts.Reading;
import dev.shmfit.facts.SourceRef;

/** A PCIe link as nvidia-smi tells it: {@code 4} and {@code 16}, or {@code 16x}. */
public final class Pcie {
    private Pcie() {}

    /** A link; absent where one of the two is not a number of such. */
    public static Reading<GpuTraits.Pcie> of(String generation, String width, SourceRef at) {
        String lanes = width.endsWith("x") ? width.substring(0, width.length() - 1) : width;
        return generation.matches("[1-6]") && lanes.matches("1|2|4|8|16")
                ? Reading.known(new GpuTraits.Pcie(Integer.parseInt(generation, 10), Integer.parseInt(lanes, 10)), at)
                : Reading.absent("not said");
    }
}
