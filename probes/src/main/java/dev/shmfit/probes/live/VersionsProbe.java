package dev.shmfit.probes.live;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The versions of PyTorch and NCCL. Nothing is executed for it but {@code ldconfig -p}: packages are found by their
 * metadata, libraries by their names, else by the text inside them.
 */
final class VersionsProbe {
    private static final Pattern TORCH = Pattern.compile("(?m)^__version__ *= *['\"](.*)['\"].*");
    private static final Pattern DIST_INFO = Pattern.compile("nvidia_nccl_cu[^-]*-(.*)\\.dist-info");
    private static final Pattern LDCONFIG = Pattern.compile("(?m)^.*libnccl\\.so\\.2 .*=> (\\S+)$");
    private static final Pattern LIBRARY = Pattern.compile("libnccl\\.so\\.(2\\..*)");
    private static final Pattern INSIDE = Pattern.compile("NCCL version ([0-9][0-9.]*)");
    private static final int BLOCK = 1 << 20;
    private static final int LONGEST = 64;

    private final Machine machine;
    private final Deadline deadline;
    private final StringBuilder text = new StringBuilder();

    private VersionsProbe(Machine machine, Deadline deadline) {
        this.machine = machine;
        this.deadline = deadline;
    }

    static String text(Machine machine, Deadline deadline) {
        VersionsProbe probe = new VersionsProbe(machine, deadline);
        probe.find();
        return probe.text.toString();
    }

    private void find() {
        List<Path> places = pythonPlaces();
        for (Path place : places) {
            Path file = place.resolve("torch/version.py");
            Optional<String> content = machine.read(file).text();
            if (content.isPresent()) {
                match(TORCH, content.get()).ifPresent(v -> found("torch", v));
                break;
            }
        }
        if (!ncclOfPython(places)) {
            library();
        }
    }

    private boolean ncclOfPython(List<Path> places) {
        for (Path place : places) {
            for (Path info : Machine.list(place, "nvidia_nccl_cu*-*.dist-info")) {
                Matcher m = DIST_INFO.matcher(String.valueOf(info.getFileName()));
                if (m.matches()) {
                    found("nccl", m.group(1));
                    return true;
                }
            }
        }
        return false;
    }

    private List<Path> pythonPlaces() {
        Set<String> prefixes =
                new LinkedHashSet<>(List.of(machine.variable("VIRTUAL_ENV"), machine.variable("CONDA_PREFIX")));
        if (machine.isWhole() && machine.commands() instanceof ProcessCommands programs) {
            for (String name : List.of("python3", "python")) {
                programs.find(name).ifPresent(python -> {
                    prefixes.add(prefix(python));
                    prefixes.add(prefix(real(python)));
                });
            }
        }
        prefixes.addAll(List.of("/opt/conda", "/usr/local", "/usr"));
        if (!machine.variable("HOME").isEmpty()) {
            prefixes.add(machine.variable("HOME") + "/.local");
        }
        List<Path> places = new ArrayList<>();
        for (String prefix : prefixes) {
            if (!prefix.startsWith("/")) {
                continue;
            }
            List<Path> pythons = Machine.list(machine.path(prefix).resolve("lib"), "python3*");
            for (String kind : List.of("site-packages", "dist-packages")) {
                pythons.stream()
                        .map(p -> p.resolve(kind))
                        .filter(Files::isDirectory)
                        .forEach(places::add);
            }
        }
        return places;
    }

    private static String prefix(Path program) {
        Path bin = program.getParent();
        Path prefix = bin == null ? null : bin.getParent();
        return prefix == null ? "" : prefix.toString();
    }

    private void library() {
        for (String library : libraries()) {
            Path real = real(machine.path(library));
            Matcher named = LIBRARY.matcher(String.valueOf(real.getFileName()));
            Optional<String> version = named.matches() ? Optional.of(named.group(1)) : inside(real);
            if (version.isPresent()) {
                found("nccl", version.get());
                return;
            }
        }
    }

    private List<String> libraries() {
        List<String> places =
                new ArrayList<>(List.of(machine.variable("LD_LIBRARY_PATH").split(":", -1)));
        if (!machine.variable("CONDA_PREFIX").isEmpty()) {
            places.add(machine.variable("CONDA_PREFIX") + "/lib");
        }
        List<String> found = new ArrayList<>();
        for (String place : places) {
            if (place.startsWith("/") && machine.exists(place + "/libnccl.so.2")) {
                found.add(place + "/libnccl.so.2");
            }
        }
        if (machine.isWhole()) {
            machine.commands().run(List.of("ldconfig", "-p"), deadline.left()).ifPresent(r -> {
                Matcher m = LDCONFIG.matcher(r.output());
                while (m.find()) {
                    found.add(m.group(1));
                }
            });
        }
        return found;
    }

    /** A library has its version as text inside, for NCCL_DEBUG=VERSION to print. */
    private Optional<String> inside(Path library) {
        try (InputStream in = Files.newInputStream(library)) {
            byte[] buffer = new byte[BLOCK + LONGEST];
            int kept = 0;
            for (int n = in.readNBytes(buffer, kept, BLOCK); n > 0; n = in.readNBytes(buffer, kept, BLOCK)) {
                int length = kept + n;
                Matcher m = INSIDE.matcher(new String(buffer, 0, length, StandardCharsets.ISO_8859_1));
                if (m.find()) {
                    return Optional.of(m.group(1));
                }
                if (deadline.left().isZero()) {
                    return Optional.empty();
                }
                kept = Math.min(LONGEST, length);
                System.arraycopy(buffer, length - kept, buffer, 0, kept);
            }
        } catch (IOException e) {
            // Not readable: then its version stays unknown.
        }
        return Optional.empty();
    }

    private void found(String name, String version) {
        text.append(name).append('=').append(version).append('\n');
    }

    private static Optional<String> match(Pattern pattern, String content) {
        Matcher m = pattern.matcher(content);
        return m.find() ? Optional.of(m.group(1)) : Optional.empty();
    }

    private static Path real(Path link) {
        try {
            return link.toRealPath();
        } catch (IOException e) {
            return link;
        }
    }
}
