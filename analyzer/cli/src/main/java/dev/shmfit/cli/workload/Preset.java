package dev.shmfit.cli.workload;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

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

    /** The preset of that name. */
    public static Optional<Preset> named(String name) {
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
