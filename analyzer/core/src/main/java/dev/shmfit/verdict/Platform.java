package dev.shmfit.verdict;

/** Where a job runs, as far as it decides how /dev/shm is made. */
public enum Platform {
    DOCKER("docker run"),
    COMPOSE("Docker Compose"),
    KUBERNETES("Kubernetes"),
    ARGO("Argo Workflows"),
    PODMAN("podman"),
    SLURM("Slurm"),
    HOST("plain host"),
    /** Nothing tells. */
    UNKNOWN("unknown");

    private final String title;

    Platform(String title) {
        this.title = title;
    }

    /** For people. */
    public String title() {
        return title;
    }
}
