package dev.shmfit.units;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SizeTextTest {
    @ParameterizedTest
    @CsvSource({
        "64m, 67108864",
        "64M, 67108864",
        "2g, 2147483648",
        "2G, 2147483648",
        "2GiB, 2147483648",
        "2gib, 2147483648",
        "2Gi, 2147483648",
        "2 GiB, 2147483648",
        "1.5GiB, 1610612736",
        "1.5g, 1610612736",
        "0.5Mi, 524288",
        "2GB, 2000000000",
        "1.5GB, 1500000000",
        "64MB, 64000000",
        "600KiB, 614400",
        "600kB, 600000",
        "1t, 1099511627776",
        "1Ki, 1024",
        "4096, 4096",
        "4096b, 4096",
        "0, 0",
        "1.9GiB, 2040109465",
        "0.1k, 102",
        "9223372036854775807, 9223372036854775807",
    })
    void a_size_is_read_exactly(String text, long bytes) {
        assertThat(SizeText.parse(text)).isEqualTo(ByteCount.of(bytes));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "-1g", "g", "1,5g", "1_000", "2x", "0x10", "1e9", "2gg", "1..5g", ".5g", "5.g", "∞"})
    void what_is_no_size_is_refused_with_an_example(String text) {
        assertThatThrownBy(() -> SizeText.parse(text))
                .isInstanceOf(MalformedText.class)
                .hasMessageContaining("\"")
                .hasMessageContaining("64m");
    }

    @Test
    void docker_and_the_rest_of_the_world_disagree_on_gb_so_it_is_not_guessed() {
        assertThatThrownBy(() -> SizeText.parse("2gb"))
                .hasMessageContaining("write 2g for powers of 1024")
                .hasMessageContaining("or 2GB for powers of 1000");
        assertThatThrownBy(() -> SizeText.parse("1.5Mb"))
                .hasMessageContaining("1.5m")
                .hasMessageContaining("1.5MB");
    }

    @Test
    void a_part_of_a_plain_byte_is_refused() {
        assertThatThrownBy(() -> SizeText.parse("1.5")).hasMessageContaining("whole number of bytes");
    }

    @Test
    void more_than_sixty_three_bits_is_refused() {
        assertThatThrownBy(() -> SizeText.parse("9223372036854775808")).isInstanceOf(MalformedText.class);
        assertThatThrownBy(() -> SizeText.parse("8e")).isInstanceOf(MalformedText.class);
    }

    @Test
    void an_unknown_unit_brings_a_proposal() {
        assertThatThrownBy(() -> SizeText.parse("2GiBs")).hasMessageContaining("did you mean GiB?");
    }

    @Test
    void platforms_letters_are_exact_and_read_back() {
        assertThat(SizeText.docker(ByteCount.gibibytes(2))).isEqualTo("2g");
        assertThat(SizeText.docker(ByteCount.mebibytes(1536))).isEqualTo("1536m");
        assertThat(SizeText.docker(ByteCount.of(5))).isEqualTo("5");
        assertThat(SizeText.docker(ByteCount.ZERO)).isEqualTo("0");
        assertThat(SizeText.kubernetes(ByteCount.gibibytes(2048))).isEqualTo("2048Gi");
        assertThat(SizeText.kubernetes(ByteCount.kibibytes(100))).isEqualTo("100Ki");
        for (long bytes : new long[] {1, 1024, 1025, 67108864, 3221225472L}) {
            assertThat(SizeText.parse(SizeText.docker(ByteCount.of(bytes)))).isEqualTo(ByteCount.of(bytes));
            assertThat(SizeText.parse(SizeText.kubernetes(ByteCount.of(bytes)))).isEqualTo(ByteCount.of(bytes));
        }
    }
}
