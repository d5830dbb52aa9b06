package dev.shmfit.explain.catalog;

import java.util.List;

/**
 * Wordings that say the same, and what they point to. See {@link Phrases} for how a wording is written.
 *
 * @param id stable, kebab-case
 * @param explanation the id of the {@link Explanation}
 * @param reason why the confidence is what it is, as a sentence
 * @param generic whether it says too little to stand where a more telling wording matches in the same lines
 * @param joins whether it says that something failed and not what, and so belongs to whatever cause another wording of
 *     the same program (the first part of the id) names
 * @param wordings alternatives
 */
public record Signature(
        String id,
        String explanation,
        Role role,
        Confidence confidence,
        String reason,
        boolean generic,
        boolean joins,
        List<String> wordings) {
    public Signature {
        wordings = List.copyOf(wordings);
    }

    static Signature cause(String id, String explanation, String reason, String... wordings) {
        return new Signature(id, explanation, Role.CAUSE, Confidence.CERTAIN, reason, false, false, List.of(wordings));
    }

    static Signature likely(String id, String explanation, String reason, String... wordings) {
        return new Signature(id, explanation, Role.CAUSE, Confidence.LIKELY, reason, false, false, List.of(wordings));
    }

    static Signature symptom(String id, String explanation, Confidence confidence, String reason, String... wordings) {
        return new Signature(id, explanation, Role.SYMPTOM, confidence, reason, false, false, List.of(wordings));
    }

    static Signature consequence(String id, String explanation, String reason, String... wordings) {
        return new Signature(
                id, explanation, Role.CONSEQUENCE, Confidence.LIKELY, reason, false, false, List.of(wordings));
    }

    static Signature notice(String id, String explanation, String reason, String... wordings) {
        return new Signature(id, explanation, Role.NOTICE, Confidence.CERTAIN, reason, false, false, List.of(wordings));
    }

    /** The same, giving way to any more telling wording nearby. */
    Signature onlyAlone() {
        return new Signature(id, explanation, role, confidence, reason, true, joins, wordings);
    }

    /** The same, counted under the cause that another wording of the program names. */
    Signature joining() {
        return new Signature(id, explanation, role, confidence, reason, generic, true, wordings);
    }

    /** The program that prints it: the first part of the id. */
    public String program() {
        return id.split("-", 2)[0];
    }
}
