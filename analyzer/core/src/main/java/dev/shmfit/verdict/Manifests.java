package dev.shmfit.verdict;

import dev.shmfit.text.Text;
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
                Text.of("remedy/compose-brief", "size", SizeText.docker(size)),
                Text.joined(
                        Text.of("remedy/compose-service"),
                        "\n",
                        "services:\n",
                        "  ",
                        service,
                        ":\n",
                        "    shm_size: \"",
                        SizeText.docker(size),
                        "\"\n",
                        memory),
                Text.joined(
                        "docker compose up -d --force-recreate ",
                        service,
                        "\n",
                        "docker compose exec ",
                        service,
                        " df -h /dev/shm   ",
                        Remedies.mustBe(size),
                        "\n",
                        "docker inspect --format '{{.HostConfig.ShmSize}}' \"$(docker compose ps -q ",
                        service,
                        ")\"   ",
                        Remedies.mustPrint(size.bytes())));
    }

    /** A pod's specification with the volume in its container. */
    private Text pod(String in) {
        return Text.joined(
                ownIpc(in),
                in + "containers:\n",
                in + "  - name: ",
                names.container(),
                "\n",
                image(in + "    "),
                memoryYaml(in + "    "),
                in + "    volumeMounts:\n",
                in + "      - name: dshm\n",
                in + "        mountPath: /dev/shm\n",
                volumeYaml(in));
    }

    PlatformFix kubernetes() {
        return new PlatformFix(
                Platform.KUBERNETES,
                volumeBrief(),
                Text.joined(
                        "apiVersion: v1\n",
                        "kind: Pod\n",
                        "metadata:\n",
                        "  name: ",
                        names.pod(),
                        "\n",
                        "spec:\n",
                        pod("  ")),
                lookInside(names.container()));
    }

    PlatformFix argo() {
        return new PlatformFix(
                Platform.ARGO,
                volumeBrief(),
                Text.joined(
                        Text.of("remedy/argo-template"),
                        "\n",
                        "apiVersion: argoproj.io/v1alpha1\n",
                        "kind: Workflow\n",
                        "metadata:\n",
                        "  generateName: train-\n",
                        "spec:\n",
                        "  entrypoint: train\n",
                        "  templates:\n",
                        "    - name: train\n",
                        (hostIpc ? "      podSpecPatch: '{\"hostIPC\": false}'\n" : ""),
                        "      container:\n",
                        "        image: ",
                        names.image(),
                        "\n",
                        memoryYaml("        "),
                        "        volumeMounts:\n",
                        "          - name: dshm\n",
                        "            mountPath: /dev/shm\n",
                        volumeYaml("      ")),
                lookInside("main"));
    }

    /** KubeRay's own volume takes its size from limits.memory, else from requests.memory (makeEmptyDirVolume). */
    PlatformFix kuberay() {
        return new PlatformFix(
                Platform.KUBERAY,
                volumeBrief(),
                Text.joined(
                        Text.of("remedy/kuberay-volume"),
                        "\n",
                        "apiVersion: ray.io/v1\n",
                        "kind: RayCluster\n",
                        "metadata:\n",
                        "  name: ",
                        names.pod(),
                        "\n",
                        "spec:\n",
                        "  workerGroupSpecs:\n",
                        "    - groupName: train\n",
                        "      template:\n",
                        "        spec:\n",
                        pod("          ")),
                lookInside(names.container()));
    }

    PlatformFix azureml() {
        return new PlatformFix(
                Platform.AZUREML,
                Text.of("remedy/azureml-brief", "size", SizeText.docker(size)),
                Text.joined(
                        Text.of("remedy/azureml-job"),
                        "\n",
                        "resources:\n",
                        "  shm_size: ",
                        SizeText.docker(size),
                        "\n"),
                Text.joined("df -h /dev/shm   ", Text.of("remedy/azureml-must-be", "size", Remedies.df(size))));
    }

    /** A manifest that is changed has an image already; one that is named is told. */
    private String image(String indent) {
        boolean named = !names.image().equals(PlaceNames.UNKNOWN.image());
        return named ? indent + "image: " + names.image() + "\n" : "";
    }

    private Text lookInside(String container) {
        return Text.joined(
                "kubectl exec " + names.pod() + " -c " + container + " -- df -h /dev/shm   ", Remedies.mustBe(size));
    }

    private Text ownIpc(String indent) {
        return hostIpc ? Text.joined(indent + "hostIPC: false   ", Text.of("remedy/pod-ipc"), "\n") : Text.EMPTY;
    }

    private Text volumeBrief() {
        return Text.of("remedy/volume-brief", "size", SizeText.kubernetes(size));
    }

    private String volumeYaml(String indent) {
        return indent + "volumes:\n"
                + indent + "  - name: dshm\n"
                + indent + "    emptyDir:\n"
                + indent + "      medium: Memory\n"
                + indent + "      sizeLimit: " + SizeText.kubernetes(size) + "\n";
    }

    private Text memoryYaml(String indent) {
        return memoryLimit
                .map(m -> Text.joined(
                        indent,
                        Text.of("remedy/memory-charged"),
                        "\n" + indent + "resources:\n" + indent + "  limits:\n" + indent + "    memory: "
                                + SizeText.kubernetes(m) + "\n"))
                .orElse(Text.joined(
                        indent, Text.of("remedy/memory-charged-add", "size", SizeText.kubernetes(size)), "\n"));
    }
}
