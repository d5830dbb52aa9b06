package dev.shmfit.shm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.shmfit.facts.Provenance;
import dev.shmfit.nccl.plan.ChannelCounts;
import dev.shmfit.nccl.plan.CommunicatorForecast;
import dev.shmfit.nccl.plan.PhaseForecast;
import dev.shmfit.nccl.plan.SegmentKind;
import dev.shmfit.nccl.plan.Segments;
import dev.shmfit.units.ByteCount;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What communicators need, from the forecasts of their phases. */
class NcclDemandTest {
    private static final ByteCount PAGE = ByteCount.of(4096);

    private static Segments segments(SegmentKind kind, long bytes, long count) {
        return new Segments(kind, ByteCount.of(bytes), count);
    }

    private static PhaseForecast phase(String name, long pages, Segments... segments) {
        return new PhaseForecast(name, List.of(segments), PAGE.times(pages), PAGE.times(pages), ByteCount.ZERO);
    }

    private static NcclDemand.Use use(String lastPhase, PhaseForecast... phases) {
        return new NcclDemand.Use(
                new CommunicatorForecast(
                        "world",
                        List.of(0, 1),
                        List.of(0, 1),
                        new ChannelCounts(2, 0, 2, 2),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(phases),
                        Optional.empty(),
                        Optional.empty()),
                lastPhase);
    }

    private static final PhaseForecast INIT =
            phase("init", 10, segments(SegmentKind.PROXY_POOL, 5000, 2), segments(SegmentKind.SHM_RECEIVE, 4096, 6));
    private static final PhaseForecast COLLECTIVES = phase("collectives", 25, segments(SegmentKind.SHM_SEND, 4096, 15));
    private static final PhaseForecast ALL_TO_ALL = phase("alltoall", 20, segments(SegmentKind.SHM_RECEIVE, 1, 3));

    private static ShmItem item(NcclDemand.Use... uses) {
        return NcclDemand.item(List.of(uses), Provenance.DEFAULT, PAGE);
    }

    @Test
    void at_init_the_first_phase_counts_and_later_the_worst_of_those_that_happen() {
        ShmItem item = item(use("alltoall", INIT, COLLECTIVES, ALL_TO_ALL));
        assertThat(item.at(Moment.INIT)).isEqualTo(PAGE.times(10));
        assertThat(item.at(Moment.FIRST_STEP)).isEqualTo(PAGE.times(25));
        assertThat(item.at(Moment.EPOCH_TURN)).isEqualTo(PAGE.times(25));
        assertThat(item.files()).isEqualTo(2 + 6 + 15 + 3);
    }

    @Test
    void phases_after_the_last_one_that_the_job_reaches_do_not_happen() {
        ShmItem item = item(use("init", INIT, COLLECTIVES, ALL_TO_ALL));
        assertThat(item.at(Moment.FIRST_STEP)).isEqualTo(PAGE.times(10));
        assertThat(item.files()).isEqualTo(8);
        assertThat(use("no-such-phase", INIT, COLLECTIVES).phases()).containsExactly(INIT, COLLECTIVES);
    }

    @Test
    void communicators_add_up_and_one_without_phases_adds_nothing() {
        ShmItem item = item(use("init", INIT), use("init", INIT), use("init"));
        assertThat(item.at(Moment.INIT)).isEqualTo(PAGE.times(20));
        assertThat(item.files()).isEqualTo(16);
        Figure sum = item.figures().get(item.figures().size() - 1);
        assertThat(sum.name()).isEqualTo("nccl");
        assertThat(sum.bytes()).isEqualTo(PAGE.times(20));
        assertThat(sum.inputs()).extracting(Figure.Input::name).containsExactly("communicators");
    }

    @Test
    void every_kind_of_segment_has_a_figure_in_whole_pages() {
        assertThat(item(use("init", INIT)).figures())
                .extracting(Figure::name, Figure::bytes)
                .contains(
                        tuple("nccl:world:init:proxy-pool:5000", PAGE.times(4)),
                        tuple("nccl:world:init:shm-receive:4096", PAGE.times(6)));
    }

    @Test
    void segments_of_a_kind_are_summed_over_the_phases_that_happen() {
        NcclDemand.Use all = use("alltoall", INIT, COLLECTIVES, ALL_TO_ALL);
        assertThat(NcclDemand.ofKind(List.of(all), SegmentKind.SHM_RECEIVE, PAGE))
                .isEqualTo(PAGE.times(9));
        assertThat(NcclDemand.ofKind(List.of(all, all), SegmentKind.PROXY_POOL, PAGE))
                .isEqualTo(PAGE.times(8));
        assertThat(NcclDemand.ofKind(
                        List.of(use("init", INIT, COLLECTIVES, ALL_TO_ALL)), SegmentKind.SHM_RECEIVE, PAGE))
                .isEqualTo(PAGE.times(6));
        assertThat(NcclDemand.ofKind(List.of(all), SegmentKind.NVLS, PAGE)).isEqualTo(ByteCount.ZERO);
    }
}
