package dev.shmfit.nccl.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shmfit.nccl.KnownVersions;
import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.units.MalformedText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionRangeTest {
    private static NcclVersion version(String text) {
        return NcclVersion.parse(text).orElseThrow();
    }

    @Test
    void both_ends_belong_to_it_whether_they_change_a_rule_or_not() {
        VersionRange range = VersionRange.parse("2.21.9..2.27.9");
        assertThat(range.from()).isEqualTo(version("2.21.9"));
        assertThat(range.to()).isEqualTo(version("2.27.9"));
        assertThat(range.versions().subList(1, range.versions().size() - 1))
                .isNotEmpty()
                .allMatch(RuleRegister.changePoints()::contains)
                .isSorted();
    }

    @Test
    void a_release_line_is_its_first_version_in_front_and_its_last_behind() {
        VersionRange range = VersionRange.parse("2.21..2.27");
        assertThat(range.from().toString()).startsWith("2.21.");
        assertThat(RuleRegister.changePoints())
                .filteredOn(v -> v.toString().startsWith("2.27."))
                .last()
                .isEqualTo(range.to());
        assertThat(VersionRange.version("2.27").compareTo(range.to())).isLessThanOrEqualTo(0);
    }

    @Test
    void all_versions_are_a_range_too() {
        assertThat(VersionRange.all().versions()).isEqualTo(RuleRegister.changePoints());
        assertThat(VersionRange.parse("2.21.5..2.21.5").versions()).hasSize(1);
        assertThat(VersionRange.parse("1.0.0.." + KnownVersions.OLDEST).from()).isEqualTo(KnownVersions.OLDEST);
    }

    @ParameterizedTest
    @CsvSource({
        "2.27.7..2.21.5, goes upwards",
        "2.21.5, expected versions of NCCL",
        "2.21.5..latest, expected versions of NCCL",
        "..2.27, expected versions of NCCL",
        "1.0.0..1.1.0, no known version lies in it",
        "3.1..3.2, no known version lies in it",
    })
    void what_is_no_range_is_told(String text, String message) {
        assertThatThrownBy(() -> VersionRange.parse(text))
                .isInstanceOf(MalformedText.class)
                .hasMessageContaining(text)
                .hasMessageContaining(message);
    }
}
