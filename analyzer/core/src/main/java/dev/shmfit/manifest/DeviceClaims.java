package dev.shmfit.manifest;

import dev.shmfit.facts.Reading;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Devices that pods get by claims (resource.k8s.io, dynamic resource allocation): a container names claims of its pod, the
 * pod names a ResourceClaim or a ResourceClaimTemplate, and that says how many devices of which class.
 */
final class DeviceClaims {
    private final Map<String, Tree> templates = new LinkedHashMap<>();
    private final Map<String, Tree> claims = new LinkedHashMap<>();

    DeviceClaims(List<Tree> objects) {
        for (Tree o : objects) {
            String kind = o.text("kind").orElse("");
            String name = o.text("metadata", "name").orElse("");
            if (kind.equals("ResourceClaimTemplate")) {
                o.get("spec", "spec").ifPresent(s -> templates.put(name, s));
            } else if (kind.equals("ResourceClaim")) {
                o.get("spec").ifPresent(s -> claims.put(name, s));
            }
        }
    }

    /** The containers with the GPUs that their claims give them; unknown where a claim was not handed over. */
    List<ManifestContainer> given(Tree pod, List<ManifestContainer> containers) {
        return containers.stream()
                .map(c -> c.tree().items("resources", "claims").isEmpty() ? c : given(pod, c))
                .toList();
    }

    private ManifestContainer given(Tree pod, ManifestContainer c) {
        List<Reading<Long>> counts = new ArrayList<>();
        for (Tree claim : c.tree().items("resources", "claims")) {
            counts.addAll(counts(pod, claim));
        }
        Reading<Long> gpus = c.resources().gpus();
        for (Reading<Long> count : counts) {
            gpus = gpus.isKnown() && count.isKnown()
                    ? sum(gpus, count)
                    : gpus instanceof Reading.Unreadable ? gpus : count;
        }
        ContainerResources all = new ContainerResources(
                gpus,
                counts.isEmpty() ? c.resources().gpuKind() : "gpu",
                c.resources().memoryRequest(),
                c.resources().memoryLimit());
        return new ManifestContainer(c.name(), c.role(), c.at(), c.tree(), all, c.process(), c.mounts(), c.ipc());
    }

    private static Reading<Long> sum(Reading<Long> a, Reading<Long> b) {
        long x = a.asOptional().orElse(0L);
        return b.match(
                y -> Reading.known(
                        x == ContainerResources.ALL || y.value() == ContainerResources.ALL
                                ? ContainerResources.ALL
                                : x + y.value(),
                        y.source()),
                y -> b,
                y -> b);
    }

    /** Of GPUs alone: a claim of other devices gives none. */
    private List<Reading<Long>> counts(Tree pod, Tree claim) {
        String name = claim.text("name").orElse("");
        Optional<Tree> named = pod.items("resourceClaims").stream()
                .filter(r -> r.text("name").filter(name::equals).isPresent())
                .findFirst();
        Optional<Tree> told = named.flatMap(r -> r.text("resourceClaimTemplateName")
                .map(t -> Optional.ofNullable(templates.get(t)))
                .orElseGet(() -> r.text("resourceClaimName").flatMap(t -> Optional.ofNullable(claims.get(t)))));
        if (told.isEmpty()) {
            return List.of(new Reading.Unreadable<>(
                    name, claim.at().source(), "how many GPUs the claim gives stands in another object"));
        }
        List<Reading<Long>> counts = new ArrayList<>();
        for (Tree request : told.get().items("devices", "requests")) {
            boolean asked = claim.text("request")
                    .map(r -> request.text("name").filter(r::equals).isPresent())
                    .orElse(true);
            if (asked) {
                count(request).ifPresent(counts::add);
            }
        }
        return counts;
    }

    /** Of alternatives the first: the scheduler takes it where it can. */
    private static Optional<Reading<Long>> count(Tree request) {
        Tree of = request.get("exactly")
                .or(() -> request.items("firstAvailable").stream().findFirst())
                .orElse(request);
        String type = of.text("deviceClassName").orElse("").toLowerCase(Locale.ROOT);
        if (!type.contains("gpu") && !type.startsWith("mig")) {
            return Optional.empty();
        }
        boolean all = of.text("allocationMode").filter("All"::equals).isPresent();
        return Optional.of(
                all
                        ? Reading.known(ContainerResources.ALL, of.at().source())
                        : of.get("count")
                                .map(KubernetesReader::count)
                                .orElseGet(() -> Reading.known(1L, of.at().source())));
    }
}
