package dev.shmfit.nccl.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shmfit.topology.PathType;
import org.junit.jupiter.api.Test;

@SuppressWarnings("EnumOrdinal") // Any order of paths serves.
class GraphSummaryTest {
    private static final GraphSummary WIDE = new GraphSummary(1, 8, 20f, 24f, PathType.NVL, PathType.PIX, true, 3f);
    private static final GraphSummary NARROW = new GraphSummary(3, 2, 5f, 6f, PathType.SYS, PathType.PHB, false, 3f);

    @Test
    void two_domains_settle_on_the_highest_pattern_and_the_least_of_the_rest() {
        GraphSummary agreed = new GraphSummary(3, 2, 5f, 6f, PathType.SYS, PathType.PHB, false, 3f);
        assertThat(WIDE.agreeingWith(NARROW, Enum::ordinal)).isEqualTo(agreed);
        assertThat(NARROW.agreeingWith(WIDE, Enum::ordinal)).isEqualTo(agreed);
    }

    @Test
    void domains_alike_keep_what_they_found() {
        assertThat(WIDE.agreeingWith(WIDE, Enum::ordinal)).isEqualTo(WIDE);
    }

    @Test
    void each_part_is_settled_by_itself() {
        GraphSummary mixed = new GraphSummary(1, 2, 20f, 6f, PathType.SYS, PathType.PIX, true, 3f);
        assertThat(WIDE.agreeingWith(mixed, Enum::ordinal)).isEqualTo(mixed);
    }

    @Test
    void the_distance_decides_which_path_is_farther() {
        assertThat(WIDE.agreeingWith(NARROW, p -> -p.ordinal()).typeIntra()).isEqualTo(PathType.NVL);
    }

    @Test
    void a_graph_may_have_no_channels_but_not_fewer() {
        assertThat(GraphSummary.ofOneNode(4, 0, 0f, 0f, PathType.SYS, PathType.SYS, true)
                        .channels())
                .isZero();
        assertThatThrownBy(() -> WIDE.withChannels(-1)).isInstanceOf(IllegalArgumentException.class);
    }
}
