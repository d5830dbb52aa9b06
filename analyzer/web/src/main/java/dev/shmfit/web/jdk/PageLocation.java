package dev.shmfit.web.jdk;

/** {@link javax.xml.stream.Location}. */
public interface PageLocation {
    /** From 1. */
    int getLineNumber();

    /** From 1. */
    int getColumnNumber();
}
