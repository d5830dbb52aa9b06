package dev.shmfit.manifest;

import dev.shmfit.facts.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads {@code .container} files of Podman's systemd generator, and the {@code .pod} files that they name
 * (podman-systemd.unit(5)). A pod has a size from Podman 5.4 on.
 */
final class QuadletReader {
    private static final Map<String, String> OPTIONS = Map.ofEntries(
            Map.entry("ShmSize", "shm-size"),
            Map.entry("Image", "image"),
            Map.entry("ContainerName", "name"),
            Map.entry("AddDevice", "device"),
            Map.entry("Volume", "volume"),
            Map.entry("Mount", "mount"),
            Map.entry("Tmpfs", "tmpfs"),
            Map.entry("Ulimit", "ulimit"),
            Map.entry("AddCapability", "cap-add"),
            Map.entry("Network", "network"),
            Map.entry("HostName", "hostname"),
            Map.entry("Entrypoint", "entrypoint"),
            Map.entry("Pod", "pod"),
            Map.entry("EnvironmentFile", "env-file"),
            Map.entry("Memory", "memory"));
    /** Keys whose value is several words. */
    private static final Set<String> LISTS = Set.of("AddCapability");

    private static final String CONTAINER = "[Container]";
    private static final String POD = "[Pod]";

    private QuadletReader() {}

    static boolean isQuadlet(String text) {
        return QuadletUnit.has(text, CONTAINER) || QuadletUnit.has(text, POD);
    }

    /** The pod of a {@code .pod} file. */
    static Optional<PodmanPod> pod(String file, String text) {
        if (!file.endsWith(".pod") || !QuadletUnit.has(text, POD)) {
            return Optional.empty();
        }
        ContainerOptions options = new ContainerOptions(ManifestFormat.QUADLET);
        QuadletUnit.of(file, text, POD).entries().forEach(e -> entry(e, text, options));
        PodmanPod named = options.pod("");
        return Optional.of(
                new PodmanPod(file.substring(file.lastIndexOf('/') + 1), named.shmSize(), named.sharesIpc()));
    }

    /** @param pods that were handed over with it */
    static List<JobManifest> read(String file, String text, List<PodmanPod> pods) {
        if (!QuadletUnit.has(text, CONTAINER)) {
            return List.of();
        }
        QuadletUnit unit = QuadletUnit.of(file, text, CONTAINER);
        ContainerOptions options = new ContainerOptions(ManifestFormat.QUADLET);
        unit.entries().forEach(e -> entry(e, text, options));
        options.join(pods);
        List<Word> command = new ArrayList<>(options.entrypoint());
        unit.entries().stream()
                .filter(e -> e.key().equals("Exec"))
                .reduce((a, b) -> b)
                .ifPresent(e -> command.addAll(words(e)));
        return List.of(options.job(
                "Quadlet",
                "",
                unit.at(),
                new Tree.Leaf(unit.at(), "", Tree.Style.PLAIN),
                CommandWords.expanded(command),
                Reading.absent("one container")));
    }

    private static List<Word> words(QuadletUnit.Entry e) {
        return ShellText.of(new Word(e.value(), e.at())).commands().stream()
                .flatMap(List::stream)
                .toList();
    }

    private static void entry(QuadletUnit.Entry e, String text, ContainerOptions options) {
        String option = OPTIONS.get(e.key());
        if (e.key().equals("PodmanArgs")) {
            RunLine.options(e.words(text), 0, options);
        } else if (e.key().equals("Environment")) {
            words(e).forEach(w -> options.env(w.text(), e.at()));
        } else if (option != null && LISTS.contains(e.key())) {
            words(e).forEach(w -> options.put(option, w.text(), e.at()));
        } else if (option != null && !e.value().isEmpty()) {
            options.put(option, e.value(), e.at());
        }
    }
}
