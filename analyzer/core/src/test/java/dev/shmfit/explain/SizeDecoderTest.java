package dev.shmfit.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.explain.size.CodeLine;
import dev.shmfit.explain.size.SizeDecoder;
import dev.shmfit.explain.size.SizeMeaning;
import dev.shmfit.nccl.NcclSettings;
import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.nccl.plan.SegmentKind;
import dev.shmfit.nccl.segment.SegmentSizes;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A number of bytes leads back to the segments of the simulator that have it. */
class SizeDecoderTest {
    @ParameterizedTest
    @CsvSource({
        "9637888, shm-receive, 2.5.6",
        "9637892, shm-receive, 2.16.2",
        "4460544, shm-receive, 2.4.2",
        "5967876, shm-receive, 2.16.2",
        "13832196, shm-receive, 2.16.2",
        "4194656, proxy-pool, 2.12.7",
        "4194660, proxy-pool, 2.16.2",
        "7340388, proxy-pool, 2.21.5",
        "10486116, proxy-pool, 2.23.4",
        "14156132, proxy-pool, 2.24.3",
        "31850884, proxy-pool, 2.25.1",
        "33030532, proxy-pool, 2.26.2",
        "34210180, proxy-pool, 2.28.3",
        "4100, shm-send, 2.16.2",
        "8196, p2p-memcpy, 2.16.2",
        "24084, nvls, 2.21.5",
        "532484, net-proxy, 2.16.2"
    })
    void the_usual_meaning_comes_first(long bytes, String kind, String version) {
        SizeMeaning first = SizeDecoder.decode(bytes).get(0);
        assertThat(first.kind().word()).isEqualTo(kind);
        assertThat(first.versions().get(0).from()).hasToString(version);
    }

    @Test
    void a_buffer_size_that_was_set_is_named() {
        assertThat(SizeDecoder.decode(5967876).get(0).settings()).containsExactly("NCCL_BUFFSIZE=524288");
    }

    @Test
    void every_segment_of_every_version_is_found_again() {
        for (NcclVersion version : SegmentSizes.changes()) {
            for (boolean arm : new boolean[] {false, true}) {
                SegmentSizes sizes = SegmentSizes.of(version, NcclSettings.NONE, arm);
                found(sizes.receive().bytes(), SegmentKind.SHM_RECEIVE, version);
                found(sizes.send().bytes(), SegmentKind.SHM_SEND, version);
                found(sizes.pool().bytes(), SegmentKind.PROXY_POOL, version);
                for (int ranks : List.of(2, 8, 72)) {
                    found(sizes.nvls(ranks).bytes(), SegmentKind.NVLS, version);
                }
            }
            for (String size : List.of("262144", "1048576", "16777216", "33554432")) {
                NcclSettings set = NcclSettings.NONE.with("NCCL_BUFFSIZE", size);
                found(SegmentSizes.of(version, set, false).receive().bytes(), SegmentKind.SHM_RECEIVE, version);
            }
        }
    }

    private static void found(long bytes, SegmentKind kind, NcclVersion version) {
        if (bytes > 0) {
            assertThat(SizeDecoder.decodeFile(bytes))
                    .as("%d bytes, %s of %s", bytes, kind, version)
                    .anyMatch(m -> m.kind() == kind && m.holds(version));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 17, 12_345_678, 192_814_336, 67_108_864, 9_637_889, 999_999_999_999_999L})
    void a_number_that_no_segment_has_has_no_meaning(long bytes) {
        assertThat(SizeDecoder.decode(bytes)).isEmpty();
    }

    @Test
    void the_line_of_the_source_dates_the_library() {
        assertThat(CodeLine.of(
                        "h:1:2 [0] misc/shmutils.cc:72 NCCL WARN Error: failed to extend /dev/shm/nccl-a to 1 bytes"))
                .hasValueSatisfying(
                        c -> assertThat(c.versions().words().english()).isEqualTo("2.19.1 to before 2.22.3"));
        assertThat(CodeLine.of("misc/shmutils.cc:70 NCCL WARN Error while creating shared memory segment"))
                .hasValueSatisfying(
                        c -> assertThat(c.versions().words().english()).isEqualTo("2.14.3 to before 2.16.2"));
        assertThat(CodeLine.of("misc/shmutils.cc:7 NCCL WARN Error while creating"))
                .isEmpty();
    }
}
