package dev.shmfit.manifest;

import dev.shmfit.facts.Reading;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Kubeflow's TrainJobs beside the runtimes that they name: the runtime has the pods and what is at /dev/shm, the TrainJob
 * what runs in them and the GPUs (kubeflow/trainer, api/v1alpha1 trainjob_types.go).
 */
final class TrainJobs {
    private static final String LABEL = "trainer.kubeflow.org/trainjob-ancestor-step";
    /** Names of the replicated job and of its container that train, where no label tells. */
    private static final String NODE = "node";

    private static final String CLUSTER_RUNTIME = "ClusterTrainingRuntime";

    private final List<Tree> objects;

    /** @param objects all that were handed over together */
    TrainJobs(List<Tree> objects) {
        this.objects = List.copyOf(objects);
    }

    static boolean isRuntime(String kind) {
        return kind.equals(CLUSTER_RUNTIME) || kind.equals("TrainingRuntime");
    }

    /** Whether the runtime of a TrainJob is here. */
    boolean hasRuntime(Tree trainJob) {
        return objects.stream().anyMatch(o -> isRuntime(kind(o)) && names(trainJob, o));
    }

    /** The TrainJob that trains with this runtime; the first of several. */
    Optional<Tree> of(Tree runtime) {
        return objects.stream()
                .filter(o ->
                        kind(o).equals("TrainJob") && o.get("spec", "trainer").isPresent() && names(o, runtime))
                .findFirst();
    }

    private static boolean names(Tree trainJob, Tree runtime) {
        return trainJob.text("spec", "runtimeRef", "kind")
                        .orElse(CLUSTER_RUNTIME)
                        .equals(kind(runtime))
                && trainJob.text("spec", "runtimeRef", "name").equals(runtime.text("metadata", "name"));
    }

    private static String kind(Tree object) {
        return object.text("kind").orElse("");
    }

    /** Whether a pod of the runtime is the one that trains. */
    static boolean trains(KubernetesKinds.Pod pod) {
        return pod.part().equals(NODE)
                || pod.owner()
                        .text("template", "metadata", "labels", LABEL)
                        .filter("trainer"::equals)
                        .isPresent();
    }

    /**
     * The runtime's pod as the TrainJob runs it.
     *
     * @param name the TrainJob's
     * @param trainer what it says of its trainer, as a container
     * @param nodes how many pods it asks for
     */
    static JobManifest joined(JobManifest ofRuntime, String name, ManifestContainer trainer, Reading<Long> nodes) {
        List<ManifestContainer> containers = new ArrayList<>();
        boolean alone = ofRuntime.containers().stream()
                        .filter(c -> c.role() == ManifestContainer.Role.MAIN)
                        .count()
                == 1;
        for (ManifestContainer c : ofRuntime.containers()) {
            boolean trains = c.role() == ManifestContainer.Role.MAIN
                    && (alone || c.name().equals(NODE));
            containers.add(trains ? over(c, trainer) : c);
        }
        JobManifest job = new JobManifest(
                ofRuntime.format(), "TrainJob", name, ofRuntime.part(), ofRuntime.at(), ofRuntime.pod(), containers);
        return nodes.isKnown() ? job.together(nodes) : job;
    }

    private static ManifestContainer over(ManifestContainer c, ManifestContainer trainer) {
        Map<String, Reading<String>> env = new LinkedHashMap<>(c.process().env());
        env.putAll(trainer.process().env());
        ContainerResources told = trainer.resources();
        ContainerResources resources = told.equals(ContainerResources.NONE) ? c.resources() : told;
        ProcessFacts process = new ProcessFacts(
                trainer.process().image().isKnown()
                        ? trainer.process().image()
                        : c.process().image(),
                trainer.process().commands().isEmpty()
                        ? c.process().commands()
                        : trainer.process().commands(),
                env);
        return new ManifestContainer(c.name(), c.role(), c.at(), c.tree(), resources, process, c.mounts(), c.ipc());
    }
}
