package dev.shmfit.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Runs real DataLoaders, each with a /dev/shm of its own: {@code rig.py} of the test resources, under a Python that has
 * PyTorch.
 *
 * @param python what starts it, {@code unshare} before it where the right to mount has to be made
 * @param pageSize of this machine
 */
record LoaderRig(List<String> python, long pageSize) {
    /** Another one, such as that of a virtual environment with a newer PyTorch, is named by a property. */
    private static final List<String> PYTHONS =
            List.of(System.getProperty("shmfit.python", "/usr/bin/python3"), "/usr/bin/python3", "python3");

    private static final int AT_ONCE = 10;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The rig of this machine; empty where no Python has PyTorch. */
    static Optional<LoaderRig> found(Path scratch) throws IOException, InterruptedException {
        for (String python : PYTHONS) {
            Result r = ended(
                    scratch, List.of(python, "-c", "import torch, numpy, os; print(os.sysconf('SC_PAGESIZE'))"), 60);
            if (r.exitCode() == 0) {
                return Optional.of(
                        new LoaderRig(List.of(python), Long.parseLong(r.out().strip(), 10)));
            }
        }
        return Optional.empty();
    }

    /** The same with the right to mount: root's own, or that of a user namespace; empty where there is neither. */
    Optional<LoaderRig> mounting(Path scratch) throws IOException, InterruptedException {
        String mount = "mount -t tmpfs -o size=1m tmpfs /dev/shm && test \"$(stat -f -c %b /dev/shm)\" -gt 0";
        for (List<String> unshare : List.of(List.of("unshare", "-m"), List.of("unshare", "-Urm"))) {
            List<String> command = new ArrayList<>(unshare);
            command.addAll(List.of("sh", "-c", mount));
            if (ended(scratch, command, 20).exitCode() == 0) {
                List<String> all = new ArrayList<>(unshare);
                all.addAll(python);
                return Optional.of(new LoaderRig(all, pageSize));
            }
        }
        return Optional.empty();
    }

    /** The jobs' results by name. */
    Map<String, JsonNode> run(List<Map<String, Object>> jobs, Path scratch, int seconds)
            throws IOException, InterruptedException {
        Path script = scratch.resolve("rig.py");
        try (var in = LoaderRig.class.getResourceAsStream("/dataloader/rig.py")) {
            Files.write(script, Objects.requireNonNull(in, "rig.py").readAllBytes());
        }
        Path list = scratch.resolve("jobs.json");
        Files.writeString(list, JSON.writeValueAsString(jobs));
        List<String> command = new ArrayList<>(python);
        command.addAll(List.of(script.toString(), list.toString(), Integer.toString(AT_ONCE)));
        Result r = ended(scratch, command, seconds);
        Map<String, JsonNode> results = new LinkedHashMap<>();
        for (String line : r.out().lines().toList()) {
            JsonNode result = JSON.readTree(line);
            results.put(result.path("name").asText(), result);
        }
        if (r.exitCode() != 0) {
            throw new AssertionError("the rig ended with " + r.exitCode() + ": " + r.err());
        }
        return results;
    }

    private record Result(int exitCode, String out, String err) {}

    /** Runs a command; where it takes too long, ends it and everything that it started. */
    private static Result ended(Path scratch, List<String> command, int seconds)
            throws IOException, InterruptedException {
        Path out = Files.createTempFile(scratch, "rig", ".out");
        Path err = Files.createTempFile(scratch, "rig", ".err");
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
        } catch (IOException e) {
            return new Result(127, "", String.valueOf(e.getMessage()));
        }
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
            List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
            all.add(process.toHandle());
            all.forEach(ProcessHandle::destroyForcibly);
            process.waitFor(10, TimeUnit.SECONDS);
            return new Result(124, text(out), "ended after " + seconds + " s; " + text(err));
        }
        return new Result(process.exitValue(), text(out), text(err));
    }

    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }
}
