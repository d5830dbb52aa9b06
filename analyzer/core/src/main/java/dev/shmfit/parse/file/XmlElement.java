package dev.shmfit.parse.file;

import dev.shmfit.facts.ParseNote;
import dev.shmfit.facts.SourceRef;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * An element with its attributes and children, as the file has them; what they mean is read in a second step. Reading is
 * safe for a stranger's file: no DTD, no entities, bounded count and depth.
 */
record XmlElement(String name, Map<String, String> attributes, List<XmlElement> children, SourceRef source) {
    private static final int MAX_DEPTH = 64;
    private static final int MAX_ELEMENTS = 20_000;

    Optional<String> text(String attribute) {
        return Optional.ofNullable(attributes.get(attribute));
    }

    List<XmlElement> children(String childName) {
        return children.stream().filter(c -> c.name.equals(childName)).toList();
    }

    /** A whole number as C's strtol reads it: decimal, octal behind 0, hexadecimal behind 0x; a note where it is none. */
    OptionalInt number(String attribute, List<ParseNote> notes) {
        String text = text(attribute).orElse("").strip();
        if (text.isEmpty()) {
            return OptionalInt.empty();
        }
        try {
            return OptionalInt.of(Integer.decode(text));
        } catch (NumberFormatException e) {
            notes.add(new ParseNote(
                    ParseNote.Kind.UNRECOGNIZED,
                    source,
                    attribute + "=\"" + text + "\" is no number that NCCL writes; taken as not stated"));
            return OptionalInt.empty();
        }
    }

    /**
     * The root element of a text that is not blank.
     *
     * @throws XMLStreamException where it is not well-formed; the lines that it names count from {@code text}'s first
     *     line that is not blank
     * @throws XmlRefusal where it is XML that nobody needs to read
     */
    static XmlElement read(String item, String text) throws XMLStreamException, XmlRefusal {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
        XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(text.strip()));
        int before = linesBefore(text);
        List<XmlElement> open = new ArrayList<>();
        XmlElement root = null;
        int count = 0;
        while (reader.hasNext()) {
            int event = reader.next();
            SourceRef at = new SourceRef(
                    item,
                    before + reader.getLocation().getLineNumber(),
                    reader.getLocation().getColumnNumber());
            if (event == XMLStreamConstants.DTD) {
                throw new XmlRefusal(at, "The file has a document type declaration; NCCL writes none.");
            }
            if (event == XMLStreamConstants.START_ELEMENT) {
                XmlElement e = new XmlElement(reader.getLocalName(), attributes(reader), new ArrayList<>(), at);
                if (++count > MAX_ELEMENTS || open.size() >= MAX_DEPTH) {
                    throw new XmlRefusal(
                            e.source,
                            "The file nests deeper than " + MAX_DEPTH + " or has more than " + MAX_ELEMENTS
                                    + " elements; no node is like that.");
                }
                if (!open.isEmpty()) {
                    open.get(open.size() - 1).children.add(e);
                } else if (root == null) {
                    root = e;
                }
                open.add(e);
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                open.remove(open.size() - 1);
            }
        }
        if (root == null) {
            throw new XmlRefusal(SourceRef.of(item), "The file has no element.");
        }
        return root;
    }

    /** The lines of {@code text} before the first that is not blank. */
    static int linesBefore(String text) {
        int lines = 0;
        for (int i = 0; i < text.length() && Character.isWhitespace(text.charAt(i)); i++) {
            lines += text.charAt(i) == '\n' ? 1 : 0;
        }
        return lines;
    }

    private static Map<String, String> attributes(XMLStreamReader reader) {
        Map<String, String> attributes = new LinkedHashMap<>();
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            attributes.put(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
        }
        return attributes;
    }
}
