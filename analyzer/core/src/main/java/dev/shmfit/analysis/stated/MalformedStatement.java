package dev.shmfit.analysis.stated;

import dev.shmfit.units.MalformedText;

/**
 * Something that the user states cannot be, in itself or on this node. Wrong usage, not a bug of ours. The message names
 * what was stated, and no option: {@code cpu=intle: unknown maker "intle"}.
 */
public final class MalformedStatement extends MalformedText {
    private static final long serialVersionUID = 1L;

    private final Subject subject;
    private final boolean names;

    private MalformedStatement(Subject subject, boolean names, String message) {
        super(message);
        this.subject = subject;
        this.names = names;
    }

    /**
     * A problem with a statement.
     *
     * @param statement as far as it names what is wrong, such as {@code cpu=intle}; may be empty
     * @param problem what was seen, what was expected
     */
    public static MalformedStatement of(Subject subject, String statement, String problem) {
        boolean names = !statement.isEmpty();
        return new MalformedStatement(subject, names, names ? statement + ": " + problem : problem);
    }

    /** A problem that a reader found. */
    public static MalformedStatement of(Subject subject, String statement, MalformedText cause) {
        MalformedStatement e = of(subject, statement, cause.sentence());
        e.initCause(cause);
        return e;
    }

    /**
     * A statement that something else speaks against.
     *
     * @param predicate the rest of a sentence whose subject is the statement, such as {@code contradicts lscpu.txt:2}
     */
    public static MalformedStatement that(Subject subject, String statement, String predicate) {
        return new MalformedStatement(subject, true, statement + " " + predicate);
    }

    /** What it is about. */
    public Subject subject() {
        return subject;
    }

    /** Whether the message begins with what was stated. */
    public boolean namesStatement() {
        return names;
    }
}
