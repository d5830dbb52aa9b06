package dev.shmfit.explain.catalog;

/** Is it about the space in /dev/shm at all? */
public enum Nature {
    /** Yes: too little room, or room taken by something else. */
    SPACE("yes"),
    /** No: more room changes nothing. */
    NOT_SPACE("no"),
    /** The text alone does not tell. */
    UNDECIDED("undecided"),
    /** Nothing failed: a choice or a figure that is worth knowing. */
    NO_FAILURE("no-failure");

    private final String word;

    Nature(String word) {
        this.word = word;
    }

    /** The spelling in reports for programs. */
    public String word() {
        return word;
    }
}
