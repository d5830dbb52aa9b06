package dev.shmfit.manifest;

import dev.shmfit.facts.Reading;
import dev.shmfit.units.ByteCount;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads what a container of Kubernetes' asks for. */
final class KubernetesResources {
    /** Names under which device plugins offer GPUs, partitions of GPUs among them. */
    private static final Pattern GPU =
            Pattern.compile("(?:nvidia\\.com|amd\\.com|[a-z0-9.-]+)/(?:gpu|gpu\\.shared|mig-.*|pgpu|vgpu)");

    private KubernetesResources() {}

    /** @param resources a mapping with requests and limits, or the requests alone (TrainJob's resourcesPerNode) */
    static ContainerResources read(Tree resources) {
        Reading<Long> gpus = ContainerResources.NONE.gpus();
        String kind = "";
        for (String group : new String[] {"requests", "limits"}) {
            for (Map.Entry<String, Tree.Entry> e : resources.entries(group).entrySet()) {
                boolean asked = !e.getValue().value().text().filter("0"::equals).isPresent();
                if (GPU.matcher(e.getKey()).matches() && asked) {
                    gpus = KubernetesReader.count(e.getValue().value());
                    kind = e.getKey();
                }
            }
        }
        return new ContainerResources(
                gpus,
                kind,
                memory(resources, "requests", "no memory is requested"),
                memory(resources, "limits", "no memory limit is set"));
    }

    private static Reading<ByteCount> memory(Tree resources, String group, String absent) {
        return resources
                .leaf(group, "memory")
                .filter(l -> !l.text().isEmpty())
                .map(l -> Sizes.of(ManifestFormat.KUBERNETES, l.text(), l.at()))
                .orElseGet(() -> Reading.absent(absent));
    }
}
