package dev.shmfit.explain.read;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The first line of a text that looks like a failure, whatever it is about: where to look when nothing is known. */
public final class FirstFailure {
    /** Words of such lines, without white space, as the scanner wants them. */
    public static final List<String> WORDS = List.of(
            "error",
            "exception",
            "traceback",
            "fatal",
            "failed",
            "failure",
            "panic",
            "abort",
            "cannot",
            "couldnot",
            "unableto",
            "segfault",
            "coredumped",
            "assert",
            "crash",
            "died",
            "killed",
            "refused",
            "denied");

    private static final List<String> SIGNS = List.of(
            "error:",
            "error ",
            "exception",
            "traceback (most recent",
            "fatal",
            " failed",
            "failed ",
            "failed:",
            "failure:",
            "panic:",
            "panicked",
            "aborted",
            "aborting",
            "cannot ",
            "could not ",
            "unable to ",
            "segfault",
            "core dumped",
            "assertion",
            "assert ",
            "crashed",
            " died",
            "killed",
            "connection refused",
            "permission denied");

    /** What such words stand in when nothing failed. */
    private static final List<String> HARMLESS = List.of(
            "error rate",
            "0 errors",
            "no error",
            "0 failed",
            "failed: 0",
            "errors: 0",
            "error_rate",
            "top-1 error",
            "validation error",
            "mean error",
            "squared error",
            "absolute error",
            "error=0",
            "error: 0.",
            "error 0.",
            "corrected",
            "without error",
            "on error",
            "if error",
            "loss",
            "info ",
            "debug",
            "killed 0",
            "warning",
            "failed to open libibverbs",
            "not failed",
            "error.log",
            "errors.log",
            "handler for",
            "does not exist, skipping",
            "retrying",
            "could not find: libnccl-net");

    private static final int LONGEST = 160;

    private Optional<String> text = Optional.empty();
    private long line;

    /** Looks at a line that has one of the words. */
    public void line(String raw, long number) {
        if (text.isPresent()) {
            return;
        }
        String small =
                raw.length() > 2000 ? raw.substring(0, 2000).toLowerCase(Locale.ROOT) : raw.toLowerCase(Locale.ROOT);
        boolean sign = SIGNS.stream().anyMatch(small::contains) || small.strip().endsWith("error");
        boolean harmless = HARMLESS.stream().anyMatch(small::contains) && !small.contains("traceback (most");
        if (sign && !harmless && !isProse(small)) {
            String shown = raw.strip();
            text = Optional.of(shown.length() > LONGEST ? shown.substring(0, LONGEST) + "…" : shown);
            line = number;
        }
    }

    /** A sentence that asks or advises. */
    private static boolean isProse(String small) {
        String s = small.strip();
        return s.endsWith("?")
                || s.contains("if you ")
                || s.contains("should ")
                || s.startsWith("#")
                || s.startsWith("//");
    }

    /** Whether one was found. */
    public boolean found() {
        return text.isPresent();
    }

    /** The line, shortened. */
    public Optional<String> text() {
        return text;
    }

    /** Its number, from 1; 0 for none. */
    public long number() {
        return line;
    }
}
