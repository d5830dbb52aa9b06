package dev.shmfit.parse.table;

import dev.shmfit.parse.Lines;

/**
 * Takes off a line what a terminal, a browser, a mail program or a source file put around it: ANSI escapes (also when
 * only their printable part is left), HTML tags and entities, non-breaking blanks, quotes, {@code \t} and {@code \n}
 * of string literals. Every character keeps its verbatim column. The buffers are reused.
 */
final class LineCleaner {
    /** Longer lines are no table of nvidia-smi: 64 GPUs and 200 NICs take 2 KiB. */
    static final int LONGEST = 1 << 16;

    private static final String[][] ENTITIES = {
        {"&nbsp;", " "}, {"&#160;", " "}, {"&#xa0;", " "}, {"&#xA0;", " "}, {"&ensp;", " "}, {"&emsp;", " "},
        {"&#9;", "\t"}, {"&Tab;", "\t"}, {"&gt;", ">"}, {"&lt;", "<"}, {"&amp;", "&"}, {"&quot;", " "},
        {"&#39;", " "}, {"&#10;", "\n"}, {"&#x20;", " "}, {"&#32;", " "}
    };
    private static final String[] BREAKING_TAGS = {"br", "p", "tr", "div", "li", "pre", "table", "ul", "h1", "h2", "h3"
    };
    private static final String[] CELL_TAGS = {"td", "th"};
    private static final String[] SILENT_TAGS = {
        "span",
        "code",
        "b",
        "i",
        "u",
        "em",
        "strong",
        "font",
        "tt",
        "tbody",
        "thead",
        "details",
        "summary",
        "blockquote",
        "samp",
        "kbd",
        "a",
        "small",
        "sub",
        "sup",
        "body",
        "html"
    };

    private final char[] out = new char[LONGEST + 8];
    private final int[] columns = new int[LONGEST + 8];
    private int length;

    char[] chars() {
        return out;
    }

    int length() {
        return length;
    }

    /** The verbatim column, counted from 1, of a cleaned character. */
    int column(int index) {
        return columns[index];
    }

    void clean(String s, int from, int to) {
        length = 0;
        int i = from;
        while (i < to) {
            int next = special(s, i, from, to);
            if (next > i) {
                i = next;
            } else {
                put(s.charAt(i), i - from + 1);
                i++;
            }
        }
    }

    private void put(char c, int column) {
        out[length] = c;
        columns[length] = column;
        length++;
    }

    /** Reads one dressed thing at {@code i} and answers where it ends; {@code i} where there is none. */
    private int special(String s, int i, int from, int to) {
        char c = s.charAt(i);
        int column = i - from + 1;
        switch (c) {
            case 0x1b -> {
                return escape(s, i + 1, to);
            }
            case 0x9b -> {
                return controlSequence(s, i + 1, to);
            }
            case '[' -> {
                return lostEscape(s, i, to);
            }
            case '^' -> {
                return s.startsWith("^[[", i) ? Math.max(i + 1, lostEscape(s, i + 2, to)) : i;
            }
            case '\\' -> {
                return literal(s, i, to, column);
            }
            case '&' -> {
                return entity(s, i, to, column);
            }
            case '<' -> {
                return tag(s, i, to, column);
            }
            case '*' -> {
                return i + 1 < to && s.charAt(i + 1) == '*' ? i + 2 : i;
            }
            case '\r' -> {
                if (i + 1 < to) {
                    put('\n', column);
                }
            }
            case '\f', 0x0b -> put(' ', column);
            case '\'', '"', '`', 0x2018, 0x2019, 0x201c, 0x201d, 0xa0, 0x202f, 0x3000 -> put(' ', column);
            case 0x2502, 0x2503, 0x2551 -> put('|', column);
            case 0x2010, 0x2011, 0x2012, 0x2013 -> put('-', column);
            case 0, 0xad, 0x200b, 0x200c, 0x200d, 0xfeff -> {
                return i + 1;
            }
            case 0xc2 -> {
                // A non-breaking blank of UTF-8 that was read as Latin-1.
                return i + 1 < to && s.charAt(i + 1) == 0xa0 ? i + 1 : i;
            }
            default -> {
                if (c < 0x2000 || c > 0x200a) {
                    return i;
                }
                put(' ', column);
            }
        }
        return i + 1;
    }

