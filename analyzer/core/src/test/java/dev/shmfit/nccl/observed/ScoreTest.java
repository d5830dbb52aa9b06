package dev.shmfit.nccl.observed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

class ScoreTest {
    private static ObservedCase run(String version, String topology) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("nccl", version).put("topology", topology);
        return new ObservedCase(json);
    }

    @Test
    void what_differs_lowers_the_score_and_what_is_left_out_is_named() {
        Score score = new Score();
        score.run(run("2.21.5", "a"), () -> {
            score.compare("rings", "first", 1, 1);
            score.compare("trees", "first", 1, 1);
            score.compare("files", "first", 7, 8);
        });
        score.run(run("2.12.12", "b"), () -> {
            score.compare("rings", "second", 2, 2);
            score.compare("trees", "second", 2, 2);
            score.compare("files", "second", 8, 8);
        });
        score.run(run("2.21.5", "b"), () -> {
            score.leaveOut("rings", "not printed");
            score.leaveOut("trees", "not printed");
        });
        assertThat(score.agrees())
                .isEqualTo("2 of 3 runs of 2 versions (2.12.12 to 2.21.5) on 2 nodes: rings, trees 2; files 1 of 2");
        assertThat(score.leftOut()).isEqualTo("rings, trees 1: not printed");
        assertThat(score.mismatches()).containsExactly("files first: predicted 7, observed 8");
    }

    @Test
    void with_nothing_left_out_it_says_so() {
        assertThat(new Score().leftOut()).isEqualTo("nothing");
    }
}
