package dev.shmfit.manifest;

import dev.shmfit.facts.Reading;
import java.util.List;
import java.util.Optional;

/**
 * A pod template, a service, a {@code docker run} line or a batch script: what is started together on one node.
 *
 * @param format what it is written as
 * @param kind as the text calls it, such as {@code Deployment} or {@code service}
 * @param name of it; empty where it has none
 * @param part what tells it from other pods of the same object, such as {@code Worker}; empty where nothing does
 * @param at where it begins
 * @param pod what its containers have in common
 * @param containers at least one, in the order of the text
 */
public record JobManifest(
        ManifestFormat format,
        String kind,
        String name,
        String part,
        Span at,
        PodFacts pod,
        List<ManifestContainer> containers) {
    public JobManifest {
        containers = List.copyOf(containers);
    }

    /** The same, of a job of several pods. */
    JobManifest together(Reading<Long> pods) {
        PodFacts known = new PodFacts(
                pod.hostIpc(), pod.hostNetwork(), pod.hostname(), pod.replicas(), pods, pod.volumes(), pod.tree());
        return new JobManifest(format, kind, name, part, at, known, containers);
    }

    /** The same with other containers. */
    JobManifest with(List<ManifestContainer> changed) {
        return new JobManifest(format, kind, name, part, at, pod, changed);
    }

    /** Whether a container that does the work asks for GPUs. */
    boolean usesGpus() {
        return containers.stream()
                .anyMatch(c ->
                        c.role() == ManifestContainer.Role.MAIN && c.resources().asksForGpus());
    }

    /** Whether only a command about it is known, not what makes its container. */
    public boolean isElsewhere() {
        return ElsewhereLine.isKindOf(this)
                && containers.stream()
                        .anyMatch(c ->
                                c.shmMount().filter(m -> m.volume().isEmpty()).isPresent());
    }

    /** Whether the runtime of a TrainJob decides what its pods have at /dev/shm, and is not here. */
    public boolean isOfRuntime() {
        return kind.equals("TrainJob")
                && containers.stream()
                        .anyMatch(c ->
                                c.shmMount().filter(m -> m.volume().isEmpty()).isPresent());
    }

    /** How messages call it. */
    public String shown() {
        return name.isEmpty() ? kind : kind + " " + name;
    }

    /** The containers that run beside a container and have its volume at /dev/shm; itself among them. */
    public List<ManifestContainer> sharing(ManifestContainer c) {
        Optional<String> volume = shared(c);
        return volume.isEmpty()
                ? List.of(c)
                : containers.stream()
                        .filter(o -> o.equals(c)
                                || (o.role() != ManifestContainer.Role.INIT
                                        && shared(o).equals(volume)))
                        .toList();
    }

    private Optional<String> shared(ManifestContainer c) {
        return c.shmMount().map(Mount::volume).filter(v -> pod.volume(v).isPresent());
    }

    /** What a container has at /dev/shm. */
    public SharedMemory shm(ManifestContainer container) {
        return SharedMemory.of(this, container);
    }
}
