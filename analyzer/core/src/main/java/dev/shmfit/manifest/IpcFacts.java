package dev.shmfit.manifest;

import dev.shmfit.facts.Reading;
import dev.shmfit.units.ByteCount;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a container shares memory, where the format says so at the container.
 *
 * @param mode of the IPC namespace: {@code host}, {@code private}, {@code container:NAME}, {@code service:NAME},
 *     {@code pod:NAME} of a pod whose size is known
 * @param sizes of /dev/shm
 * @param capabilities added, in capitals, without {@code CAP_}
 * @param ulimits soft limits by name; -1 is unlimited
 * @param privileged whether it may do all that root may
 * @param ofSwarm whether Docker Swarm runs it, which knows neither a size nor an IPC mode
 * @param operatorVolume whether an operator mounts a memory volume at /dev/shm that the file does not show
 */
public record IpcFacts(
        Reading<String> mode,
        Shm sizes,
        List<String> capabilities,
        Map<String, Reading<Long>> ulimits,
        boolean privileged,
        boolean ofSwarm,
        boolean operatorVolume) {
    /**
     * Sizes of /dev/shm that are written down.
     *
     * @param own of the container
     * @param build while the image is built, which the running container does not get
     * @param besidePod what a container in a pod of Podman's asks for itself, which it does not get
     */
    public record Shm(Reading<ByteCount> own, Reading<ByteCount> build, Reading<ByteCount> besidePod) {}

    /** Nothing said. */
    public static final IpcFacts NONE = new IpcFacts(
            Reading.absent("no IPC mode is set"),
            new Shm(
                    Reading.absent("no size of /dev/shm is set"),
                    Reading.absent("no size is set for the build"),
                    Reading.absent("no size is set beside the pod's")),
            List.of(),
            Map.of(),
            false,
            false,
            false);

    public IpcFacts {
        capabilities = List.copyOf(capabilities);
        ulimits = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(ulimits));
    }

    /** The same with an operator's volume of that size at /dev/shm. */
    IpcFacts withVolume(Reading<ByteCount> size) {
        return new IpcFacts(
                mode, new Shm(size, sizes.build, sizes.besidePod), capabilities, ulimits, privileged, ofSwarm, true);
    }

    /** The size of /dev/shm. */
    public Reading<ByteCount> shmSize() {
        return sizes.own;
    }

    /** The size while the image is built. */
    public Reading<ByteCount> buildShmSize() {
        return sizes.build;
    }

    /** What a container in a pod of Podman's asks for itself. */
    public Reading<ByteCount> ownSize() {
        return sizes.besidePod;
    }

    /** The pod of Podman's whose /dev/shm it has; empty where it has none, or nothing is known of the pod. */
    public Optional<String> pod() {
        return mode.asOptional()
                .filter(m -> m.startsWith(PodmanPod.MODE))
                .map(m -> m.substring(PodmanPod.MODE.length()));
    }

    /** Whether the container has the host's IPC namespace, and with it the host's /dev/shm. */
    public boolean isHost() {
        return mode.asOptional().filter("host"::equals).isPresent();
    }
}
