package dev.shmfit.units;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextLinesTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "a", "a\n", "a\nb", "a\r\nb\r\n", "a\rb\r", "\n", "\r\n\n\r", "a\n\nb", "\n\r", "\r"})
    void a_text_is_cut_as_java_cuts_it(String text) {
        assertThat(TextLines.of(text, 100)).isEqualTo(text.lines().toList());
        assertThat(TextLines.of(text, 1)).isEqualTo(text.lines().limit(1).toList());
        assertThat(TextLines.of(text, 0)).isEmpty();
    }
}
