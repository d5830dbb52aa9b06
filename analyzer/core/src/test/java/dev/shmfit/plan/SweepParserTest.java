package dev.shmfit.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.units.MalformedText;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SweepParserTest {
    @Test
    void lists_and_ranges_in_steps_and_doubling() {
        Sweep s = SweepParser.parse(
                List.of("workers=2..16:2", "prefetch=2,4", "batch=8..100:x2", "ranks=4..6,8", "nodes=1..128:x2"));
        assertThat(s.loader().workers()).containsExactly(2, 4, 6, 8, 10, 12, 14, 16);
        assertThat(s.loader().prefetch()).containsExactly(2, 4);
        assertThat(s.loader().batch()).containsExactly(8, 16, 32, 64);
        assertThat(s.ranks()).containsExactly(4, 5, 6, 8);
        assertThat(s.loaderPoints()).isEqualTo(64);
        assertThat(s.nodes()).containsExactly(1, 2, 4, 8, 16, 32, 64, 128);
        assertThat(s.cases()).isEqualTo(32);
    }

    @Test
    void a_range_of_versions_stands_for_those_that_change_a_rule() {
        Sweep s = SweepParser.parse(List.of("nccl=2.26..2.27", "driver=12.4,12.8", "sys-nice=yes,no"));
        assertThat(s.nccl())
                .extracting(NcclVersion::toString)
                .containsExactly("2.26.2", "2.26.3", "2.27.3", "2.27.5", "2.27.6");
        assertThat(s.drivers()).containsExactly(12040, 12080);
        assertThat(s.sysNice()).containsExactly(true, false);
        assertThat(SweepParser.parse(List.of("nccl=2.21.5,2.30")).nccl())
                .extracting(NcclVersion::toString)
                .containsExactly("2.21.5", "2.30.3");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "worker=2|did you mean workers?",
                "workers|expected workers=VALUES",
                "workers=8..2|goes upwards",
                "workers=2..8:0|goes upwards",
                "workers=two|whole numbers",
                "workers=5000|from 0 to 4096",
                "prefetch=0|from 1 to",
                "nccl=3.1..3.2|no known version",
                "nccl=new|expected versions",
                "driver=580|CUDA version",
                "sys-nice=maybe|yes, no",
            })
    void what_cannot_be_read_is_told_with_what_can(String axis, String complaint) {
        assertThatThrownBy(() -> SweepParser.parse(List.of(axis)))
                .isInstanceOf(MalformedText.class)
                .hasMessageContaining(complaint);
    }
}
