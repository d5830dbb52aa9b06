package dev.shmfit.nccl.observed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.fixtures.TrustTable;
import dev.shmfit.fixtures.TrustTable.Row;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Jobs of two to four nodes: the forecast is held against what NCCL's host code did over emulated GPUs. */
@Tag("slow")
class SeveralNodesConformanceTest {
    @Test
    void forecast_equals_observation() {
        List<ObservedCase> cases = ObservedCase.load("several-nodes.jsonl.gz");
        assertThat(cases).hasSize(579);
        Score score = new Score();
        cases.forEach(c -> score.run(c, () -> new SeveralNodes(c, score).compare()));
        assertThat(score.mismatches()).isEmpty();
        TrustTable.check(Row.SEVERAL_NODES, score.agrees(), score.leftOut());
    }
}
