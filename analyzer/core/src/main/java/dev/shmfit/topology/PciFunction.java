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
    /** PCI domain of made-up bus ids: the last of the 16-bit domains, which firmware does not hand out. */
    private static final String MADE_UP_DOMAIN = "ffff:";

    static final String SWITCH_CLASS = "0x060400";
    static final String NIC_CLASS = "0x020000";

    /** A function of which a source tells no more than this; its bus id is the {@code n}th made-up one. */
    static PciFunction madeUp(int n, String pciClass, String vendor, PciLink link) {
        return new PciFunction(madeUpBusId(n), pciClass, vendor, "", "", "", link);
    }

    /** The {@code n}th made-up bus id: where a source has none, they ascend so that order by bus id is that of devices. */
    private static String madeUpBusId(int n) {
        return MADE_UP_DOMAIN + twoDigits(n >> 5) + ":" + twoDigits(n & 31) + ".0";
    }

    private static String twoDigits(int number) {
        String hex = Integer.toHexString(number);
        return hex.length() < 2 ? "0" + hex : hex;
    }

    /** Whether the bus id only stands for the device's place in order, and is not to be shown. */
    public boolean busIdIsMadeUp() {
        return busId.startsWith(MADE_UP_DOMAIN);
    }

    public PciFunction withLink(PciLink other) {
        return new PciFunction(busId, pciClass, vendor, device, subsystemVendor, subsystemDevice, other);
    }
}
