package dev.shmfit.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.reports.text.TextStyle;
import dev.shmfit.text.Language;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalTest {
    @Test
    void a_pipe_gets_neither_colour_nor_the_terminal_s_width() {
        assertThat(new Terminal(false, Map.of("COLUMNS", "200"), "UTF-8", 0).style())
                .isEqualTo(TextStyle.PLAIN);
    }

    @Test
    void a_terminal_gets_colour_and_its_width() {
        assertThat(terminal(Map.of("COLUMNS", "100")).style()).isEqualTo(new TextStyle(100, true, false));
        assertThat(terminal(Map.of()).style()).isEqualTo(new TextStyle(90, true, false));
        assertThat(terminal(Map.of("COLUMNS", "wide")).style()).isEqualTo(new TextStyle(90, true, false));
        assertThat(terminal(Map.of("COLUMNS", "500")).style()).isEqualTo(new TextStyle(120, true, false));
    }

    @Test
    void no_colour_is_sent_where_it_is_not_wanted_or_not_understood() {
        assertThat(terminal(Map.of("NO_COLOR", "1")).style().colour()).isFalse();
        assertThat(terminal(Map.of("NO_COLOR", "")).style().colour()).isTrue();
        assertThat(terminal(Map.of("TERM", "dumb")).style().colour()).isFalse();
    }

    @Test
    void a_locale_without_unicode_gets_ascii() {
        assertThat(new Terminal(true, Map.of(), "ANSI_X3.4-1968", 0).style().ascii())
                .isTrue();
        assertThat(new Terminal(false, Map.of(), "ISO-8859-1", 0).style().ascii())
                .isTrue();
        assertThat(new Terminal(true, Map.of(), "utf8", 0).style().ascii()).isFalse();
    }

    private static Terminal terminal(Map<String, String> environment) {
        return new Terminal(true, environment, "UTF-8", 90);
    }

    /** Containers set LANG without installing that locale; then the system's own word is ASCII. */
    @Test
    void a_locales_name_tells_its_characters_also_where_it_is_not_installed() {
        String fallback = "ANSI_X3.4-1968";
        assertThat(Terminal.charset(Map.of("LANG", "ko_KR.UTF-8"), fallback)).isEqualTo("UTF-8");
        assertThat(Terminal.charset(Map.of("LANG", "ko_KR.UTF-8", "LC_ALL", "C"), fallback))
                .isEqualTo(fallback);
        assertThat(Terminal.charset(Map.of("LC_CTYPE", "zh_CN.GB18030", "LANG", "zh_CN.UTF-8"), fallback))
                .isEqualTo("GB18030");
        assertThat(Terminal.charset(Map.of("LANG", "de_DE.utf8@euro"), fallback))
                .isEqualTo("utf8");
        assertThat(Terminal.charset(Map.of(), fallback)).isEqualTo(fallback);
    }

    @Test
    void messages_are_in_the_language_of_the_first_variable_that_is_set() {
        assertThat(language(Map.of("LANG", "ko_KR.UTF-8"))).isEqualTo(Language.KOREAN);
        assertThat(language(Map.of("LANG", "ko_KR.UTF-8", "LC_MESSAGES", "zh_CN.UTF-8")))
                .isEqualTo(Language.CHINESE);
        assertThat(language(Map.of("LANG", "ko_KR.UTF-8", "LC_ALL", "C.UTF-8"))).isEqualTo(Language.ENGLISH);
        assertThat(language(Map.of("LANG", "ko_KR.UTF-8", "LC_ALL", ""))).isEqualTo(Language.KOREAN);
        assertThat(new Terminal(false, Map.of("LANG", "ko_KR.EUC-KR"), "EUC-KR", 0).language())
                .isEqualTo(Language.ENGLISH);
    }

    private static Language language(Map<String, String> environment) {
        return new Terminal(false, environment, "UTF-8", 0).language();
    }
}
