package dev.shmfit.topology;

/**
 * The PCIe link of a function to its parent, as sysfs states it. NCCL matches the speed by its spelling, so it is kept
 * verbatim.
 *
 * @param speed such as {@code 16.0 GT/s PCIe}; empty where unknown
 * @param width lanes; 0 where unknown
 */
public record PciLink(String speed, int width) {
    public static final PciLink UNKNOWN = new PciLink("", 0);

    public boolean isKnown() {
        return !speed.isEmpty() && width > 0;
    }
}
