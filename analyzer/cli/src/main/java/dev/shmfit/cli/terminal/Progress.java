package dev.shmfit.cli.terminal;

import java.io.PrintWriter;
import java.util.Locale;

/** A bar on standard error while a long plan is computed; nothing where no one watches, or where the plan is short. */
public final class Progress {
    private static final int LONG = 5_000;
    private static final int WIDTH = 40;

    private final PrintWriter err;
    private final boolean shown;
    private final long all;
    private long done;
    private long percent = -1;

    public Progress(PrintWriter err, boolean watched, long all) {
        this.err = err;
        this.shown = watched && all >= LONG;
        this.all = all;
    }

    public void step() {
        done++;
        long now = done * 100 / Math.max(1, all);
        if (shown && now != percent) {
            percent = now;
            int filled = (int) (WIDTH * now / 100);
            err.print("\r[" + "#".repeat(filled) + ".".repeat(WIDTH - filled) + "] "
                    + String.format(Locale.ROOT, "%3d %% of %,d points", now, all));
            err.flush();
        }
    }

    /** Takes the bar away, if it is there. */
    public void end() {
        if (shown && percent >= 0) {
            percent = -1;
            err.print("\r" + " ".repeat(WIDTH + 40) + "\r");
            err.flush();
        }
    }
}
