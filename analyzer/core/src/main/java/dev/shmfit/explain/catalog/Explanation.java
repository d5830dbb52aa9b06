package dev.shmfit.explain.catalog;

import dev.shmfit.text.Text;
import dev.shmfit.verdict.Owner;
import java.util.List;

/**
 * What stands behind an id: of a finding, of a rule of NCCL's, or of a cause that a log shows.
 *
 * @param id stable, kebab-case
 * @param title in a line
 * @param owner who can change it
 * @param cause why it happens
 * @param fix what to do; empty where there is nothing to do
 * @param wrong what is passed around as a remedy and is none
 * @param sources threads, documentation or source files that it rests on
 */
public record Explanation(
        String id,
        Text title,
        Nature nature,
        Owner owner,
        Text cause,
        Text fix,
        List<WrongFix> wrong,
        List<String> sources) {
    private static final String AREA = "explanation/";

    public Explanation {
        wrong = List.copyOf(wrong);
        sources = List.copyOf(sources);
    }

    /** Its title is the message of its id. */
    static Explanation of(String id, Nature nature, Owner owner) {
        return of(id, nature, owner, Text.of(AREA + id));
    }

    static Explanation of(String id, Nature nature, Owner owner, Text title) {
        return new Explanation(id, title, nature, owner, Text.EMPTY, Text.EMPTY, List.of(), List.of());
    }

    static Explanation space(String id) {
        return of(id, Nature.SPACE, Owner.JOB);
    }

    static Explanation other(String id, Owner owner) {
        return of(id, Nature.NOT_SPACE, owner);
    }

    static Explanation note(String id) {
        return of(id, Nature.NO_FAILURE, Owner.JOB);
    }

    /** The same, its title with these arguments. */
    Explanation titled(Object... namesAndValues) {
        return new Explanation(id, Text.of(AREA + id, namesAndValues), nature, owner, cause, fix, wrong, sources);
    }

    /** The same, with the attribute {@code because} of its message, with these arguments, as cause. */
    Explanation because(Object... namesAndValues) {
        return because(Text.of(AREA + id + ".because", namesAndValues));
    }

    Explanation because(Text why) {
        return new Explanation(id, title, nature, owner, why, fix, wrong, sources);
    }

    /** The same, with the attribute {@code fix} of its message, with these arguments, as remedy. */
    Explanation fixedBy(Object... namesAndValues) {
        return fixedBy(Text.of(AREA + id + ".fix", namesAndValues));
    }

    Explanation fixedBy(Text what) {
        return new Explanation(id, title, nature, owner, cause, what, wrong, sources);
    }

    Explanation not(WrongFix... advice) {
        return new Explanation(id, title, nature, owner, cause, fix, List.of(advice), sources);
    }

    Explanation from(String... where) {
        return new Explanation(id, title, nature, owner, cause, fix, wrong, List.of(where));
    }

    /** Whether the remedy is a size of /dev/shm, so that each platform's way to set it belongs to it. */
    public boolean sized() {
        return nature == Nature.SPACE && owner == Owner.JOB;
    }
}
