package dev.shmfit.shm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.units.ByteCount;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lib/multiprocessing/heap.py: Heap._new_arena, Heap._alignment, Arena._choose_dir. */
class PythonHeapTest {
    private static final ByteCount PAGE = ByteCount.of(4096);

    @ParameterizedTest
    @CsvSource({
        // Bytes of an array, how many; pages of arenas that arrays lie in, and a semaphore's page each.
        "8, 1, 2",
        "0, 1, 2",
        "1, 512, 513",
        // The first arena holds 512 of 8 bytes, the second one more.
        "8, 513, 515",
        "9, 256, 257",
        "9, 257, 259",
        // An arena of a page, of two, and a page of the next.
        "4096, 1, 2",
        "4096, 3, 6",
        "4096, 4, 8",
        // Each in an arena of its own while arenas are smaller than an array.
        "8192, 2, 6",
        // 6000 bytes are aligned to 8; the arena is two pages.
        "6000, 1, 3"
    })
    void arrays_fill_arenas_that_double(long array, long count, long pages) {
        PythonHeap heap = new PythonHeap(ByteCount.of(array), count, PAGE);
        assertThat(heap.most()).isEqualTo(PAGE.times(pages));
        assertThat(heap.leaves()).isEqualTo(PAGE.times(count));
    }

    @Test
    void arenas_double_up_to_four_mebibytes() {
        // 4 KiB to 2 MiB hold 1023 pages, and the two of 4 MiB after them 1024 each.
        long count = 1023 + 2048;
        assertThat(new PythonHeap(PAGE, count, PAGE).most()).isEqualTo(PAGE.times(2 * count));
        ByteCount large = ByteCount.mebibytes(5);
        assertThat(new PythonHeap(large, 2, PAGE).most())
                .isEqualTo(large.times(2).plus(PAGE.times(2)));
    }

    @Test
    void an_arena_that_does_not_fit_goes_elsewhere_and_its_semaphores_stay() {
        PythonHeap heap = new PythonHeap(PAGE, 3, PAGE);
        ByteCount wanted = heap.most();
        assertThat(heap.taken(wanted, Optional.empty(), Optional.empty())).isEmpty();
        assertThat(taken(heap, 6)).isEqualTo(PAGE.times(6));
        // The second arena of two pages fits beside the first arena and its semaphore, but not with a byte less.
        assertThat(taken(heap, 4)).isEqualTo(PAGE.times(6));
        assertThat(heap.taken(wanted, Optional.empty(), Optional.of(ByteCount.of(4 * 4096 - 1))))
                .contains(PAGE.times(4));
        assertThat(taken(heap, 0)).isEqualTo(PAGE.times(3));
    }

    private static ByteCount taken(PythonHeap heap, long freePages) {
        return heap.taken(heap.most(), Optional.empty(), Optional.of(PAGE.times(freePages)))
                .orElseThrow();
    }
}
