package dev.shmfit.cli.manifest;

import dev.shmfit.cli.exit.ErrorText;
import dev.shmfit.cli.exit.InputError;
import dev.shmfit.manifest.ComposeOverride;
import dev.shmfit.manifest.ComposeReader;
import dev.shmfit.manifest.ManifestReader;
import dev.shmfit.manifest.ManifestText;
import dev.shmfit.manifest.MarkdownFences;
import dev.shmfit.manifest.PodSpecPatch;
import dev.shmfit.manifest.ScriptData;
import dev.shmfit.manifest.Tree;
import dev.shmfit.probes.format.CaptureReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The manifests that a command line names: files, whole directories, standard input. */
public final class ManifestFiles {
    /** What to look at in a directory; a file that is named is read whatever it is called. */
    private static final Pattern IN_DIRECTORY =
            Pattern.compile("(?i).*\\.(ya?ml|json|sh|bash|sbatch|slurm|container|pod|dockerfile)|dockerfile(\\..*)?");

    private static final Pattern SCRIPT = Pattern.compile("(?i).*\\.(sh|bash|zsh|sbatch|slurm|job|container|pod)");
    private static final Pattern DATA = Pattern.compile("(?i).*\\.(ya?ml|json|jsonc)");
    /** The pod that a Quadlet names. */
    private static final Pattern POD = Pattern.compile("(?m)^[ \\t]*Pod[ \\t]*=[ \\t]*([\\w@.-]+\\.pod)[ \\t]*\\r?$");

    private static final int MOST_FILES = 10_000;
    private static final int DEEPEST = 32;

    private ManifestFiles() {}

    /**
     * Reads what is named.
     *
     * @throws InputError where a file cannot be read, be it named itself or in a directory
     */
    public static List<ManifestText> read(List<String> names, InputStream in) {
        return read(names, in, false, remark -> {
            throw new InputError(remark);
        });
    }

    /**
     * Reads what is named.
     *
     * @param lenient whether a file that is named itself may be no YAML
     * @param remarks takes what was passed over: files of a directory that are no YAML, such as templates
     * @throws InputError where a file that is named itself cannot be read
     */
    public static List<ManifestText> read(
            List<String> names, InputStream in, boolean lenient, Consumer<String> remarks) {
        List<ManifestText> files = new ArrayList<>();
        for (String name : withOverrides(names)) {
            if (name.equals("-")) {
                files.add(parsed("standard input", CaptureReader.text(in, "standard input")));
            } else if (Files.isDirectory(path(name))) {
                below(path(name)).forEach(p -> take(p.toString(), p, true, files, remarks));
            } else {
                take(name, path(name), lenient, files, remarks);
            }
        }
        withPods(files, remarks);
        withServices(files, remarks);
        withExtended(files, remarks);
        return withVariables(files);
    }

    /** The files with those beside them that jobs take variables from; what sets variables is no job itself. */
    private static List<ManifestText> withVariables(List<ManifestText> files) {
        List<ManifestText> all = new ArrayList<>(files);
        for (String name : ManifestReader.filesOfVariables(files)) {
            Path beside = path(name).toAbsolutePath().normalize();
            Optional<ManifestText> given = files.stream()
                    .filter(f -> path(f.name()).toAbsolutePath().normalize().equals(beside))
                    .findFirst();
            if (given.isPresent()) {
                all.replaceAll(f -> f.equals(given.get()) ? variables(name, f.text()) : f);
            } else if (Files.isRegularFile(beside)) {
                all.add(variables(name, CaptureReader.text(beside)));
            }
        }
        return List.copyOf(all);
    }

    private static ManifestText variables(String name, String text) {
        return new ManifestText(name, text, List.of(), "", Map.of());
    }

    /** What services extend stands beside their file; that may extend others. */
    private static void withExtended(List<ManifestText> files, Consumer<String> remarks) {
        for (int i = 0; i < files.size() && files.size() < MOST_FILES; i++) {
            ManifestText file = files.get(i);
            for (String extended : ComposeReader.filesExtended(file.documents())) {
                Path beside = path(file.name()).resolveSibling(path(extended));
                boolean there = files.stream()
                        .anyMatch(f -> path(f.name())
                                .toAbsolutePath()
                                .normalize()
                                .equals(beside.toAbsolutePath().normalize()));
                if (!there && Files.isRegularFile(beside)) {
                    take(beside.toString(), beside, true, files, remarks);
                }
            }
        }
    }

    /** The compose files whose services scripts run. */
    private static void withServices(List<ManifestText> files, Consumer<String> remarks) {
        Set<Path> there = new LinkedHashSet<>();
        files.forEach(f -> there.add(path(f.name()).toAbsolutePath().normalize()));
        for (String name : withOverrides(ManifestReader.filesOfServices(files))) {
            Path beside = path(name);
            if (there.add(beside.toAbsolutePath().normalize()) && Files.isRegularFile(beside)) {
                take(name, beside, true, files, remarks);
            }
        }
    }

    /** A command with what it names: compose files, what these extend, and files of variables. */
    public static List<ManifestText> named(ManifestText command) {
        List<ManifestText> files = new ArrayList<>(List.of(command));
        Consumer<String> remarks = remark -> {
            throw new InputError(remark);
        };
        withServices(files, remarks);
        withExtended(files, remarks);
        return withVariables(files);
    }

