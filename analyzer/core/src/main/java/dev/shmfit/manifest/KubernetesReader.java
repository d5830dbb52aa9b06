package dev.shmfit.manifest;

import dev.shmfit.facts.Reading;
import dev.shmfit.manifest.ManifestContainer.Role;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads objects of Kubernetes and of what extends it: each pod template is a job. */
final class KubernetesReader {
    /** Lists of containers in a pod, and what else stands for one: Argo's and KServe's. */
    private static final Map<String, Role> CONTAINERS = containers();

    private final Map<String, Map<String, String>> configMaps = new LinkedHashMap<>();
    private final Map<String, Tree> values;
    private final DeviceClaims claims;
    private final TrainJobs trainJobs;

    /** @param values what texts in the documents stand for that are YAML themselves */
    KubernetesReader(List<Tree> documents, Map<String, Tree> values) {
        this.values = values;
        List<Tree> all = documents.stream().flatMap(d -> objects(d).stream()).toList();
        trainJobs = new TrainJobs(all);
        claims = new DeviceClaims(all);
        all.stream()
                .filter(o -> o.text("kind").filter("ConfigMap"::equals).isPresent())
                .forEach(o -> {
                    Map<String, String> data = new LinkedHashMap<>();
                    o.entries("data").forEach((key, e) -> {
                        if (e.value() instanceof Tree.Leaf l) {
                            data.put(key, l.text());
                        }
                    });
                    configMaps.put(o.text("metadata", "name").orElse(""), data);
                });
    }

    private static Map<String, Role> containers() {
        Map<String, Role> all = new LinkedHashMap<>();
        all.put("initContainers[*]", Role.INIT);
        all.put("containers[*]", Role.MAIN);
        all.put("container", Role.MAIN);
        all.put("script", Role.MAIN);
        all.put("containerSet.containers[*]", Role.MAIN);
        all.put("model", Role.MAIN);
        all.put("pytorch", Role.MAIN);
        all.put("triton", Role.MAIN);
        all.put("huggingface", Role.MAIN);
        all.put("sidecars[*]", Role.SIDECAR);
        return all;
    }

    static boolean isObject(Tree document) {
        return document.leaf("kind").isPresent() && document.leaf("apiVersion").isPresent();
    }

    /** The objects of a document: itself, or what a list holds. */
    private static List<Tree> objects(Tree document) {
        String kind = document.text("kind").orElse("");
        List<Tree> held = kind.endsWith("List") ? document.items("items") : List.of();
        if (kind.equals("AppWrapper")) {
            held = TreePath.of("spec.components[*].template").in(document);
        }
        return held.isEmpty()
                ? List.of(document)
                : held.stream().flatMap(h -> objects(h).stream()).toList();
    }

    /** What a list holds that is named after it: its items may leave the kind out. */
    private static String itemKind(Tree document) {
        return document.text("kind")
                .filter(k -> k.endsWith("List"))
                .map(k -> k.substring(0, k.length() - "List".length()))
                .orElse("");
    }

    List<JobManifest> jobs(Tree document) {
        List<JobManifest> jobs = new ArrayList<>();
        for (Tree object : objects(document)) {
            String kind = object.text("kind").orElseGet(() -> itemKind(document));
            String name = name(object);
            List<KubernetesJob.Template> templates = new ArrayList<>();
            for (KubernetesKinds.Pod written : KubernetesKinds.pods(kind, object)) {
                KubernetesKinds.Pod pod = written.with(PodSpecPatch.applied(written.tree(), object, values));
                job(kind, name, object, pod)
                        .map(j -> trained(kind, object, pod, j))
                        .ifPresent(j -> templates.add(new KubernetesJob.Template(j, pod)));
            }
            jobs.addAll(KubernetesJob.of(kind, object, templates));
            object.get("spec", "trainer")
                    .filter(t -> kind.equals("TrainJob") && !trainJobs.hasRuntime(object))
                    .ifPresent(t -> jobs.add(trainer(name, t)));
        }
        return jobs;
    }

    private static String name(Tree object) {
        return object.text("metadata", "name")
                .or(() -> object.text("metadata", "generateName"))
                .orElse("");
    }

    /** A runtime's pod as the TrainJob runs it that names the runtime, where one does. */
    private JobManifest trained(String kind, Tree object, KubernetesKinds.Pod pod, JobManifest job) {
        if (!TrainJobs.isRuntime(kind) || !TrainJobs.trains(pod)) {
            return job;
        }
        return trainJobs
                .of(object)
                .map(t -> {
                    Tree trainer = t.get("spec", "trainer").orElseThrow();
                    return TrainJobs.joined(job, name(t), container(trainer, Role.MAIN), nodes(trainer));
                })
                .orElse(job);
    }

    private static Reading<Long> nodes(Tree trainer) {
        return trainer.get("numNodes")
                .map(KubernetesReader::count)
                .orElseGet(() -> Reading.absent("the runtime decides"));
    }

