package dev.shmfit.explain.scan;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A line as its program wrote it: without a terminal's colours, and without what launchers put in front. */
public final class LineText {
    private static final char ESCAPE = '\u001b';
    private static final Pattern ANSI = Pattern.compile("\u001b(?:\\[[0-9;?]*[ -/]*[@-~]|\\][^\u0007\u001b]*(?:\u0007|\u001b\\\\)?|[@-Z\\\\^_])");

    /** torchrun, mpirun --tag-output, Ray and vLLM, srun -l, containers' logs, compose, quoting, syslog. */
    private static final List<Pattern> PREFIXES = List.of(
            Pattern.compile("(?:>\\s?)+"),
            Pattern.compile("\\[(?:rank|default)\\s?\\d{1,6}\\]:\\s?"),
            Pattern.compile("\\[\\d{1,6},\\d{1,6}\\]<std(?:out|err|diag)>:\\s?"),
            Pattern.compile("\\([\\w.:-]{1,60} pid=\\d{1,10}[^()]{0,80}\\)\\s?"),
            Pattern.compile("\\d{1,6}:\\s"),
            Pattern.compile("\\[?\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d(?:[.,]\\d{1,9})?(?:Z|[+-]\\d\\d:?\\d\\d)?\\]?\\s"),
            Pattern.compile("std(?:out|err) [FP] "),
            Pattern.compile("(?:INFO|WARNING|ERROR|WARN) \\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d \\[[\\w./:]{1,80}\\]\\s?"),
            Pattern.compile("[\\w.-]{1,60}\\s{1,20}\\|\\s"));

    private static final int MOST_PREFIXES = 5;

    private LineText() {}

    /** The text of a line. */
    public static String of(String line) {
        String text = line.indexOf(ESCAPE) < 0 ? line : ANSI.matcher(line).replaceAll("");
        int at = 0;
        for (int i = 0; i < MOST_PREFIXES; i++) {
            int after = afterPrefix(text, at);
            if (after == at) {
                break;
            }
            at = after;
        }
        return at == 0 ? text : text.substring(at);
    }

    private static int afterPrefix(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) <= ' ') {
            at++;
        }
        for (Pattern prefix : PREFIXES) {
            Matcher m = prefix.matcher(text).region(at, text.length());
            if (m.lookingAt()) {
                return m.end();
            }
        }
        return from;
    }
}
