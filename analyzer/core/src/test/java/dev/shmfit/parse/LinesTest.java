package dev.shmfit.parse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.facts.ParseNote;
import dev.shmfit.facts.SourceRef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinesTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "007, 7",
        "9223372036854775807, 9223372036854775807",
        "1000000000000000000, 1000000000000000000",
        "9223372036854775808, -1",
        "9999999999999999999, -1",
        "00000000000000000001, -1",
        "'', -1",
        "-1, -1",
        "+1, -1",
        "1a, -1",
        "1/, -1",
        "1:, -1",
        // Digits of other scripts.
        "٣, -1",
        "１, -1"
    })
    void a_number_is_at_most_nineteen_ascii_digits_that_fit_64_bits(String text, long number) {
        assertThat(Lines.number(text)).isEqualTo(number);
    }

    @Test
    void words_are_cut_at_blanks_and_tabs() {
        assertThat(Lines.words("  a \t b\t\tc ")).containsExactly("a", "b", "c");
    }

    @Test
    void notes_beyond_the_most_are_counted_in_a_last_one() {
        NoteList notes = new NoteList("f.txt");
        for (int i = 1; i <= 2000; i++) {
            notes.add(ParseNote.Kind.UNRECOGNIZED, notes.line(i), "line " + i);
        }
        var all = notes.toList();
        int kept = all.size() - 1;
        assertThat(kept).isBetween(1, 1999);
        assertThat(all.get(kept - 1).source()).isEqualTo(SourceRef.line("f.txt", kept));
        assertThat(all.get(kept).message()).contains(String.valueOf(2000 - kept));
    }
}
