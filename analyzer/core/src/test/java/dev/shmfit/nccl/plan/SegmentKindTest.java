package dev.shmfit.nccl.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SegmentKindTest {
    /** Reports and their schema name them so. */
    @Test
    void words_of_reports_are_stable() {
        assertThat(SegmentKind.values())
                .extracting(SegmentKind::word)
                .containsExactly("shm-receive", "shm-send", "proxy-pool", "nvls", "p2p-memcpy", "net-proxy");
    }
}