    /** A Quadlet's pod is a unit beside it. */
    private static void withPods(List<ManifestText> files, Consumer<String> remarks) {
        for (ManifestText file : List.copyOf(files)) {
            Matcher pod = POD.matcher(file.text());
            if (file.name().endsWith(".container") && pod.find()) {
                Path beside = path(file.name()).resolveSibling(pod.group(1));
                boolean there = files.stream().anyMatch(f -> f.name().endsWith(pod.group(1)));
                if (!there && Files.isRegularFile(beside)) {
                    take(beside.toString(), beside, true, files, remarks);
                }
            }
        }
    }

    /** Beside a compose file of the usual name, docker compose reads an override. */
    private static Set<String> withOverrides(List<String> names) {
        Set<String> all = new LinkedHashSet<>();
        for (String name : names) {
            all.add(name);
            if (!name.equals("-")) {
                Path file = path(name);
                ComposeOverride.beside(String.valueOf(file.getFileName())).stream()
                        .map(file::resolveSibling)
                        .filter(Files::isRegularFile)
                        .findFirst()
                        .ifPresent(f -> all.add(f.toString()));
            }
        }
        return all;
    }

    private static void take(
            String name, Path path, boolean lenient, List<ManifestText> into, Consumer<String> remarks) {
        String text = CaptureReader.text(path);
        try {
            into.add(parsed(name, text));
        } catch (InputError e) {
            if (!lenient) {
                throw e;
            }
            remarks.accept("passed over: " + e.getMessage());
        }
    }

    private static List<Path> below(Path directory) {
        try (Stream<Path> all = Files.walk(directory, DEEPEST)) {
            return all.filter(p -> IN_DIRECTORY
                            .matcher(String.valueOf(p.getFileName()))
                            .matches())
                    .filter(Files::isRegularFile)
                    .filter(p -> !p.toString().contains("/.git/"))
                    .sorted()
                    .limit(MOST_FILES)
                    .toList();
        } catch (IOException e) {
            throw new InputError("cannot read " + ErrorText.shown(directory.toString()) + ": " + e.getMessage(), e);
        }
    }

    private static Path path(String name) {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw new InputError("\"" + ErrorText.shown(name) + "\" cannot name a file", e);
        }
    }

    /** A text as what it is: by its content, and by its name where the content may be either. */
    public static ManifestText parsed(String name, String text) {
        if (!DATA.matcher(name).matches() && !SCRIPT.matcher(name).matches() && MarkdownFences.are(name, text)) {
            List<Tree> blocks = new ArrayList<>();
            MarkdownFences fences = MarkdownFences.of(text);
            fences.data().forEach(block -> blocks.addAll(documents(name, block)));
            return commands(name, text, fences.commands(), blocks);
        }
        return isScript(name, text)
                ? commands(name, text, text, new ArrayList<>())
                : data(name, text, documents(name, text));
    }

    private static ManifestText data(String name, String text, List<Tree> documents) {
        Map<String, Tree> values = new LinkedHashMap<>();
        patches(name, documents, values);
        return new ManifestText(name, text, documents, "", values);
    }

    /** Values that are YAML themselves; one that is none is told as such by whoever wants it. */
    private static void patches(String name, List<Tree> documents, Map<String, Tree> into) {
        PodSpecPatch.texts(documents)
                .forEach(t -> tried(name, t).filter(v -> v.size() == 1).ifPresent(v -> into.put(t, v.get(0))));
    }

    /** A text of commands with the values that stand in them; what is no YAML there is a text of another kind. */
    private static ManifestText commands(String name, String text, String commands, List<Tree> documents) {
        ScriptData data = ScriptData.of(commands);
        data.documents().forEach(d -> tried(name, d).ifPresent(documents::addAll));
        Map<String, Tree> values = new LinkedHashMap<>();
        data.values()
                .forEach((word, d) ->
                        tried(name, d).filter(v -> v.size() == 1).ifPresent(v -> values.put(word, v.get(0))));
        patches(name, documents, values);
        return new ManifestText(name, text, documents, commands, values);
    }

    private static Optional<List<Tree>> tried(String name, String text) {
        try {
            return Optional.of(ManifestYaml.parse(name, text));
        } catch (InputError e) {
            return Optional.empty();
        }
    }

    private static List<Tree> documents(String name, String text) {
        List<Tree> all = new ArrayList<>();
        JsonStream.of(name.endsWith(".json") ? JsonComments.blanked(text) : text)
                .forEach(value -> all.addAll(ManifestYaml.parse(name, value)));
        return all;
    }

    /** YAML and JSON are told by their names; of anything else the first line that is no comment decides. */
    private static boolean isScript(String name, String text) {
        if (DATA.matcher(name).matches()) {
            return false;
        }
        String first = text.lines()
                .map(String::strip)
                .filter(l -> !l.isEmpty() && (!l.startsWith("#") || l.startsWith("#!")) && !l.startsWith("//"))
                .findFirst()
                .orElse("");
        boolean data = first.startsWith("{")
                || first.startsWith("---")
                || first.startsWith("- ")
                || first.equals("-")
                || first.startsWith("%YAML")
                || first.matches("\\[[^A-Z]*|\"?[\\w./-]+\"?:(?:\\s.*)?");
        return SCRIPT.matcher(name).matches() || text.contains("\n#SBATCH ") || !data;
    }
}
