package dev.shmfit.verdict;

import dev.shmfit.units.ByteCount;
import dev.shmfit.units.SizeText;
import java.util.Optional;

/**
 * The change to /dev/shm as a manifest: for Compose, Kubernetes and what runs on it, and Azure Machine Learning.
 *
 * @param size of /dev/shm to ask for
 * @param memoryLimit what the container's memory limit must be then, where it has one
 * @param names of container, pod and service
 * @param hostIpc whether the pod shares the node's IPC namespace now, and with it the node's /dev/shm
 */
record Manifests(ByteCount size, Optional<ByteCount> memoryLimit, PlaceNames names, boolean hostIpc) {
    PlatformFix compose() {
        String service = names.service();
        String memory = memoryLimit
                .map(m -> "    mem_limit: \"" + SizeText.docker(m) + "\"\n")
                .orElse("");
        return new PlatformFix(
                Platform.COMPOSE,
                "shm_size: \"" + SizeText.docker(size) + "\", at the service",
                "# At the service: build.shm_size only holds while the image is built; Swarm ignores both.\n"
                        + "services:\n"
                        + "  " + service + ":\n"
                        + "    shm_size: \"" + SizeText.docker(size) + "\"\n"
                        + memory,
                "docker compose up -d --force-recreate " + service + "\n"
                        + "docker compose exec " + service + " df -h /dev/shm   # Size must be " + Remedies.df(size)
                        + "\n"
                        + "docker inspect --format '{{.HostConfig.ShmSize}}' \"$(docker compose ps -q " + service
                        + ")\"   # must print " + size.bytes());
    }

    PlatformFix kubernetes() {
        return new PlatformFix(
                Platform.KUBERNETES,
                volumeBrief(),
                "apiVersion: v1\n"
                        + "kind: Pod\n"
                        + "metadata:\n"
                        + "  name: " + names.pod() + "\n"
                        + "spec:\n"
                        + ownIpc("  ")
                        + "  containers:\n"
                        + "    - name: " + names.container() + "\n"
                        + image("      ")
                        + memoryYaml("      ")
                        + "      volumeMounts:\n"
                        + "        - name: dshm\n"
                        + "          mountPath: /dev/shm\n"
                        + volumeYaml("  "),
                lookInside(names.container()));
    }

    PlatformFix argo() {
        return new PlatformFix(
                Platform.ARGO,
                volumeBrief(),
                "# In the template that trains: the mount in its container, the volume beside the container.\n"
                        + "apiVersion: argoproj.io/v1alpha1\n"
                        + "kind: Workflow\n"
                        + "metadata:\n"
                        + "  generateName: train-\n"
                        + "spec:\n"
                        + "  entrypoint: train\n"
                        + "  templates:\n"
                        + "    - name: train\n"
                        + (hostIpc ? "      podSpecPatch: '{\"hostIPC\": false}'\n" : "")
                        + "      container:\n"
                        + "        image: " + names.image() + "\n"
                        + memoryYaml("        ")
                        + "        volumeMounts:\n"
                        + "          - name: dshm\n"
                        + "            mountPath: /dev/shm\n"
                        + volumeYaml("      "),
                lookInside("main"));
    }

    /** KubeRay's own volume takes its size from limits.memory, else from requests.memory (makeEmptyDirVolume). */
    PlatformFix kuberay() {
        return new PlatformFix(
                Platform.KUBERAY,
                volumeBrief(),
                "# KubeRay adds a memory volume at /dev/shm as large as limits.memory of the Ray container, else\n"
                        + "# requests.memory: raise these, or mount a volume of your own, which takes its place:\n"
                        + "apiVersion: ray.io/v1\n"
                        + "kind: RayCluster\n"
                        + "metadata:\n"
                        + "  name: " + names.pod() + "\n"
                        + "spec:\n"
                        + "  workerGroupSpecs:\n"
                        + "    - groupName: train\n"
                        + "      template:\n"
                        + "        spec:\n"
                        + ownIpc("          ")
                        + "          containers:\n"
                        + "            - name: " + names.container() + "\n"
                        + image("              ")
                        + memoryYaml("              ")
                        + "              volumeMounts:\n"
                        + "                - name: dshm\n"
                        + "                  mountPath: /dev/shm\n"
                        + volumeYaml("          "),
                lookInside(names.container()));
    }

    PlatformFix azureml() {
        return new PlatformFix(
                Platform.AZUREML,
                "shm_size: " + SizeText.docker(size) + ", under resources of the job",
                "# In the job's YAML (az ml job create --file job.yml); without it /dev/shm has 2g.\n"
                        + "resources:\n"
                        + "  shm_size: " + SizeText.docker(size) + "\n",
                "df -h /dev/shm   # in the job's command; Size must be " + Remedies.df(size));
    }

    /** A manifest that is changed has an image already; one that is named is told. */
    private String image(String indent) {
        boolean named = !names.image().equals(PlaceNames.UNKNOWN.image());
        return named ? indent + "image: " + names.image() + "\n" : "";
    }

    private String lookInside(String container) {
        return "kubectl exec " + names.pod() + " -c " + container + " -- df -h /dev/shm   # Size must be "
                + Remedies.df(size);
    }

    private String ownIpc(String indent) {
        return hostIpc ? indent + "hostIPC: false   # true gives the pod the node's /dev/shm\n" : "";
    }

    private String volumeBrief() {
        return "emptyDir {medium: Memory, sizeLimit: " + SizeText.kubernetes(size) + "} at /dev/shm";
    }

    private String volumeYaml(String indent) {
        return indent + "volumes:\n"
                + indent + "  - name: dshm\n"
                + indent + "    emptyDir:\n"
                + indent + "      medium: Memory\n"
                + indent + "      sizeLimit: " + SizeText.kubernetes(size) + "\n";
    }

    private String memoryYaml(String indent) {
        String charged = indent + "# What is written to /dev/shm counts against limits.memory";
        return memoryLimit
                .map(m -> charged + ".\n"
                        + indent + "resources:\n"
                        + indent + "  limits:\n"
                        + indent + "    memory: " + SizeText.kubernetes(m) + "\n")
                .orElse(charged + ": if you set one, add " + SizeText.kubernetes(size) + " to it.\n");
    }
}
