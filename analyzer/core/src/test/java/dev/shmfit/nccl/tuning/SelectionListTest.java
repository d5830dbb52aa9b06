package dev.shmfit.nccl.tuning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SelectionListTest {
    private static final List<String> WORDS = List.of("LL", "LL128", "Simple");

    private static List<Boolean> of(SelectionList list, Collective collective) {
        return List.of(
                list.allows(collective, 0).orElseThrow(),
                list.allows(collective, 1).orElseThrow(),
                list.allows(collective, 2).orElseThrow());
    }

    @Test
    void words_are_compared_without_case() {
        assertThat(of(SelectionList.lenient("ll,SIMPLE", WORDS), Collective.REDUCE))
                .containsExactly(true, false, true);
    }

    @Test
    void a_leading_caret_turns_the_whole_list_around() {
        assertThat(of(SelectionList.lenient("^LL,Simple", WORDS), Collective.REDUCE))
                .containsExactly(false, true, false);
        assertThat(of(SelectionList.strict("^LL", WORDS), Collective.REDUCE)).containsExactly(false, true, true);
    }

    @Test
    void an_empty_setting_allowed_nothing_and_later_says_nothing() {
        assertThat(of(SelectionList.lenient("", WORDS), Collective.REDUCE)).containsExactly(false, false, false);
        assertThat(SelectionList.strict("", WORDS).allows(Collective.REDUCE, 0)).isEmpty();
    }

    @Test
    void blanks_belong_to_the_word() {
        assertThat(of(SelectionList.lenient("LL, Simple", WORDS), Collective.REDUCE))
                .containsExactly(true, false, false);
        assertThat(SelectionList.strict("LL, Simple", WORDS).error()).isPresent();
    }

    @Test
    void a_later_entry_replaces_the_list_of_its_collective_only() {
        SelectionList list = SelectionList.strict("LL,Simple;allreduce:^LL", WORDS);
        assertThat(of(list, Collective.ALL_REDUCE)).containsExactly(false, true, true);
        assertThat(of(list, Collective.ALL_GATHER)).containsExactly(true, false, true);
    }

    @Test
    void a_collective_that_is_not_named_keeps_the_defaults() {
        SelectionList list = SelectionList.strict("reduce:LL", WORDS);
        assertThat(of(list, Collective.REDUCE)).containsExactly(true, false, false);
        assertThat(list.allows(Collective.ALL_REDUCE, 0)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"LL;Simple", "nope", "LL,nope", "alltoall:LL", ";LL", "reduce:LL;Simple", ":", "^nope"})
    void what_is_not_understood_is_an_error_from_2_24_on(String text) {
        assertThat(SelectionList.strict(text, WORDS).error()).isPresent();
    }
}
