package dev.shmfit.manifest;

import java.util.Objects;

/**
 * A file of variables that a container is given: compose's {@code env_file}, {@code --env-file} of Docker and Podman, a
 * Quadlet's {@code EnvironmentFile}.
 *
 * @param written its name as the job has it
 * @param name where it lies: beside the file that names it, unless it says otherwise
 * @param raw whether values are taken as they stand, quotes and all, as Docker and Podman do; compose reads quotes, comments
 *     and variables
 * @param required whether the job does not start without it
 * @param at where it is named
 */
public record EnvFile(String written, String name, boolean raw, boolean required, Span at) {
    /** From its name and the place where that stands. */
    static EnvFile of(String written, boolean raw, boolean required, Span at) {
        return new EnvFile(written, beside(at.file(), written), raw, required, at);
    }

    /** The name of a file as it lies seen from another one. */
    static String beside(String file, String written) {
        String bare = written;
        while (bare.startsWith("./")) {
            bare = bare.substring(2);
        }
        boolean absolute = bare.startsWith("/") || bare.startsWith("~");
        return absolute ? bare : file.substring(0, file.lastIndexOf('/') + 1) + bare;
    }

    /** Whether a file that was handed over is this one. */
    boolean is(ManifestText file) {
        return Objects.equals(beside("", file.name()), beside("", name));
    }

    /** Whether a text may name one: all that do have a word for it. */
    static boolean mayBeNamed(String text) {
        return text.contains("env_file") || text.contains("env-file") || text.contains("EnvironmentFile");
    }
}
