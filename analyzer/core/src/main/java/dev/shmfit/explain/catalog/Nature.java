package dev.shmfit.explain.catalog;

/** Is it about the space in /dev/shm at all? */
public enum Nature {
    /** Yes: too little room, or room taken by something else. */
    SPACE("a space problem", "yes"),
    /** No: more room changes nothing. */
    NOT_SPACE("not a space problem", "no"),
    /** The text alone does not tell. */
    UNDECIDED("a space problem or not: the text alone does not tell", "undecided"),
    /** Nothing failed: a choice or a figure that is worth knowing. */
    NO_FAILURE("not a failure", "no-failure");

    private final String sentence;
    private final String word;

    Nature(String sentence, String word) {
        this.sentence = sentence;
        this.word = word;
    }

    /** For people. */
    public String sentence() {
        return sentence;
    }

    /** The spelling in reports for programs. */
    public String word() {
        return word;
    }
}
