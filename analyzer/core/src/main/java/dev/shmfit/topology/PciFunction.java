package dev.shmfit.topology;

/**
 * A PCI function as NCCL sees it.
 *
 * @param busId domain:bus:device.function, lower case
 * @param pciClass such as {@code 0x060400}
 * @param vendor such as {@code 0x10de}; empty where unknown, as are the next three
 * @param link the link to the parent
 */
public record PciFunction(
        String busId,
        String pciClass,
        String vendor,
        String device,
        String subsystemVendor,
        String subsystemDevice,
        PciLink link) {
    public PciFunction withLink(PciLink other) {
        return new PciFunction(busId, pciClass, vendor, device, subsystemVendor, subsystemDevice, other);
    }
}
