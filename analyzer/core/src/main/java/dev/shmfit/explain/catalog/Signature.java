package dev.shmfit.explain.catalog;

import dev.shmfit.explain.statement.Errno;
import dev.shmfit.explain.statement.Signal;
import dev.shmfit.explain.statement.Target;
import dev.shmfit.text.Text;
import java.util.List;
import java.util.Optional;

/**
 * Wordings that say the same. See {@link Phrases} for how a wording is written.
 *
 * @param id stable, kebab-case
 * @param says what they say
 * @param generic whether it says too little to stand where a more telling wording matches in the same lines
 * @param wordings alternatives
 */
public record Signature(String id, Says says, boolean generic, List<String> wordings) {
    public Signature {
        wordings = List.copyOf(wordings);
    }

    private static Signature directly(
            String id, String explanation, Role role, Confidence confidence, Text reason, String... wordings) {
        return new Signature(
                id, new Says.Directly(explanation, role, confidence, reason, false), false, List.of(wordings));
    }

    static Signature cause(String id, String explanation, Text reason, String... wordings) {
        return directly(id, explanation, Role.CAUSE, Confidence.CERTAIN, reason, wordings);
    }

    static Signature likely(String id, String explanation, Text reason, String... wordings) {
        return directly(id, explanation, Role.CAUSE, Confidence.LIKELY, reason, wordings);
    }

    static Signature symptom(String id, String explanation, Confidence confidence, Text reason, String... wordings) {
        return directly(id, explanation, Role.SYMPTOM, confidence, reason, wordings);
    }

    static Signature consequence(String id, String explanation, Text reason, String... wordings) {
        return directly(id, explanation, Role.CONSEQUENCE, Confidence.LIKELY, reason, wordings);
    }

    static Signature notice(String id, String explanation, Text reason, String... wordings) {
        return directly(id, explanation, Role.NOTICE, Confidence.CERTAIN, reason, wordings);
    }

    /** A system call failed, with the error that the text names as {@code {errno}}. */
    static Signature failed(String id, String call, Target.Kind kind, String... wordings) {
        return new Signature(id, new Says.Failure(call, Optional.empty(), kind), false, List.of(wordings));
    }

    /** A system call failed with this error, which the wording does not vary. */
    static Signature failed(String id, String call, Errno errno, Target.Kind kind, String... wordings) {
        return new Signature(id, new Says.Failure(call, Optional.of(errno), kind), false, List.of(wordings));
    }

    /** A launcher that runs one process says how it ended. */
    static Signature ended(String id, String launcher, String source, String... wordings) {
        return ended(id, Text.verbatim(launcher), source, wordings);
    }

    static Signature ended(String id, Text launcher, String source, String... wordings) {
        return new Signature(id, new Says.Ending(launcher, source, Optional.empty(), false), false, List.of(wordings));
    }

    /** Whoever starts several processes on a node says how one ended. */
    static Signature oneOfSeveral(String id, String launcher, String source, String... wordings) {
        return oneOfSeveral(id, Text.verbatim(launcher), source, wordings);
    }

    static Signature oneOfSeveral(String id, Text launcher, String source, String... wordings) {
        return new Signature(id, new Says.Ending(launcher, source, Optional.empty(), true), false, List.of(wordings));
    }

    /** Words that mean nothing where they stand so. */
    static Signature nothing(String id, String source, String... wordings) {
        return new Signature(id, new Says.Nothing(source), false, List.of(wordings));
    }

    /** The same, with a signal that the wording does not vary. */
    Signature by(Signal signal) {
        Says.Ending e = (Says.Ending) says;
        return new Signature(
                id, new Says.Ending(e.launcher(), e.source(), Optional.of(signal), e.several()), generic, wordings);
    }

    /** The same, giving way to any more telling wording nearby. */
    Signature onlyAlone() {
        return new Signature(id, says, true, wordings);
    }

    /** The same, counted under the cause that another wording of the program names. */
    Signature joining() {
        Says.Directly d = (Says.Directly) says;
        return new Signature(
                id, new Says.Directly(d.explanation(), d.role(), d.confidence(), d.reason(), true), generic, wordings);
    }

    /** The program that prints it: the first part of the id. */
    public String program() {
        return id.split("-", 2)[0];
    }
}
