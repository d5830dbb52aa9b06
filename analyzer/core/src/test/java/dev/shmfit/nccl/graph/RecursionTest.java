package dev.shmfit.nccl.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecursionTest {
    private static final int DEEP = 65_536;

    private static int down(int levels) {
        return levels == 0 ? 0 : 1 + down(levels - 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1024, 1025, DEEP})
    void a_search_of_any_depth_is_done_when_it_returns(int levels) {
        AtomicInteger reached = new AtomicInteger();
        Recursion.run(levels, () -> reached.set(down(levels)));
        assertThat(reached).hasValue(levels);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, DEEP})
    void what_a_search_throws_arrives(int levels) {
        assertThatThrownBy(() -> Recursion.run(levels, () -> {
                    throw new NcclInternalError("no way");
                }))
                .isInstanceOf(NcclInternalError.class)
                .hasMessage("no way");
        assertThatThrownBy(() -> Recursion.run(levels, () -> {
                    throw new AssertionError("broken");
                }))
                .isInstanceOf(AssertionError.class)
                .hasMessage("broken");
    }

    @Test
    void who_is_interrupted_while_waiting_for_a_deep_search_hears_of_it() {
        Semaphore end = new Semaphore(0);
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> Recursion.run(DEEP, end::acquireUninterruptibly))
                    .isInstanceOf(IllegalStateException.class);
            assertThat(Thread.interrupted()).isTrue();
        } finally {
            end.release();
        }
    }
}
