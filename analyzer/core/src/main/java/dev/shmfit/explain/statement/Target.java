package dev.shmfit.explain.statement;

import java.util.Locale;

/**
 * On what a call failed.
 *
 * @param kind where it is
 * @param name as the text has it; empty where it names nothing
 */
public record Target(Kind kind, String name) {
    /** Where an object is that a call names. */
    public enum Kind {
        /** A file or a POSIX segment in /dev/shm, or a descriptor that was opened there. */
        SHM,
        /** /dev/shm itself. */
        SHM_DIRECTORY,
        /** A POSIX semaphore, which is a file in /dev/shm. */
        SEMAPHORE,
        /** Shared memory, and the text does not say which. */
        SOME_SHM,
        /** A System V segment. */
        SYSTEM_V,
        /** A thread or a process. */
        THREAD,
        /** A file elsewhere. */
        FILE,
        /** Not said. */
        UNNAMED
    }

    public static final Target UNNAMED = new Target(Kind.UNNAMED, "");

    private static final String DIRECTORY = "/dev/shm";
    private static final String FILE_URL = "file://";

    /** Of a file as programs name it: some as an address. */
    public static String path(String name) {
        return name.startsWith(FILE_URL + '/') ? name.substring(FILE_URL.length()) : name;
    }

    /** Of a name: of a file, or of a POSIX segment, which begins with the one slash it has. */
    public static Target named(String as) {
        String name = path(as);
        String path = name.startsWith("/run/shm") ? DIRECTORY + name.substring("/run/shm".length()) : name;
        if (path.equals(DIRECTORY) || path.equals(DIRECTORY + "/")) {
            return new Target(Kind.SHM_DIRECTORY, DIRECTORY);
        }
        if (path.startsWith(DIRECTORY + "/sem.") || path.startsWith("/sem.") || path.startsWith("/mp-")) {
            return new Target(Kind.SEMAPHORE, name);
        }
        if (path.startsWith(DIRECTORY + "/")) {
            return new Target(Kind.SHM, name);
        }
        return new Target(Kind.FILE, name);
    }

    /** Whether a POSIX segment may have this name: one slash, in front, and no ending that files have. */
    public static boolean mayBeSegment(String name) {
        if (!name.startsWith("/") || name.length() < 3 || name.indexOf('/', 1) >= 0 || name.indexOf(' ') >= 0) {
            return false;
        }
        String small = name.toLowerCase(Locale.ROOT);
        return !small.equals("/tmp")
                && !small.equals("/data")
                && !small.equals("/dev")
                && !small.equals("/mnt")
                && !small.equals("/var")
                && !small.equals("/home")
                && !small.equals("/root")
                && !small.equals("/workspace")
                && !small.equals("/scratch");
    }

    /** Whether it lies in /dev/shm, whatever it is. */
    public boolean inShm() {
        return kind == Kind.SHM || kind == Kind.SHM_DIRECTORY || kind == Kind.SEMAPHORE || kind == Kind.SOME_SHM;
    }
}
