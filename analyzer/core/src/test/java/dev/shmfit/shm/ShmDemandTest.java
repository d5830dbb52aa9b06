package dev.shmfit.shm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.facts.Provenance;
import dev.shmfit.facts.Reading;
import dev.shmfit.facts.SourceRef;
import dev.shmfit.units.ByteCount;
import java.util.List;
import org.junit.jupiter.api.Test;

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
        assertThat(OtherTenant.vllmRing(ByteCount.mebibytes(10), 10, 7))
                .isEqualTo(ByteCount.of(10 * ((10L << 20) + 8)));
        assertThat(OtherTenant.openMpi(ByteCount.mebibytes(16), 8)).isEqualTo(ByteCount.mebibytes(128));
        assertThat(OtherTenant.ALL).extracting(OtherTenant::name).doesNotHaveDuplicates();
    }
}
