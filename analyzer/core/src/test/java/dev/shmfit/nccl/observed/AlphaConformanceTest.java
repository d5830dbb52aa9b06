package dev.shmfit.nccl.observed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.fixtures.TrustTable;
import dev.shmfit.fixtures.TrustTable.Row;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Runs of 2.31.0 alpha 7, the newest state of NCCL's public source, over emulated GPUs: field by field as for the
 * releases.
 */
@Tag("slow")
class AlphaConformanceTest {
    @Test
    void forecast_equals_observation() {
        List<ObservedCase> cases = ObservedCase.load("alpha-cases.jsonl.gz");
        assertThat(cases).hasSize(31);
        Score score = new Score();
        cases.forEach(c -> score.run(c, () -> ConformanceTest.compare(c, score)));
        assertThat(score.mismatches()).isEmpty();
        TrustTable.check(Row.UNRELEASED, score.agrees(), score.leftOut());
    }
}
