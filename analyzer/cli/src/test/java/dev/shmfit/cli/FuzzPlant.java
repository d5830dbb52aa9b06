package dev.shmfit.cli;

import java.util.Locale;
import java.util.function.Consumer;

/**
 * A fault put into a reader, so that a campaign can be seen to find one and to fail the build: {@code .ci/fuzz --prove}.
 * A campaign has two halves, and each has to be seen failing.
 */
enum FuzzPlant {
    /** No fault: the reader as it is. */
    NONE,
    /** In the half that damages the seeds. */
    DAMAGE,
    /** In the half that Jazzer runs. */
    FUZZER;

    /** @param word in small letters; of an option that nobody set, the empty word */
    static FuzzPlant of(String word) {
        return word.isEmpty() ? NONE : valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** The reader as one half of a campaign is given it. */
    Consumer<byte[]> in(FuzzTarget target, FuzzPlant half) {
        return this == half && this != NONE
                ? input -> {
                    throw new IllegalStateException("a planted fault, at " + input.length + " bytes");
                }
                : target::take;
    }
}
