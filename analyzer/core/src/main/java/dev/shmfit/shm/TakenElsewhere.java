package dev.shmfit.shm;

import dev.shmfit.units.ByteCount;
import java.util.Optional;

/** When does another program leave /dev/shm alone, because there is too little of it when the program starts? */
public sealed interface TakenElsewhere
        permits TakenElsewhere.SmallerThan, TakenElsewhere.LessFree, TakenElsewhere.RayDefault, PythonHeap {
    /** What it then still has in /dev/shm. */
    ByteCount leaves();

    /**
     * What it takes of a /dev/shm that is known; empty where what decides is not known.
     *
     * @param wanted where nothing keeps it from /dev/shm
     * @param size of /dev/shm
     * @param free of it when the program starts
     */
    Optional<ByteCount> taken(ByteCount wanted, Optional<ByteCount> size, Optional<ByteCount> free);

    /**
     * Where the whole of /dev/shm is smaller than {@code least}: joblib.
     *
     * @param least size that the program uses
     */
    record SmallerThan(ByteCount least, ByteCount leaves) implements TakenElsewhere {
        @Override
        public Optional<ByteCount> taken(ByteCount wanted, Optional<ByteCount> size, Optional<ByteCount> free) {
            return size.map(s -> s.compareTo(least) < 0 ? leaves : wanted);
        }
    }

    /**
     * Where less than {@code needs} is free: a stated store of Ray.
     *
     * @param needs what is asked for at once
     */
    record LessFree(ByteCount needs, ByteCount leaves) implements TakenElsewhere {
        @Override
        public Optional<ByteCount> taken(ByteCount wanted, Optional<ByteCount> size, Optional<ByteCount> free) {
            return free.map(f -> f.compareTo(needs) < 0 ? leaves : wanted);
        }
    }

    /**
     * Ray's own default, whose store is as large as the place allows.
     *
     * @param memory available when Ray starts
     * @param objects what is written into the store at most; empty: all of it
     */
    record RayDefault(ByteCount memory, Optional<ByteCount> objects) implements TakenElsewhere {
        @Override
        public ByteCount leaves() {
            return ByteCount.ZERO;
        }

        @Override
        public Optional<ByteCount> taken(ByteCount wanted, Optional<ByteCount> size, Optional<ByteCount> free) {
            return free.map(f -> {
                ByteCount store = OtherTenant.rayPlasma(memory, f);
                boolean there = store.compareTo(f) <= 0;
                if (!there) {
                    return OtherTenant.raySlips(store) ? ByteCount.ZERO : store;
                }
                return objects.filter(o -> o.compareTo(store) < 0).orElse(store);
            });
        }
    }
}
