package dev.shmfit.cli.exit;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** How an error message puts what the user gave, and why the system refused it. */
public final class ErrorText {
    private static final int SHOWN = 60;

    private ErrorText() {}

    /** A value for a message: its beginning, where it is long. */
    public static String shown(String value) {
        return value.length() <= SHOWN ? value : value.substring(0, SHOWN) + "…";
    }

    /** Why a file could not be read or written, in words rather than in the name of an exception. */
    public static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "no such file or directory";
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
