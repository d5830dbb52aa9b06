package dev.shmfit.cli.terminal;

import java.io.PrintWriter;

/** A line on a terminal that is drawn over and over, and leaves nothing behind; without escapes, which not all know. */
public final class StatusLine {
    private final PrintWriter out;
    private final boolean shown;
    private int length;

    /** @param shown whether a person sees it; else nothing is written */
    public StatusLine(PrintWriter out, boolean shown) {
        this.out = out;
        this.shown = shown;
    }

    public void show(String text) {
        if (shown) {
            out.print('\r' + text + " ".repeat(Math.max(0, length - text.length())));
            out.flush();
            length = text.length();
        }
    }

    public void clear() {
        if (shown && length > 0) {
            out.print('\r' + " ".repeat(length) + '\r');
            out.flush();
            length = 0;
        }
    }
}
