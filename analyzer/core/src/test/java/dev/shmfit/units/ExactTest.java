package dev.shmfit.units;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.LongBinaryOperator;
import org.junit.jupiter.api.Test;

class ExactTest {
    private static final List<Long> EDGES = List.of(
            0L,
            1L,
            -1L,
            2L,
            3_037_000_499L,
            3_037_000_500L,
            1L << 62,
            Long.MAX_VALUE,
            Long.MAX_VALUE - 1,
            Long.MIN_VALUE);

    @Test
    void sums_and_products_are_exact_or_an_overflow() {
        Random random = new Random(7);
        for (int i = 0; i < 2000; i++) {
            long a = i < 100 ? EDGES.get(i % 10) : random.nextLong() >> random.nextInt(64);
            long b = i < 100 ? EDGES.get(i / 10) : random.nextLong() >> random.nextInt(64);
            check(a, b, Exact::plus, BigInteger::add);
            check(a, b, Exact::times, BigInteger::multiply);
        }
    }

    private static void check(
            long a, long b, LongBinaryOperator exact, BiFunction<BigInteger, BigInteger, BigInteger> wanted) {
        BigInteger result = wanted.apply(BigInteger.valueOf(a), BigInteger.valueOf(b));
        if (result.bitLength() < 64) {
            assertThat(exact.applyAsLong(a, b)).as(a + " and " + b).isEqualTo(result.longValueExact());
        } else {
            assertThatThrownBy(() -> exact.applyAsLong(a, b))
                    .isInstanceOf(SizeOverflow.class)
                    .hasMessageContaining("8 EiB");
        }
    }
}