    private static int escape(String s, int i, int to) {
        if (i >= to) {
            return to;
        }
        char c = s.charAt(i);
        if (c == '[') {
            return controlSequence(s, i + 1, to);
        }
        if (c == ']') {
            int end = i;
            while (end < to && s.charAt(end) != 7 && s.charAt(end) != 0x1b) {
                end++;
            }
            return end < to && s.charAt(end) == 7 ? end + 1 : end;
        }
        // Two-character escapes, and ESC ( B, which selects a character set.
        return c == '(' || c == ')' ? Math.min(to, i + 2) : i + 1;
    }

    private static int controlSequence(String s, int i, int to) {
        int end = i;
        while (end < to && s.charAt(end) >= 0x20 && s.charAt(end) <= 0x3f) {
            end++;
        }
        return end < to && s.charAt(end) >= 0x40 && s.charAt(end) <= 0x7e ? end + 1 : end;
    }

    /** {@code [4m} and {@code [0m}: colours whose escape character was lost on the way. */
    private static int lostEscape(String s, int i, int to) {
        int end = i + 1;
        while (end < to && end - i < 12 && (Lines.isDigit(s.charAt(end)) || s.charAt(end) == ';')) {
            end++;
        }
        return end > i + 1 && end < to && s.charAt(end) == 'm' ? end + 1 : i;
    }

    private int literal(String s, int i, int to, int column) {
        for (String escape : new String[] {"\\x1b", "\\x1B", "\\u001b", "\\u001B", "\\033", "\\e"}) {
            if (s.startsWith(escape, i) && i + escape.length() < to && s.charAt(i + escape.length()) == '[') {
                return controlSequence(s, i + escape.length() + 1, to);
            }
        }
        char next = i + 1 < to ? s.charAt(i + 1) : ' ';
        switch (next) {
            case 't' -> put('\t', column);
            case 'n' -> put('\n', column);
            case 'r', '"', '\'', '\\', ' ' -> put(' ', column);
            case '|' -> put('|', column);
            // Markdown's mlx5\_0.
            case '_' -> put('_', column);
            default -> {
                return i;
            }
        }
        return Math.min(to, i + 2);
    }

    private int entity(String s, int i, int to, int column) {
        for (String[] entity : ENTITIES) {
            if (s.startsWith(entity[0], i) && i + entity[0].length() <= to) {
                put(entity[1].charAt(0), column);
                return i + entity[0].length();
            }
        }
        return i;
    }

    private int tag(String s, int i, int to, int column) {
        if (s.startsWith("<stdout>:", i) || s.startsWith("<stderr>:", i)) {
            put(' ', column);
            return i + 9;
        }
        int start = i + 1 < to && s.charAt(i + 1) == '/' ? i + 2 : i + 1;
        int nameEnd = start;
        while (nameEnd < to && nameEnd - start < 12 && Character.isLetterOrDigit(s.charAt(nameEnd))) {
            nameEnd++;
        }
        int end = nameEnd;
        while (nameEnd > start && end < to && end - i < 256 && s.charAt(end) != '>' && s.charAt(end) != '<') {
            end++;
        }
        if (nameEnd == start || end >= to || s.charAt(end) != '>') {
            return i;
        }
        boolean closing = start == i + 2;
        if (matches(s, start, nameEnd, BREAKING_TAGS)) {
            put('\n', column);
        } else if (matches(s, start, nameEnd, CELL_TAGS)) {
            put(closing ? ' ' : '|', column);
        } else if (!matches(s, start, nameEnd, SILENT_TAGS)) {
            return i;
        }
        return end + 1;
    }

    private static boolean matches(String s, int from, int to, String[] names) {
        for (String name : names) {
            if (name.length() == to - from && s.regionMatches(true, from, name, 0, name.length())) {
                return true;
            }
        }
        return false;
    }
}
