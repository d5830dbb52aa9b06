package dev.shmfit.shm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.units.ByteCount;
import java.util.List;
import org.junit.jupiter.api.Test;

class RankDemandTest {
    private static final ByteCount PAGE = ByteCount.of(4096);

    private static RankDemand rank(String... texts) {
        return RankDemand.of(LoaderSpecParser.parseAll(List.of(texts)), PAGE);
    }

    @Test
    void loaders_add_up() {
        RankDemand rank = rank("workers=2,batch=1,sample=4096", "workers=1,batch=1,sample=8192");
        assertThat(rank.crossInherited()).isEqualTo(ByteCount.ZERO);
        assertThat(rank.peak())
                .isEqualTo(
                        rank.loaders().get(0).peak().plus(rank.loaders().get(1).peak()));
    }

    @Test
    void persistent_validation_workers_pin_training_batches_beyond_the_sum() {
        // The batch at work is kept, and so are three that may overtake it; that only one loader is at a hand-over
        // makes up for one.
        assertThat(rank("workers=2,batch=1,sample=4096", "workers=2,batch=1,sample=4096,persistent=yes")
                        .crossInherited())
                .isEqualTo(PAGE.times(3));
        assertThat(rank("workers=2,batch=1,sample=4096,held=3", "workers=2,batch=1,sample=4096,persistent=yes")
                        .crossInherited())
                .isEqualTo(PAGE.times(5));
        // The thread that pins copies the batches out, and holds one at most.
        assertThat(rank("workers=2,batch=1,sample=4096,pin=yes", "workers=2,batch=1,sample=4096,persistent=yes")
                        .crossInherited())
                .isEqualTo(PAGE);
    }

    @Test
    void of_loaders_one_after_another_the_larger_counts_and_what_is_left_of_the_other() {
        RankDemand rank = rank("workers=2,batch=1,sample=4096", "workers=2,batch=1,sample=40960,runs=after");
        LoaderDemand first = rank.loaders().get(0);
        LoaderDemand second = rank.loaders().get(1);
        // One batch is held, and the semaphores may be.
        assertThat(rank.peak()).isEqualTo(second.peak().plus(first.semaphores()).plus(PAGE));
        // Workers that stay have also inherited the held batch.
        RankDemand stay =
                rank("workers=2,batch=1,sample=4096", "workers=2,batch=1,sample=40960,runs=after,persistent=yes");
        assertThat(stay.peak()).isEqualTo(rank.peak().plus(PAGE));
    }

    @Test
    void loaders_side_by_side_inherit_nothing_and_all_hand_over() {
        RankDemand rank = rank(
                "workers=1,batch=1,sample=4096,persistent=yes",
                "workers=1,batch=1,sample=4096,persistent=yes,runs=beside");
        assertThat(rank.crossInherited()).isEqualTo(ByteCount.ZERO);
        assertThat(rank.peak())
                .isEqualTo(
                        rank.loaders().get(0).peak().plus(rank.loaders().get(1).peak()));
    }

    @Test
    void the_parent_needs_descriptors_for_all_loaders_at_once() {
        RankDemand one = rank("workers=2,prefetch=2,batch=1,sample=4096");
        RankDemand two = rank("workers=2,prefetch=2,batch=1,sample=4096", "workers=2,prefetch=2,batch=1,sample=4096");
        assertThat(two.descriptors() - one.descriptors()).isEqualTo(5);
        assertThat(rank().descriptors()).isZero();
        assertThat(rank().peak()).isEqualTo(ByteCount.ZERO);
    }
}
