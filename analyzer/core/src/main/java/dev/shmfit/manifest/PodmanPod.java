package dev.shmfit.manifest;

import dev.shmfit.facts.Reading;
import dev.shmfit.units.ByteCount;
import java.util.List;
import java.util.Optional;

/**
 * A pod of Podman's, of a {@code .pod} unit or of {@code podman pod create}. Its containers have the infra container's
 * /dev/shm where they share its IPC namespace, as they do unless {@code --share} says otherwise; a size of their own then
 * counts for nothing (pkg/specgen/generate/namespaces.go@v5.8.2).
 *
 * @param name by which containers name it
 * @param shmSize the size of /dev/shm
 * @param sharesIpc whether the containers share the IPC namespace
 */
record PodmanPod(String name, Reading<ByteCount> shmSize, boolean sharesIpc) {
    /** How the IPC mode of a container in such a pod begins; the pod's name follows. */
    static final String MODE = "pod:";

    /** By the options of {@code podman pod create}. */
    static PodmanPod of(String name, Reading<ByteCount> shmSize, Optional<String> share) {
        return new PodmanPod(
                name,
                shmSize,
                share.map(s -> s.startsWith("+") || List.of(s.split(",", -1)).contains("ipc"))
                        .orElse(true));
    }

    /** By the words behind {@code podman pod create}. */
    static PodmanPod of(List<Word> words) {
        ContainerOptions options = new ContainerOptions(ManifestFormat.PODMAN);
        int end = RunLine.options(words, 0, options);
        return options.pod(end < words.size() ? words.get(end).text() : "");
    }
}
