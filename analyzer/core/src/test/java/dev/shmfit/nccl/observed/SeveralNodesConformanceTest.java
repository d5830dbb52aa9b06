package dev.shmfit.nccl.observed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Jobs of two to four nodes: the forecast is held against what NCCL's host code did over emulated GPUs. */
@Tag("slow")
class SeveralNodesConformanceTest {
    @Test
    void forecast_equals_observation() throws Exception {
        List<ObservedCase> cases = ObservedCase.load("several-nodes.jsonl.gz");
        assertThat(cases).hasSize(579);
        Score score = new Score();
        String only = System.getProperty("only", "");
        cases.stream().filter(c -> c.id().contains(only)).forEach(c -> score.run(c, () -> {
            try {
                new SeveralNodes(c, score).compare();
            } catch (RuntimeException e) {
                java.io.StringWriter w = new java.io.StringWriter();
                e.printStackTrace(new java.io.PrintWriter(w));
                score.compare("exception", c.id() + " " + w.toString().replace("\n", " | "), e.toString(), "");
            }
        }));
        java.nio.file.Files.write(java.nio.file.Path.of(System.getProperty("mismatches", "/tmp/mn/mismatches.txt")), score.mismatches());
        System.out.println(score.agrees());
        assertThat(score.mismatches().size()).isEqualTo(0);
    }
}
