package dev.shmfit.manifest;

import dev.shmfit.facts.Reading;
import java.util.List;

/** Reads {@code devcontainer.json}: it gives its container what {@code runArgs} says, as {@code docker run} takes it. */
final class DevcontainerReader {
    private DevcontainerReader() {}

    static boolean isDevcontainer(Tree document) {
        boolean made = document.get("image").isPresent()
                || document.get("build").isPresent()
                || document.get("dockerFile").isPresent();
        boolean marked = document.get("runArgs").isPresent()
                || document.get("features").isPresent()
                || document.get("customizations").isPresent()
                || document.get("hostRequirements").isPresent()
                || document.get("postCreateCommand").isPresent()
                || document.get("remoteUser").isPresent();
        return made && marked;
    }

    static List<JobManifest> jobs(Tree document) {
        ContainerOptions options = new ContainerOptions(ManifestFormat.DEVCONTAINER);
        RunLine.options(CommandWords.list(document.get("runArgs")), 0, options);
        document.leaf("image").ifPresent(l -> options.put("image", l.text(), l.at()));
        document.leaf("privileged").ifPresent(l -> options.put("privileged", l.text(), l.at()));
        document.items("capAdd").forEach(t -> {
            if (t instanceof Tree.Leaf l) {
                options.put("cap-add", l.text(), l.at());
            }
        });
        document.items("mounts").forEach(t -> {
            if (t instanceof Tree.Leaf l) {
                options.put("mount", l.text(), l.at());
            }
        });
        document.entries("containerEnv").forEach((k, e) -> {
            if (e.value() instanceof Tree.Leaf l) {
                options.env(k + "=" + l.text(), l.at());
            }
        });
        return List.of(options.job(
                "devcontainer",
                document.text("name").orElse(""),
                document.at(),
                document,
                List.of(),
                Reading.absent("one container")));
    }
}
