package dev.shmfit.topology;

/**
 * What a product name tells about a GPU.
 *
 * @param label the family as people call it
 * @param computeCapability times ten
 * @param pciLink the best PCIe link that the product can train; a slot or switch may give less
 * @param nvLinks NVLinks that the product brings out; 0 for none
 * @param nvSwitch whether the product is sold on boards with NVSwitch
 * @param source where the figures stand
 */
public record GpuModel(
        String label, int computeCapability, PciLink pciLink, int nvLinks, boolean nvSwitch, String source) {}
