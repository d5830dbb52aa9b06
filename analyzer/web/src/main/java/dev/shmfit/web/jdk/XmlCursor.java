package dev.shmfit.web.jdk;

/** A place in an XML text, with its line and column. */
final class XmlCursor {
    private static final String CUT = "XML document structures must start and end within the same entity.";
    private final String text;
    private int offset;
    private int line = 1;
    private int column = 1;

    XmlCursor(String text) {
        this.text = text;
    }

    boolean atStart() {
        return offset == 0;
    }

    boolean atEnd() {
        return offset >= text.length();
    }

    int offset() {
        return offset;
    }

    String since(int start) {
        return text.substring(start, offset);
    }

    boolean looksAt(String what) {
        return text.startsWith(what, offset);
    }

    boolean blankAt(int ahead) {
        return offset + ahead < text.length() && isBlank(text.charAt(offset + ahead));
    }

    int line() {
        return line;
    }

    int column() {
        return column;
    }

    /** What is not well-formed, and where. */
    static final class Malformed extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final int line;
        private final int column;

        Malformed(String message, int line, int column) {
            super(message);
            this.line = line;
            this.column = column;
        }

        int line() {
            return line;
        }

        int column() {
            return column;
        }
    }

    Malformed error(String message) {
        return new Malformed(message, line, column);
    }

    /** Goes on; CR, LF and CR LF each end a line. */
    void skip(int characters) {
        for (int i = 0; i < characters && !atEnd(); i++) {
            char c = text.charAt(offset++);
            if (c == '\n' || (c == '\r' && !looksAt("\n"))) {
                line++;
                column = 1;
            } else if (c != '\r') {
                column++;
            }
        }
    }

    boolean skipBlanks() {
        int start = offset;
        while (!atEnd() && isBlank(text.charAt(offset))) {
            skip(1);
        }
        return offset > start;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }

    /** Fails where the text ends here. */
    void endsHere() {
        if (atEnd()) {
            throw error(CUT);
        }
    }

    /** Fails where the text ends within {@code expected}; goes to where it differs otherwise. */
    void endsWithin(String expected) {
        if (expected.startsWith(text.substring(offset))) {
            skip(text.length());
            throw error(CUT);
        }
    }

    boolean nameStartsHere() {
        return !atEnd() && (isLetter(text.charAt(offset)) || text.charAt(offset) == ':');
    }

    private static boolean isLetter(char c) {
        return c == '_' || Character.isLetter(c);
    }

    String name() {
        int start = offset;
        while (!atEnd() && isOfName(text.charAt(offset))) {
            skip(1);
        }
        return since(start);
    }

    private static boolean isOfName(char c) {
        return isLetter(c) || Character.isDigit(c) || c == ':' || c == '-' || c == '.' || c == '\u00B7';
    }

    /** Goes behind the next {@code mark}. */
    void through(String mark) {
        while (!looksAt(mark)) {
            endsHere();
            valid(
                    mark.equals("--")
                            ? "the comment"
                            : mark.equals("?>") ? "the processing instruction" : "the CDATA section");
            skip(1);
        }
        skip(mark.length());
    }

    /** The value of an attribute, in quotes; blanks of any kind are spaces. */
    String value(String element, String attribute) {
        char quote = text.charAt(offset);
        skip(1);
        StringBuilder value = new StringBuilder();
        while (atEnd() || text.charAt(offset) != quote) {
            endsHere();
            char c = text.charAt(offset);
            if (c == '<') {
                throw error("The value of attribute \"" + attribute + "\" associated with an element type \"" + element
                        + "\" must not contain the '<' character.");
            }
            if (c == '&') {
                skip(1);
                reference(value);
                continue;
            }
            valid("the value of attribute \"" + attribute + "\" and element is \"" + element + "\"");
            if (c != '\r' || !text.startsWith("\r\n", offset)) {
                value.append(isBlank(c) ? ' ' : c);
            }
            skip(1);
        }
        skip(1);
        return value.toString();
    }

    /** What stands behind {@code &}. */
    void reference(StringBuilder value) {
        endsHere();
        if (looksAt("#")) {
            character(value);
            return;
        }
        if (!nameStartsHere()) {
            throw error("The entity name must immediately follow the '&' in the entity reference.");
        }
        String name = name();
        endsHere();
        if (!looksAt(";")) {
            throw error("The reference to entity \"" + name + "\" must end with the ';' delimiter.");
        }
        skip(1);
        switch (name) {
            case "lt" -> value.append('<');
            case "gt" -> value.append('>');
            case "amp" -> value.append('&');
            case "quot" -> value.append('"');
            case "apos" -> value.append('\'');
            default -> throw error("The entity \"" + name + "\" was referenced, but not declared.");
        }
    }

    private void character(StringBuilder value) {
        int start = offset;
        skip(1);
        boolean hex = looksAt("x");
        skip(hex ? 1 : 0);
        int code = 0;
        int digits = 0;
        while (!atEnd() && Character.digit(text.charAt(offset), hex ? 16 : 10) >= 0) {
            code = Math.min(0x110000, code * (hex ? 16 : 10) + Character.digit(text.charAt(offset), hex ? 16 : 10));
            digits++;
            skip(1);
        }
        if (digits == 0) {
            throw error(
                    hex
                            ? "A hexadecimal representation must immediately follow the \"&#x\" in a character reference."
                            : "A decimal representation must immediately follow the \"&#\" in a character reference.");
        }
        String shown = since(start);
        if (!looksAt(";")) {
            throw error("The character reference must end with the ';' delimiter.");
        }
        skip(1);
        if (!isCharacter(code)) {
            throw error("Character reference \"&" + shown + "\" is an invalid XML character.");
        }
        value.appendCodePoint(code);
    }

    /** Fails where what stands here is not allowed in XML 1.0. */
    void valid(String where) {
        boolean second = offset > 0 && Character.isSurrogatePair(text.charAt(offset - 1), text.charAt(offset));
        int c = second ? text.codePointBefore(offset + 1) : text.codePointAt(offset);
        if (!isCharacter(c)) {
            throw error(
                    "An invalid XML character (Unicode: 0x" + Integer.toHexString(c) + ") was found in " + where + ".");
        }
    }

    private static boolean isCharacter(int c) {
        return c == '\t'
                || c == '\n'
                || c == '\r'
                || (c >= 0x20 && c <= 0xD7FF)
                || (c >= 0xE000 && c <= 0xFFFD)
                || (c >= 0x10000 && c <= 0x10FFFF);
    }
}
