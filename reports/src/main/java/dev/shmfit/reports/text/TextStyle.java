package dev.shmfit.reports.text;

/**
 * How lines may look.
 *
 * @param width columns; lines that can be broken are
 * @param colour whether to send ANSI colours
 * @param ascii whether to keep to ASCII
 */
public record TextStyle(int width, boolean colour, boolean ascii) {
    /** For files and pipes. */
    public static final TextStyle PLAIN = new TextStyle(80, false, false);

    private static final int NARROWEST = 40;

    /** Takes a width below what the report can be laid out in as that. */
    public TextStyle {
        width = Math.max(NARROWEST, width);
    }
}
