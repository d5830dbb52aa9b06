package dev.shmfit.manifest;

import dev.shmfit.facts.Reading;
import java.util.List;
import java.util.Optional;

/**
 * What containers have in common that run together.
 *
 * @param hostIpc whether they share the node's IPC namespace
 * @param hostNetwork whether they share the node's network, and with it the node's hostname
 * @param hostname which they see
 * @param replicas how many such pods there are
 * @param together how many pods with GPUs run one job with it, of this template and of others; absent where pods run each
 *     a job of their own, or only a launch says how many there are
 * @param volumes that they may mount
 * @param tree the pod's specification as written
 */
public record PodFacts(
        Reading<Boolean> hostIpc,
        Reading<Boolean> hostNetwork,
        Reading<String> hostname,
        Reading<Long> replicas,
        Reading<Long> together,
        List<Volume> volumes,
        Tree tree) {
    /** Of a pod that shares its job with no other, as far as is known. */
    static final Reading<Long> ALONE = Reading.absent("no other pods of the job are known");

    public PodFacts {
        volumes = List.copyOf(volumes);
    }

    /** The volume of that name. */
    public Optional<Volume> volume(String name) {
        return volumes.stream().filter(v -> v.name().equals(name)).findFirst();
    }

    /** Whether the node's IPC namespace is shared. */
    public boolean isHostIpc() {
        return hostIpc.asOptional().orElse(false);
    }
}
