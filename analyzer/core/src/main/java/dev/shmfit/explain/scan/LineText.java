package dev.shmfit.explain.scan;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A line as its program wrote it: without a terminal's colours, and without what launchers put in front. */
public final class LineText {
    private static final char ESCAPE = '\u001b';
    private static final Pattern ANSI =
            Pattern.compile("\u001b(?:\\[[0-9;?]*[ -/]*[@-~]|\\][^\u0007\u001b]*(?:\u0007|\u001b\\\\)?|[@-Z\\\\^_])");

    /** torchrun; mpirun --tag-output; a time in brackets. */
    private static final List<Pattern> BRACKET = List.of(
            Pattern.compile("\\[(?:rank|default)\\s?\\d{1,6}\\]:\\s?"),
            Pattern.compile("\\[\\d{1,6},\\d{1,6}\\]<std(?:out|err|diag)>:\\s?"),
            Pattern.compile("\\[\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d(?:[.,]\\d{1,9})?\\]\\s"));

    /** Ray and vLLM. */
    private static final List<Pattern> PAREN =
            List.of(Pattern.compile("\\([\\w.:-]{1,60} pid=\\d{1,10}[^()]{0,80}\\)\\s?"));

    /** srun -l; a time, as containers' logs have it. */
    private static final List<Pattern> DIGIT = List.of(
            Pattern.compile("\\d{1,6}:\\s"),
            Pattern.compile(
                    "\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d(?:[.,]\\d{1,9})?(?:Z|[+-]\\d\\d:?\\d\\d)?\\s"));

    private static final List<Pattern> QUOTE = List.of(Pattern.compile("(?:>\\s?){1,20}"));

    /** The stream, in Kubernetes' files. */
    private static final List<Pattern> STREAM = List.of(Pattern.compile("std(?:out|err) [FP] "));

    /** vLLM. */
    private static final List<Pattern> LEVEL = List.of(
            Pattern.compile(
                    "(?:INFO|WARNING|ERROR|WARN) \\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d (?:\\[[\\w./:]{1,80}\\]|[\\w./:]{1,80}\\])\\s?"));

    /** Compose. */
    private static final List<Pattern> BAR = List.of(Pattern.compile("[\\w.-]{1,60}\\s{1,20}\\|\\s"));

    private static final int WIDEST_NAME = 80;

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
        for (Pattern prefix : at < text.length() ? candidates(text, at) : List.<Pattern>of()) {
            Matcher m = prefix.matcher(text).region(at, text.length());
            if (m.lookingAt()) {
                return m.end();
            }
        }
        return from;
    }

    /** The prefixes that begin with the character at {@code at}. */
    private static List<Pattern> candidates(String text, int at) {
        char c = text.charAt(at);
        int bar = text.indexOf('|', at);
        if (bar > at && bar < at + WIDEST_NAME && c != '|' && c != '[') {
            return BAR;
        }
        return switch (c) {
            case '>' -> QUOTE;
            case '[' -> BRACKET;
            case '(' -> PAREN;
            case 's' -> STREAM;
            case 'I', 'W', 'E' -> LEVEL;
            default -> c >= '0' && c <= '9' ? DIGIT : List.of();
        };
    }
}
