package dev.shmfit.shm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.facts.Provenance;
import dev.shmfit.facts.Reading;
import dev.shmfit.facts.SourceRef;
import dev.shmfit.units.ByteCount;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShmDemandTest {
    private static final ByteCount PAGE = ByteCount.of(4096);

    private static LoaderDemand loader(String text) {
        return LoaderDemand.of(LoaderSpecParser.parse(text, "train"), PAGE);
    }

    @Test
    void the_need_is_that_of_the_worst_moment() {
        LoaderDemand d = loader("workers=2,batch=8,sample=1MiB,epochs=3");
        ShmDemand demand =
                new ShmDemand(List.of(ShmItem.loader(d, 4), ShmItem.other("plasma", ByteCount.of(5000), PAGE)));
        assertThat(demand.worstMoment()).isEqualTo(Moment.EPOCH_TURN);
        assertThat(demand.required()).isEqualTo(d.peak().times(4).plus(PAGE.times(2)));
        assertThat(demand.at(Moment.INIT)).isEqualTo(PAGE.times(2));
        assertThat(demand.largest()).map(ShmItem::consumer).contains("loader:train");
        assertThat(demand.files()).isEqualTo(4 * d.segments());
        assertThat(demand.item("other:plasma")).map(ShmItem::provenance).contains(Provenance.STATED);
    }

    @Test
    void the_earliest_of_equally_bad_moments_is_named() {
        ShmDemand demand = new ShmDemand(List.of(ShmItem.loader(loader("workers=2,batch=8,sample=1MiB"), 1)));
        assertThat(demand.worstMoment()).isEqualTo(Moment.FIRST_STEP);
        assertThat(new ShmDemand(List.of()).required()).isEqualTo(ByteCount.ZERO);
    }

    @Test
    void recommended_sizes_are_sizes_that_people_write() {
        assertThat(RecommendedSize.of(ByteCount.ZERO)).isEqualTo(ByteCount.ZERO);
        assertThat(RecommendedSize.of(ByteCount.of(1))).isEqualTo(ByteCount.mebibytes(64));
        assertThat(RecommendedSize.of(ByteCount.mebibytes(48))).isEqualTo(ByteCount.mebibytes(64));
        assertThat(RecommendedSize.of(ByteCount.of((48L << 20) + 1))).isEqualTo(ByteCount.mebibytes(128));
        assertThat(RecommendedSize.of(ByteCount.mebibytes(460))).isEqualTo(ByteCount.mebibytes(512));
        assertThat(RecommendedSize.of(ByteCount.mebibytes(931))).isEqualTo(ByteCount.gibibytes(2));
        assertThat(RecommendedSize.of(ByteCount.gibibytes(2))).isEqualTo(ByteCount.gibibytes(3));
        assertThat(RecommendedSize.of(ByteCount.gibibytes(15))).isEqualTo(ByteCount.gibibytes(20));
        assertThat(RecommendedSize.of(ByteCount.gibibytes(30))).isEqualTo(ByteCount.gibibytes(36));
        assertThat(RecommendedSize.of(ByteCount.gibibytes(200))).isEqualTo(ByteCount.gibibytes(224));
        assertThat(RecommendedSize.of(ByteCount.gibibytes(2000))).isEqualTo(ByteCount.gibibytes(2240));
    }

    /** 64 MiB to 512 MiB by doubling, GiB up to 16, fours up to 128, sixteens up to 1024, then sixty-fours. */
    @ParameterizedTest
    @CsvSource({
        "64, 64",
        "65, 128",
        "512, 512",
        "513, 1024",
        "16384, 16384",
        "16385, 20480",
        "131072, 131072",
        "131073, 147456",
        "1048576, 1048576",
        "1048577, 1114112"
    })
    void a_size_is_rounded_up_to_the_next_that_people_write(long mebibytes, long written) {
        assertThat(RecommendedSize.written(ByteCount.mebibytes(mebibytes))).isEqualTo(ByteCount.mebibytes(written));
    }

    @ParameterizedTest
    @CsvSource({
        "64, 64",
        "127, 64",
        "1023, 512",
        "16383, 15360",
        "16384, 16384",
        "20479, 16384",
        "131071, 126976",
        "131072, 131072",
        "147455, 131072",
        "1048575, 1032192",
        "1048576, 1048576",
        "1114111, 1048576"
    })
    void a_size_is_rounded_down_to_the_last_that_people_write(long mebibytes, long written) {
        assertThat(RecommendedSize.atMost(ByteCount.mebibytes(mebibytes))).isEqualTo(ByteCount.mebibytes(written));
    }

    @Test
    void a_tenth_is_added_and_at_least_sixteen_mebibytes() {
        assertThat(RecommendedSize.headroom(ByteCount.ZERO)).isEqualTo(ByteCount.ZERO);
        assertThat(RecommendedSize.headroom(ByteCount.of(1))).isEqualTo(ByteCount.mebibytes(16));
        assertThat(RecommendedSize.headroom(ByteCount.mebibytes(160))).isEqualTo(ByteCount.mebibytes(16));
        assertThat(RecommendedSize.headroom(ByteCount.mebibytes(500))).isEqualTo(ByteCount.mebibytes(50));
    }

    /** Batches of several loaders that workers inherit from each other are an item of their own, where there are any. */
    @Test
    void inherited_batches_are_an_item_only_where_there_are_any() {
        RankDemand alone = RankDemand.of(List.of(LoaderSpecParser.parse("workers=2,batch=8,sample=1MiB", "a")), PAGE);
        ShmDemand demand = ShmDemand.of(List.of(), Provenance.DEFAULT, alone, 2, List.of(), PAGE);
        assertThat(demand.items()).extracting(ShmItem::consumer).containsExactly("nccl", "loader:a");
    }

    @Test
    void the_largest_written_size_below_a_limit_is_itself_written() {
        for (long mib : new long[] {64, 100, 511, 1023, 1024, 5000, 20000, 40000, 200000, 2000000}) {
            ByteCount limit = ByteCount.mebibytes(mib);
            ByteCount written = RecommendedSize.atMost(limit);
            assertThat(written).isLessThanOrEqualTo(limit);
            assertThat(RecommendedSize.written(written)).isEqualTo(written);
            assertThat(RecommendedSize.written(written.plus(ByteCount.of(1)))).isGreaterThan(limit);
        }
        assertThat(RecommendedSize.atMost(ByteCount.mebibytes(63))).isEqualTo(ByteCount.ZERO);
    }

    @Test
    void free_bytes_count_where_known_and_else_the_size() {
        ShmSupply supply = ShmSupply.unknown(PAGE, "no capture");
        assertThat(supply.usable().isKnown()).isFalse();
        ShmSupply stated = supply.withSize(Reading.known(ByteCount.mebibytes(64), SourceRef.stated("--shm-size 64m")));
        assertThat(stated.usable().asOptional()).contains(ByteCount.mebibytes(64));
        assertThat(ShmSupply.provenance(stated.usable())).isEqualTo(Provenance.STATED);
        assertThat(ShmSupply.provenance(Reading.known(1L, SourceRef.of("shm-statvfs.txt"))))
                .isEqualTo(Provenance.MEASURED);
    }

    @Test
    void named_tenants_follow_their_formulas() {
        // 30 % of 100 GiB, but no more than 95 % of what is free, or 10^10.
        assertThat(OtherTenant.rayPlasma(ByteCount.gibibytes(100), ByteCount.mebibytes(64)))
                .isEqualTo(ByteCount.of(10_000_000_000L));
        assertThat(OtherTenant.rayPlasma(ByteCount.of(1000), ByteCount.gibibytes(1)))
                .isEqualTo(ByteCount.of(300));
        // To the byte, where a hundredth is not whole.
        assertThat(OtherTenant.rayPlasma(ByteCount.of(1050), ByteCount.gibibytes(1)))
                .isEqualTo(ByteCount.of(315));
        assertThat(OtherTenant.rayPlasma(ByteCount.of(1_000_000_000_000L), ByteCount.of(20_000_000_050L)))
                .isEqualTo(ByteCount.of(19_000_000_047L));
        assertThat(OtherTenant.rayPlasma(ByteCount.gibibytes(4000), ByteCount.gibibytes(2000)))
                .isEqualTo(ByteCount.of(200_000_000_000L));
        assertThat(OtherTenant.vllmRing(ByteCount.mebibytes(10), 10, 7)).isEqualTo(ByteCount.of((100L << 20) + 4096));
        assertThat(OtherTenant.openMpi(ByteCount.mebibytes(16), 8)).isEqualTo(ByteCount.mebibytes(128));
        assertThat(OtherTenant.ALL).extracting(OtherTenant::name).doesNotHaveDuplicates();
    }
}
