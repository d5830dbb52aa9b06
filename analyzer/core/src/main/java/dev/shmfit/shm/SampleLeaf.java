package dev.shmfit.shm;

import dev.shmfit.units.ByteCount;
import java.util.List;
import java.util.stream.Collectors;

/** One value of a sample, as the dataset returns it. Exactly one of the kinds below. */
public sealed interface SampleLeaf {
    /** A tensor or numpy array of fixed shape. */
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
    }

    /** Bytes of tensor data that one sample adds. */
    ByteCount bytes();

    /** As a user writes it. */
    String text();
}
