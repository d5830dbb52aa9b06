package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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

    @Test
    void an_input_that_breaks_a_reader_is_found_and_left_for_every_later_build(@TempDir Path directory)
            throws IOException {
        List<Path> found = DamageCampaign.run(
                FuzzTarget.SMI_XML,
                FuzzPlant.DAMAGE.in(FuzzTarget.SMI_XML, FuzzPlant.DAMAGE),
                Duration.ofMinutes(1),
                7,
                directory);
        assertThat(found).isNotEmpty().first().isEqualTo(directory.resolve("damaged-7"));
        assertThat(found).allSatisfy(input -> assertThat(input).isNotEmptyFile());
    }

    @Test
    void a_planted_fault_breaks_one_half_of_a_campaign() {
        byte[] input = "<a/>".getBytes(StandardCharsets.UTF_8);
        FuzzPlant.FUZZER.in(FuzzTarget.SMI_XML, FuzzPlant.DAMAGE).accept(input);
        FuzzPlant.NONE.in(FuzzTarget.SMI_XML, FuzzPlant.DAMAGE).accept(input);
        assertThatThrownBy(() -> FuzzPlant.FUZZER
                        .in(FuzzTarget.SMI_XML, FuzzPlant.FUZZER)
                        .accept(input))
                .hasMessageContaining("planted");
    }
}
