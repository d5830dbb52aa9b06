package dev.shmfit.shm;

import dev.shmfit.units.ByteCount;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Which shared storages does one batch consist of?
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
     * @param kept whether the dataset keeps them: they are there anyway, and counted among the extras
     * @param pins whether pinning copies them out
     * @param grows whether each sample adds to them, or to their number
     */
    record Group(String leaf, ByteCount bytes, long count, boolean early, boolean kept, boolean pins, boolean grows) {}

    BatchStorages {
        groups = List.copyOf(groups);
    }

    /** Those of a full batch. */
    static BatchStorages of(LoaderSpec spec) {
        return of(spec, spec.batch());
    }

    /** Those of a batch of {@code samples}. */
    static BatchStorages of(LoaderSpec spec, int samples) {
        boolean together = spec.collate() == Collate.DEFAULT;
        List<ByteCount> kept = together ? List.of() : keptSamples(spec);
        List<Group> groups = new ArrayList<>();
        for (SampleLeaf leaf : spec.sample()) {
            SampleLeaf value = leaf.value();
            boolean number = value instanceof SampleLeaf.PythonNumber;
            boolean piped = value instanceof SampleLeaf.Text || value instanceof SampleLeaf.Nothing;
            // A list keeps Python numbers as they are; they travel as pickled bytes.
            if (piped || (number && !together)) {
                continue;
            }
            if (!leaf.grows()) {
                groups.add(new Group(leaf.text(), leaf.bytes(), 1, false, false, leaf.pins(), false));
            } else if (together) {
                groups.add(new Group(leaf.text(), leaf.bytes().times(samples), 1, !number, false, leaf.pins(), true));
            } else {
                boolean keeps = kept.remove(leaf.bytes());
                groups.add(new Group(leaf.text(), leaf.bytes(), samples, false, keeps, leaf.pins(), true));
            }
        }
        return new BatchStorages(groups);
    }

    /** Sizes of tensors that the dataset keeps and hands out: one leaf of a sample for each extra. */
    private static List<ByteCount> keptSamples(LoaderSpec spec) {
        List<ByteCount> sizes = new ArrayList<>();
        for (SharedExtra extra : spec.extras()) {
            if (extra.kind() == SharedExtra.Kind.KEPT_SAMPLES) {
                sizes.add(extra.bytes());
            }
        }
        return sizes;
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
        return charge(sharing, granule, g -> true);
    }

    /** What it charges for the storages that {@code counted} takes. */
    ByteCount charge(Sharing sharing, ByteCount granule, Predicate<Group> counted) {
        ByteCount sum = ByteCount.ZERO;
        for (Group g : groups) {
            if (!g.kept() && counted.test(g)) {
                sum = sum.plus(charge(g.bytes(), sharing, granule).times(g.count()));
            }
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
