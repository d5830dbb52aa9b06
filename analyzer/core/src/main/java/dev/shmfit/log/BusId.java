package dev.shmfit.log;

import java.util.Locale;
import java.util.Optional;

/**
 * A PCI address as NCCL packs it into a number: domain, bus, device and function, in hexadecimal without separators, so
 * that {@code 3b000} is {@code 0000:3b:00.0} (src/misc/utils.cc busIdToInt64).
 */
public record BusId(long packed) {
    /** Reads {@code 3b000}, as printed. */
    public static Optional<BusId> parse(String hex) {
        if (hex.isEmpty() || hex.length() > 16) {
            return Optional.empty();
        }
        long n = 0;
        for (int i = 0; i < hex.length(); i++) {
            int digit = Character.digit(hex.charAt(i), 16);
            if (digit < 0) {
                return Optional.empty();
            }
            n = (n << 4) | digit;
        }
        return Optional.of(new BusId(n));
    }

    /** Reads {@code 0000:3b:00.0} or {@code 00000000:3B:00.0}, as lspci, the kernel and nvidia-smi write it. */
    public static Optional<BusId> parseAddress(String address) {
        String[] parts = address.split("[:.]", -1);
        if (parts.length != 4) {
            return Optional.empty();
        }
        return parse(parts[0] + parts[1] + parts[2] + parts[3]);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%04x:%02x:%02x.%x",
                packed >> 20,
                (packed >> 12) & 0xff,
                (packed >> 4) & 0xff,
                packed & 0xf);
    }
}
