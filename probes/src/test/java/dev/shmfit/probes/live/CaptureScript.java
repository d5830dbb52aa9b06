package dev.shmfit.probes.live;

import dev.shmfit.probes.format.CaptureReader;
import dev.shmfit.probes.format.CaptureSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs probes/capture.sh as users do: through the standard input of a shell, the archive on standard output. */
public final class CaptureScript {
    static final Path FILE = Path.of(System.getProperty("shmfit.root"), "probes", "capture.sh");

    private CaptureScript() {}

    /** Its capture. */
    public static CaptureSource.Whole run(String shell, Map<String, String> environment, String... options) {
        List<String> command = new ArrayList<>(RealPart.shell(shell));
        command.addAll(List.of("-s", "--"));
        command.addAll(Arrays.asList(options));
        return run(command, environment);
    }

    /** The same, from a whole command that ends in a shell's {@code -s}. */
    public static CaptureSource.Whole run(List<String> command, Map<String, String> environment) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectInput(FILE.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD);
            builder.environment().keySet().removeIf(name -> name.startsWith("NCCL_") || name.startsWith("CUDA_"));
            builder.environment().putAll(environment);
            Process process = builder.start();
            byte[] archive;
            try (InputStream out = process.getInputStream()) {
                archive = out.readAllBytes();
            }
            if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new AssertionError(command + " did not end with 0");
            }
            return (CaptureSource.Whole)
                    CaptureReader.open(new java.io.ByteArrayInputStream(archive), "capture of " + command);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** The texts of a capture by file name. */
    public static Map<String, String> texts(CaptureSource.Whole capture) {
        Map<String, String> texts = new LinkedHashMap<>();
        capture.capture()
                .items()
                .keySet()
                .forEach(name -> capture.capture()
                        .text(name)
                        .ifPresent(t -> texts.put(
                                name, new String(t.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))));
        return texts;
    }
}
