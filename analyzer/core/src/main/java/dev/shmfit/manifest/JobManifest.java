package dev.shmfit.manifest;

import java.util.List;

/**
 * A pod template, a service, a {@code docker run} line or a batch script: what is started together on one node.
 *
 * @param format what it is written as
 * @param kind as the text calls it, such as {@code Deployment} or {@code service}
 * @param name of it; empty where it has none
 * @param at where it begins
 * @param pod what its containers have in common
 * @param containers at least one, in the order of the text
 */
public record JobManifest(
        Format format, String kind, String name, Span at, PodFacts pod, List<ContainerFacts> containers) {
    public JobManifest {
        containers = List.copyOf(containers);
    }

    /** How messages call it. */
    public String shown() {
        return name.isEmpty() ? kind : kind + " " + name;
    }

    /** What a container has at /dev/shm. */
    public SharedMemory shm(ContainerFacts container) {
        return SharedMemory.of(this, container);
    }
}
