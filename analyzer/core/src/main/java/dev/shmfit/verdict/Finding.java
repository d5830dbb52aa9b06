package dev.shmfit.verdict;

import dev.shmfit.facts.SourceRef;
import dev.shmfit.text.Text;
import java.util.List;

/**
 * One answer of a check.
 *
 * @param id stable, kebab-case: what a search or a suppression refers to
 * @param owner who can change it
 * @param summary one sentence with the numbers
 * @param explanation why it is so
 * @param remedy what to do; empty where there is nothing to do
 * @param evidence where the facts were read
 * @param fixes the remedy to copy, the user's own platform first
 */
public record Finding(
        String id,
        Severity severity,
        Owner owner,
        Text summary,
        Text explanation,
        Text remedy,
        List<SourceRef> evidence,
        List<PlatformFix> fixes) {
    public Finding {
        evidence = List.copyOf(evidence);
        fixes = List.copyOf(fixes);
    }

    /** A finding without evidence or fixes of its own yet. */
    public static Finding of(String id, Severity severity, Owner owner, Text summary, Text explanation, Text remedy) {
        return new Finding(id, severity, owner, summary, explanation, remedy, List.of(), List.of());
    }

    /** The same, of strings that are the same in every language. */
    public static Finding of(
            String id, Severity severity, Owner owner, String summary, String explanation, String remedy) {
        return of(id, severity, owner, Text.verbatim(summary), Text.verbatim(explanation), Text.verbatim(remedy));
    }

    /** The same, with where it was read. */
    public Finding from(List<SourceRef> sources) {
        return new Finding(id, severity, owner, summary, explanation, remedy, sources, fixes);
    }

    /** The same, with changes to copy. */
    public Finding fixedBy(List<PlatformFix> changes) {
        return new Finding(id, severity, owner, summary, explanation, remedy, evidence, changes);
    }
}
