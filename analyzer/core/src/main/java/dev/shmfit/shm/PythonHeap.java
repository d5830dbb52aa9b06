package dev.shmfit.shm;

import dev.shmfit.units.ByteCount;
import dev.shmfit.units.Exact;
import java.util.Optional;

/**
 * Arrays of Python's multiprocessing. They lie in arenas, each a file: the first has a page, each further one twice as much
 * up to 4 MiB, and more where a single array needs it. An arena for which /dev/shm has no room goes to the temporary
 * directory (Lib/multiprocessing/heap.py, Heap._new_arena, Arena._choose_dir). Each array has a lock, which is a semaphore.
 *
 * @param array bytes of one
 * @param count of them
 * @param page of the system
 */
record PythonHeap(ByteCount array, long count, ByteCount page) implements TakenElsewhere {
    private static final long DOUBLES_UNTIL = 4L << 20;
    private static final long ALIGNMENT = 8;

    @Override
    public ByteCount leaves() {
        return page.times(count);
    }

    @Override
    public Optional<ByteCount> taken(ByteCount wanted, Optional<ByteCount> size, Optional<ByteCount> free) {
        return free.map(this::in);
    }

    /** What they take where nothing is short. */
    ByteCount most() {
        return in(ByteCount.of(Long.MAX_VALUE));
    }

    private ByteCount in(ByteCount free) {
        long block = ByteCount.of(Math.max(array.bytes(), 1))
                .inPagesOf(ByteCount.of(ALIGNMENT))
                .bytes();
        long next = page.bytes();
        long taken = 0;
        long made = 0;
        while (made < count) {
            long arena = ByteCount.of(Math.max(next, block)).inPagesOf(page).bytes();
            next = next < DOUBLES_UNTIL ? next * 2 : next;
            long held = Math.min(arena / block, count - made);
            if (free.bytes() - taken >= arena) {
                // Of an arena what arrays lie in is touched.
                long touched =
                        ByteCount.of(Exact.times(held, block)).inPagesOf(page).bytes();
                taken = Exact.plus(taken, touched);
            }
            taken = Exact.plus(taken, Exact.times(held, page.bytes()));
            made += held;
        }
        return ByteCount.of(taken);
    }
}
