package dev.shmfit.explain.catalog;

import dev.shmfit.explain.statement.Errno;
import dev.shmfit.explain.statement.Signal;
import dev.shmfit.explain.statement.Target;
import dev.shmfit.text.Text;
import java.util.List;
import java.util.Optional;

/** What a wording says. */
public sealed interface Says {
    /**
     * The names of the varying parts on which it depends what is said; the others only tell of what. Empty: what the wording
     * says does not vary.
     */
    default List<String> deciding() {
        return List.of();
    }

    /**
     * The program names the cause itself, or all but so.
     *
     * @param explanation the id of the {@link Explanation}
     * @param reason why the confidence is what it is, as a sentence
     * @param joins whether it says that something failed and not what, and so belongs to whatever cause another wording of
     *     the same program (the first part of the id) names
     */
    record Directly(String explanation, Role role, Confidence confidence, Text reason, boolean joins) implements Says {}

    /**
     * A system call failed.
     *
     * @param call its name; empty: the wording's {@code {call}}
     * @param errno empty: the wording's {@code {errno}}
     * @param kind on what; {@code UNNAMED}: what the name in the wording's {@code {file}} or {@code {path}} tells
     */
    record Failure(String call, Optional<Errno> errno, Target.Kind kind) implements Says {
        @Override
        public List<String> deciding() {
            if (kind == Target.Kind.UNNAMED) {
                return List.of("errno", "file", "path");
            }
            return errno.isPresent() ? List.of() : List.of("errno");
        }
    }

    /**
     * A process ended.
     *
     * @param launcher who says so
     * @param source where its messages stand
     * @param signal empty: the wording's {@code {signal}} or {@code {status}}
     * @param several whether whoever prints it runs several processes on a node, which speaks for /dev/shm
     */
    record Ending(Text launcher, String source, Optional<Signal> signal, boolean several) implements Says {
        @Override
        public List<String> deciding() {
            return List.of("status", "signal", "named", "code", "name", "raw");
        }
    }

    /**
     * Nothing, though it holds words that say something elsewhere: {@code "OOMKilled": false}.
     *
     * @param source where it stands
     */
    record Nothing(String source) implements Says {}
}
