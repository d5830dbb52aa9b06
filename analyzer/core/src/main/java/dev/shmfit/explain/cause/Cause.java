package dev.shmfit.explain.cause;

import dev.shmfit.explain.catalog.Confidence;
import dev.shmfit.explain.catalog.Explanation;
import dev.shmfit.explain.catalog.Explanations;
import dev.shmfit.explain.catalog.Role;
import dev.shmfit.text.Text;
import java.util.ArrayList;
import java.util.List;

/**
 * A cause that a text shows, with what shows it.
 *
 * @param role whether it is the cause itself, what it looks like, what followed, or nothing that failed
 * @param reason why the confidence is what it is, as sentences
 * @param weighsFor what else in the text speaks for it, as clauses
 * @param weighsAgainst what speaks against it
 * @param hits what was found, in the order of the text
 */
public record Cause(
        Explanation explanation,
        Role role,
        Confidence confidence,
        Text reason,
        List<Text> weighsFor,
        List<Text> weighsAgainst,
        List<Hit> hits) {
    public Cause {
        weighsFor = List.copyOf(weighsFor);
        weighsAgainst = List.copyOf(weighsAgainst);
        hits = List.copyOf(hits);
    }

    static Cause of(String id, Role role, Confidence confidence, Text reason, List<Hit> hits) {
        return new Cause(Explanations.known(id), role, confidence, reason, List.of(), List.of(), hits);
    }

    /** The id of its explanation. */
    public String id() {
        return explanation.id();
    }

    Cause with(Confidence other) {
        return new Cause(explanation, role, other, reason, weighsFor, weighsAgainst, hits);
    }

    Cause speaksFor(Text clause) {
        List<Text> more = new ArrayList<>(weighsFor);
        more.add(clause);
        return new Cause(explanation, role, confidence, reason, more, weighsAgainst, hits);
    }

    Cause speaksAgainst(Text clause) {
        List<Text> more = new ArrayList<>(weighsAgainst);
        more.add(clause);
        return new Cause(explanation, role, confidence, reason, weighsFor, more, hits);
    }

    /** The same with what a vaguer cause was seen in. */
    Cause absorbing(Cause vaguer) {
        List<Hit> all = new ArrayList<>(hits);
        all.addAll(vaguer.hits());
        all.sort((a, b) -> Long.compare(a.firstLine(), b.firstLine()));
        return new Cause(explanation, role, confidence, reason, weighsFor, weighsAgainst, all);
    }

    /** Where it begins, from 1; 0 where it follows from what was listed rather than from a line. */
    public long firstLine() {
        return hits.stream().mapToLong(Hit::firstLine).min().orElse(0);
    }
}
