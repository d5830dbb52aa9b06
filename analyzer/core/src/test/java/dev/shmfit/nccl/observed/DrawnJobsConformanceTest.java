package dev.shmfit.nccl.observed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.fixtures.TrustTable;
import dev.shmfit.fixtures.TrustTable.Row;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Jobs of one to four nodes that no rule was read off: nodes, NICs, settings and numbers of GPUs are drawn by chance. The
 * forecast is held against what NCCL's host code did over emulated GPUs.
 */
@Tag("slow")
class DrawnJobsConformanceTest {
    @Test
    void forecast_equals_observation() {
        List<ObservedCase> cases = ObservedCase.load("drawn-jobs.jsonl.gz");
        assertThat(cases).hasSize(296);
        Score score = new Score();
        cases.forEach(c -> score.run(c, () -> new SeveralNodes(c, score).compare()));
        assertThat(score.mismatches()).isEmpty();
        TrustTable.check(Row.DRAWN_JOBS, score.agrees(), score.leftOut());
    }
}
