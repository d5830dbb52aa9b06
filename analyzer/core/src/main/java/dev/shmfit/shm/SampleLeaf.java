package dev.shmfit.shm;

import dev.shmfit.units.ByteCount;
import java.util.List;
import java.util.stream.Collectors;

/** One value of a sample, as the dataset returns it. Exactly one of the kinds below. */
public sealed interface SampleLeaf {
    /** A tensor or numpy array of fixed shape; a scalar tensor has none. */
    record Tensor(List<Long> shape, TorchDtype dtype) implements SampleLeaf {
        public Tensor {
            shape = List.copyOf(shape);
        }

        @Override
        public ByteCount bytes() {
            ByteCount bytes = ByteCount.of(dtype.bytes());
            for (long extent : shape) {
                bytes = bytes.times(extent);
            }
            return bytes;
        }

        @Override
        public String text() {
            String extents = shape.stream().map(String::valueOf).collect(Collectors.joining("x"));
            return (extents.isEmpty() ? "()" : extents) + ":" + dtype.torchName();
        }
    }

    /** A tensor of which only the size is known. */
    record Sized(ByteCount bytes) implements SampleLeaf {
        @Override
        public String text() {
            return bytes.bytes() + " bytes";
        }
    }

    /** A Python int or float: 8 bytes per sample once collated, whatever its value (collate.py: int64, float64). */
    record PythonNumber(String python) implements SampleLeaf {
        @Override
        public ByteCount bytes() {
            return ByteCount.of(8);
        }

        @Override
        public String text() {
            return python;
        }
    }

    /** A str or bytes object: travels through the pipe, costs nothing in /dev/shm. */
    record Text() implements SampleLeaf {
        @Override
        public ByteCount bytes() {
            return ByteCount.ZERO;
        }

        @Override
        public String text() {
            return "str";
        }
    }

    /** Anything else that travels through the pipe: a NumPy array that a custom collate hands on, an image, a list. */
    record Nothing() implements SampleLeaf {
        @Override
        public ByteCount bytes() {
            return ByteCount.ZERO;
        }

        @Override
        public String text() {
            return "none";
        }
    }

    /** A tensor whose size differs from sample to sample; {@code largest} is what none exceeds. */
    record AtMost(SampleLeaf largest) implements SampleLeaf {
        @Override
        public ByteCount bytes() {
            return largest.bytes();
        }

        @Override
        public String text() {
            return "at most " + largest.text();
        }

        @Override
        public SampleLeaf value() {
            return largest.value();
        }
    }

    /** One tensor of the batch that does not grow with it: a mask that is expanded over it, a buffer of fixed length. */
    record PerBatch(SampleLeaf one) implements SampleLeaf {
        @Override
        public ByteCount bytes() {
            return one.bytes();
        }

        @Override
        public String text() {
            return one.text() + BATCH;
        }

        @Override
        public SampleLeaf value() {
            return one.value();
        }

        @Override
        public boolean grows() {
            return false;
        }

        @Override
        public boolean pins() {
            return one.pins();
        }
    }

    /**
     * A tensor that pinning passes over: it sits in an object that has no {@code pin_memory} and is no mapping, sequence
     * or tensor, such as a dataclass (torch/utils/data/_utils/pin_memory.py).
     */
    record NotPinned(SampleLeaf one) implements SampleLeaf {
        @Override
        public ByteCount bytes() {
            return one.bytes();
        }

        @Override
        public String text() {
            return one.text() + UNPINNED;
        }

        @Override
        public SampleLeaf value() {
            return one.value();
        }

        @Override
        public boolean grows() {
            return one.grows();
        }

        @Override
        public boolean pins() {
            return false;
        }
    }

    /** What stands behind a leaf of which there is one in a batch. */
    String BATCH = "/batch";

    /** What stands behind a leaf that pinning passes over. */
    String UNPINNED = "/unpinned";

    /** Bytes of tensor data that one sample adds, or the batch where the leaf does not grow with it. */
    ByteCount bytes();

    /** The leaf alone, without the other statements about it. */
    default SampleLeaf value() {
        return this;
    }

    /** Whether each sample of the batch adds to it. */
    default boolean grows() {
        return true;
    }

    /** Whether {@code pin_memory} copies it out of shared memory. */
    default boolean pins() {
        return true;
    }

    /** As a user writes it. */
    String text();
}
