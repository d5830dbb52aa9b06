package dev.shmfit.shm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.units.ByteCount;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FitSearchTest {
    private static final ByteCount PAGE = ByteCount.of(4096);
    private static final ByteCount DOCKER = ByteCount.mebibytes(64);

    private static FitSearch.Answer search(String loader, ByteCount others, int ranks) {
        return FitSearch.search(LoaderSpecParser.parseAll(List.of(loader)), 0, DOCKER, others, ranks, PAGE);
    }

    private static LoaderSpec one(String loader) {
        return LoaderSpecParser.parseAll(List.of(loader)).get(0);
    }

    private static ByteCount peak(LoaderSpec spec) {
        return LoaderDemand.of(spec, PAGE).peak();
    }

    @Test
    void what_is_proposed_fits_and_one_more_does_not() {
        FitSearch.Answer answer = search("workers=4,prefetch=2,batch=16,sample=500KiB,epochs=1", ByteCount.ZERO, 1);
        LoaderSpec widest = answer.widest().orElseThrow();
        assertThat(peak(widest)).isLessThanOrEqualTo(DOCKER);
        assertThat(widest.workers() * widest.prefetch()).isEqualTo(6);
        assertThat(widest.workers()).isEqualTo(3);
        LoaderSpec batch = answer.largestBatch().orElseThrow();
        assertThat(peak(batch)).isLessThanOrEqualTo(DOCKER);
        assertThat(peak(batch.sized(4, 2, batch.batch() + 1))).isGreaterThan(DOCKER);
        assertThat(answer.reason().english())
                .contains("workers=3,prefetch=2 fits")
                .contains("batches of up to 13 fit");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",start=spawn", ",persistent=yes", ",pin=yes", ",held=3", ",batches=3"})
    void what_is_proposed_where_no_epochs_are_stated_fits_for_any_number_of_them(String keys) {
        String loader = "workers=4,prefetch=2,batch=16,sample=500KiB" + keys;
        FitSearch.Answer open = search(loader, ByteCount.ZERO, 1);
        FitSearch.Answer several = search(loader + ",epochs=90", ByteCount.ZERO, 1);
        FitSearch.Answer one = search(loader + ",epochs=1", ByteCount.ZERO, 1);
        assertThat(open.largestBatch().map(LoaderSpec::batch))
                .isEqualTo(several.largestBatch().map(LoaderSpec::batch));
        assertThat(open.widest().map(LoaderSpec::workers))
                .isEqualTo(several.widest().map(LoaderSpec::workers));
        assertThat(open.reason().english().contains("for any number of epochs"))
                .isEqualTo(peak(one(loader + ",epochs=1")).compareTo(peak(one(loader + ",epochs=2"))) < 0);
        assertThat(one.reason().english()).doesNotContain("any number");
    }

    @Test
    void ranks_and_other_consumers_take_their_part() {
        FitSearch.Answer answer = search("workers=4,prefetch=2,batch=8,sample=500KiB", ByteCount.mebibytes(4), 2);
        assertThat(answer.room()).isEqualTo(ByteCount.mebibytes(30));
        assertThat(peak(answer.widest().orElseThrow())).isLessThanOrEqualTo(answer.room());
        assertThat(search("workers=4,batch=16,sample=500KiB", ByteCount.mebibytes(80), 1)
                        .widest())
                .isEmpty();
    }

    @Test
    void where_nothing_fits_the_least_need_is_named() {
        FitSearch.Answer answer = search("workers=4,batch=64,sample=1MiB,epochs=1", ByteCount.ZERO, 1);
        assertThat(answer.widest()).isEmpty();
        assertThat(answer.reason().english()).contains("even workers=1,prefetch=1 needs 192.1 MiB");
        assertThat(answer.largestBatch()).map(LoaderSpec::batch).contains(6);
    }

    @Test
    void without_workers_any_batch_fits() {
        assertThat(search("workers=0,batch=64,sample=1MiB", ByteCount.ZERO, 1)
                        .reason()
                        .english())
                .contains("needs nothing");
    }

    @Test
    void a_leaf_too_large_to_count_ends_in_an_answer() {
        LoaderSpec huge = LoaderSpec.of("h", 64, 64, 1, List.of(new SampleLeaf.Sized(ByteCount.of(1L << 50))));
        assertThat(FitSearch.search(List.of(huge), 0, DOCKER, ByteCount.ZERO, 1, PAGE)
                        .largestBatch())
                .isEmpty();
    }
}
