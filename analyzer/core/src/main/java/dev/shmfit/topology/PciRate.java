package dev.shmfit.topology;

import java.util.Locale;

/** The nominal rate of a PCIe link after line coding, in one direction. */
final class PciRate {
    private PciRate() {}

    /** Gigabytes (10^9) per second; 0 where the link is unknown. */
    static double gigabytesPerSecond(PciLink link) {
        String speed = link.speed().toLowerCase(Locale.ROOT);
        int end = speed.indexOf(" gt/s");
        if (end < 0 || link.width() <= 0) {
            return 0;
        }
        try {
            double transfers = Double.parseDouble(speed.substring(0, end).trim());
            double coding = transfers < 8 ? 0.8 : 128.0 / 130;
            return transfers * coding * link.width() / 8;
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
