package dev.shmfit.cli.workload;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A usual training shape, as a workload file that says what it assumes and where that was read.
 *
 * @param name as {@code --preset} takes it
 * @param text the file
 * @param workload what it states
 */
public record Preset(String name, String text, Workload workload) {
    /** Every preset, in the order in which they are listed. */
    public static final List<String> NAMES = List.of(
            "imagenet",
            "detection",
            "yolo",
            "yolox",
            "video",
            "language-model",
            "hf-trainer",
            "lightning",
            "accelerate");

    /** All names that can be asked for: those of whole files, and those of programs that take sizes. */
    public static List<String> known() {
        return Stream.concat(NAMES.stream(), ParallelPreset.NAMES.stream()).toList();
    }

    /** What a name stands for, in a sentence. */
    public static String summary(String name) {
        return ParallelPreset.summary(name)
                .orElseGet(() -> named(name).map(Preset::summary).orElse(""));
    }

    /**
     * The preset of that name; that of a program has sizes behind it: {@code vllm:tp=8}.
     *
     * @throws dev.shmfit.units.MalformedText where the sizes are none
     */
    public static Optional<Preset> named(String name) {
        if (ParallelPreset.isOne(name)) {
            String text = ParallelPreset.text(name);
            return Optional.of(new Preset(name, text, WorkloadText.parse(name, text)));
        }
        if (!NAMES.contains(name)) {
            return Optional.empty();
        }
        String text = resource("presets/" + name + ".yaml");
        return Optional.of(new Preset(name, text, WorkloadText.parse(name + ".yaml", text)));
    }

    /** The commented example. */
    public static String example() {
        return resource("example.yaml");
    }

    /** The JSON Schema of workload files. */
    public static String settingsSchema() {
        return WorkloadSchema.text("settings");
    }

    public static String schema() {
        return WorkloadSchema.text();
    }

    /** What it stands for, in a sentence. */
    public String summary() {
        return workload.description().orElse("").strip().replaceAll("\\s+", " ");
    }

    private static String resource(String path) {
        try (InputStream in = Preset.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException(path + " is not in the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
