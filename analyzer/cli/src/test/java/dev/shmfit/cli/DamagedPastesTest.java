package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.shmfit.cli.exit.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A text damaged on its way from the terminal ends in an answer, or in a message that says where it cannot be read. A
 * number in a text is no index, no size and no identity before it is checked.
 */
class DamagedPastesTest {
    private static final int READ_EACH = 25;
    private static final int ANALYSED = 120;

    /** What the analysis would otherwise try in all combinations. */
    private static final List<String> STATED = List.of(
            "--assume=pcie=gen4x16",
            "--assume=compute-capability=8.0",
            "--assume=cuda-driver=12.8",
            "--assume=cap-sys-nice=true",
            "--assume=multicast=false");

    static Stream<Arguments> refused() throws IOException {
        return FuzzSeeds.found(FuzzTarget.ANALYZE).entrySet().stream()
                .filter(e -> e.getKey().matches(".*/(xml-(dev|nvlink|bus)|table-gpu)-.*"))
                .map(e -> Arguments.of(e.getKey(), e.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void what_names_no_gpu_or_two_is_refused_with_its_place(String name, byte[] input) {
        Ran ran = Shell.with(input).run("analyze", "-");
        assertThat(ran.exitCode()).as(ran.err()).isEqualTo(ExitCode.INPUT);
        assertThat(ran.err())
                .containsPattern(":\\d+:\\d+: ")
                .containsAnyOf("dump the topology again", "paste its output");
    }

    @Test
    void a_gpu_without_an_element_gets_its_place_by_bus_id_and_a_note() throws IOException {
        byte[] input =
                Objects.requireNonNull(FuzzSeeds.found(FuzzTarget.ANALYZE).get("fuzz/analyze/xml-gpu-without-element"));
        Ran ran = Shell.with(input).run("analyze", "-", "--format", "json");
        assertThat(ran.exitCode()).as(ran.err()).isEqualTo(ExitCode.OK);
        assertThat(ran.out()).contains("the GPU at 0000:17:00.0 has no <gpu> element; taken for GPU 5");
    }

    @ParameterizedTest
    @EnumSource(names = {"TOPO_MATRIX", "P2P_MATRIX", "NCCL_XML", "SMI_XML", "SHM_LISTS"})
    void a_reader_answers_for_every_damaged_capture(FuzzTarget target) throws IOException {
        Map<String, byte[]> seeds = FuzzSeeds.of(target);
        assertThat(seeds).isNotEmpty();
        seeds.forEach((name, seed) -> {
            for (int i = 0; i < READ_EACH; i++) {
                long number = name.hashCode() * 1000L + i;
                String damaged = new Damage(number).of(new String(seed, StandardCharsets.UTF_8));
                assertThatCode(() -> target.take(damaged.getBytes(StandardCharsets.UTF_8)))
                        .as("%s, seed %d:%n%s", name, number, damaged)
                        .doesNotThrowAnyException();
            }
        });
    }

    @Test
    void an_analysis_of_a_damaged_capture_is_an_answer_or_says_what_is_wrong() throws IOException {
        List<Map.Entry<String, byte[]>> seeds = new ArrayList<>();
        seeds.addAll(FuzzSeeds.of(FuzzTarget.NCCL_XML).entrySet());
        seeds.addAll(FuzzSeeds.of(FuzzTarget.TOPO_MATRIX).entrySet());
        assertThat(seeds).hasSizeGreaterThan(40);
        for (int i = 0; i < ANALYSED; i++) {
            Map.Entry<String, byte[]> seed = seeds.get(i % seeds.size());
            String damaged = new Damage(i).of(new String(seed.getValue(), StandardCharsets.UTF_8));
            List<String> command = new ArrayList<>(List.of("analyze", "-", "--nccl", i % 2 == 0 ? "2.30.7" : "2.21.5"));
            command.addAll(STATED);
            Ran ran = Shell.with(damaged).run(command.toArray(new String[0]));
            assertThat(ran.exitCode())
                    .as("%s, seed %d: %s%n%s", seed.getKey(), i, ran.err(), damaged)
                    .isIn(ExitCode.OK, ExitCode.PROBLEM, ExitCode.INPUT, ExitCode.USAGE);
        }
    }
}
