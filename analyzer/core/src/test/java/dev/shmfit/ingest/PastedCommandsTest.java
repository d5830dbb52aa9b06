package dev.shmfit.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.capture.Capture;
import dev.shmfit.capture.CapturedItem;
import dev.shmfit.units.ByteCount;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands and definitions that start a job tell what its container has, and nothing of another one. */
class PastedCommandsTest {
    private static MachineFacts facts(String text) {
        return CaptureParser.parse(
                new Capture("pasted", Map.of("pasted/0", new CapturedItem.Pasted("text", text + "\n"))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "docker run --gpus 2 img;0,1",
                "docker run --gpus=3 img;0,1,2",
                "docker run --gpus '\"device=1,3\"' img;1,3",
                "docker run --gpus '\"device=1,3\",\"capabilities=utility\"' img;1,3",
                "docker run --gpus device=GPU-aa img;GPU-aa",
                "docker run -e NVIDIA_VISIBLE_DEVICES=2 --runtime nvidia img;2",
                "docker run -eNVIDIA_VISIBLE_DEVICES=2 img;2",
                "docker run -e=NVIDIA_VISIBLE_DEVICES=2 img;2",
                "podman run --device nvidia.com/gpu=1 img;nvidia.com/gpu=1",
                "docker run --device=nvidia.com/gpu=0 --device nvidia.com/gpu=2 img;nvidia.com/gpu=0,nvidia.com/gpu=2"
            })
    void gpus_of_a_container(String command, String devices) {
        assertThat(facts(command).software().values()).containsEntry("NVIDIA_VISIBLE_DEVICES", devices);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "docker run --rm -it --gpus=all -e NCCL_P2P_DISABLE=1 img",
                "docker run -eNCCL_P2P_DISABLE=1 img python train.py",
                "docker run -d --name x -e=NCCL_P2P_DISABLE=1 img",
                "docker run --env=\"NCCL_P2P_DISABLE=1\" img",
                "docker container run --env NCCL_P2P_DISABLE=1 img",
                "mpirun -np 2 -x NCCL_P2P_DISABLE=1 ./train",
                "mpiexec -genv NCCL_P2P_DISABLE 1 -n 2 ./train",
                "mpiexec -n 2 -env NCCL_P2P_DISABLE 1 ./train",
                "mpiexec -genv NCCL_P2P_DISABLE=1 -n 2 ./train",
                "srun --export=ALL,NCCL_P2P_DISABLE=1 python train.py",
                "apptainer exec --nv --env NCCL_P2P_DISABLE=1,A=b x.sif python train.py",
                "singularity run --nv --env=A=b,NCCL_P2P_DISABLE=1 x.sif",
                "APPTAINERENV_NCCL_P2P_DISABLE=1 apptainer run --nv x.sif",
                "export SINGULARITYENV_NCCL_P2P_DISABLE=1",
                "NCCL_P2P_DISABLE=1 ./train.sh",
                "NCCL_P2P_DISABLE=1 /opt/train --epochs 3",
                "NCCL_P2P_DISABLE=1 python train.py",
                "export NCCL_P2P_DISABLE=“1”",
                "os.environ[‘NCCL_P2P_DISABLE’] = ‘1’",
                "docker run –gpus all –env NCCL_P2P_DISABLE=1 img"
            })
    void settings_of_a_command(String command) {
        assertThat(facts(command).software().values()).containsEntry("NCCL_P2P_DISABLE", "1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "docker run --gpus all --name t img python train.py -e NCCL_P2P_DISABLE=1",
                "f() {\n  export NCCL_P2P_DISABLE=1\n}",
                "NCCL_P2P_DISABLE= ./train.sh",
                "env -u NCCL_P2P_DISABLE python train.py"
            })
    void what_is_no_setting_of_the_job_s(String text) {
        assertThat(facts(text).software().values().getOrDefault("NCCL_P2P_DISABLE", ""))
                .isEmpty();
    }

    @Test
    void deepspeed_s_list_is_what_its_ranks_see() {
        assertThat(facts("deepspeed --include localhost:1,3 train.py")
                        .software()
                        .values())
                .containsEntry("CUDA_VISIBLE_DEVICES", "1,3");
    }

    @Test
    void a_service_with_the_host_s_ipc_has_the_host_s_shm() {
        String service = "services:\n  t:\n    shm_size: 8gb\n    image: x\n";
        assertThat(facts(service).shm().defined().value()).contains(ByteCount.gibibytes(8));
        MachineFacts host = facts(service + "    ipc: host\n");
        assertThat(host.shm().defined().value()).isEmpty();
        assertThat(host.coverage().parts()).anyMatch(p -> p.words().contains("ipc: host"));
        assertThat(facts(service + "  other:\n    ipc: host\n").shm().defined().value())
                .contains(ByteCount.gibibytes(8));
    }

