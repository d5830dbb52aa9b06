package dev.shmfit.probes.live;

import dev.shmfit.probes.format.BoundedInput;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/**
 * Runs programs of this machine, in the C locale, with nothing on standard input. Both outputs are read while the
 * program runs, to a bound. One that does not end in time is killed and left behind: a process that hangs in a driver
 * cannot even be killed.
 */
public final class ProcessCommands implements CommandRunner {
    /** Where programs are besides PATH, which a prolog of Slurm does not have. */
    private static final List<String> USUAL_PLACES = List.of(
            "/usr/local/sbin",
            "/usr/local/bin",
            "/usr/sbin",
            "/usr/bin",
            "/sbin",
            "/bin",
            "/usr/local/nvidia/bin",
            "/usr/lib/wsl/lib");

    /** A child of the program may hold its outputs open; what was written is there by then. */
    private static final Duration DRAINING = Duration.ofMillis(500);

    private final Map<String, String> environment;
    private final List<String> places;

    /** @param environment the variables that programs get, PATH among them */
    public ProcessCommands(Map<String, String> environment) {
        this.environment = new LinkedHashMap<>(environment);
        this.environment.put("LC_ALL", "C");
        List<String> all = new ArrayList<>();
        String path = environment.getOrDefault("PATH", "");
        Arrays.stream(path.split(File.pathSeparator, -1))
                .filter(p -> p.startsWith("/"))
                .forEach(all::add);
        all.addAll(USUAL_PLACES);
        this.places = List.copyOf(all);
        this.environment.put("PATH", String.join(File.pathSeparator, this.places));
    }

    /** The file of a program, where there is one. */
    Optional<Path> find(String program) {
        return places.stream()
                .map(p -> Path.of(p, program))
                .filter(p -> Files.isExecutable(p) && !Files.isDirectory(p))
                .findFirst();
    }

    @Override
    public Optional<CommandResult> run(List<String> command, Duration limit) {
        return find(command.get(0)).flatMap(program -> started(program, command, limit));
    }

    private Optional<CommandResult> started(Path program, List<String> command, Duration limit) {
        List<String> words = new ArrayList<>(command);
        words.set(0, program.toString());
        ProcessBuilder builder =
                new ProcessBuilder(words).redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
        builder.environment().clear();
        builder.environment().putAll(environment);
        long begin = System.nanoTime();
        try {
            Process process = builder.start();
            Drain output = new Drain(process.getInputStream());
            Drain errors = new Drain(process.getErrorStream());
            boolean ended = process.waitFor(Math.max(0, limit.toMillis()), TimeUnit.MILLISECONDS);
            if (!ended) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
            return Optional.of(new CommandResult(
                    command,
                    ended ? OptionalInt.of(process.exitValue()) : OptionalInt.empty(),
                    output.text(ended),
                    errors.text(ended),
                    Duration.ofNanos(System.nanoTime() - begin).toMillis()));
        } catch (IOException e) {
            String why = e.getMessage() == null ? e.toString() : e.getMessage();
            return Optional.of(new CommandResult(command, OptionalInt.of(126), "", why + "\n", 0));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** Takes what a stream gives, until its end or the bound, beyond which it is thrown away. */
    private static final class Drain {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final Thread thread;

        Drain(InputStream stream) {
            thread = new Thread(() -> drain(stream), "output of a command");
            thread.setDaemon(true);
            thread.start();
        }

        private void drain(InputStream stream) {
            byte[] buffer = new byte[8192];
            try (stream) {
                for (int n = stream.read(buffer); n >= 0; n = stream.read(buffer)) {
                    synchronized (bytes) {
                        long room = BoundedInput.FILE.bytes() - bytes.size();
                        bytes.write(buffer, 0, (int) Math.min(n, room));
                    }
                }
            } catch (IOException e) {
                // The process was killed; what it wrote before is here.
            }
        }

        String text(boolean ended) throws InterruptedException {
            if (ended) {
                thread.join(DRAINING.toMillis());
            }
            synchronized (bytes) {
                return bytes.toString(StandardCharsets.UTF_8);
            }
        }
    }
}
