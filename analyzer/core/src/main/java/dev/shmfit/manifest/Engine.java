package dev.shmfit.manifest;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A program that starts the ranks of a job, and the options that tell how many there are. */
public enum Engine {
    TORCHRUN(
            List.of("torchrun", "torch.distributed.run", "torch.distributed.launch"),
            Map.of(Count.RANKS, List.of("--nproc-per-node", "--nproc_per_node"), Count.NODES, List.of("--nnodes"))),
    ACCELERATE(
            List.of("accelerate", "accelerate.commands.launch"),
            Map.of(
                    Count.ALL_RANKS,
                    List.of("--num_processes", "--num-processes"),
                    Count.NODES,
                    List.of("--num_machines", "--num-machines"))),
    DEEPSPEED(
            List.of("deepspeed", "deepspeed.launcher.launch", "deepspeed.launcher.runner"),
            Map.of(Count.RANKS, List.of("--num_gpus"), Count.NODES, List.of("--num_nodes"))),
    MPIRUN(
            List.of("mpirun", "mpiexec", "mpiexec.hydra", "horovodrun"),
            Map.of(
                    Count.RANKS,
                    List.of("-npernode", "--npernode", "-ppn", "--ppn", "-N"),
                    Count.ALL_RANKS,
                    List.of("-np", "-n", "--n", "--np", "-c"))),
    /** Its command, and a script's own options of its trainer where that is Lightning's. */
    LIGHTNING(
            List.of("lightning", "fabric"),
            Map.of(
                    Count.RANKS,
                    List.of("--devices", "--trainer.devices", "trainer.devices", "+trainer.devices"),
                    Count.NODES,
                    List.of(
                            "--num-nodes",
                            "--num_nodes",
                            "--trainer.num_nodes",
                            "trainer.num_nodes",
                            "+trainer.num_nodes"))),
    SRUN(
            List.of("srun"),
            Map.of(
                    Count.RANKS,
                    List.of("--ntasks-per-node", "--tasks-per-node"),
                    Count.ALL_RANKS,
                    List.of("-n", "--ntasks"),
                    Count.NODES,
                    List.of("-N", "--nodes"))),
    VLLM(
            List.of("vllm", "vllm.entrypoints.openai.api_server", "vllm.entrypoints.api_server", "dynamo.vllm"),
            parallel(
                    List.of("--tensor-parallel-size", "-tp", "--tensor_parallel_size"),
                    List.of("--pipeline-parallel-size", "-pp", "--pipeline_parallel_size"),
                    List.of("--data-parallel-size-local", "-dpl", "--data-parallel-size", "-dp"),
                    List.of("--nnodes", "-n"))),
    SGLANG(
            List.of("sglang.launch_server", "sglang", "dynamo.sglang", "sglang_router.launch_server"),
            parallel(
                    List.of("--tp", "--tp-size", "--tensor-parallel-size"),
                    List.of("--pp", "--pp-size", "--pipeline-parallel-size"),
                    List.of("--dp", "--dp-size", "--data-parallel-size"),
                    List.of("--nnodes"))),
    TRT_LLM(
            List.of("trtllm-serve", "trtllm-llmapi-launch", "trtllm-bench", "dynamo.trtllm"),
            parallel(
                    List.of("--tp_size", "--tp", "--tensor-parallel-size"),
                    List.of("--pp_size", "--pp", "--pipeline-parallel-size"),
                    List.of(),
                    List.of())),
    LMDEPLOY(List.of("lmdeploy"), parallel(List.of("--tp"), List.of(), List.of("--dp"), List.of("--nnodes"))),
    TGI(List.of("text-generation-launcher"), parallel(List.of("--num-shard"), List.of(), List.of(), List.of())),
    RAY(List.of("ray"), Map.of(Count.RANKS, List.of("--num-gpus"))),
    TRITON(List.of("tritonserver"), Map.of());

    @SuppressWarnings("ImmutableEnumChecker")
    private final List<String> programs;

    @SuppressWarnings("ImmutableEnumChecker")
    private final Map<Count, List<String>> options;

    Engine(List<String> programs, Map<Count, List<String>> options) {
        this.programs = programs;
        this.options = options;
    }

    /** What an option counts. */
    public enum Count {
        /** Ranks on one node. */
        RANKS,
        /** Ranks on all nodes. */
        ALL_RANKS,
        NODES,
        TENSOR,
        PIPELINE,
        DATA
    }

    private static Map<Count, List<String>> parallel(
            List<String> tensor, List<String> pipeline, List<String> data, List<String> nodes) {
        return Map.of(Count.TENSOR, tensor, Count.PIPELINE, pipeline, Count.DATA, data, Count.NODES, nodes);
    }

    /** Whether it answers requests rather than trains. */
    public boolean serves() {
        return options.containsKey(Count.TENSOR);
    }

    /** How people call it. */
    public String shown() {
        return switch (this) {
            case VLLM -> "vLLM";
            case SGLANG -> "SGLang";
            case TRT_LLM -> "TensorRT-LLM";
            case LMDEPLOY -> "LMDeploy";
            case TGI -> "TGI";
            case RAY -> "Ray";
            case TRITON -> "Triton";
            default -> programs.get(0);
        };
    }

    List<String> options(Count count) {
        return options.getOrDefault(count, List.of());
    }

    /** The engine that a program or module belongs to. */
    static Optional<Engine> named(String program) {
        for (Engine e : values()) {
            if (e.programs.contains(program)) {
                return Optional.of(e);
            }
        }
        return Optional.empty();
    }
}
