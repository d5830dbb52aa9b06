package dev.shmfit.units;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.units.PrintedSizes.Factor;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrintedSizesTest {
    private static final long KIB = 1 << 10;
    private static final long MIB = 1 << 20;
    private static final BigDecimal TENTH = new BigDecimal("0.1");

    @Test
    void what_is_printed_adds_up() {
        // 73.63 + 367.66 MiB: rounded up each alone they would print as 73.7 + 367.7 = 441.3.
        PrintedSizes sizes = PrintedSizes.of(List.of(77_201_408L, 385_515_520L));

        assertThat(sizes.part(0, 0)).isEqualTo("73.6 MiB");
        assertThat(sizes.part(0, 1)).isEqualTo("367.7 MiB");
        assertThat(sizes.total(0)).isEqualTo("441.3 MiB");
    }

    @Test
    void a_part_too_small_for_the_unit_of_the_whole_keeps_its_own() {
        PrintedSizes sizes = PrintedSizes.of(List.of(28 * KIB, 3072 * MIB));

        assertThat(sizes.part(0, 0)).isEqualTo("28.0 KiB");
        assertThat(sizes.part(0, 1)).isEqualTo("3.0 GiB");
        assertThat(sizes.total(0)).isEqualTo("3.1 GiB");
    }

    @Test
    void where_tenths_would_blur_a_part_the_unit_is_the_next_smaller_one() {
        PrintedSizes sizes = PrintedSizes.of(List.of(110 * MIB + 480 * KIB, 1323 * MIB + 256 * KIB));

        assertThat(sizes.part(0, 0)).isEqualTo("110.5 MiB");
        assertThat(sizes.part(0, 1)).isEqualTo("1323.3 MiB");
        assertThat(sizes.total(0)).isEqualTo("1433.8 MiB");
        assertThat(sizes.size(1323 * MIB)).isEqualTo("1323.0 MiB");
    }

    @Test
    void a_part_is_told_one_way_at_every_moment() {
        PrintedSizes sizes = PrintedSizes.table(List.of(
                List.of(77_201_408L, 385_515_520L), List.of(77_201_408L, 0L), List.of(77_201_408L, 385_515_520L)));

        assertThat(sizes.part(1, 0)).isEqualTo(sizes.part(0, 0)).isEqualTo(sizes.total(1));
        assertThat(sizes.total(2)).isEqualTo(sizes.total(0)).isEqualTo(sizes.size(462_716_928L));
    }

    @Test
    void bytes_stay_bytes() {
        PrintedSizes sizes = PrintedSizes.of(List.of(0L, 5L));

        assertThat(sizes.part(0, 0)).isEqualTo("0 B");
        assertThat(sizes.part(0, 1)).isEqualTo("5 B");
        assertThat(sizes.total(0)).isEqualTo("5 B");
    }

    @Test
    void the_largest_sizes_there_are_can_be_told() {
        PrintedSizes sizes = PrintedSizes.of(List.of(Long.MAX_VALUE / 2, Long.MAX_VALUE / 4));

        assertThat(sizes.total(0)).isEqualTo("6.0 EiB");
        assertThat(PrintedSizes.of(List.of(5L)).size(Long.MAX_VALUE)).isEqualTo("8.0 EiB");
    }

    @Test
    void factors_have_the_fewest_decimals_that_multiply_as_printed() {
        // 8 ranks of 18 batches of 36.75 MiB and 128 KiB: 36.8 MiB would make 662.4 MiB of each.
        assertThat(PrintedSizes.factors(List.of(new Factor(18, 38_535_168)), 128 * KIB, "661.6 MiB"))
                .containsExactly("36.75 MiB");
        assertThat(PrintedSizes.factors(List.of(new Factor(8, 693_764_096)), 0, "5.2 GiB"))
                .containsExactly("661.6 MiB");
        assertThat(PrintedSizes.factors(List.of(new Factor(8, 693_764_096)), 0, "5293.0 MiB"))
                .containsExactly("661.63 MiB");
        assertThat(PrintedSizes.factors(List.of(new Factor(12, 9_641_984), new Factor(12, 8192)), 0, "110.5 MiB"))
                .containsExactly("9.2 MiB", "8.0 KiB");
    }

    @Test
    void a_difference_is_that_of_the_printed_figures_where_they_have_one_unit() {
        assertThat(PrintedSizes.difference("441.3 MiB", "64.0 MiB", 395_608_064))
                .isEqualTo("377.3 MiB");
        assertThat(PrintedSizes.difference("1.5 GiB", "64.0 MiB", 1370 * MIB)).isEqualTo("1.4 GiB");
        assertThat(PrintedSizes.difference("64.0 MiB", "64.0 MiB", 1)).isEqualTo("1 B");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void parts_sum_up_to_the_whole_and_none_is_off_by_more_than_a_tenth(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            List<Long> bytes = new ArrayList<>();
            for (int i = 0; i <= random.nextInt(5); i++) {
                bytes.add((long) (Math.pow(2, 10 + random.nextInt(30)) * (1 + random.nextDouble())));
            }
            PrintedSizes sizes = PrintedSizes.of(bytes);
            long unit = unit(sizes.total(0));
            BigDecimal printed = BigDecimal.ZERO;
            for (int i = 0; i < bytes.size(); i++) {
                String part = sizes.part(0, i);
                assertThat(figure(part, unit)
                                .subtract(BigDecimal.valueOf(bytes.get(i)).divide(BigDecimal.valueOf(unit)))
                                .abs())
                        .as("seed %d, %s of %s", seed, part, bytes)
                        .isLessThanOrEqualTo(TENTH);
                printed = printed.add(figure(part, unit));
            }

            assertThat(figure(sizes.total(0), unit).subtract(printed))
                    .as("seed %d, %s", seed, bytes)
                    .isBetween(TENTH.negate(), TENTH);
            long whole = bytes.stream().mapToLong(Long::longValue).sum();
            assertThat(figure(sizes.total(0), unit).multiply(BigDecimal.valueOf(unit)))
                    .as("seed %d, %s", seed, bytes)
                    .isBetween(BigDecimal.valueOf(whole), BigDecimal.valueOf(whole + unit / 10 + 1));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void factors_multiply_to_what_is_printed_whatever_the_sizes(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            Factor a = new Factor(1 + random.nextInt(200), 1 + random.nextInt(1 << 30));
            Factor b = new Factor(1 + random.nextInt(20), 1 + random.nextInt(1 << 20));
            long more = random.nextInt(1 << 20);
            long sum = a.count() * a.bytes() + b.count() * b.bytes() + more;
            String printed = RoundedSize.up(ByteCount.of(sum));
            List<String> sizes = PrintedSizes.factors(List.of(a, b), more, printed);
            long unit = unit(printed);
            BigDecimal reckoned = figure(sizes.get(0), unit)
                    .multiply(BigDecimal.valueOf(a.count()))
                    .add(figure(sizes.get(1), unit).multiply(BigDecimal.valueOf(b.count())))
                    .add(BigDecimal.valueOf(more).divide(BigDecimal.valueOf(unit)));

            assertThat(reckoned.subtract(figure(printed, unit)).abs())
                    .as("seed %d: %s, %s, %d: %s of %s", seed, a, b, more, sizes, printed)
                    .isLessThanOrEqualTo(TENTH);
        }
    }

    /** The figure in {@code unit}, as a reader converts it. */
    private static BigDecimal figure(String text, long unit) {
        return new BigDecimal(text.substring(0, text.indexOf(' ')))
                .multiply(BigDecimal.valueOf(unit(text)))
                .divide(BigDecimal.valueOf(unit));
    }

    private static long unit(String text) {
        String unit = text.substring(text.indexOf(' ') + 1);
        return unit.equals("B") ? 1 : SizeText.parse("1" + unit).bytes();
    }
}
