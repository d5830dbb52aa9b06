package dev.shmfit.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What rules of thumb would have said, beside what the job needs. */
class ThumbChecksTest {
    /** 64 MiB of samples in a batch, 4 workers, 2 batches ahead of each: 512 MiB by workers x prefetch x batch. */
    private static final String LOADER = "workers=4,prefetch=2,batch=16,sample=4MiB";

    private static String summary(Situation s) {
        return s.finding("rules-of-thumb").orElseThrow().summary().english();
    }

    @Test
    void the_two_formulas_and_the_usual_sizes_are_held_against_the_need() {
        // Two batches more are in the loop's hands, and 20 semaphores have a page each.
        assertThat(summary(new Situation().loader(LOADER).shm("64m")))
                .contains("workers x prefetch x batch gives 512.0 MiB (128.1 MiB too small)")
                .contains("workers x batch x 2.5 gives 640.0 MiB (80.0 KiB too small)")
                .contains("2.0 GiB is 3 times the need; 4.0 GiB is 6 times the need; 8.0 GiB is 12 times the need");
    }

    @Test
    void ranks_multiply_what_the_formulas_say() {
        assertThat(summary(new Situation().ranks(4).loader(LOADER).shm("64m")))
                .contains("batch gives 2.0 GiB (512.4 MiB too small)")
                .contains("2.5 gives 2.5 GiB (320.0 KiB too small)")
                .contains("2.0 GiB is 512.4 MiB too small; 4.0 GiB is enough");
    }

    @Test
    void a_quarter_of_the_memory_is_held_against_it_where_the_memory_is_known() {
        Situation known = new Situation().loader(LOADER).shm("64m").limits(null, null, "100g", null, null);
        assertThat(summary(known)).contains("a quarter of the memory (25.0 GiB) is 39 times the need");
    }

    @Test
    void they_are_of_no_interest_where_the_need_fits_or_no_loader_runs() {
        assertThat(new Situation().loader(LOADER).shm("64g").finding("rules-of-thumb"))
                .isEmpty();
        assertThat(new Situation().shm("64m").finding("rules-of-thumb")).isEmpty();
        assertThat(new Situation().loader(LOADER).finding("rules-of-thumb")).isEmpty();
    }
}
