package dev.shmfit.web.jdk;

/** {@link javax.xml.stream.XMLStreamException}: the text is not well-formed. */
public class PageXMLStreamException extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient PageLocation location;

    PageXMLStreamException(String message, PageLocation location) {
        super("ParseError at [row,col]:[" + location.getLineNumber() + "," + location.getColumnNumber() + "]\nMessage: "
                + message);
        this.location = location;
    }

    /** Where. */
    public PageLocation getLocation() {
        return location;
    }
}
