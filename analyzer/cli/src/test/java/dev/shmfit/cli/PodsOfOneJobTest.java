package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shmfit.cli.exit.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pods of a Kubernetes object that run one job are the job's nodes. */
class PodsOfOneJobTest {
    private static final Path ROOT = Path.of(System.getProperty("shmfit.root"));
    private static final String NODE =
            ROOT.resolve("fixtures/nodes/dgx-a100/capture").toString();
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static final String POD = """
            spec:
              containers:
              - name: train
                image: img
                command: [python, train.py]
                resources: {limits: {nvidia.com/gpu: 4}}
            """;

    @TempDir
    Path directory;

    private JsonNode analyzed(String job) throws IOException {
        Ran ran = Shell.quiet().run("analyze", NODE, "--format=json", "--nccl=2.21.5", "-f", job);
        assertThat(ran.exitCode()).as(ran.err()).isLessThan(2);
        return MAPPER.readTree(ran.out());
    }

    private static int nodes(JsonNode report) {
        for (JsonNode a : report.get("assumptions")) {
            if (a.get("key").asText().equals("nodes")) {
                return a.get("value").asInt();
            }
        }
        return 1;
    }

    private String file(String text) throws IOException {
        return Files.writeString(directory.resolve("job.yaml"), text).toString();
    }

    private static String pod(int indent) {
        return POD.indent(indent).stripTrailing();
    }

    private static String replicas(String kind, String specs, String master, String worker) {
        return """
                apiVersion: kubeflow.org/v1
                kind: %s
                metadata: {name: ddp}
                spec:
                  %s:
                    Master:
                      %s
                      template:
                %s
                    Worker:
                      %s
                      template:
                %s
                """.formatted(kind, specs, master, pod(8), worker, pod(8));
    }

    @ParameterizedTest
    @CsvSource({
        "pytorchjob.yaml#Master, 4, 8",
        "pytorchjob.yaml#Worker, 4, 8",
        // The launcher has no GPU, so no rank is in it.
        "mpijob.yaml, 2, 1",
        // tp 8, pp 2: 16 ranks, which the two pods share.
        "lws-vllm.yaml#leader, 2, 8",
        "lws-vllm.yaml#worker, 2, 8",
        "volcano.yaml, 2, 8",
        "jobset.yaml, 4, 1",
        // The head schedules only.
        "raycluster.yaml, 2, 4",
        "deployment-vllm-good.yaml, 1, 4"
    })
    void pods_with_gpus_add_up_to_the_nodes_of_the_job(String job, int nodes, int ranks) throws IOException {
        JsonNode report = analyzed(ROOT.resolve("fixtures/manifests/corpus") + "/" + job);
        assertThat(nodes(report)).isEqualTo(nodes);
        assertThat(report.at("/nccl/communicators/0/gpus")).hasSize(ranks);
    }

    @ParameterizedTest
    @CsvSource({
        "PyTorchJob, pytorchReplicaSpecs",
        "TFJob, tfReplicaSpecs",
        "PaddleJob, paddleReplicaSpecs",
        "JAXJob, jaxReplicaSpecs",
        "XGBoostJob, xgbReplicaSpecs",
        "MPIJob, mpiReplicaSpecs"
    })
    void master_and_workers_that_are_alike_are_one_question(String kind, String specs) throws IOException {
        assertThat(nodes(analyzed(file(replicas(kind, specs, "replicas: 1", "replicas: 3")))))
                .isEqualTo(4);
        // The controllers take one where none is written.
        assertThat(nodes(analyzed(file(replicas(kind, specs, "restartPolicy: Never", "replicas: 2")))))
                .isEqualTo(3);
    }

    @Test
    void an_elastic_job_has_as_many_workers_as_it_may_grow_to() throws IOException {
        String elastic = replicas("PyTorchJob", "pytorchReplicaSpecs", "replicas: 1", "replicas: 2")
                .replace("spec:\n  pytorch", "spec:\n  elasticPolicy: {minReplicas: 1, maxReplicas: 5}\n  pytorch");
        assertThat(nodes(analyzed(file(elastic)))).isEqualTo(6);
    }

    @Test
    void a_launch_that_counts_its_nodes_is_believed_and_one_that_asks_takes_the_pods() throws IOException {
        String job = replicas("PyTorchJob", "pytorchReplicaSpecs", "replicas: 1", "replicas: 3");
        String counted = job.replace("[python, train.py]", "[torchrun, --nnodes=2, --nproc-per-node=4, train.py]");
        assertThat(nodes(analyzed(file(counted)))).isEqualTo(2);
        String asked = job.replace(
                "[python, train.py]", "[torchrun, \"--nnodes=$(PET_NNODES)\", --nproc-per-node=4, train.py]");
        assertThat(nodes(analyzed(file(asked)))).isEqualTo(4);
    }

    @Test
    void a_replica_of_several_pods_counts_each() throws IOException {
        assertThat(nodes(analyzed(file("""
                apiVersion: jobset.x-k8s.io/v1alpha2
                kind: JobSet
                metadata: {name: set}
                spec:
                  replicatedJobs:
                  - name: workers
                    replicas: 2
                    template:
                      spec:
                        parallelism: 3
                        template:
                %s
                """.formatted(pod(10)))))).isEqualTo(6);
        assertThat(nodes(analyzed(file("""
                apiVersion: ray.io/v1
                kind: RayCluster
                metadata: {name: ray}
                spec:
                  headGroupSpec:
                    template:
                %s
                  workerGroupSpecs:
                  - groupName: gpu
                    replicas: 2
                    numOfHosts: 2
                    template:
                %s
                """.formatted(pod(6), pod(6))) + "#gpu")))
                .isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource({"completionMode: Indexed, 4", "completionMode: NonIndexed, 1"})
    void a_job_whose_pods_know_their_place_is_one_job(String mode, int nodes) throws IOException {
        assertThat(nodes(analyzed(file("""
                apiVersion: batch/v1
                kind: Job
                metadata: {name: indexed}
                spec:
                  parallelism: 4
                  %s
                  template:
                %s
                """.formatted(mode, pod(4)))))).isEqualTo(nodes);
    }

    @Test
    void a_leader_without_gpus_has_no_rank() throws IOException {
        assertThat(nodes(analyzed(file("""
                apiVersion: leaderworkerset.x-k8s.io/v1
                kind: LeaderWorkerSet
                metadata: {name: lws}
                spec:
                  replicas: 2
                  leaderWorkerTemplate:
                    size: 5
                    leaderTemplate:
                      spec: {containers: [{name: head, image: img, command: [sleep, inf]}]}
                    workerTemplate:
                %s
                """.formatted(pod(6)))))).isEqualTo(4);
    }

    @Test
    void pods_of_one_job_that_differ_are_told_apart_by_their_part() throws IOException {
        String job = replicas("PyTorchJob", "pytorchReplicaSpecs", "replicas: 1", "replicas: 3")
                .replaceFirst("gpu: 4", "gpu: 2");
        Ran ran = Shell.quiet().run("analyze", NODE, "-f", file(job));
        assertThat(ran.exitCode()).isEqualTo(ExitCode.INPUT);
        assertThat(ran.err()).contains("several jobs are here: Master (line ", "Worker (line ");
        assertThat(analyzed(file(job) + "#Master").at("/nccl/communicators/0/gpus"))
                .hasSize(2);
        assertThat(analyzed(file(job) + "#ddp/Worker").at("/nccl/communicators/0/gpus"))
                .hasSize(4);
    }
}
