package dev.shmfit.parse.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LineCleanerTest {
    private static String clean(String line) {
        LineCleaner cleaner = new LineCleaner();
        cleaner.clean(line, 0, line.length());
        return new String(cleaner.chars(), 0, cleaner.length());
    }

    static Stream<Arguments> dressed() {
        return Stream.of(
                // A terminal's colours, whole, of eight bits, and with their escape character lost or spelt.
                Arguments.of("\u001b[4mGPU0\u001b[0m", "GPU0"),
                Arguments.of("\u001b[1;38;5;12mGPU0\u001b[K", "GPU0"),
                Arguments.of("\u001b[?25lGPU0", "GPU0"),
                Arguments.of("\u009b4mGPU0", "GPU0"),
                Arguments.of("[4mGPU0[0;1m", "GPU0"),
                Arguments.of("^[[4mGPU0", "GPU0"),
                Arguments.of("\\x1b[4mA\\x1B[4mB\\u001b[4mC\\u001B[4mD\\033[4mE\\e[0mF", "ABCDEF"),
                // A title, ended by BEL or by the next escape; a character set; a two-character escape.
                Arguments.of("\u001b]0;title\u0007GPU0", "GPU0"),
                Arguments.of("\u001b]0;title\u001b\\GPU0", "GPU0"),
                Arguments.of("\u001b(BGPU0\u001b)0", "GPU0"),
                Arguments.of("\u001b=GPU0\u001b", "GPU0"),
                Arguments.of("GPU0\u001b[4", "GPU0"),
                Arguments.of("GPU0\u001b]title", "GPU0"),
                Arguments.of("GPU0\u001b(", "GPU0"),
                // What looks like one and is none.
                Arguments.of("[GPU0] [12] [m] [4", "[GPU0] [12] [m] [4"),
                Arguments.of("[12345678901m [123456789012m", " [123456789012m"),
                Arguments.of("^[GPU0 ^", "^[GPU0 ^"),
                Arguments.of("\\x1bGPU0 \\e", "\\x1bGPU0 \\e"),
                // A string literal's and Markdown's escapes.
                Arguments.of("a\\tb\\nc\\rd\\\"e\\'f\\\\g\\ h\\|i\\_j", "a\tb\nc d e f g h|i_j"),
                Arguments.of("a\\q\\", "a\\q "),
                Arguments.of("**GPU0** * a*", "GPU0 * a*"),
                // HTML.
                Arguments.of("a&nbsp;b&#160;c&#9;d&gt;e&lt;f&amp;g&#10;h&nope;", "a b c\td>e<f&g\nh&nope;"),
                Arguments.of("a<br>b</p>c<TR class='x'>d", "a\nb\nc\nd"),
                Arguments.of("<td>a</td><th>b</th>", "|a |b "),
                Arguments.of("<span style=\"x\">a</span><b>c</b>", "ac"),
                Arguments.of("<stdout>:a<stderr>:b", " a b"),
                Arguments.of("<nope>a<>b< c<br d", "<nope>a<>b< c<br d"),
                Arguments.of("<br <td>", "<br |"),
                // Characters that look like others, and those that nobody sees.
                Arguments.of("\u2018a\u201d\u00a0b\u202fc\u3000d\u2009e\u2000f\u200ag", " a  b c d e f g"),
                Arguments.of("\u2502a\u2503b\u2551c", "|a|b|c"),
                Arguments.of("0\u20107\u20118\u20129\u20136", "0-7-8-9-6"),
                Arguments.of("a\u200bb\ufeffc\u00add\u0000e\u200cf\u200dg", "abcdefg"),
                Arguments.of("a\u00c2\u00a0b\u00c2c\u00c2", "a b\u00c2c\u00c2"),
                Arguments.of("a\fb\u000bc", "a b c"),
                Arguments.of("\u1fff\u200e", "\u1fff\u200e"),
                // A carriage return parts lines, and at the end belongs to the line feed.
                Arguments.of("a\rb\r", "a\nb"));
    }

    @ParameterizedTest
    @MethodSource("dressed")
    void dress_comes_off_and_content_stays(String line, String content) {
        assertThat(clean(line)).isEqualTo(content);
    }

    @Test
    void a_tag_without_end_is_content_after_256_characters() {
        assertThat(clean("<br" + " ".repeat(253) + ">x")).isEqualTo("\nx");
        assertThat(clean("<br" + " ".repeat(254) + ">x")).isEqualTo("<br" + " ".repeat(254) + ">x");
    }

    @Test
    void every_character_keeps_its_verbatim_column() {
        LineCleaner cleaner = new LineCleaner();
        String line = "..a\u001b[4mb\\tc<br>d&gt;e";
        cleaner.clean(line, 2, line.length());
        assertThat(new String(cleaner.chars(), 0, cleaner.length())).isEqualTo("ab\tc\nd>e");
        assertThat(IntStream.range(0, cleaner.length()).map(cleaner::column))
                .containsExactly(1, 6, 7, 9, 10, 14, 15, 19);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\u001b", "\u001b[", "\u009b", "[", "^", "\\", "&", "&nbsp", "<", "</", "*", "\u00c2", "<stdout>"
            })
    void nothing_behind_the_end_is_read(String cut) {
        String line = cut + "[4m;nbsp;*>:\u00a0td>";
        LineCleaner cleaner = new LineCleaner();
        cleaner.clean(line, 0, cut.length());
        assertThat(cleaner.length()).isLessThanOrEqualTo(cut.length());
        assertThat(Arrays.copyOf(cleaner.chars(), cleaner.length())).doesNotContain('4');
    }
}
