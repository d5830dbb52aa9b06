package dev.shmfit.manifest;

/**
 * A volume in a container.
 *
 * @param volume the volume's name
 * @param path where it appears, without a slash at the end
 * @param subPath the part of the volume that appears; empty for all of it
 * @param at where that stands
 */
public record Mount(String volume, String path, String subPath, Span at) {
    /** Where shared memory lies. */
    public static final String SHM = "/dev/shm";

    public Mount {
        path = cleaned(path);
    }

    /** As runtimes clean a path: without empty parts, dots, and a slash at the end. */
    static String cleaned(String path) {
        String bare = path.replaceAll("/(?:\\./|/)*+", "/").replaceFirst("/\\.$", "/");
        return bare.length() > 1 && bare.endsWith("/") ? bare.substring(0, bare.length() - 1) : bare;
    }

    /** Whether it is what the container has at /dev/shm. */
    public boolean isShm() {
        return path.equals(SHM);
    }
}
