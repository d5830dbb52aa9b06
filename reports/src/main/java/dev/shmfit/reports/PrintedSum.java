package dev.shmfit.reports;

import dev.shmfit.units.ByteCount;
import dev.shmfit.units.RoundedSize;
import dev.shmfit.units.SizeText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A sum and its parts as people read them: what is printed adds up. Every part is told in the unit and to the tenth of the
 * whole; tenths that rounding leaves over go to the parts that lost most. A part smaller than a tenth keeps a unit of its own.
 *
 * @param parts in the order given
 * @param whole rounded up, as everything that is needed
 */
public record PrintedSum(List<String> parts, String whole) {
    private static final int STEPS = 10;

    public PrintedSum {
        parts = List.copyOf(parts);
    }

    /** The sum of {@code bytes}. */
    public static PrintedSum of(List<Long> bytes) {
        long total = bytes.stream().mapToLong(Long::longValue).sum();
        String whole = RoundedSize.up(ByteCount.of(total));
        String unit = whole.substring(whole.indexOf(' '));
        long step = SizeText.parse("1" + unit).bytes();
        if (step == 1) {
            return new PrintedSum(bytes.stream().map(b -> b + " B").toList(), whole);
        }
        List<Long> tenths = tenths(bytes, step, ceilTenths(total, step));
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < bytes.size(); i++) {
            long t = tenths.get(i);
            boolean tiny = t == 0 && bytes.get(i) > 0;
            parts.add(tiny ? RoundedSize.up(ByteCount.of(bytes.get(i))) : t / STEPS + "." + t % STEPS + unit);
        }
        return new PrintedSum(parts, whole);
    }

    /** Tenths of {@code step} in {@code bytes}; sizes near the largest long do not overflow. */
    private static long floorTenths(long bytes, long step) {
        return bytes / step * STEPS + bytes % step * STEPS / step;
    }

    private static long ceilTenths(long bytes, long step) {
        return bytes / step * STEPS + (bytes % step * STEPS + step - 1) / step;
    }

    /** Each part in tenths, rounded down or up so that all make {@code sum}. */
    private static List<Long> tenths(List<Long> bytes, long step, long sum) {
        List<Long> tenths = new ArrayList<>();
        bytes.forEach(b -> tenths.add(floorTenths(b, step)));
        long rest = sum - tenths.stream().mapToLong(Long::longValue).sum();
        List<Integer> byLoss = new ArrayList<>();
        for (int i = 0; i < bytes.size(); i++) {
            // What keeps a unit of its own takes no tenth.
            if (tenths.get(i) > 0) {
                byLoss.add(i);
            }
        }
        byLoss.sort(Comparator.comparingLong(i -> -(bytes.get(i) % step * STEPS % step)));
        for (int i = 0; i < byLoss.size() && i < rest; i++) {
            tenths.set(byLoss.get(i), tenths.get(byLoss.get(i)) + 1);
        }
        return tenths;
    }
}
