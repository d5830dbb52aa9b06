package dev.shmfit.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where each kind of object keeps its pods. A kind is a row of paths, not code: whatever runs pods comes down to pod
 * templates. Two kinds of the same name (Kubernetes' and Volcano's Job) share their rows; a path that leads nowhere gives
 * nothing.
 */
final class KubernetesKinds {
    /** Kind, then the object that has replicas, the pod in it, and the count of replicas in it. */
    private static final String TABLE = """
            Pod                     .                                      spec                              -
            PodTemplate             .                                      template.spec                     -
            Deployment              .                                      spec.template.spec                spec.replicas
            StatefulSet             .                                      spec.template.spec                spec.replicas
            ReplicaSet              .                                      spec.template.spec                spec.replicas
            ReplicationController   .                                      spec.template.spec                spec.replicas
            DaemonSet               .                                      spec.template.spec                -
            Job                     .                                      spec.template.spec                spec.parallelism
            Job                     spec.tasks[*]                          template.spec                     replicas
            CronJob                 spec.jobTemplate                       spec.template.spec                spec.parallelism
            JobSet                  spec.replicatedJobs[*]                 template.spec.template.spec       replicas
            LeaderWorkerSet         spec.leaderWorkerTemplate              leaderTemplate.spec               -
            LeaderWorkerSet         spec.leaderWorkerTemplate              workerTemplate.spec               size
            PyTorchJob              spec.pytorchReplicaSpecs.*             template.spec                     replicas
            TFJob                   spec.tfReplicaSpecs.*                  template.spec                     replicas
            MPIJob                  spec.mpiReplicaSpecs.*                 template.spec                     replicas
            XGBoostJob              spec.xgbReplicaSpecs.*                 template.spec                     replicas
            PaddleJob               spec.paddleReplicaSpecs.*              template.spec                     replicas
            JAXJob                  spec.jaxReplicaSpecs.*                 template.spec                     replicas
            TrainJob                spec.podTemplateOverrides[*]           spec                              -
            TrainJob                spec.runtimePatches[*].trainingRuntimeSpec.template.spec.replicatedJobs[*] template.spec.template.spec replicas
            TrainingRuntime         spec.template.spec.replicatedJobs[*]   template.spec.template.spec       replicas
            ClusterTrainingRuntime  spec.template.spec.replicatedJobs[*]   template.spec.template.spec       replicas
            RayCluster              spec.headGroupSpec                     template.spec                     -
            RayCluster              spec.workerGroupSpecs[*]               template.spec                     replicas
            RayJob                  spec.rayClusterSpec.headGroupSpec      template.spec                     -
            RayJob                  spec.rayClusterSpec.workerGroupSpecs[*] template.spec                    replicas
            RayJob                  spec.submitterPodTemplate              spec                              -
            RayService              spec.rayClusterConfig.headGroupSpec    template.spec                     -
            RayService              spec.rayClusterConfig.workerGroupSpecs[*] template.spec                  replicas
            Workflow                spec.templates[*]                      .                                 -
            WorkflowTemplate        spec.templates[*]                      .                                 -
            ClusterWorkflowTemplate spec.templates[*]                      .                                 -
            CronWorkflow            spec.workflowSpec.templates[*]         .                                 -
            InferenceService        spec.predictor                         .                                 minReplicas
            InferenceService        spec.predictor.workerSpec              .                                 pipelineParallelSize
            InferenceService        spec.transformer                       .                                 minReplicas
            LLMInferenceService     spec                                   template                          replicas
            LLMInferenceService     spec                                   worker                            -
            LLMInferenceService     spec.prefill                           template                          replicas
            LLMInferenceService     spec.prefill                           worker                            -
            ServingRuntime          spec                                   .                                 -
            ClusterServingRuntime   spec                                   .                                 -
            Service                 .                                      spec.template.spec                -
            Configuration           .                                      spec.template.spec                -
            """;

    private static final List<Row> ROWS = rows();

    private KubernetesKinds() {}

    /**
     * A pod in an object.
     *
     * @param owner what holds the pod's template, such as a group of workers
     */
    record Pod(Tree tree, Tree owner, Optional<Tree> replicas) {}

    private record Row(String kind, TreePath owner, TreePath pod, Optional<TreePath> replicas) {}

    private static List<Row> rows() {
        return TABLE.lines()
                .map(l -> l.strip().split("\\s+", -1))
                .map(c -> new Row(
                        c[0],
                        TreePath.of(c[1]),
                        TreePath.of(c[2]),
                        c[3].equals("-") ? Optional.empty() : Optional.of(TreePath.of(c[3]))))
                .toList();
    }

    /** The kinds whose pods are known. */
    static Set<String> known() {
        return ROWS.stream().map(Row::kind).collect(java.util.stream.Collectors.toCollection(java.util.TreeSet::new));
    }

    /** The pods of an object. Of a kind that is not known: whatever has containers with images. */
    static List<Pod> pods(String kind, Tree object) {
        List<Row> rows = ROWS.stream().filter(r -> r.kind.equals(kind)).toList();
        List<Pod> pods = new ArrayList<>();
        for (Row row : rows) {
            for (Tree owner : row.owner.in(object)) {
                Optional<Tree> replicas =
                        row.replicas.flatMap(p -> p.in(owner).stream().findFirst());
                row.pod.in(owner).forEach(p -> pods.add(new Pod(p, owner, replicas)));
            }
        }
        if (rows.isEmpty()) {
            object.all()
                    .filter(t -> t.items("containers").stream()
                            .anyMatch(c -> c.leaf("image").isPresent()))
                    .forEach(t -> pods.add(new Pod(t, object, Optional.empty())));
        }
        return pods;
    }
}
