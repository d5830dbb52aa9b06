package dev.shmfit.manifest;

import dev.shmfit.facts.Reading;
import dev.shmfit.units.ByteCount;
import java.util.List;

/**
 * What a container gets.
 *
 * @param gpus how many; {@link #ALL} for all of the node
 * @param gpuKind the resource that names them, such as {@code nvidia.com/gpu}; empty where there is none
 * @param memoryRequest what is set aside
 * @param memoryLimit what it may use; what lies in /dev/shm counts against it
 * @param devices numbers of the GPUs on the node; empty where they are not named by numbers
 */
public record ContainerResources(
        Reading<Long> gpus,
        String gpuKind,
        Reading<ByteCount> memoryRequest,
        Reading<ByteCount> memoryLimit,
        List<Integer> devices) {
    public ContainerResources {
        devices = List.copyOf(devices);
    }

    /** Of GPUs without numbers. */
    ContainerResources(
            Reading<Long> gpus, String gpuKind, Reading<ByteCount> memoryRequest, Reading<ByteCount> memoryLimit) {
        this(gpus, gpuKind, memoryRequest, memoryLimit, List.of());
    }

    /** All GPUs of the node. */
    public static final long ALL = Long.MAX_VALUE;

    /** Nothing said. */
    public static final ContainerResources NONE = new ContainerResources(
            Reading.absent("no GPUs are asked for"),
            "",
            Reading.absent("no memory is requested"),
            Reading.absent("no memory limit is set"));

    /** How many GPUs, where the text counts them; else zero. */
    public long countedGpus() {
        return gpus.asOptional().filter(g -> g != ALL).orElse(0L);
    }

    /** Whether GPUs are asked for, be their number known or not. */
    public boolean asksForGpus() {
        return gpus.match(k -> true, a -> false, u -> true);
    }
}
