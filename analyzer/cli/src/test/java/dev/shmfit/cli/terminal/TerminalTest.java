package dev.shmfit.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.reports.text.TextStyle;
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
}
