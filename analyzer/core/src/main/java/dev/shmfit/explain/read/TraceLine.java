package dev.shmfit.explain.read;

import java.util.Optional;
import java.util.function.Predicate;

/**
 * One line of strace's, read from both of its ends: what stands in front of the call, and what behind its last
 * parenthesis. With {@code -y} the result names its file, with {@code -T} the time stands behind it.
 *
 * <pre>{@code
 * [pid 4711] 12:00:01.123456 openat(AT_FDCWD, "/dev/shm/x", O_RDWR) = 12</dev/shm/x> <0.000012>
 * }</pre>
 *
 * @param task the process or thread; empty where the trace is of one
 * @param error the name of the error; empty where the call succeeded
 */
record TraceLine(String task, String call, String arguments, String result, String error) {
    static final String UNFINISHED = " <unfinished ...>";
    static final String RESUMED = " resumed>";

    private static final int LONGEST_NAME = 30;
    private static final int LONGEST_ARGUMENTS = 300;
    private static final int LONGEST_RESULT = 20;
    private static final int GAP = 42;

    /** The second half of a call, and the key under which the first is kept. */
    record Resumed(String key, String task, String call, String rest) {
        /** The call with this half of its arguments alone. */
        String alone() {
            return task + call + "(" + rest;
        }
    }

    /** Where the call begins behind a task and a time, and the task. */
    private record Front(String task, int at) {}

    /**
     * The call of a line; empty where it shows none, or one that succeeded and does not matter.
     *
     * @param matters whether a call that succeeded is wanted, by its name
     */
    static Optional<TraceLine> of(String text, Predicate<String> matters) {
        int equals = text.lastIndexOf("= ");
        Front front = front(text);
        int end = nameEnd(text, front.at());
        if (equals < 0 || end < 0 || text.charAt(end) != '(') {
            return Optional.empty();
        }
        boolean failed = text.startsWith("-1 ", equals + 2);
        String call = text.substring(front.at(), end);
        if (!failed && !matters.test(call)) {
            return Optional.empty();
        }
        int close = text.lastIndexOf(')', equals);
        if (close <= end || equals - close > GAP || close - end > LONGEST_ARGUMENTS) {
            return Optional.empty();
        }
        String result = result(text, equals + 2);
        if (result.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new TraceLine(
                front.task(), call, text.substring(end + 1, close), result, error(text, equals + 2 + result.length())));
    }

    /** The key of a call whose first half a line is. */
    static Optional<String> begun(String text) {
        Front front = front(text);
        int end = nameEnd(text, front.at());
        return end < 0 || text.charAt(end) != '('
                ? Optional.empty()
                : Optional.of(front.task() + ' ' + text.substring(front.at(), end));
    }

    /** The second half of a call: {@code [pid 4711] <... fallocate resumed>) = 0}. */
    static Optional<Resumed> resumed(String text) {
        Front front = front(text);
        if (!text.startsWith("<... ", front.at())) {
            return Optional.empty();
        }
        int name = front.at() + 5;
        int end = nameEnd(text, name);
        if (end < 0 || !text.startsWith(RESUMED, end)) {
            return Optional.empty();
        }
        String call = text.substring(name, end);
        String rest = text.substring(end + RESUMED.length()).stripLeading();
        String task = front.task().isEmpty() ? "" : front.task() + ' ';
        return Optional.of(new Resumed(front.task() + ' ' + call, task, call, rest));
    }

    private static Front front(String text) {
        int at = 0;
        String task = "";
        if (text.startsWith("[pid ")) {
            int close = text.indexOf("] ");
            if (close > 0 && close < 20) {
                task = text.substring(5, close).strip();
                at = close + 2;
            }
        } else {
            int digits = digits(text, 0);
            if (digits > 0 && digits <= 10 && digits < text.length() && text.charAt(digits) == ' ') {
                task = text.substring(0, digits);
                at = digits;
            }
        }
        at = blanks(text, at);
        int time = at;
        while (time < text.length() && (isDigit(text.charAt(time)) || ":.".indexOf(text.charAt(time)) >= 0)) {
            time++;
        }
        boolean timed = time - at >= 8 && time - at <= 20 && time < text.length() && text.charAt(time) == ' ';
        return new Front(task, timed ? blanks(text, time) : at);
    }

    private static int digits(String text, int from) {
        int at = from;
        while (at < text.length() && isDigit(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static int blanks(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
        return at;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** Behind a name of a call; -1 where none begins. */
    private static int nameEnd(String text, int from) {
        int at = from;
        while (at < text.length() && (isDigit(text.charAt(at)) || text.charAt(at) == '_' || isSmall(text.charAt(at)))) {
            at++;
        }
        return at - from < 2 || at - from > LONGEST_NAME || at >= text.length() ? -1 : at;
    }

    private static boolean isSmall(char c) {
        return c >= 'a' && c <= 'z';
    }

    private static String result(String text, int from) {
        int at = from;
        while (at < text.length() && " <".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        String result = text.substring(from, at);
        boolean number = !result.isEmpty() && result.length() <= LONGEST_RESULT;
        for (int i = 0; number && i < result.length(); i++) {
            char c = result.charAt(i);
            number = isDigit(c) || (c >= 'a' && c <= 'f') || (i == 0 && (c == '-' || c == '?')) || (i == 1 && c == 'x');
        }
        return number ? result : "";
    }

    /** {@code ENOSPC} behind the result. */
    private static String error(String text, int from) {
        int at = from + 1;
        while (at < text.length() && ((text.charAt(at) >= 'A' && text.charAt(at) <= 'Z') || isDigit(text.charAt(at)))) {
            at++;
        }
        boolean named =
                at - from - 1 >= 4 && text.charAt(from) == ' ' && (at == text.length() || text.charAt(at) == ' ');
        return named ? text.substring(from + 1, at) : "";
    }
}
