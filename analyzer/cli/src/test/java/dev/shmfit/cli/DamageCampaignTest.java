package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DamageCampaignTest {
    /** What a campaign of the whole analysis starts from is many small nodes, and none that takes minutes. */
    @Test
    void a_campaign_starts_from_several_nodes_that_are_analysed_in_no_time() throws IOException {
        assertThat(FuzzSeeds.ofCampaign(FuzzTarget.ANALYZE))
                .hasSizeGreaterThan(10)
                .doesNotContainKey("fuzz/analyze/table-64-gpus-random-nvlinks")
                .satisfies(all -> assertThat(all.keySet()).anyMatch(k -> k.startsWith("fuzz/")));
    }

    @ParameterizedTest
    @EnumSource
    void every_reader_answers_for_some_damaged_inputs(FuzzTarget target, @TempDir Path directory) throws IOException {
        assertThat(DamageCampaign.run(target, Duration.ofMillis(500), 1, directory))
                .isEmpty();
    }
}
