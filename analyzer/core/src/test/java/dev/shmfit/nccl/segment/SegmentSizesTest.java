package dev.shmfit.nccl.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shmfit.nccl.NcclSettings;
import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.nccl.plan.SegmentKind;
import dev.shmfit.units.ByteCount;
import dev.shmfit.units.MalformedText;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SegmentSizesTest {
    private static SegmentSizes sizes(String version, boolean arm, Map<String, String> settings) {
        return SegmentSizes.of(NcclVersion.parse(version).orElseThrow(), new NcclSettings(settings), arm);
    }

    @ParameterizedTest
    @CsvSource({
        "2.5.6, 9637888, 4096",
        "2.6.4, 9637888, 4096",
        "2.7.3, 9637888, 4104",
        "2.11.4, 9637888, 4104",
        "2.12.7, 9637888, 4096",
        "2.15.5, 9637888, 4096",
        "2.16.2, 9637892, 4100",
        "2.30.7, 9637892, 4100"
    })
    void connection_on_x86(String version, long receive, long send) {
        SegmentSizes s = sizes(version, false, Map.of());
        assertThat(s.receive()).isEqualTo(ByteCount.of(receive));
        assertThat(s.send()).isEqualTo(ByteCount.of(send));
    }

    @ParameterizedTest
    @CsvSource({
        "2.5.6, 9637888",
        "2.6.4, 6492160",
        "2.15.5, 6492160",
        "2.16.2, 6492164",
        "2.18.6, 6492164",
        "2.19.1, 9637892"
    })
    void connection_on_arm_had_small_buffers(String version, long receive) {
        assertThat(sizes(version, true, Map.of()).receive()).isEqualTo(ByteCount.of(receive));
    }

    @ParameterizedTest
    @CsvSource({
        "2.11.4, 0",
        "2.12.7, 4194656",
        "2.15.5, 4194656",
        "2.16.2, 4194660",
        "2.19.4, 4194660",
        "2.20.3, 5767524",
        "2.21.5, 7340388",
        "2.22.3, 7340388",
        "2.23.4, 10486116",
        "2.24.3, 14156132",
        "2.25.1, 31850884",
        "2.26.2, 33030532",
        "2.27.7, 33030532",
        "2.28.3, 34210180",
        "2.30.7, 34210180"
    })
    void pool_of_a_proxy(String version, long bytes) {
        assertThat(sizes(version, false, Map.of()).pool()).isEqualTo(ByteCount.of(bytes));
    }

    @ParameterizedTest
    @CsvSource({
        "2.18.6, 0",
        "2.19.1, 1300",
        "2.20.3, 23572",
        "2.21.5, 24084",
        "2.22.3, 24084",
        "2.23.4, 40980",
        "2.24.3, 36884",
        "2.25.1, 40980",
        "2.26.2, 41236",
        "2.27.3, 41492",
        "2.28.3, 43012",
        "2.28.9, 45060",
        "2.29.7, 45060",
        "2.30.3, 26628"
    })
    void nvls_segment_of_eight_ranks(String version, long bytes) {
        assertThat(sizes(version, false, Map.of()).nvls(8)).isEqualTo(ByteCount.of(bytes));
    }

    @Test
    void buffer_settings_are_taken_as_they_are_and_locality_moves_them() {
        SegmentSizes small = sizes("2.21.5", false, Map.of("NCCL_BUFFSIZE", "1048576", "NCCL_LL128_BUFFSIZE", "0"));
        assertThat(small.receive()).isEqualTo(ByteCount.of(4096 + 524288 + 1048576 + 4));
        SegmentSizes sender = sizes("2.21.5", false, Map.of("NCCL_SHM_LOCALITY", "1"));
        assertThat(sender.receive()).isEqualTo(ByteCount.of(4100));
        assertThat(sender.send()).isEqualTo(ByteCount.of(9637892));
    }

    @ParameterizedTest
    @CsvSource({"2.6.4, 9637888", "2.7.3, 9113600"})
    void the_small_protocols_buffers_can_be_set_from_2_7_on(String version, long bytes) {
        assertThat(sizes(version, false, Map.of("NCCL_LL_BUFFSIZE", "0")).receive())
                .isEqualTo(ByteCount.of(bytes));
    }

    /** The size of a segment is an int in NCCL; 64 KiB of it are left for the control data. */
    @ParameterizedTest
    @CsvSource({
        // With LL's 512 KiB and LL128's 4800 KiB.
        "NCCL_BUFFSIZE, 2141978623, true",
        "NCCL_BUFFSIZE, 2141978624, false",
        "NCCL_BUFFSIZE, 0, true",
        "NCCL_BUFFSIZE, -1, false",
        "NCCL_BUFFSIZE, 2147483648, false",
        "NCCL_LL_BUFFSIZE, 2147483647, false",
        "NCCL_LL128_BUFFSIZE, 1073741824, true"
    })
    void all_buffers_together_stay_below_two_gibibytes(String name, long bytes, boolean allocates) {
        NcclSettings settings = new NcclSettings(Map.of(name, String.valueOf(bytes)));
        NcclVersion version = NcclVersion.of(2, 21, 5);
        if (allocates) {
            assertThat(SegmentSizes.ofJob(version, settings, false).receive().bytes())
                    .isEqualTo(
                            SegmentSizes.of(version, settings, false).receive().bytes());
        } else {
            assertThatThrownBy(() -> SegmentSizes.ofJob(version, settings, false))
                    .isInstanceOf(MalformedText.class)
                    .hasMessageContaining(name + "=" + bytes)
                    .hasMessageContaining("less than 2 GiB");
        }
    }

    @Test
    void the_driver_hands_out_whole_granules_without_the_reference_count() {
        SegmentSizes s = sizes("2.27.7", false, Map.of());
        ByteCount granule = ByteCount.mebibytes(2);
        assertThat(s.receiveFromDriver(granule)).isEqualTo(ByteCount.mebibytes(10));
        assertThat(s.sendFromDriver(granule)).isEqualTo(ByteCount.mebibytes(2));
    }

    @Test
    void the_terms_of_a_size_add_up_to_it_in_every_version() {
        for (NcclVersion version : SegmentSizes.changes()) {
            for (String locality : List.of("1", "2")) {
                SegmentSizes sizes =
                        SegmentSizes.of(version, new NcclSettings(Map.of("NCCL_SHM_LOCALITY", locality)), true);
                assertThat(sum(sizes, SegmentKind.SHM_RECEIVE))
                        .isEqualTo(sizes.receive().bytes());
                assertThat(sum(sizes, SegmentKind.SHM_SEND))
                        .isEqualTo(sizes.send().bytes());
                assertThat(sum(sizes, SegmentKind.P2P_MEMCPY))
                        .isEqualTo(sizes.p2pMemcpy().bytes());
                if (sizes.pool().bytes() > 0) {
                    assertThat(sum(sizes, SegmentKind.PROXY_POOL))
                            .isEqualTo(sizes.pool().bytes());
                }
                if (sizes.nvls(4).bytes() > 0) {
                    assertThat(sum(sizes, SegmentKind.NVLS))
                            .isEqualTo(sizes.nvls(4).bytes());
                }
            }
        }
    }

    private static long sum(SegmentSizes sizes, SegmentKind kind) {
        return sizes.parts(kind, 4).stream().mapToLong(SegmentSizes.Part::bytes).sum();
    }
}
