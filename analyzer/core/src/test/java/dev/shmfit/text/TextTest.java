package dev.shmfit.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextTest {
    private static final MessageFile FILE = MessageFile.of("sample", """
            # A comment.
            greeting = Hello, { $name }.
                .again = Hello again.
                .twice = { $n ->
                    [one] once
                   *[other] { $n } times
                } over
            braces = { "{" }{ $name }{ "}" }
            lines =
                first
                  second

                last
            """);

    private static String said(String key, Language language, Map<String, Object> arguments) {
        return FILE.pattern(key).orElseThrow().render(language, arguments);
    }

    @Test
    void an_argument_stands_where_its_name_does() {
        assertThat(said("greeting", Language.ENGLISH, Map.of("name", "you"))).isEqualTo("Hello, you.");
        assertThat(said("greeting.again", Language.ENGLISH, Map.of())).isEqualTo("Hello again.");
        assertThat(said("braces", Language.ENGLISH, Map.of("name", ".Size"))).isEqualTo("{.Size}");
    }

    @Test
    void english_counts_one_and_others_and_korean_and_chinese_do_not() {
        assertThat(said("greeting.twice", Language.ENGLISH, Map.of("n", 1L))).isEqualTo("once over");
        assertThat(said("greeting.twice", Language.ENGLISH, Map.of("n", 0L))).isEqualTo("0 times over");
        assertThat(said("greeting.twice", Language.KOREAN, Map.of("n", 1L))).isEqualTo("1 times over");
        assertThat(said("greeting.twice", Language.CHINESE, Map.of("n", 2L))).isEqualTo("2 times over");
    }

    @Test
    void lines_lose_the_indentation_that_they_share() {
        assertThat(said("lines", Language.ENGLISH, Map.of())).isEqualTo("first\n  second\n\nlast");
    }

    @Test
    void lists_and_sentences_follow_the_language() {
        Text list = Text.listOf(List.of("a", "b", "c"));
        Text two = Text.sentences(Text.verbatim("A."), Text.EMPTY, Text.verbatim("B."));

        assertThat(list.english()).isEqualTo("a, b and c");
        assertThat(list.in(Language.KOREAN)).isEqualTo("a, b, c");
        assertThat(list.in(Language.CHINESE)).isEqualTo("a、b和c");
        assertThat(two.english()).isEqualTo("A. B.");
        assertThat(two.in(Language.CHINESE)).isEqualTo("A.B.");
        assertThat(Text.listOf(List.of("a"))).isEqualTo(Text.verbatim("a"));
        assertThat(Text.sentences().isEmpty()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "ko_KR.UTF-8, KOREAN",
        "ko, KOREAN",
        "zh_CN.UTF-8, CHINESE",
        "zh-Hans-CN, CHINESE",
        "zh_SG, CHINESE",
        "en_US.UTF-8, ENGLISH",
        "zh_TW.UTF-8,",
        "zh-Hant,",
        "C.UTF-8,",
        "POSIX,",
        "de_DE,",
        "'',"
    })
    void a_locale_names_a_language_or_none(String locale, Language language) {
        assertThat(Language.ofLocale(locale).orElse(null)).isEqualTo(language);
    }
}
