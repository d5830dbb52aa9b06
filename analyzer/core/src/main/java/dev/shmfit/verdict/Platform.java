package dev.shmfit.verdict;

import dev.shmfit.facts.PlatformClues;
import dev.shmfit.facts.Reading;
import java.util.List;
import java.util.Locale;

/** Where a job runs, as far as it decides how /dev/shm is made. */
public enum Platform {
    DOCKER("docker run"),
    COMPOSE("Docker Compose"),
    KUBERNETES("Kubernetes"),
    ARGO("Argo Workflows"),
    KUBERAY("KubeRay"),
    PODMAN("podman"),
    APPTAINER("Apptainer"),
    SLURM("Slurm"),
    AZUREML("Azure Machine Learning"),
    HOST("plain host"),
    /** Nothing tells. */
    UNKNOWN("unknown");

    /** Services whose users cannot change /dev/shm. */
    static final List<String> FIXED = List.of("sagemaker", "vertex", "fargate", "colab", "kaggle");

    private final String title;

    Platform(String title) {
        this.title = title;
    }

    /** The one that makes /dev/shm, the outermost first: a pod's container is not sized with {@code docker run}. */
    public static Platform of(PlatformClues clues) {
        if (holds(clues.argo())) {
            return ARGO;
        }
        if (holds(clues.kubernetes())) {
            return KUBERNETES;
        }
        // enroot and Apptainer hand the host's /dev/shm on; a container of its own goes before the job around it.
        if (holds(clues.podman())) {
            return PODMAN;
        }
        if (holds(clues.docker())) {
            return DOCKER;
        }
        return holds(clues.slurm()) ? SLURM : UNKNOWN;
    }

    /** Whether the service around the job leaves no way to change the size. */
    public static boolean fixesShm(PlatformClues clues) {
        return clues.managed().asOptional().filter(FIXED::contains).isPresent();
    }

    private static boolean holds(Reading<Boolean> clue) {
        return clue.asOptional().orElse(false);
    }

    /** The spelling on the command line and in reports. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether a container runtime makes /dev/shm there, and not the machine. */
    public boolean isContainer() {
        return switch (this) {
            case DOCKER, COMPOSE, KUBERNETES, ARGO, KUBERAY, PODMAN, AZUREML -> true;
            case APPTAINER, SLURM, HOST, UNKNOWN -> false;
        };
    }

    /** Whether pods are what runs there. */
    public boolean isKubernetes() {
        return this == KUBERNETES || this == ARGO || this == KUBERAY;
    }

    /** For people. */
    public String title() {
        return title;
    }
}
