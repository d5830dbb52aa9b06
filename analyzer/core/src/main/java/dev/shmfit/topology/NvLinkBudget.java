package dev.shmfit.topology;

import java.util.OptionalInt;

/** How many NVLinks a GPU has, and what one carries, by compute capability. */
final class NvLinkBudget {
    /** The most that any GPU so far brings out. */
    static final int LARGEST = 18;

    private NvLinkBudget() {}

    /** NVLinks of the largest product of a compute capability (data sheets of P100, V100, A100, H100, B200). */
    static OptionalInt links(int computeCapability) {
        if (computeCapability >= 90 && computeCapability < 120) {
            return OptionalInt.of(LARGEST);
        }
        return switch (computeCapability) {
            case 60 -> OptionalInt.of(4);
            case 70 -> OptionalInt.of(6);
            case 75 -> OptionalInt.of(2);
            case 80 -> OptionalInt.of(12);
            case 86 -> OptionalInt.of(4);
            default -> OptionalInt.empty();
        };
    }

    /** Whether boards with NVSwitch exist for a compute capability: DGX-2, HGX A100, HGX H100 and later. */
    static boolean hasNvSwitchBoards(int computeCapability) {
        return computeCapability == 70
                || computeCapability == 80
                || (computeCapability >= 90 && computeCapability < 120);
    }

    /** Nominal gigabytes (10^9) per second of one NVLink in one direction; 0 where unknown. */
    static double gigabytesPerSecond(int computeCapability) {
        if (computeCapability >= 100 && computeCapability < 120) {
            return 50;
        }
        return switch (computeCapability) {
            case 60 -> 20;
            case 70, 75, 80, 90 -> 25;
            case 86 -> 14.0625;
            default -> 0;
        };
    }
}
