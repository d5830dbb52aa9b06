package dev.shmfit.web.jdk;

import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLStreamConstants;

/**
 * {@link javax.xml.stream.XMLStreamReader} over a text, as core uses it: elements with their attributes, every position, and
 * the JDK's words for what is not well-formed. A declaration of a document type is given and ends the reading. A web worker
 * has no parser of the browser's own.
 */
public final class PageXMLStreamReader {
    private final XmlCursor at;
    private final List<String> open = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final List<String> values = new ArrayList<>();
    private String name = "";
    private boolean closing;
    private boolean rootSeen;
    private boolean ended;

    PageXMLStreamReader(String text) {
        at = new XmlCursor(text);
    }

    /** Whether {@link #next} gives more. */
    public boolean hasNext() {
        return !ended;
    }

    /** The name of the element. */
    public String getLocalName() {
        return name;
    }

    /** How many the element has. */
    public int getAttributeCount() {
        return names.size();
    }

    /** In the order of the text, without a prefix. */
    public String getAttributeLocalName(int i) {
        String qualified = names.get(i);
        return qualified.substring(qualified.indexOf(':') + 1);
    }

    /** Without references. */
    public String getAttributeValue(int i) {
        return values.get(i);
    }

    /** Behind what was read last. */
    public PageLocation getLocation() {
        return new Place(at.line(), at.column());
    }

    /** The next event, one of {@link XMLStreamConstants}. */
    public int next() throws PageXMLStreamException {
        try {
            return event();
        } catch (XmlCursor.Malformed e) {
            throw new PageXMLStreamException(String.valueOf(e.getMessage()), new Place(e.line(), e.column()));
        }
    }

    private record Place(int getLineNumber, int getColumnNumber) implements PageLocation {}

    private int event() {
        if (closing) {
            closing = false;
            open.remove(open.size() - 1);
            return XMLStreamConstants.END_ELEMENT;
        }
        return open.isEmpty() ? outside() : inside();
    }

    private int outside() {
        if (at.atStart() && at.looksAt("<?xml") && at.blankAt(5)) {
            at.skip(5);
            declaration();
        }
        at.skipBlanks();
        if (at.atEnd()) {
            if (!rootSeen) {
                throw at.error("Premature end of file.");
            }
            ended = true;
            return XMLStreamConstants.END_DOCUMENT;
        }
        if (!at.looksAt("<")) {
            throw at.error(
                    rootSeen ? "Content is not allowed in trailing section." : "Content is not allowed in prolog.");
        }
        at.skip(1);
        if (at.looksAt("?")) {
            return instruction();
        }
        if (at.looksAt("!--")) {
            return comment();
        }
        if (!rootSeen && at.looksAt("!DOCTYPE")) {
            at.skip(8);
            ended = true;
            return XMLStreamConstants.DTD;
        }
        if (!rootSeen && at.nameStartsHere()) {
            return element();
        }
        at.skip(at.looksAt("!") ? 1 : 0);
        throw at.error("The markup in the document " + (rootSeen ? "following" : "preceding")
                + " the root element must be well-formed.");
    }

    private int inside() {
        if (!at.looksAt("<")) {
            return characters();
        }
        at.skip(1);
        if (at.looksAt("/")) {
            return end();
        }
        if (at.looksAt("?")) {
            return instruction();
        }
        if (at.looksAt("!--")) {
            return comment();
        }
        if (at.looksAt("![CDATA[")) {
            at.skip(8);
            at.through("]]>");
            return XMLStreamConstants.CHARACTERS;
        }
        if (at.nameStartsHere()) {
            return element();
        }
        at.endsHere();
        at.skip(at.looksAt("!") ? 1 : 0);
        throw at.error("The content of elements must consist of well-formed character data or markup.");
    }

    private int element() {
        name = at.name();
        rootSeen = true;
        names.clear();
        values.clear();
        while (true) {
            boolean blank = at.skipBlanks();
            at.endsHere();
            if (at.looksAt(">")) {
                at.skip(1);
                open.add(name);
                return XMLStreamConstants.START_ELEMENT;
            }
            if (at.looksAt("/")) {
                at.skip(1);
                at.endsHere();
                if (!at.looksAt(">")) {
                    throw mustBeFollowed();
                }
                at.skip(1);
                open.add(name);
                closing = true;
                return XMLStreamConstants.START_ELEMENT;
            }
            if (!blank || !at.nameStartsHere()) {
                throw mustBeFollowed();
            }
            attribute();
        }
    }

    private XmlCursor.Malformed mustBeFollowed() {
        return at.error(
                "Element type \"" + name + "\" must be followed by either attribute specifications, \">\" or \"/>\".");
    }

    private void attribute() {
        String attribute = at.name();
        at.skipBlanks();
        at.endsHere();
        if (!at.looksAt("=")) {
            throw at.error("Attribute name \"" + attribute + "\" associated with an element type \"" + name
                    + "\" must be followed by the ' = ' character.");
        }
        at.skip(1);
        at.skipBlanks();
        at.endsHere();
        if (!at.looksAt("\"") && !at.looksAt("'")) {
            throw at.error("Open quote is expected for attribute \"" + attribute
                    + "\" associated with an  element type  \"" + name + "\".");
        }
        String value = at.value(name, attribute);
        if (names.contains(attribute)) {
            throw at.error("Attribute \"" + attribute + "\" was already specified for element \"" + name + "\".");
        }
        names.add(attribute);
        values.add(value);
    }

    private int end() {
        at.skip(1);
        String expected = open.get(open.size() - 1);
        String wrong = "The element type \"" + expected + "\" must be terminated by the matching end-tag \"</"
                + expected + ">\".";
        if (!at.looksAt(expected)) {
            at.endsWithin(expected);
            throw at.error(wrong);
        }
        at.skip(expected.length());
        at.skipBlanks();
        at.endsHere();
        if (!at.looksAt(">")) {
            throw at.error(wrong);
        }
        at.skip(1);
        name = expected;
        open.remove(open.size() - 1);
        return XMLStreamConstants.END_ELEMENT;
    }

    private int characters() {
        while (!at.looksAt("<")) {
            at.endsHere();
            if (at.looksAt("&")) {
                at.skip(1);
                at.reference(new StringBuilder());
            } else if (at.looksAt("]]>")) {
                at.skip(3);
                throw at.error(
                        "The character sequence \"]]>\" must not appear in content unless used to mark the end of a"
                                + " CDATA section.");
            } else {
                at.valid("the element content of the document");
                at.skip(1);
            }
        }
        return XMLStreamConstants.CHARACTERS;
    }

    private int comment() {
        at.skip(3);
        at.through("--");
        if (!at.looksAt(">")) {
            throw at.error("The string \"--\" is not permitted within comments.");
        }
        at.skip(1);
        return XMLStreamConstants.COMMENT;
    }

    private int instruction() {
        at.skip(1);
        if (!at.nameStartsHere()) {
            throw at.error("The processing instruction must begin with the name of the target.");
        }
        if (at.name().equalsIgnoreCase("xml")) {
            throw at.error("The processing instruction target matching \"[xX][mM][lL]\" is not allowed.");
        }
        at.through("?>");
        return XMLStreamConstants.PROCESSING_INSTRUCTION;
    }

    /** Versions and encodings do not matter to a text; what stands for them has to be there. */
    private void declaration() {
        int start = at.offset();
        at.through("?>");
        String text = at.since(start);
        if (!text.contains("version")) {
            throw at.error("The version is required in the XML declaration.");
        }
    }
}
