package dev.shmfit.probes.live;

import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A test of the real thing needs the thing: without it the test is left out, or fails where it may not be left out. */
public final class RealPart {
    private RealPart() {}

    /** The file of a program that the test cannot do without. */
    public static Path program(String name) {
        Optional<Path> found = List.of("/usr/bin", "/bin", "/usr/sbin", "/sbin", "/usr/local/bin").stream()
                .map(d -> Path.of(d, name))
                .filter(Files::isExecutable)
                .findFirst();
        need(found.isPresent(), "there is no program " + name);
        return found.orElseThrow();
    }

    /** A shell by its words: {@code dash} or {@code busybox sh}. */
    public static List<String> shell(String words) {
        String[] parts = words.split(" ", -1);
        String program = program(parts[0]).toString();
        return parts.length == 1 ? List.of(program) : List.of(program, parts[1]);
    }

    /** A module of Python. */
    public static void module(String python, String name) {
        boolean there;
        try {
            there = new ProcessBuilder(python, "-c", "import " + name)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (java.io.IOException e) {
            there = false;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        need(there, python + " has no module " + name);
    }

    public static void root() {
        need(System.getProperty("user.name", "").equals("root"), "only root may mount a file system");
        program("unshare");
    }

    private static void need(boolean there, String otherwise) {
        if (there) {
            return;
        }
        if (Boolean.getBoolean("shmfit.tests.required")) {
            throw new AssertionError(otherwise + ", and shmfit.tests.required is set");
        }
        abort(otherwise);
    }
}
