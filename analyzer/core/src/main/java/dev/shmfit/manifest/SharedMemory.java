package dev.shmfit.manifest;

import dev.shmfit.facts.Reading;
import dev.shmfit.facts.ShmFacts;
import dev.shmfit.units.ByteCount;
import java.util.Optional;

/**
 * What a container finds at /dev/shm.
 *
 * @param kind what it is
 * @param size of it, where it has one of its own
 * @param volume that is mounted there; empty where there is none
 */
public record SharedMemory(Kind kind, Reading<ByteCount> size, Optional<Volume> volume) {
    private static final String DEV = "/dev";

    /** Whose /dev/shm it is. */
    public enum Kind {
        /** The runtime's 64 MiB. */
        DEFAULT,
        /** A tmpfs of its own, with a size. */
        SIZED,
        /** A tmpfs of its own, without a size: it may grow to the pod's memory limit, else to the node's memory. */
        UNSIZED,
        /** A directory on disk. */
        DISK,
        /** The host's. */
        HOST,
        /** That of another container. */
        SHARED,
        /** What is mounted there is not known. */
        UNKNOWN
    }

    private static SharedMemory of(Kind kind, Reading<ByteCount> size) {
        return new SharedMemory(kind, size, Optional.empty());
    }

    static SharedMemory of(JobManifest job, ManifestContainer c) {
        Optional<Mount> mount = c.shmMount();
        if (mount.isPresent()) {
            return job.pod()
                    .volume(mount.get().volume())
                    .map(SharedMemory::ofVolume)
                    .orElseGet(() -> of(Kind.UNKNOWN, Reading.absent("the volume that is mounted is not there")));
        }
        Reading<ByteCount> host = Reading.absent("it is the host's");
        // Whatever lies below a /dev that is mounted is left out, the container's own /dev/shm with it (moby
        // daemon/oci_linux.go withMounts, podman pkg/specgen/generate/storage.go@v5.8.2); of the host's /dev all is
        // there.
        Optional<Volume> dev = job.format() == ManifestFormat.KUBERNETES
                ? Optional.empty()
                : c.mounted(DEV).flatMap(m -> job.pod().volume(m.volume()));
        if (dev.isPresent()) {
            return dev.get().path().equals(DEV)
                    ? of(Kind.HOST, host)
                    : of(Kind.UNKNOWN, Reading.absent("it is what lies in what is mounted at /dev"));
        }
        boolean hosts = job.format() == ManifestFormat.SLURM
                || job.format() == ManifestFormat.HOST
                || job.format() == ManifestFormat.APPTAINER;
        if (hosts || (c.ipc().isHost() && !c.ipc().ofSwarm()) || job.pod().isHostIpc()) {
            return of(Kind.HOST, host);
        }
        String mode = c.ipc().mode().asOptional().orElse("");
        if (mode.equals("none")) {
            return of(Kind.UNKNOWN, Reading.absent("with the IPC mode none there is none"));
        }
        if (mode.startsWith("container:") || mode.startsWith("service:")) {
            return of(Kind.SHARED, Reading.absent("it is that of " + mode.substring(mode.indexOf(':') + 1)));
        }
        Reading<ByteCount> size =
                c.ipc().ofSwarm() ? IpcFacts.NONE.shmSize() : c.ipc().shmSize();
        if (c.ipc().operatorVolume()) {
            return of(size.isKnown() ? Kind.SIZED : Kind.UNSIZED, size);
        }
        boolean silent = size.match(k -> false, a -> true, u -> false);
        return silent
                ? of(Kind.DEFAULT, Reading.known(ShmFacts.CONTAINER_DEFAULT, c.at().source()))
                : of(size.isKnown() ? Kind.SIZED : Kind.UNKNOWN, size);
    }

    private static SharedMemory ofVolume(Volume v) {
        Kind kind = switch (v.kind()) {
            case MEMORY -> v.size().match(k -> Kind.SIZED, a -> Kind.UNSIZED, u -> Kind.UNKNOWN);
            case DISK -> Kind.DISK;
            case HOST_PATH -> v.path().equals(Mount.SHM) ? Kind.HOST : Kind.UNKNOWN;
            case OTHER -> Kind.UNKNOWN;
        };
        return new SharedMemory(kind, v.size(), Optional.of(v));
    }
}
