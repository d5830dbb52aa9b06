package dev.shmfit.explain.catalog;

import dev.shmfit.verdict.Owner;
import java.util.ArrayList;
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
        String title,
        Nature nature,
        Owner owner,
        String cause,
        String fix,
        List<WrongFix> wrong,
        List<String> sources) {
    public Explanation {
        wrong = List.copyOf(wrong);
        sources = List.copyOf(sources);
    }

    static Explanation of(String id, Nature nature, Owner owner, String title) {
        return new Explanation(id, title, nature, owner, "", "", List.of(), List.of());
    }

    static Explanation space(String id, String title) {
        return of(id, Nature.SPACE, Owner.JOB, title);
    }

    static Explanation other(String id, Owner owner, String title) {
        return of(id, Nature.NOT_SPACE, owner, title);
    }

    static Explanation note(String id, String title) {
        return of(id, Nature.NO_FAILURE, Owner.JOB, title);
    }

    Explanation because(String why) {
        return new Explanation(id, title, nature, owner, why, fix, wrong, sources);
    }

    Explanation fix(String what) {
        return new Explanation(id, title, nature, owner, cause, what, wrong, sources);
    }

    Explanation not(WrongFix... advice) {
        return new Explanation(id, title, nature, owner, cause, fix, List.of(advice), sources);
    }

    Explanation not(String advice, String why) {
        List<WrongFix> more = new ArrayList<>(wrong);
        more.add(new WrongFix(advice, why));
        return new Explanation(id, title, nature, owner, cause, fix, more, sources);
    }

    Explanation from(String... where) {
        return new Explanation(id, title, nature, owner, cause, fix, wrong, List.of(where));
    }

    /** Whether the remedy is a size of /dev/shm, so that each platform's way to set it belongs to it. */
    public boolean sized() {
        return nature == Nature.SPACE && owner == Owner.JOB;
    }
}
