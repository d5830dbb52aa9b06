package dev.shmfit.probes.live;

import dev.shmfit.probes.format.BoundedInput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where probes look.
 *
 * @param root what they take for {@code /}: a recorded tree, or the host's root mounted into a container
 * @param environment of the process
 * @param commands runs programs
 * @param user the name of who asks
 */
public record Machine(Path root, Map<String, String> environment, CommandRunner commands, String user) {
    private static final Path SYSTEM_ROOT = Path.of("/");

    public Machine {
        environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
        try {
            root = root.toRealPath();
        } catch (IOException e) {
            root = root.toAbsolutePath().normalize();
        }
    }

    /** This machine or container, as this process sees it. */
    public static Machine here() {
        Map<String, String> environment = System.getenv();
        return new Machine(
                SYSTEM_ROOT, environment, new ProcessCommands(environment), System.getProperty("user.name", ""));
    }

    /** The same with its files below {@code other}. */
    public Machine below(Path other) {
        return new Machine(other, environment, commands, user);
    }

    /** Whether commands tell about the same machine as the files. */
    boolean isWhole() {
        return root.equals(SYSTEM_ROOT);
    }

    /** The file that has this name on the machine. */
    public Path path(String absolute) {
        return root.resolve(absolute.substring(1));
    }

    /** The name that a file has on the machine. */
    String name(Path path) {
        return isWhole() ? path.toString() : "/" + root.relativize(path);
    }

    /** A variable's value; empty where it is not set. */
    String variable(String name) {
        return environment.getOrDefault(name, "");
    }

    /** The text of a file, or why there is none. */
    Content read(String absolute) {
        return read(path(absolute));
    }

    /** The text of a file, or why there is none. */
    Content read(Path file) {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            return new Content(Optional.empty(), name(file) + " is no plain file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes((int) BoundedInput.FILE.bytes());
            return new Content(Optional.of(new String(bytes, StandardCharsets.UTF_8)), "");
        } catch (NoSuchFileException e) {
            return new Content(Optional.empty(), "there is no " + name(file));
        } catch (AccessDeniedException e) {
            return new Content(Optional.empty(), name(file) + " cannot be read: permission denied");
        } catch (IOException e) {
            return new Content(Optional.empty(), name(file) + " cannot be read");
        }
    }

    /** The first line of a file; empty where there is none. */
    public String firstLine(Path file) {
        return attribute(file).orElse("");
    }

    /** The first line of a file that can be read. */
    Optional<String> attribute(Path file) {
        return read(file).text().map(t -> t.lines().findFirst().orElse(""));
    }

    /** A file behind a line {@code # /its/path}; empty where it cannot be read. */
    String section(Path file) {
        return read(file)
                .text()
                .map(t -> "# " + name(file) + "\n" + (t.isBlank() ? "" : t.stripTrailing() + "\n"))
                .orElse("");
    }

    boolean exists(String absolute) {
        return Files.exists(path(absolute));
    }

    /** The files of a directory whose names match, in the order of their names; none where it cannot be read. */
    static List<Path> list(Path directory, String glob) {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, glob)) {
            files.forEach(found::add);
        } catch (IOException | java.nio.file.DirectoryIteratorException e) {
            return List.of();
        }
        found.sort(java.util.Comparator.comparing(Path::toString));
        return found;
    }

    /**
     * What reading gave.
     *
     * @param text empty where it cannot be read
     * @param why it cannot
     */
    record Content(Optional<String> text, String why) {}
}
