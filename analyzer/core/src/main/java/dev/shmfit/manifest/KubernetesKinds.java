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
    /**
     * Kind, then the object that has replicas, the pod in it, and the count of replicas in it; where it has them, how many
     * pods a replica has, and what tells the pods of one object apart: their key ({@code *}), a field, or a word.
     */
    private static final String TABLE = """
            Pod                     .                                      spec                              -
            PodTemplate             .                                      template.spec                     -
            Deployment              .                                      spec.template.spec                spec.replicas
            StatefulSet             .                                      spec.template.spec                spec.replicas
            ReplicaSet              .                                      spec.template.spec                spec.replicas
            ReplicationController   .                                      spec.template.spec                spec.replicas
            DaemonSet               .                                      spec.template.spec                -
            Job                     .                                      spec.template.spec                spec.parallelism
            Job                     spec.tasks[*]                          template.spec                     replicas  -  name
            CronJob                 spec.jobTemplate                       spec.template.spec                spec.parallelism
            JobSet                  spec.replicatedJobs[*]                 template.spec.template.spec       replicas  template.spec.parallelism  name
            LeaderWorkerSet         spec.leaderWorkerTemplate              leaderTemplate.spec               -  -  =leader
            LeaderWorkerSet         spec.leaderWorkerTemplate              workerTemplate.spec               size  -  =worker
            PyTorchJob              spec.pytorchReplicaSpecs.*             template.spec                     replicas  -  *
            TFJob                   spec.tfReplicaSpecs.*                  template.spec                     replicas  -  *
            MPIJob                  spec.mpiReplicaSpecs.*                 template.spec                     replicas  -  *
            XGBoostJob              spec.xgbReplicaSpecs.*                 template.spec                     replicas  -  *
            PaddleJob               spec.paddleReplicaSpecs.*              template.spec                     replicas  -  *
            JAXJob                  spec.jaxReplicaSpecs.*                 template.spec                     replicas  -  *
            TrainJob                spec.podTemplateOverrides[*]           spec                              -
            TrainJob                spec.runtimePatches[*].trainingRuntimeSpec.template.spec.replicatedJobs[*] template.spec.template.spec replicas
            TrainingRuntime         spec.template.spec.replicatedJobs[*]   template.spec.template.spec       replicas  template.spec.parallelism  name
            ClusterTrainingRuntime  spec.template.spec.replicatedJobs[*]   template.spec.template.spec       replicas  template.spec.parallelism  name
            RayCluster              spec.headGroupSpec                     template.spec                     -  -  =head
            RayCluster              spec.workerGroupSpecs[*]               template.spec                     replicas  numOfHosts  groupName
            RayJob                  spec.rayClusterSpec.headGroupSpec      template.spec                     -  -  =head
            RayJob                  spec.rayClusterSpec.workerGroupSpecs[*] template.spec                    replicas  numOfHosts  groupName
            RayJob                  spec.submitterPodTemplate              spec                              -
            RayService              spec.rayClusterConfig.headGroupSpec    template.spec                     -  -  =head
            RayService              spec.rayClusterConfig.workerGroupSpecs[*] template.spec                  replicas  numOfHosts  groupName
            Workflow                spec.templates[*]                      .                                 -  -  name
            WorkflowTemplate        spec.templates[*]                      .                                 -  -  name
            ClusterWorkflowTemplate spec.templates[*]                      .                                 -  -  name
            CronWorkflow            spec.workflowSpec.templates[*]         .                                 -  -  name
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

    private static final int PART = 5;

    private static final List<Row> ROWS = rows();

    private KubernetesKinds() {}

    /**
     * A pod in an object.
     *
     * @param part what tells it from others of the object, such as {@code Worker}; empty where nothing does
     * @param tree its specification
     * @param owner what holds the pod's template, such as a group of workers
     * @param replicas as written
     * @param each how many pods a replica has, as written
     */
    record Pod(String part, Tree tree, Tree owner, Optional<Tree> replicas, Optional<Tree> each) {
        /** The same with another specification. */
        Pod with(Tree specification) {
            return new Pod(part, specification, owner, replicas, each);
        }
    }

    private record Row(
            String kind,
            TreePath owner,
            TreePath pod,
            Optional<TreePath> replicas,
            Optional<TreePath> each,
            String part) {
        static Row of(String[] columns) {
            return new Row(
                    columns[0],
                    TreePath.of(columns[1]),
                    TreePath.of(columns[2]),
                    path(columns, 3),
                    path(columns, 4),
                    columns.length > PART ? columns[PART] : "");
        }

        private static Optional<TreePath> path(String[] columns, int at) {
            return columns.length <= at || columns[at].equals("-")
                    ? Optional.empty()
                    : Optional.of(TreePath.of(columns[at]));
        }

        Pod pod(Tree object, Tree at, Tree pod) {
            return new Pod(part(object, at), pod, at, first(replicas, at), first(each, at));
        }

        private static Optional<Tree> first(Optional<TreePath> path, Tree at) {
            return path.flatMap(p -> p.in(at).stream().findFirst());
        }

        private String part(Tree object, Tree at) {
            if (part.startsWith("=")) {
                return part.substring(1);
            }
            return part.equals("*")
                    ? owner.keyOf(object, at)
                    : part.isEmpty() ? "" : at.text(part).orElse("");
        }
    }

    private static List<Row> rows() {
        return TABLE.lines().map(l -> l.strip().split("\\s+", -1)).map(Row::of).toList();
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
                row.pod.in(owner).forEach(p -> pods.add(row.pod(object, owner, p)));
            }
        }
        if (rows.isEmpty()) {
            object.all()
                    .filter(t -> t.items("containers").stream()
                            .anyMatch(c -> c.leaf("image").isPresent()))
                    .forEach(t -> pods.add(new Pod("", t, object, Optional.empty(), Optional.empty())));
        }
        return pods;
    }
}
