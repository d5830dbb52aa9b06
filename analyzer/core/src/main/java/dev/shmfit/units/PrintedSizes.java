package dev.shmfit.units;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Sums of sizes as people read them: what is printed adds up, and one size is told one way. Parts are told in one unit and to
 * its tenth; a tenth that rounding leaves over goes to the part that lost most. A part smaller than one keeps a unit of its
 * own. Where that would be a part of note, the unit is the next smaller one.
 */
public final class PrintedSizes {
    private static final int STEPS = 10;
    private static final List<String> UNITS = List.of("B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB");

    private final int unit;
    private final BigDecimal step;
    private final List<Column> columns = new ArrayList<>();
    private final Map<Long, Long> totals = new LinkedHashMap<>();

    private record Column(List<Long> bytes, List<Long> tenths, long total, long totalTenths) {}

    private PrintedSizes(List<Long> first) {
        long total = sum(first);
        int natural = natural(total);
        BigDecimal natural1 = step(natural);
        boolean blurred = natural > 1
                && ceil(total, natural1) < STEPS * STEPS
                && first.stream().map(b -> floor(b, natural1)).anyMatch(t -> t > 0 && t < STEPS);
        this.unit = blurred ? natural - 1 : natural;
        this.step = step(unit);
    }

    /** One sum. */
    public static PrintedSizes of(List<Long> bytes) {
        return table(List.of(bytes));
    }

    /** Sums of the same parts at several moments; the first decides the unit. */
    public static PrintedSizes table(List<List<Long>> columns) {
        PrintedSizes sizes = new PrintedSizes(columns.get(0));
        columns.forEach(sizes::add);
        return sizes;
    }

    /** A part: {@code 73.6 MiB}. */
    public String part(int column, int row) {
        Column c = columns.get(column);
        return c.tenths.get(row) == 0 ? RoundedSize.up(ByteCount.of(c.bytes.get(row))) : text(c.tenths.get(row));
    }

    /** The sum of a column, rounded up. */
    public String total(int column) {
        Column c = columns.get(column);
        boolean small = floor(c.total, step) == 0;
        return small ? RoundedSize.up(ByteCount.of(c.total)) : text(c.totalTenths);
    }

    /** A size that is compared with the sums, in their unit; never less than it is. */
    public String size(long bytes) {
        Long known = totals.get(bytes);
        if (known != null) {
            return text(known);
        }
        if (bytes == 0) {
            return "0 B";
        }
        boolean near = natural(bytes) <= unit + 1 && floor(bytes, step) > 0;
        return near ? text(ceil(bytes, step)) : RoundedSize.up(ByteCount.of(bytes));
    }

    /**
     * What is between two sizes as printed: {@code 1.5 GiB} and {@code 64.0 MiB} have no common unit, and the exact
     * difference is rounded up; else the printed figures are subtracted.
     */
    public static String difference(String greater, String smaller, long bytes) {
        String[] a = greater.split(" ", -1);
        String[] b = smaller.split(" ", -1);
        if (!a[1].equals(b[1])) {
            return RoundedSize.up(ByteCount.of(bytes));
        }
        BigDecimal left = new BigDecimal(a[0]).subtract(new BigDecimal(b[0]));
        return left.signum() > 0 ? left.toPlainString() + " " + a[1] : RoundedSize.up(ByteCount.of(bytes));
    }

