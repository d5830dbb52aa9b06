package dev.shmfit.analysis.stated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.facts.GpuListing;
import dev.shmfit.facts.Reading;
import dev.shmfit.facts.SourceRef;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GpuSelectionTest {
    private static final SourceRef AT = SourceRef.line("text", 1);
    private static final List<Integer> PRESENT = List.of(0, 1, 2, 3);

    private static GpuListing.Gpu gpu(int index, String uuid, String... migs) {
        List<GpuListing.Instance> instances = java.util.Arrays.stream(migs)
                .map(m -> new GpuListing.Instance("1g.10gb", m, AT))
                .toList();
        return new GpuListing.Gpu(
                index, "NVIDIA H100", Reading.known(uuid, AT), Reading.absent("not said"), instances, AT);
    }

    private static final Optional<GpuListing> LISTED = Optional.of(new GpuListing(
            List.of(gpu(0, "GPU-aa11"), gpu(1, "GPU-aa22", "MIG-99aa"), gpu(2, "GPU-bb33"), gpu(3, "GPU-cc44")),
            GpuListing.Numbering.NVIDIA_SMI));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0,1           | 0 1
            ' 3 , 2 '     | 3 2
            GPU-bb33      | 2
            GPU-b         | 2
            GPU-aa2,0     | 1 0
            MIG-99aa      | 1
            MIG-GPU-cc44/1/0 | 3
            1,7,0         | 1
            2,-1,0        | 2
            -1            | ''
            ''            | ''
            NoDevFiles    | ''
            GPU-aa        | ''
            GPU-ffff      | ''
            """)
    void a_list_names_gpus_as_cuda_reads_it(String text, String right) {
        GpuSelection chosen = GpuSelection.of(text, PRESENT, LISTED);
        assertThat(chosen.gpus().stream().map(String::valueOf).toList())
                .isEqualTo(right.isEmpty() ? List.of() : List.of(right.split(" ")));
        assertThat(chosen.unmapped()).isEmpty();
    }

    @Test
    void of_a_range_cuda_reads_the_first_number_and_that_is_told() {
        GpuSelection chosen = GpuSelection.of("0-2", PRESENT, LISTED);
        assertThat(chosen.gpus()).containsExactly(0);
        assertThat(chosen.ended()).contains("-2");
        assertThat(GpuSelection.of("0,2", PRESENT, LISTED).ended()).isEmpty();
    }

    @Test
    void a_uuid_that_nothing_maps_is_no_gpu_and_not_every_gpu() {
        GpuSelection chosen = GpuSelection.of("GPU-aa11,GPU-bb33", PRESENT, Optional.empty());
        assertThat(chosen.gpus()).isEmpty();
        assertThat(chosen.unmapped()).containsExactly("GPU-aa11", "GPU-bb33");
        assertThat(chosen.isNone()).isFalse();
        assertThat(chosen.wouldMap()).contains("nvidia-smi -L");
    }

    @Test
    void the_entry_at_which_cuda_stops_is_told() {
        assertThat(GpuSelection.of("0,9,1", PRESENT, LISTED).ended()).contains("9");
        assertThat(GpuSelection.of("0,1", PRESENT, LISTED).ended()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GPU-uuid-1            | 0
            GPU-uuid-12,GPU-uuid-1 | 1 0
            MIG-uuid-3            | 2
            MIG-uuid-31           | 3
            MIG-GPU-uuid-1/1/0    | 0
            """)
    void a_whole_name_is_that_gpu_s_though_another_name_begins_with_it(String text, String right) {
        GpuListing pseudonyms = new GpuListing(
                List.of(
                        gpu(0, "GPU-uuid-1"),
                        gpu(1, "GPU-uuid-12"),
                        gpu(2, "GPU-uuid-2", "MIG-uuid-3"),
                        gpu(3, "GPU-uuid-4", "MIG-uuid-31")),
                GpuListing.Numbering.NVIDIA_SMI);
        GpuSelection chosen = GpuSelection.of(text, PRESENT, Optional.of(pseudonyms));
        assertThat(chosen.gpus().stream().map(String::valueOf)).containsExactly(right.split(" "));
        assertThat(chosen.ended()).isEmpty();
    }
}
