package dev.shmfit.web.jdk;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;

/** {@link javax.xml.stream.XMLInputFactory}, of a reader that knows neither DTD nor external entities nor namespaces. */
public final class PageXMLInputFactory {
    private PageXMLInputFactory() {}

    /** The factory. */
    public static PageXMLInputFactory newDefaultFactory() {
        return new PageXMLInputFactory();
    }

    /** What can be set switches off what is not there. */
    public void setProperty(String name, Object value) {
        if (!Boolean.FALSE.equals(value)) {
            throw new IllegalArgumentException(name + " can only be false in a page");
        }
    }

    /** A reader of all that {@code in} gives. */
    public PageXMLStreamReader createXMLStreamReader(Reader in) {
        StringBuilder text = new StringBuilder();
        char[] buffer = new char[8192];
        try {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                text.append(buffer, 0, n);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new PageXMLStreamReader(text.toString());
    }
}
