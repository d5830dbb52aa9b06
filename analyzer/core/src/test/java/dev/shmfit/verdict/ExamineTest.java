package dev.shmfit.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.nccl.plan.SegmentKind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What all checks together say of a job. */
class ExamineTest {
    @Test
    void findings_come_with_the_worst_first() {
        List<Severity> worstFirst = new Situation()
                        .ranks(2)
                        .loader("workers=4,prefetch=2,batch=16,sample=4MiB")
                        .env("NCCL_P2P_LEVL", "SYS")
                        .env("NCCL_COLLNET_ENABLE", "1")
                        .nccl(31, 1)
                        .shm("64m")
                        .findings()
                        .stream()
                        .map(Finding::severity)
                        .distinct()
                        .toList();
        assertThat(worstFirst)
                .containsSubsequence(Severity.PROBLEM, Severity.WARNING)
                .doesNotHaveDuplicates()
                .hasSizeGreaterThan(2);
        assertThat(worstFirst.get(0)).isEqualTo(Severity.PROBLEM);
        assertThat(worstFirst.indexOf(Severity.NOTE)).isGreaterThan(worstFirst.indexOf(Severity.WARNING));
    }

    /** 32 MiB twice are 64 MiB to the byte; a page more does not fit a second time. */
    @ParameterizedTest
    @CsvSource({"33554432, false", "33558528, true"})
    void a_communicator_that_fits_once_and_not_twice_is_told(long bytes, boolean told) {
        Situation s = new Situation()
                .ranks(2)
                .segments(SegmentKind.SHM_RECEIVE, bytes, 1)
                .shm("64m");
        assertThat(s.finding("communicators-add-up").isPresent()).isEqualTo(told);
    }

    /** Six batches of 1 MiB; from the second epoch on a forked worker inherits one that the loop holds. */
    @Test
    void epochs_that_nobody_stated_are_told_where_later_ones_do_not_fit() {
        String loader = "workers=2,prefetch=2,batch=1,sample=1MiB";
        assertThat(new Situation().loader(loader).shm("6500k").finding("epochs-not-stated"))
                .hasValueSatisfying(f -> assertThat(f.severity()).isEqualTo(Severity.WARNING));
        assertThat(new Situation().loader(loader).shm("64m").finding("epochs-not-stated"))
                .isEmpty();
    }
}
