package dev.shmfit.parse.paste;

/**
 * A line of a pasted text, without what a terminal, a mail program or Markdown put around it.
 *
 * @param number counted from 1, in the text as it was pasted
 * @param text the line; its indentation is kept
 * @param command the command that stands behind a prompt; empty where there is none
 * @param boundary whether what stands before it and behind it was not pasted in one piece (a fence, a heading)
 */
record PastedLine(int number, String text, String command, boolean boundary) {
    /** The line without blanks around it. */
    String stripped() {
        return text.strip();
    }

    /** Blanks before its first letter. */
    int indent() {
        return text.length() - text.stripLeading().length();
    }

    boolean isBlank() {
        return text.isBlank();
    }
}
