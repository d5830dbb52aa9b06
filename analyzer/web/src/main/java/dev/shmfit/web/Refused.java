package dev.shmfit.web;

import java.io.Serial;

/** The page itself refuses a question, in a sentence of its own. */
final class Refused extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final int exit;
    private final transient Said why;

    Refused(int exit, Said why) {
        super(why.id());
        this.exit = exit;
        this.why = why;
    }

    int exit() {
        return exit;
    }

    Said why() {
        return why;
    }
}
