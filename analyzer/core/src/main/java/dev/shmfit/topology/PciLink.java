package dev.shmfit.topology;

import java.util.List;

/**
 * The PCIe link of a function to its parent, as sysfs states it. NCCL matches the speed by its spelling, so it is kept
 * verbatim.
 *
 * @param speed such as {@code 16.0 GT/s PCIe}; empty where unknown
 * @param width lanes; 0 where unknown
 */
public record PciLink(String speed, int width) {
    public static final PciLink UNKNOWN = new PciLink("", 0);

    /** The speed of each PCIe generation, in the kernel's spelling. */
    private static final List<String> SPEEDS = List.of(
            "2.5 GT/s PCIe", "5.0 GT/s PCIe", "8.0 GT/s PCIe", "16.0 GT/s PCIe", "32.0 GT/s PCIe", "64.0 GT/s PCIe");

    /** A link of a generation from 1 to 6. */
    public static PciLink of(int generation, int width) {
        return new PciLink(SPEEDS.get(generation - 1), width);
    }

    public boolean isKnown() {
        return !speed.isEmpty() && width > 0;
    }
}
