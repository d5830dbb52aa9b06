package dev.shmfit.cli.exit;

/** An option's value asks for help in place of an answer; the help is the result. */
public final class HelpAsked extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String text;

    public HelpAsked(String text) {
        super("help");
        this.text = text;
    }

    /** What to print, with its line ends. */
    public String text() {
        return text;
    }
}
