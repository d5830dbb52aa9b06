package dev.shmfit.cli.commands;

import dev.shmfit.cli.exit.UsageError;

/** The value of an option that takes one of two words. */
final class EitherWord {
    private EitherWord() {}

    /**
     * The word that was given.
     *
     * @throws UsageError where it is neither, with both in the message
     */
    static String of(String option, String given, String one, String other) {
        if (!given.equals(one) && !given.equals(other)) {
            throw new UsageError(option + " takes " + one + " or " + other);
        }
        return given;
    }
}
