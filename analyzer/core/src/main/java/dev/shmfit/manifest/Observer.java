package dev.shmfit.manifest;

import java.util.List;
import java.util.regex.Pattern;

/** Containers that are given GPUs to look at them, not to compute: exporters of metrics, device plugins, nvidia-smi. */
public final class Observer {
    /** NVIDIA's own images of that kind, and the exporters that are common beside them. */
    private static final Pattern IMAGE =
            Pattern.compile("(?:.*/)?(?:dcgm(?:-exporter)?|nvidia[-_]gpu[-_]exporter|k8s-device-plugin"
                    + "|gpu-feature-discovery|k8s-mig-manager|k8s-driver-manager|gpu-operator(?:-validator)?|container-toolkit"
                    + "|node-feature-discovery|nvitop|gpustat)(?:[:@].*)?");

    private static final Pattern PROGRAM = Pattern.compile(
            "nvidia-smi|dcgmi|dcgm-exporter|nv-hostengine|nvtop|nvitop|gpustat|nvidia_gpu_exporter|gpu-burn|gpu_burn");

    private Observer() {}

    /** Whether a container is one, by its image, by its name or by all that runs in it. */
    public static boolean is(ManifestContainer c) {
        List<List<Word>> commands = c.process().commands();
        return IMAGE.matcher(c.name()).matches()
                || c.process()
                        .image()
                        .asOptional()
                        .filter(i -> IMAGE.matcher(i).matches())
                        .isPresent()
                || (!commands.isEmpty()
                        && commands.stream()
                                .allMatch(line -> PROGRAM.matcher(
                                                CommandWords.base(line.get(0).text()))
                                        .matches()));
    }
}
