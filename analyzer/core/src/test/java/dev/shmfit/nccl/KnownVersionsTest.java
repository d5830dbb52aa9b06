package dev.shmfit.nccl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnownVersionsTest {
    @Test
    void the_newest_known_rules_stand_in_for_those_of_a_newer_version() {
        NcclVersion newer = NcclVersion.of(2, 31, 1);
        assertThat(KnownVersions.standIn(newer)).contains(KnownVersions.NEWEST);
        assertThat(KnownVersions.standInSentence(newer).map(Object::toString))
                .contains("NCCL 2.31.1 is newer than all whose rules are known; those of 2.31.0 stand in.");
    }

    @ParameterizedTest
    @CsvSource({"2.31.0", "2.30.7", "2.5.6"})
    void nothing_stands_in_for_the_rules_of_a_known_version(String known) {
        NcclVersion version = NcclVersion.parse(known).orElseThrow();
        assertThat(KnownVersions.standIn(version)).isEmpty();
        assertThat(KnownVersions.standInSentence(version)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"2.21.5, 2.21.5, 0", "2.21.5, 2.21.6, -1", "2.9.9, 2.21.5, -1", "3.0.0, 2.30.7, 1", "2.30.3, 2.29.7, 1"
    })
    void versions_are_ordered_by_their_numbers_not_as_text(String a, String b, int sign) {
        NcclVersion first = NcclVersion.parse(a).orElseThrow();
        NcclVersion second = NcclVersion.parse(b).orElseThrow();
        assertThat(Integer.signum(first.compareTo(second))).isEqualTo(sign);
        assertThat(Integer.signum(second.compareTo(first))).isEqualTo(-sign);
    }

    @ParameterizedTest
    @CsvSource({
        "v2.21.5-1, 2.21.5",
        "2.21.5+cuda12.4, 2.21.5",
        "2.31.0a7, 2.31.0",
        "' 2.21 ', 2.21.0",
        "2.18.3rc1, 2.18.3"
    })
    void a_version_is_read_as_people_write_it(String text, String version) {
        assertThat(NcclVersion.parse(text))
                .hasValueSatisfying(v -> assertThat(v).hasToString(version));
    }

    @ParameterizedTest
    @CsvSource({"two", "2", "2.21.x", "2.21.5.1"})
    void what_is_no_version_is_not_read_as_one(String text) {
        assertThat(NcclVersion.parse(text)).isEmpty();
    }
}
