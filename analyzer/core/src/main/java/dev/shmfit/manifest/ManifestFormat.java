package dev.shmfit.manifest;

import java.util.Locale;

/** What a job is written as. It decides how /dev/shm is made and in which units sizes are written. */
public enum ManifestFormat {
    KUBERNETES,
    COMPOSE,
    /** A {@code docker run} line. */
    DOCKER,
    /** A {@code docker service create} line: Swarm has neither a size of /dev/shm nor an IPC mode. */
    SWARM,
    /** A {@code podman run} line. */
    PODMAN,
    /** A {@code .container} file of Podman's systemd generator. */
    QUADLET,
    /** What {@code docker inspect} prints. */
    INSPECT,
    DEVCONTAINER,
    /** A task of dstack, which runs in a container with {@code resources.shm_size}. */
    DSTACK,
    /** A batch script of Slurm's. */
    SLURM,
    APPTAINER,
    /** A script or a command line that runs on the host itself. */
    HOST;

    /** The spelling in reports. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
