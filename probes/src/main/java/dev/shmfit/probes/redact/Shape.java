package dev.shmfit.probes.redact;

/** What a line looks like, where no fixed piece of text tells it apart. */
enum Shape {
    /** At least {@link Prefilter#LONG_WORD} characters that tokens are made of. */
    LONG_WORD,
    /** At least 32 hexadecimal digits. */
    LONG_HEX,
    /** Eight hexadecimal digits or more, then a dash or an underscore. */
    HEX_AND_DASH,
    /** Five times two hexadecimal digits and a colon or a dash. */
    FIVE_PAIRS,
    /** Two times four hexadecimal digits and a colon, a dash or a dot. */
    HEX_QUADS,
    /** Three dots behind digits. */
    THREE_DOTS,
    /** Two colons side by side, or seven. */
    COLONS,
    /** A word that begins with a letter, and a bracket with a number: a list of nodes, as Slurm writes it. */
    NUMBERED,
    /** None: it is looked for in every line. */
    ANY
}
