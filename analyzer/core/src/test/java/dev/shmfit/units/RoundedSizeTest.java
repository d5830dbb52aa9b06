package dev.shmfit.units;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class RoundedSizeTest {
    @Test
    void needs_are_rounded_up_and_haves_down() {
        ByteCount size = ByteCount.of((64L << 20) + 1);
        assertThat(RoundedSize.up(size)).isEqualTo("64.1 MiB");
        assertThat(RoundedSize.down(size)).isEqualTo("64.0 MiB");
        assertThat(RoundedSize.up(ByteCount.mebibytes(64))).isEqualTo("64.0 MiB");
        assertThat(RoundedSize.up(ByteCount.of((1L << 30) - 1))).isEqualTo("1.0 GiB");
        assertThat(RoundedSize.down(ByteCount.of((1L << 30) - 1))).isEqualTo("1023.9 MiB");
        assertThat(RoundedSize.up(ByteCount.of(1023))).isEqualTo("1023 B");
    }

    @Test
    void a_comparison_never_contradicts_its_numbers() {
        Random random = new Random(7);
        for (int i = 0; i < 2000; i++) {
            long have = (long) (random.nextDouble() * (1L << 34));
            long need = Math.max(0, have + random.nextInt(1 << 21) - (1 << 20));
            RoundedSize.Pair pair = RoundedSize.comparison(ByteCount.of(need), ByteCount.of(have));
            String needDigits = pair.need().replace(" bytes", "");
            String haveDigits = pair.have().replace(" bytes", "");
            assertThat(SizeText.parse(needDigits).compareTo(SizeText.parse(haveDigits)) <= 0)
                    .as("need %s have %s: %s", need, have, pair)
                    .isEqualTo(need <= have);
        }
    }

    @Test
    void one_byte_apart_is_told_in_bytes() {
        RoundedSize.Pair pair = RoundedSize.comparison(ByteCount.of(67108863), ByteCount.of(67108863));
        assertThat(pair).isEqualTo(new RoundedSize.Pair("67108863 bytes", "67108863 bytes"));
    }
}
