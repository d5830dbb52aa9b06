package dev.shmfit.cli.commands;

import dev.shmfit.verdict.Place;

/** What {@code --platform} takes: each word with where /dev/shm comes from there, and what sets its size. */
final class PlatformHelp {
    private record Says(String byDefault, String changedBy) {}

    private PlatformHelp() {}

    /** One platform a paragraph. */
    static String text() {
        StringBuilder text = new StringBuilder("""
                --platform NAME says where the job runs, so that the change to make is one to
                paste there. Without it shmfit goes by what the capture shows. Names may
                follow: --platform kubernetes:pod=trainer-0,container=main, docker:image=job,
                docker:container=train, compose:service=train.
                """);
        for (String word : Place.known()) {
            if (!word.equals("k8s")) {
                Says says = of(word);
                text.append('\n').append(word.equals("kubernetes") ? "kubernetes, k8s" : word);
                text.append("\n  has   ").append(says.byDefault.replace("\n", "\n        "));
                text.append("\n  size  ").append(says.changedBy.replace("\n", "\n        "));
                text.append('\n');
            }
        }
        return text.toString();
    }

    private static Says of(String word) {
        String none = "nothing sets it: change the workload (fewer workers, prefetch, batch)";
        return switch (word) {
            case "docker" ->
                new Says(
                        "64 MiB",
                        "docker run --shm-size, or --ipc=host for the host's own;\n"
                                + "\"default-shm-size\" in /etc/docker/daemon.json for all containers");
            case "compose" -> new Says("64 MiB", "shm_size at the service (not under build:); Swarm ignores it");
            case "kubernetes" ->
                new Says(
                        "64 MiB, or with hostIPC: true the node's",
                        "a volume emptyDir {medium: Memory, sizeLimit} mounted at /dev/shm,\n"
                                + "counted against limits.memory of the container that writes");
            case "argo" -> new Says("64 MiB", "the same volume, in the template of the step that trains");
            case "kuberay" ->
                new Says(
                        "a memory volume that KubeRay adds, as large as limits.memory of the\n"
                                + "Ray container, else as requests.memory",
                        "resources.limits.memory, or a volume of your own at /dev/shm");
            case "podman" -> new Says("64 MiB", "podman run --shm-size; not beside --ipc=host (exit code 125)");
            case "apptainer" ->
                new Says(
                        "the host's; with --contain one of its own, of half the memory",
                        "--contain; \"sessiondir max size\" of apptainer.conf (64 MiB) bounds the\n"
                                + "session directory, and so a /dev/shm that is no mount of its own");
            case "slurm" ->
                new Says(
                        "the node's; with job_container/tmpfs one for each job",
                        "the administrator, on the node; the job's --mem has to include it");
            case "azureml" -> new Says("2 GiB", "resources: shm_size: in the job's YAML");
            case "host" ->
                new Says("half of the memory, unless /etc/fstab says more or less", "mount -o remount,size=");
            case "vertex" ->
                new Says(
                        "what the machine gives a training container; 64 MiB for a served model",
                        "for training nothing sets it; for a served model sharedMemorySizeMb\n"
                                + "of its containerSpec");
            case "sagemaker" -> new Says("what the instance gives", none);
            case "fargate" -> new Says("64 MiB; sharedMemorySize is not supported", none);
            case "colab", "kaggle" -> new Says("what the notebook service gives", none);
            default -> throw new IllegalStateException(word + " has no text");
        };
    }
}
