package dev.shmfit.explain.read;

import dev.shmfit.explain.statement.Errno;
import dev.shmfit.explain.statement.Signal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether a line mentions an error of the system or how a process ended, and reports none: an item of a change log, a
 * sentence that quotes, a line of a program's source.
 *
 * <pre>{@code * Avoid "Bus error (core dumped)" with Python 3.12.}</pre>
 */
public final class Mentions {
    private static final String QUOTES = "\"'`\u201c\u2018";
    /** Words of the lines that may be one, without white space, as the scanner wants them; errors of the system apart. */
    public static final List<String> WORDS = Signal.words();

    private static final String ENDS = "\"'`\u201d\u2019";
    private static final int LONGEST = 1000;

    /** What stands before words that a program says in quotation marks. */
    private static final List<String> SPEAKING = List.of(
            "with",
            "error",
            "failed",
            "signal",
            "reason",
            "by",
            "on",
            "message",
            "exception",
            "caught",
            "got",
            "received",
            "died",
            "crashed",
            "terminated",
            "python",
            "python3",
            "a",
            "get",
            "gets",
            "see",
            "saw");

    private static final Pattern ITEM = Pattern.compile("\\s*(?:[-*+\u2022]|#{1,6}|#?\\d{1,6}[.)]?)\\s+(\\S.*)");
    private static final Pattern BOLD =
            Pattern.compile("\\s*(?:[-*+] )?(?:\\*\\*|__)(.{3,200}?)(?:\\*\\*|__)\\s*[:\u2014-]\\s*\\S.*");
    /** A line of Python's that a difference takes away or adds. */
    private static final Pattern CHANGED = Pattern.compile("[-+]\\s+(?:raise|assert|return|print\\() ?.*");

    /** The title of a change, with the kind of change in front (Conventional Commits 1.0.0). */
    private static final Pattern TITLE = Pattern.compile("\\s*(?:[-*+\u2022]|#?\\d{1,6}[.)]?)\\s+"
            + "(?:docs?|fix|feat|tests?|chore|refactor|ci|build|perf|style|revert)(?:\\([^()]{1,40}\\))?!?: .*");

    /** What a shell prints: in front of it stands a number, a name with a colon, or nothing. */
    private static final Pattern DUMPED = Pattern.compile("\\s*\\(core dumped\\).*");

    private static final Pattern BLOCK =
            Pattern.compile("\\s*(?:if|elif|else|try|except|for|while|with|def|case|match|finally)\\b.*:");
    private static final Pattern TOLD = Pattern.compile(
            Stream.concat(
                            Stream.of(Signal.values())
                                    .flatMap(s -> Stream.concat(Stream.of(s.spelled()), s.texts().stream())),
                            Stream.of(Errno.values()).flatMap(e -> e.texts().stream()))
                    .sorted((a, b) -> b.length() - a.length())
                    .map(Pattern::quote)
                    .collect(Collectors.joining("|", "(?:", ")")),
            Pattern.CASE_INSENSITIVE);

    private static final byte[] DUMP = "(core dumped)".getBytes(StandardCharsets.US_ASCII);

    private long block = -1;

    /** Takes a line that ends with a colon: in Python a block begins with it. */
    public void above(String line, long number) {
        block = line.length() <= LONGEST && BLOCK.matcher(line).matches() ? number : block;
    }

    /** Whether a line may mention an error, judged by its first character: an item, a mark, or a line of a block; cheap. */
    public boolean mayBe(byte[] line, int from, int to, long number) {
        int at = from;
        while (at < to && line[at] == ' ') {
            at++;
        }
        return at < to && (!Character.isLetter(line[at]) || block == number - 1);
    }

    /** The same for the end of a process, which a sentence may also tell with a shell's word for it. */
    public boolean mayQuote(byte[] line, int from, int to, long number) {
        if (block == number - 1) {
            return true;
        }
        int at = from;
        while (at < to && line[at] <= ' ' && line[at] >= 0) {
            at++;
        }
        boolean marked = at < to && (line[at] < 0 || "-*+#0123456789".indexOf(line[at]) >= 0);
        for (int i = at; i <= to - DUMP.length && !marked; i++) {
            marked = line[i] == '(' && Arrays.equals(line, i, i + DUMP.length, DUMP, 0, DUMP.length);
        }
        return marked;
    }

    /** Whether what it says stands in a sentence about it. */
    public boolean mentions(String line, long number) {
        String text = line.length() > LONGEST ? line.substring(0, LONGEST) : line;
        Matcher item = ITEM.matcher(text);
        boolean listed = item.matches();
        if (!listed
                && block != number - 1
                && !text.contains("(core dumped)")
                && !text.stripLeading().startsWith("**")) {
            return false;
        }
        if (listed && TITLE.matcher(text).matches()) {
            return true;
        }
        Matcher told = TOLD.matcher(text);
        if (!told.find()) {
            return false;
        }
        if (CHANGED.matcher(text).matches()
                || (block == number - 1 && text.stripLeading().startsWith("raise "))) {
            return true;
        }
        Matcher bold = BOLD.matcher(text);
        if (bold.matches() && told.start() >= bold.start(1) && told.end() <= bold.end(1)) {
            return true;
        }
        int open = opening(text, told.start());
        if (open > 0) {
            return listed && !speaks(text.substring(item.start(1), open)) && closes(text, told.end());
        }
        String before = text.substring(listed ? item.start(1) : 0, told.start()).stripTrailing();
        if (!endsInLetter(before)) {
            return false;
        }
        return listed
                ? goesOn(text, told.end())
                : DUMPED.matcher(text.substring(told.end())).matches() && !speaks(before);
    }

    /** Where the quotation opens in which a place stands: behind a blank that follows a letter; -1 where none does. */
    private static int opening(String text, int at) {
        for (int i = at - 1; i > 1; i--) {
            if (QUOTES.indexOf(text.charAt(i)) >= 0) {
                boolean opens = text.charAt(i - 1) == ' ' && Character.isLetter(text.charAt(i - 2));
                return opens ? i : -1;
            }
        }
        return -1;
    }

    /** Whether a quotation closes behind a place, and a sentence goes on or ends there. */
    private static boolean closes(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            if (ENDS.indexOf(text.charAt(i)) >= 0) {
                String rest = text.substring(i + 1);
                return rest.isBlank()
                        || rest.startsWith(".")
                        || rest.startsWith(",")
                        || (rest.length() > 1 && rest.charAt(0) == ' ' && Character.isLetter(rest.charAt(1)));
            }
        }
        return false;
    }

    private static boolean speaks(String before) {
        String small = before.strip().toLowerCase(Locale.ROOT);
        return small.isEmpty() || SPEAKING.stream().anyMatch(w -> small.equals(w) || small.endsWith(' ' + w));
    }

    private static boolean endsInLetter(String text) {
        return !text.isEmpty() && Character.isLetter(text.charAt(text.length() - 1));
    }

    /** Whether a word follows, or the sentence ends. */
    private static boolean goesOn(String text, int end) {
        String rest = text.substring(end).strip();
        return rest.startsWith(".") || rest.startsWith(",") || (!rest.isEmpty() && Character.isLetter(rest.charAt(0)));
    }
}
