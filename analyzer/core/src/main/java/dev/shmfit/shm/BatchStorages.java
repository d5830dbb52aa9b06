package dev.shmfit.shm;

import dev.shmfit.units.ByteCount;
import java.util.ArrayList;
import java.util.List;

/**
 * Which shared storages does one full batch consist of?
 *
 * @param groups equal storages together, in the order of the leaves
 */
record BatchStorages(List<Group> groups) {
    /** PyTorch's reference count in front of a named segment (map_alloc_alignment, ATen/MapAllocator.cpp). */
    static final long FILE_SYSTEM_HEADER = 64;

    /**
     * Equal storages.
     *
     * @param bytes payload of each
     * @param early whether the worker makes them in shared memory at once; else they move when the batch is sent
     */
    record Group(String leaf, ByteCount bytes, long count, boolean early) {}

    BatchStorages {
        groups = List.copyOf(groups);
    }

    static BatchStorages of(LoaderSpec spec) {
        boolean together = spec.collate() == Collate.DEFAULT;
        List<Group> groups = new ArrayList<>();
        for (SampleLeaf leaf : spec.sample()) {
            boolean number = leaf instanceof SampleLeaf.PythonNumber;
            // A list keeps Python numbers as they are; they travel as pickled bytes.
            if (leaf instanceof SampleLeaf.Text || (number && !together)) {
                continue;
            }
            groups.add(
                    together
                            ? new Group(leaf.text(), leaf.bytes().times(spec.batch()), 1, !number)
                            : new Group(leaf.text(), leaf.bytes(), spec.batch(), false));
        }
        return new BatchStorages(groups);
    }

    /** What a tmpfs charges for a storage of {@code bytes}. */
    static ByteCount charge(ByteCount bytes, Sharing sharing, ByteCount granule) {
        return switch (sharing) {
            case FILE_DESCRIPTOR -> bytes.inPagesOf(granule);
            case FILE_SYSTEM -> bytes.plus(ByteCount.of(FILE_SYSTEM_HEADER)).inPagesOf(granule);
        };
    }

    /** What the tmpfs charges for the batch: S of the model. */
    ByteCount charge(Sharing sharing, ByteCount granule) {
        ByteCount sum = ByteCount.ZERO;
        for (Group g : groups) {
            sum = sum.plus(charge(g.bytes(), sharing, granule).times(g.count()));
        }
        return sum;
    }

    /** The same without rounding to pages: what a rule of thumb counts. */
    ByteCount payload() {
        ByteCount sum = ByteCount.ZERO;
        for (Group g : groups) {
            sum = sum.plus(g.bytes().times(g.count()));
        }
        return sum;
    }

    /** Files in the tmpfs. An empty storage is not shared by descriptor, but has a header as a named file. */
    long files(Sharing sharing) {
        return groups.stream()
                .filter(g -> sharing == Sharing.FILE_SYSTEM || g.bytes().bytes() > 0)
                .mapToLong(Group::count)
                .sum();
    }

    /** Whether nothing of the batch is in shared memory before it is pickled for the pipe. */
    boolean allLate() {
        return !groups.isEmpty() && groups.stream().noneMatch(Group::early);
    }
}