    @Test
    void a_service_is_given_the_first_gpus_by_their_count() {
        assertThat(facts("""
                services:
                  t:
                    deploy:
                      resources:
                        reservations:
                          devices:
                            - driver: nvidia
                              count: 2
                              capabilities: [gpu]
                """).software().values()).containsEntry("NVIDIA_VISIBLE_DEVICES", "0,1");
    }

    @Test
    void settings_of_a_container_beside_the_job_s_are_said_and_not_taken() {
        MachineFacts m = facts("""
                kind: Pod
                spec:
                  containers:
                  - name: sidecar
                    env:
                    - name: NCCL_SHM_DISABLE
                      value: "1"
                  - name: main
                    env:
                    - name: NCCL_P2P_DISABLE
                      value: "1"
                    resources:
                      limits:
                        nvidia.com/gpu: 2
                  volumes: []
                """);
        assertThat(m.software().values()).containsOnly(Map.entry("NCCL_P2P_DISABLE", "1"));
        assertThat(m.coverage().named()).extracting(Coverage.Named::name).contains("NCCL_SHM_DISABLE");
    }

    @Test
    void docker_tells_which_gpus_it_gave() {
        String inspect =
                "$ docker inspect t\n[{\"Id\": \"a\", \"HostConfig\": {\"ShmSize\": 67108864,\n\"DeviceRequests\": [{\n";
        assertThat(facts(
                                inspect
                                        + "\"Count\": 0,\n\"DeviceIDs\": [\n\"1\",\n\"3\"\n],\n\"Capabilities\": [[\"gpu\"]]}]}}]")
                        .software()
                        .values())
                .containsEntry("NVIDIA_VISIBLE_DEVICES", "1,3");
        assertThat(facts(inspect + "\"Count\": 2,\n\"DeviceIDs\": null}]}}]")
                        .software()
                        .values())
                .containsEntry("NVIDIA_VISIBLE_DEVICES", "0,1");
        assertThat(facts(inspect + "\"Count\": -1,\n\"DeviceIDs\": null}]}}]")
                        .software()
                        .values())
                .isEmpty();
    }

    @Test
    void nvbandwidth_tells_the_driver_s_cuda() {
        assertThat(facts("nvbandwidth Version: v0.8\nCUDA Runtime Version: 12080\nCUDA Driver Version: 12080\n")
                        .gpus()
                        .cudaDriver()
                        .value())
                .contains(12080);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "docker run --tmpfs /dev/shm:rw,size=2g img",
                "docker run --shm-size=64m --tmpfs=/dev/shm:size=2g img",
                "docker run --ipc=host --mount type=tmpfs,destination=/dev/shm,tmpfs-size=2147483648 img",
                "podman run --mount=type=tmpfs,dst=/dev/shm,tmpfs-size=2g img"
            })
    void a_tmpfs_over_the_runtime_s_counts(String command) {
        assertThat(facts(command).shm().defined().value()).contains(ByteCount.gibibytes(2));
    }

    @Test
    void the_host_s_directory_over_it_has_a_size_that_nobody_says() {
        MachineFacts m = facts("docker run -v /dev/shm:/dev/shm img");
        assertThat(m.shm().defined().value()).isEmpty();
        assertThat(m.coverage().parts()).anyMatch(p -> p.words().contains("/dev/shm"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ">>> torch.__version__\n'2.6.0+cu124'",
                "In [2]: torch.__version__\nOut[2]: '2.6.0+cu124'",
                "$ python -c 'import torch; print(torch.__version__, torch.cuda.nccl.version())'\n2.6.0+cu124 (2, 21, 5)",
                "$ pip show torch\nName: torch\nVersion: 2.6.0+cu124\nSummary: Tensors"
            })
    void a_version_that_was_asked_for(String text) {
        MachineFacts m = facts(text);
        assertThat(m.software().torch().value()).contains("2.6.0+cu124");
        assertThat(m.software().nccl().value().isPresent()).isEqualTo(text.contains("nccl"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "```text\nhello\n```",
                "@@ -1,2 +1,2 @@\n-export NCCL_P2P_DISABLE=1\n+export NCCL_P2P_DISABLE=0\n x",
                "{\n  \"nccl_version\": \"2.28.9\"\n}",
                "Should I set this at all, or is it enough that the path between them says PHB?"
            })
    void what_stands_below_a_table_is_no_damaged_row_of_it(String text) {
        MachineFacts m = facts("\tGPU0\tGPU1\nGPU0\t X \tPHB\nGPU1\tPHB\t X \n\n" + text);
        assertThat(m.gpus().matrix().value()).isPresent();
        assertThat(m.coverage().notes()).noneMatch(n -> n.toString().contains("is no row"));
    }
}
