package dev.shmfit.nccl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionRuleTest {
    private static final VersionRule<Integer> WIDTH = VersionRule.of("width", "how wide")
            .since(5, 6, 1, "src/a.cc@v2.5.6-1")
            .then(12, 7, 2, "src/a.cc@v2.12.7-1")
            .unseenBefore("nothing is as wide")
            .then(18, 3, 3, "src/b.cc@v2.18.3-1");

    private static NcclVersion version(String text) {
        return NcclVersion.parse(text).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({"2.4.8, 1", "2.5.6, 1", "2.12.6, 1", "2.12.7, 2", "2.12.8, 2", "2.18.2, 2", "2.18.3, 3", "2.99.0, 3"})
    void a_value_holds_from_its_version_to_the_last_before_the_next(String at, int expected) {
        assertThat(WIDTH.at(version(at))).isEqualTo(expected);
        assertThat(WIDTH.entryAt(version(at)).value()).isEqualTo(expected);
    }

    @Test
    void the_oldest_entry_is_no_change() {
        assertThat(WIDTH.changes()).containsExactly(version("2.12.7"), version("2.18.3"));
        assertThat(WIDTH.latest()).isEqualTo(version("2.18.3"));
        assertThat(WIDTH).hasToString("width");
    }

    @Test
    void a_change_comes_after_the_last() {
        assertThatThrownBy(() -> WIDTH.then(18, 3, 4, "src/b.cc@v2.18.3-1")).hasMessageContaining("must ascend");
        assertThatThrownBy(() -> WIDTH.then(17, 1, 4, "src/b.cc@v2.17.1-1")).hasMessageContaining("must ascend");
        assertThat(WIDTH.then(18, 4, 4, "src/b.cc@v2.18.4-1").at(version("2.18.4")))
                .isEqualTo(4);
    }

    @Test
    void a_rule_that_begins_somewhere_does_not_hold_before() {
        VersionRule<Boolean> rule = VersionRule.from("flag", "whether", 13, 4, "src/c.cc f@v2.13.4-1");
        assertThat(rule.at(version("2.12.12"))).isFalse();
        assertThat(rule.at(version("2.13.4"))).isTrue();
        assertThat(rule.entries().get(0).source()).isEqualTo("src/c.cc f, before");
    }

    @Test
    void a_reason_belongs_to_one_side_of_the_last_change_unless_it_is_given_for_both() {
        NcclVersion first = version("2.12.7");
        NcclVersion second = version("2.18.3");
        assertThat(WIDTH.unseenOf(first).before()).contains("nothing is as wide");
        assertThat(WIDTH.unseenOf(first).from()).isEmpty();
        assertThat(WIDTH.unseenOf(first).everywhere()).isEmpty();
        assertThat(WIDTH.unseenOf(second).before()).isEmpty();

        VersionRule<Integer> from = WIDTH.unseenFrom("no node has it");
        assertThat(from.unseenOf(second).from()).contains("no node has it");
        assertThat(from.unseenOf(second).before()).isEmpty();
        assertThat(from.unseenOf(first)).isEqualTo(WIDTH.unseenOf(first));
        assertThat(from.unseenBefore("nothing was there").unseenOf(second).everywhere())
                .contains("no node has it");

        assertThat(WIDTH.unseenBecause("it is a word").unseenOf(second).everywhere())
                .contains("it is a word");
    }
}
