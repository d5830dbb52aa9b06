package dev.shmfit.capture;

/**
 * One thing that a capture was to hold. Exactly one of: its text; a text of which nobody said what it is; nothing, with the
 * reason.
 */
public sealed interface CapturedItem {
    /**
     * A file or a command's output.
     *
     * @param name the file's name inside the capture
     * @param text verbatim
     */
    record Text(String name, String text) implements CapturedItem {}

    /**
     * A text that a person handed over: the output of one program or of several, in any order.
     *
     * @param name of the file
     * @param text verbatim
     */
    record Pasted(String name, String text) implements CapturedItem {}

    /**
     * A thing that could not be taken.
     *
     * @param name the file's name that it would have had
     * @param why the reason: not found, permission, time limit, exit code
     */
    record NotCaptured(String name, String why) implements CapturedItem {
        /** In {@code why} of everything that was waited for in vain: a driver that hangs is known by it. */
        public static final String NO_ANSWER = "did not answer";
    }

    String name();
}
