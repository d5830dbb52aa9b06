package dev.shmfit.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.units.ByteCount;
import dev.shmfit.units.RoundedSize;
import dev.shmfit.units.SizeText;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrintedSumTest {
    private static final long MIB = 1 << 20;

    @Test
    void what_is_printed_adds_up() {
        // 73.69 + 367.67 MiB: rounded up each alone they would print as 73.7 + 367.7 = 441.3.
        PrintedSum sum = PrintedSum.of(List.of(77_271_000L, 385_530_000L));

        assertThat(sum.whole()).isEqualTo("441.4 MiB");
        assertThat(sum.parts()).containsExactly("73.7 MiB", "367.7 MiB");
    }

    @Test
    void a_part_too_small_for_the_unit_of_the_whole_keeps_its_own() {
        assertThat(PrintedSum.of(List.of(28L << 10, (3 * MIB) << 10)).parts()).containsExactly("28.0 KiB", "3.1 GiB");
    }

    @Test
    void bytes_stay_bytes() {
        assertThat(PrintedSum.of(List.of(0L, 5L))).isEqualTo(new PrintedSum(List.of("0 B", "5 B"), "5 B"));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void parts_in_the_unit_of_the_whole_sum_up_to_it_and_none_is_off_by_more_than_a_tenth(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            List<Long> bytes = new ArrayList<>();
            for (int i = 0; i <= random.nextInt(5); i++) {
                bytes.add(200 * MIB + random.nextInt(Integer.MAX_VALUE));
            }
            PrintedSum sum = PrintedSum.of(bytes);

            assertThat(sum.parts().stream().map(PrintedSumTest::figure).reduce(BigDecimal.ZERO, BigDecimal::add))
                    .as("seed %d, %s", seed, bytes)
                    .isEqualByComparingTo(figure(sum.whole()));
            for (int i = 0; i < bytes.size(); i++) {
                String unit = sum.whole().substring(sum.whole().indexOf(' ') + 1);
                long tenth = SizeText.parse("1" + unit).bytes() / 10 + 1;
                assertThat(SizeText.parse(sum.parts().get(i)).bytes())
                        .isBetween(bytes.get(i) - tenth, bytes.get(i) + tenth);
            }
            assertThat(sum.whole())
                    .isEqualTo(RoundedSize.up(ByteCount.of(
                            bytes.stream().mapToLong(Long::longValue).sum())));
        }
    }

    private static BigDecimal figure(String text) {
        return new BigDecimal(text.substring(0, text.indexOf(' ')));
    }
}
