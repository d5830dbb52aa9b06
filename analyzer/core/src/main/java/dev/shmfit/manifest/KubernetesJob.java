package dev.shmfit.manifest;

import dev.shmfit.facts.Reading;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How many pods of an object run one job together. Each pod is a node to NCCL, with a /dev/shm of its own; pods without
 * GPUs (launchers, heads that only schedule) have no rank.
 */
final class KubernetesJob {
    /** Kinds whose pods all belong to one job, each as many as its replicas. */
    private static final Set<String> WHOLE = Set.of(
            "PyTorchJob",
            "TFJob",
            "MPIJob",
            "XGBoostJob",
            "PaddleJob",
            "JAXJob",
            "JobSet",
            "RayCluster",
            "RayJob",
            "RayService");

    private static final String LEADER = "leader";

    /** A pod template of the object, and where it stands. */
    record Template(JobManifest job, KubernetesKinds.Pod pod) {}

    private KubernetesJob() {}

    /** The jobs of an object's pods, each with how many pods run it. */
    static List<JobManifest> of(String kind, Tree object, List<Template> templates) {
        Reading<Long> together = together(kind, object, templates);
        boolean whole = isWhole(kind, object);
        return MpiLauncher.placed(
                templates.stream()
                        .map(t -> usesGpus(t) && !t.job.pod().together().isKnown() ? t.job.together(together) : t.job)
                        .toList(),
                whole);
    }

    /** Whether all pods of the object belong to one job. */
    private static boolean isWhole(String kind, Tree object) {
        boolean volcano = object.text("apiVersion").orElse("").startsWith("batch.volcano.sh/");
        return WHOLE.contains(kind) || (volcano && kind.equals("Job"));
    }

    private static Reading<Long> together(String kind, Tree object, List<Template> templates) {
        if (isWhole(kind, object)) {
            Reading<Long> sum = PodFacts.ALONE;
            for (Template t : templates) {
                if (usesGpus(t)) {
                    sum = sum.isKnown() ? both(sum, pods(kind, object, t), true) : pods(kind, object, t);
                    if (!sum.isKnown()) {
                        return sum;
                    }
                }
            }
            return sum;
        }
        return switch (kind) {
            case "LeaderWorkerSet" -> ofLeader(object, templates);
            // A Job of Kubernetes' whose pods know their place.
            case "Job" ->
                object.text("spec", "completionMode").filter("Indexed"::equals).isPresent()
                        ? count(object.get("spec", "parallelism"), object)
                        : PodFacts.ALONE;
            case "TrainingRuntime", "ClusterTrainingRuntime" ->
                object.get("spec", "mlPolicy", "numNodes")
                        .map(KubernetesReader::count)
                        .orElse(PodFacts.ALONE);
            // The head is one of them.
            case "InferenceService" ->
                object.get("spec", "predictor", "workerSpec", "pipelineParallelSize")
                        .map(KubernetesReader::count)
                        .orElse(PodFacts.ALONE);
            default -> PodFacts.ALONE;
        };
    }

    /** A group of a leader and workers, the leader counted in {@code size}; more groups are jobs of their own. */
    private static Reading<Long> ofLeader(Tree object, List<Template> templates) {
        Reading<Long> size = count(object.get("spec", "leaderWorkerTemplate", "size"), object);
        boolean leaderWithout = templates.stream().anyMatch(t -> t.pod.part().equals(LEADER) && !usesGpus(t));
        return leaderWithout
                ? size.match(k -> Reading.known(Math.max(1, k.value() - 1), k.source()), a -> size, u -> size)
                : size;
    }

    private static Reading<Long> pods(String kind, Tree object, Template t) {
        Reading<Long> pods = both(count(t.pod.replicas(), t.pod.tree()), count(t.pod.each(), t.pod.tree()), false);
        // An elastic job may grow.
        Optional<Tree> most = object.get("spec", "elasticPolicy", "maxReplicas");
        boolean elastic =
                kind.equals("PyTorchJob") && most.isPresent() && t.pod.part().equals("Worker");
        return elastic ? most.map(KubernetesReader::count).orElse(pods) : pods;
    }

    private static Reading<Long> both(Reading<Long> a, Reading<Long> b, boolean sum) {
        return a.match(
                x -> b.match(
                        y -> Reading.known(
                                sum ? x.value() + y.value() : x.value() * y.value(),
                                y.value() > 1 ? y.source() : x.source()),
                        y -> b,
                        y -> b),
                x -> a,
                x -> a);
    }

    /** One where nothing is written, as the controllers have it. */
    private static Reading<Long> count(Optional<Tree> written, Tree at) {
        return written.map(KubernetesReader::count)
                .orElseGet(() -> Reading.known(1L, at.at().source()));
    }

    private static boolean usesGpus(Template t) {
        return t.job.usesGpus();
    }
}
