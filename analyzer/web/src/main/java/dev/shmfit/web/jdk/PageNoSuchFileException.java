package dev.shmfit.web.jdk;

import java.io.IOException;

/** {@link java.nio.file.NoSuchFileException}, which is never thrown in a page. */
public class PageNoSuchFileException extends IOException {
    private static final long serialVersionUID = 1L;

    PageNoSuchFileException() {}
}