    private Optional<JobManifest> job(String kind, String name, Tree object, KubernetesKinds.Pod pod) {
        List<ManifestContainer> containers = new ArrayList<>();
        CONTAINERS.forEach((path, role) -> TreePath.of(path).in(pod.tree()).forEach(c -> {
            boolean stays = role == Role.INIT
                    && c.text("restartPolicy").filter("Always"::equals).isPresent();
            containers.add(container(c, stays ? Role.SIDECAR : role));
        }));
        if (containers.isEmpty()) {
            return Optional.empty();
        }
        List<Volume> volumes = new ArrayList<>(volumes(pod.tree()));
        if (pod.tree().get("container").isPresent() || pod.tree().get("script").isPresent()) {
            volumes.addAll(object.get("spec").map(KubernetesReader::volumes).orElse(List.of()));
            volumes.addAll(object.get("spec", "workflowSpec")
                    .map(KubernetesReader::volumes)
                    .orElse(List.of()));
        }
        PodFacts facts = new PodFacts(
                truth(pod.tree(), "hostIPC"),
                truth(pod.tree(), "hostNetwork"),
                pod.tree()
                        .leaf("hostname")
                        .map(l -> Reading.known(l.text(), l.at().source()))
                        .orElseGet(() -> Reading.absent("no hostname is set")),
                pod.replicas().map(KubernetesReader::count).orElseGet(() -> Reading.absent("no replicas are stated")),
                PodFacts.ALONE,
                volumes,
                pod.tree());
        return Optional.of(new JobManifest(
                ManifestFormat.KUBERNETES,
                kind,
                name,
                pod.part(),
                object.at(),
                facts,
                KubeRay.completed(kind, pod.owner(), claims.given(pod.tree(), containers))));
    }

    /** A TrainJob's trainer: its /dev/shm is the runtime's, which lies in another object. */
    private JobManifest trainer(String name, Tree trainer) {
        ManifestContainer c = container(trainer, Role.MAIN);
        Reading<Long> nodes = nodes(trainer);
        PodFacts facts = new PodFacts(
                Reading.absent("the runtime decides"),
                Reading.absent("the runtime decides"),
                Reading.absent("the runtime decides"),
                nodes,
                nodes,
                List.of(),
                trainer);
        Mount ofRuntime = new Mount("", Mount.SHM, "", trainer.at());
        ManifestContainer named = new ManifestContainer(
                "trainer", c.role(), c.at(), c.tree(), c.resources(), c.process(), List.of(ofRuntime), c.ipc());
        return new JobManifest(ManifestFormat.KUBERNETES, "TrainJob", name, "", trainer.at(), facts, List.of(named));
    }

    private ManifestContainer container(Tree c, Role role) {
        List<Mount> mounts = c.items("volumeMounts").stream()
                .filter(m -> m.text("mountPath").isPresent())
                .map(m -> new Mount(
                        m.text("name").orElse(""),
                        m.text("mountPath").orElse(""),
                        m.text("subPath").or(() -> m.text("subPathExpr")).orElse(""),
                        m.at()))
                .toList();
        Tree resources = c.get("resources").or(() -> c.get("resourcesPerNode")).orElse(c);
        List<String> added = c.items("securityContext", "capabilities", "add").stream()
                .flatMap(t -> t instanceof Tree.Leaf l
                        ? java.util.stream.Stream.of(l.text())
                        : java.util.stream.Stream.empty())
                .map(ComposeReader::capability)
                .toList();
        boolean privileged =
                truth(c, "securityContext", "privileged").asOptional().orElse(false);
        IpcFacts none = IpcFacts.NONE;
        return new ManifestContainer(
                c.text("name").orElse(""),
                role,
                c.at(),
                c,
                KubernetesResources.read(resources),
                new ProcessFacts(
                        c.leaf("image")
                                .map(l -> Reading.known(l.text(), l.at().source()))
                                .orElseGet(() -> Reading.absent("no image is named")),
                        CommandWords.ofTree(c),
                        new KubernetesEnv(configMaps).read(c)),
                mounts,
                new IpcFacts(none.mode(), none.sizes(), added, none.ulimits(), privileged, false, false));
    }

    private static List<Volume> volumes(Tree owner) {
        return owner.items("volumes").stream().map(KubernetesReader::volume).toList();
    }

    private static Volume volume(Tree v) {
        String name = v.text("name").orElse("");
        if (v.get("emptyDir").isPresent()) {
            boolean memory = v.text("emptyDir", "medium")
                    .filter(m -> m.startsWith("Memory") || m.startsWith("HugePages"))
                    .isPresent();
            return new Volume(
                    name,
                    memory ? Volume.Kind.MEMORY : Volume.Kind.DISK,
                    v.leaf("emptyDir", "sizeLimit")
                            .filter(l -> !l.text().isEmpty())
                            .map(l -> Sizes.of(ManifestFormat.KUBERNETES, l.text(), l.at()))
                            .filter(s ->
                                    s.asOptional().filter(b -> b.bytes() == 0).isEmpty())
                            .orElseGet(() -> Reading.absent("no sizeLimit is set")),
                    "",
                    v.at(),
                    v);
        }
        Optional<String> path = v.text("hostPath", "path");
        return new Volume(
                name,
                path.isPresent() ? Volume.Kind.HOST_PATH : Volume.Kind.OTHER,
                Reading.absent("it has no size of its own"),
                path.map(Mount::cleaned).orElse(""),
                v.at(),
                v);
    }

    /** Kubernetes reads YAML 1.1, where {@code yes} and {@code on} are true. */
    static Reading<Boolean> truth(Tree tree, String... keys) {
        Optional<Tree.Leaf> leaf = tree.leaf(keys);
        if (leaf.isEmpty()) {
            return Reading.absent("not set");
        }
        Span at = leaf.get().at();
        return switch (leaf.get().text().toLowerCase(java.util.Locale.ROOT)) {
            case "true", "yes", "on", "y" -> Reading.known(true, at.source());
            case "false", "no", "off", "n", "", "null", "~" -> Reading.known(false, at.source());
            default -> new Reading.Unreadable<>(leaf.get().text(), at.source(), "this is neither true nor false");
        };
    }

    static Reading<Long> count(Tree tree) {
        if (tree instanceof Tree.Leaf l && l.text().matches("\\d{1,9}")) {
            return Reading.known(Long.parseLong(l.text(), 10), l.at().source());
        }
        return new Reading.Unreadable<>(
                tree instanceof Tree.Leaf l ? l.text() : "", tree.at().source(), "this is no count");
    }
}
