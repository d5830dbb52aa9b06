package dev.shmfit.probes.redact;

import dev.shmfit.probes.redact.Redactor.Kind;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What a value looks like, and where it stands.
 *
 * @param group of the pattern that is the value
 * @param told what else has to be true of a value
 * @param hints of which one, in small letters, is in every line with such a value; empty where there is none
 */
record Form(Kind kind, Pattern pattern, int group, Predicate<String> told, List<String> hints) {
    Form {
        hints = List.copyOf(hints);
    }

    static Form of(Kind kind, String pattern, int group, String... hints) {
        return new Form(kind, Pattern.compile(pattern), group, value -> true, List.of(hints));
    }

    Form where(Predicate<String> condition) {
        return new Form(kind, pattern, group, told.and(condition), hints);
    }

    /** Whether it is worth looking in a line, given in small letters. */
    boolean mayBeIn(String line) {
        return hints.isEmpty() || contains(line, hints);
    }

    static boolean contains(String line, List<String> hints) {
        for (String hint : hints) {
            if (line.contains(hint)) {
                return true;
            }
        }
        return false;
    }
}
