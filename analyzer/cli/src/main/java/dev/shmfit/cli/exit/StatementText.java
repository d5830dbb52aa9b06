package dev.shmfit.cli.exit;

import dev.shmfit.analysis.stated.MalformedStatement;
import dev.shmfit.analysis.stated.Subject;
import dev.shmfit.units.MalformedText;

/** Says what is wrong with a statement by the option that states it: {@code --assume cpu=intle: unknown maker}. */
public final class StatementText {
    private StatementText() {}

    /** The complaint. */
    public static String of(MalformedText e) {
        if (!(e instanceof MalformedStatement s)) {
            return e.sentence();
        }
        return option(s.subject()) + (s.namesStatement() ? " " : ": ") + s.sentence();
    }

    private static String option(Subject subject) {
        return switch (subject) {
            case FACT -> "--assume";
            case GPUS -> "--gpus";
            case RANKS -> "--ranks";
            case GROUP -> "--group";
        };
    }
}