    /**
     * Sizes that are multiplied and summed up, in the fewest decimals that give the printed result: what a reader computes
     * is within a tenth of {@code sum}.
     *
     * @param factors how often which size
     * @param more bytes that are told beside them
     * @param sum as printed
     * @return the sizes, each with a unit of its own
     */
    public static List<String> factors(List<Factor> factors, long more, String sum) {
        String[] whole = sum.split(" ", -1);
        BigDecimal target = new BigDecimal(whole[0]);
        BigDecimal step = step(UNITS.indexOf(whole[1]));
        for (int decimals = 1; ; decimals++) {
            BigDecimal reckoned = BigDecimal.valueOf(more);
            List<String> sizes = new ArrayList<>();
            for (Factor f : factors) {
                int unit = natural(f.bytes);
                BigDecimal size =
                        BigDecimal.valueOf(f.bytes).divide(step(unit)).setScale(decimals, RoundingMode.HALF_UP);
                reckoned = reckoned.add(size.multiply(step(unit)).multiply(BigDecimal.valueOf(f.count)));
                sizes.add(plain(size, unit) + " " + UNITS.get(unit));
            }
            BigDecimal off = reckoned.divide(step, MathContext.DECIMAL128)
                    .subtract(target)
                    .abs();
            // Twelve decimals tell every size below an exbibyte exactly enough.
            if (off.compareTo(new BigDecimal("0.1")) <= 0 || decimals == 12) {
                return sizes;
            }
        }
    }

    /** A size that a formula names {@code count} times. */
    public record Factor(long count, long bytes) {}

    private static String plain(BigDecimal size, int unit) {
        if (unit == 0) {
            return size.setScale(0, RoundingMode.UNNECESSARY).toPlainString();
        }
        BigDecimal short1 = size.stripTrailingZeros();
        return (short1.scale() < 1 ? short1.setScale(1) : short1).toPlainString();
    }

    private void add(List<Long> bytes) {
        List<Long> tenths = new ArrayList<>();
        long tiny = 0;
        List<Integer> free = new ArrayList<>();
        for (int i = 0; i < bytes.size(); i++) {
            long own = floor(bytes.get(i), step);
            boolean small = own < STEPS;
            tenths.add(small ? 0 : known(i, bytes.get(i), own));
            if (small) {
                tiny += bytes.get(i);
            } else if (known(i, bytes.get(i), -1) < 0) {
                free.add(i);
            }
        }
        long total = sum(bytes);
        long wanted = ceil(total - tiny, step);
        free.sort(Comparator.comparing(i -> lost(bytes.get(i)), Comparator.reverseOrder()));
        for (int i : free) {
            if (sum(tenths) < wanted) {
                tenths.set(i, tenths.get(i) + 1);
            }
        }
        // A figure that stands in the table already stays; then the sum follows its parts.
        long least = sum(tenths);
        long most = least + ceil(tiny, step);
        long printed = Math.min(most, Math.max(least, ceil(total, step)));
        columns.add(new Column(List.copyOf(bytes), List.copyOf(tenths), total, printed));
        totals.putIfAbsent(total, printed);
    }

    private long known(int row, long bytes, long otherwise) {
        return columns.stream()
                .filter(c -> c.bytes.get(row) == bytes)
                .map(c -> c.tenths.get(row))
                .findFirst()
                .orElse(otherwise);
    }

    private BigDecimal lost(long bytes) {
        return BigDecimal.valueOf(bytes).remainder(step.divide(BigDecimal.TEN));
    }

    private String text(long tenths) {
        return unit == 0 ? tenths / STEPS + " B" : tenths / STEPS + "." + tenths % STEPS + " " + UNITS.get(unit);
    }

    private static long sum(List<Long> parts) {
        return parts.stream().reduce(0L, Math::addExact);
    }

    /** The unit in which a size has the fewest digits before the point, as {@link RoundedSize} has it. */
    private static int natural(long bytes) {
        String text = RoundedSize.up(ByteCount.of(bytes));
        return UNITS.indexOf(text.substring(text.indexOf(' ') + 1));
    }

    private static BigDecimal step(int unit) {
        return BigDecimal.valueOf(1024).pow(unit);
    }

    private static long floor(long bytes, BigDecimal step) {
        return tenths(bytes, step, RoundingMode.FLOOR);
    }

    private static long ceil(long bytes, BigDecimal step) {
        return tenths(bytes, step, RoundingMode.CEILING);
    }

    private static long tenths(long bytes, BigDecimal step, RoundingMode mode) {
        return BigDecimal.valueOf(bytes)
                .multiply(BigDecimal.TEN)
                .divide(step, 0, mode)
                .longValueExact();
    }
}
