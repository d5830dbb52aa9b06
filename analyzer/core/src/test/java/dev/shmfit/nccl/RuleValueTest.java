package dev.shmfit.nccl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RuleValueTest {
    private enum Step {
        FIRST_OF_ALL,
        PXB
    }

    private record Bound(int least, double most) {}

    private static Map<Step, Integer> table(Step first, Step second) {
        Map<Step, Integer> table = new LinkedHashMap<>();
        table.put(first, 2);
        table.put(second, 1);
        return table;
    }

    @Test
    void a_flag_is_yes_or_no() {
        assertThat(RuleValue.text(true)).isEqualTo("yes");
        assertThat(RuleValue.text(false)).isEqualTo("no");
    }

    @Test
    void a_procedure_is_read_as_words_and_a_path_type_stays_as_nccl_writes_it() {
        assertThat(RuleValue.text(Step.FIRST_OF_ALL)).isEqualTo("first of all");
        assertThat(RuleValue.text(Step.PXB)).isEqualTo("PXB");
    }

    @Test
    void a_number_has_no_empty_fraction() {
        assertThat(RuleValue.text(12.0)).isEqualTo("12");
        assertThat(RuleValue.text(12.05)).isEqualTo("12.05");
        assertThat(RuleValue.text(24)).isEqualTo("24");
    }

    @Test
    void a_record_is_read_without_the_name_of_its_type() {
        assertThat(RuleValue.text(new Bound(1, 2.0))).isEqualTo("least 1, most 2");
    }

    @Test
    void a_list_keeps_its_order_and_a_set_or_table_is_sorted() {
        assertThat(RuleValue.text(List.of(3, 1, 2))).isEqualTo("3, 1, 2");
        Set<Integer> set = new LinkedHashSet<>(Arrays.asList(3, 1, 2));
        assertThat(RuleValue.text(set)).isEqualTo("1, 2, 3");
        assertThat(RuleValue.text(table(Step.PXB, Step.FIRST_OF_ALL))).isEqualTo("PXB 2, first of all 1");
        assertThat(RuleValue.text(table(Step.FIRST_OF_ALL, Step.PXB))).isEqualTo("PXB 1, first of all 2");
    }

    @Test
    void nothing_is_said_to_be_none() {
        assertThat(RuleValue.text(List.of())).isEqualTo("none");
        assertThat(RuleValue.text(Map.of())).isEqualTo("none");
    }
}
