package dev.shmfit.nccl.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LongSetTest {
    @Test
    void it_takes_each_number_once_as_a_hash_set_does() {
        Random random = new Random(20);
        Set<Long> expected = new HashSet<>();
        LongSet numbers = new LongSet();
        for (int i = 0; i < 20_000; i++) {
            // Few bits differ, as in the numbers of connections; many come twice.
            long number = (long) random.nextInt(64) << 34 | (long) random.nextInt(64) << 10 | random.nextInt(4);
            assertThat(numbers.add(number)).isEqualTo(expected.add(number));
        }
    }

    @Test
    void numbers_below_0_are_none() {
        assertThatThrownBy(() -> new LongSet().add(-1)).isInstanceOf(IllegalArgumentException.class);
    }
}
