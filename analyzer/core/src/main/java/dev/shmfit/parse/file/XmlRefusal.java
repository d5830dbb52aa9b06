package dev.shmfit.parse.file;

import dev.shmfit.facts.SourceRef;

/** An XML file that cannot be analysed. */
final class XmlRefusal extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient SourceRef source;
    private final String why;

    /** @param why a whole sentence: what was seen, what was expected, what to do */
    XmlRefusal(SourceRef source, String why) {
        super(why);
        this.source = source;
        this.why = why;
    }

    SourceRef source() {
        return source;
    }

    String why() {
        return why;
    }
}
