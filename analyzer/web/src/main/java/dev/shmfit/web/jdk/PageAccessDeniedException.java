package dev.shmfit.web.jdk;

import java.io.IOException;

/** {@link java.nio.file.AccessDeniedException}, which is never thrown in a page. */
public class PageAccessDeniedException extends IOException {
    private static final long serialVersionUID = 1L;

    PageAccessDeniedException() {}
}
