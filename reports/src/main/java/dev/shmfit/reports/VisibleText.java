package dev.shmfit.reports;

import java.util.Set;

/**
 * A report fit for eyes. Names come from machines and from files that people wrote, so they may hold terminal escapes,
 * marks that turn the reading direction, or ten thousand characters; the JSON keeps them, the other writers show them
 * without effect and cut short.
 */
public final class VisibleText {
    /** Texts of several lines, to be copied as they are. */
    private static final Set<String> BLOCKS = Set.of("snippet", "verify", "request");
    /** Sentences. */
    private static final Set<String> SENTENCES = Set.of(
            "headline",
            "summary",
            "explanation",
            "remedy",
            "formula",
            "effect",
            "trace",
            "failure",
            "notes",
            "notCompared",
            "file");
    /** Keys by which the parts of the node refer to each other: cutting them could make two of them equal. */
    private static final Set<String> REFERENCES = Set.of("id", "parent", "from", "to");

    private static final int BLOCK_LENGTH = 20_000;
    private static final int SENTENCE_LENGTH = 1_500;
    static final int NAME_LENGTH = 160;

    private VisibleText() {}

    /** The same report with every text made visible and cut to what a page can hold; the inputs stay verbatim. */
    public static ReportV1 of(ReportV1 report) {
        return VisibleRecord.of(report, "inputs");
    }

    /** The same for a comparison that stands without a report. */
    public static VerificationV1 of(VerificationV1 verification) {
        return VisibleRecord.of(verification, "");
    }

    /** The same for any published record. */
    public static <T extends Record> T inAll(T document) {
        return VisibleRecord.of(document, "");
    }

    /**
     * What is shown of {@code text}.
     *
     * @param key the name of the record's component, or the map's key, that holds it
     * @param machine whether it is a part of the node
     */
    static String shown(String key, String text, boolean machine) {
        if (BLOCKS.contains(key)) {
            return clip(visible(text, true), BLOCK_LENGTH);
        }
        String line = visible(text, false);
        if (machine && REFERENCES.contains(key)) {
            return line;
        }
        return clip(line, SENTENCES.contains(key) ? SENTENCE_LENGTH : NAME_LENGTH);
    }

    /**
     * {@code text} with everything that acts instead of showing replaced: controls, and marks of direction.
     *
     * @param lines whether line feeds and tabs stay
     */
    public static String visible(String text, boolean lines) {
        int i = 0;
        while (i < text.length() && shows(text.codePointAt(i), lines)) {
            i = text.offsetByCodePoints(i, 1);
        }
        if (i == text.length()) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints()
                .forEach(p -> out.appendCodePoint(shows(p, lines) ? p : Character.isWhitespace(p) ? ' ' : 0xFFFD));
        return out.toString();
    }

    private static boolean shows(int c, boolean lines) {
        if (c == '\n' || c == '\t') {
            return lines;
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    /** At most {@code length} characters, the last one an ellipsis where something was cut. */
    public static String clip(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(length - 2)) ? length - 2 : length - 1;
        return text.substring(0, end) + "…";
    }
}
