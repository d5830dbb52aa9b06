package dev.shmfit.cli.workload;

import dev.shmfit.shm.VllmRings;
import dev.shmfit.units.DidYouMean;
import dev.shmfit.units.MalformedText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A program whose parallel sizes say which communicators it makes: {@code vllm:tp=8}, {@code megatron:tp=2,pp=2,dp=2}. It
 * is written as a workload file, with the source of each group.
 */
final class ParallelPreset {
    /** The programs. */
    static final List<String> NAMES = List.of("vllm", "sglang", "trt-llm", "megatron", "nemo", "deepspeed", "fsdp");

    private static final List<String> KEYS = List.of("tp", "pp", "dp", "ep", "nodes");
    private static final int MOST_RANKS = 64;

    private final String name;
    private final int tensor;
    private final int pipeline;
    private final int data;
    private final int expert;
    private final int nodes;

    private ParallelPreset(String name, Map<String, Integer> sizes) {
        this.name = name;
        this.tensor = sizes.getOrDefault("tp", 1);
        this.pipeline = sizes.getOrDefault("pp", 1);
        this.data = sizes.getOrDefault("dp", 1);
        this.expert = sizes.getOrDefault("ep", 1);
        this.nodes = sizes.getOrDefault("nodes", 1);
    }

    /** Whether a preset's name is one of these, with sizes behind it or without. */
    static boolean isOne(String text) {
        return NAMES.contains(text.replaceFirst(":.*", ""));
    }

    /**
     * The workload file of a preset.
     *
     * @throws MalformedText where its sizes are none
     */
    static String text(String written) {
        int colon = written.indexOf(':');
        String name = colon < 0 ? written : written.substring(0, colon);
        Map<String, Integer> sizes = sizes(colon < 0 ? "" : written.substring(colon + 1));
        ParallelPreset preset = new ParallelPreset(name, sizes);
        long ranks = (long) preset.tensor * preset.pipeline * preset.data;
        if (ranks > (long) MOST_RANKS * preset.nodes) {
            throw new MalformedText("tp x pp x dp is " + ranks + "; one node has at most " + MOST_RANKS
                    + " ranks, so say on how many nodes they run, such as nodes=8");
        }
        if (ranks % preset.nodes != 0) {
            throw new MalformedText(
                    "tp x pp x dp is " + ranks + ", which " + preset.nodes + " nodes cannot share out evenly");
        }
        preset.checkExperts();
        if (sizes.isEmpty()) {
            throw new MalformedText("say the sizes, such as " + name + ":tp=2" + (preset.trains() ? ",pp=2,dp=2" : ""));
        }
        return preset.text(ranks / preset.nodes);
    }

    private void checkExperts() {
        boolean known = name.equals("megatron") || name.equals("nemo");
        if (expert > 1 && !known) {
            throw new MalformedText("ep is taken for megatron and nemo; state the group of " + name
                    + " in a workload file: {name: ep, size: " + expert + ", operations: [alltoall]}");
        }
        if (data % expert != 0) {
            throw new MalformedText("dp is " + data + " and ep " + expert + "; ep divides dp");
        }
    }

    private static Map<String, Integer> sizes(String text) {
        Map<String, Integer> sizes = new LinkedHashMap<>();
        for (String part : text.isEmpty() ? new String[0] : text.split(",", -1)) {
            String[] sides = part.split("=", 2);
            String key = sides[0].strip();
            if (!KEYS.contains(key)) {
                throw new MalformedText("\"" + key + "\" is no size" + DidYouMean.hint(KEYS, key)
                        + "; expected tp, pp, dp, ep or nodes, such as tp=8");
            }
            String value = sides.length < 2 ? "" : sides[1].strip();
            if (!value.matches("[1-9]\\d{0,2}")) {
                throw new MalformedText(key + " is \"" + value + "\"; expected a count, such as " + key + "=2");
            }
            if (sizes.put(key, Integer.parseInt(value, 10)) != null) {
                throw new MalformedText(key + " is said twice");
            }
        }
        return sizes;
    }

    private boolean trains() {
        return NAMES.indexOf(name) >= NAMES.indexOf("megatron");
    }

    private String text(long ranks) {
        List<String> lines = new ArrayList<>();
        lines.add("description: " + summary() + " tp=" + tensor + ", pp=" + pipeline + ", dp=" + data
                + (expert > 1 ? ", ep=" + expert : "") + ".");
        lines.add("# Source: " + source());
        lines.add("ranks: " + ranks);
        if (nodes > 1) {
            lines.add("nodes: " + nodes);
        }
        List<String> groups = groups();
        if (!groups.isEmpty()) {
            lines.add("groups:");
            lines.addAll(groups);
        }
        lines.addAll(others());
        return String.join("\n", lines) + "\n";
    }

    private String summary() {
        return switch (name) {
            case "vllm" -> "vLLM " + where() + " with a dense model, rings of " + VllmRings.READ_UP_TO + ";";
            case "sglang" -> "SGLang " + where() + ", broadcast of 0.5.23; multimodal tensors are not counted;";
            case "trt-llm" ->
                "TensorRT-LLM " + where() + "; what MPI and its KV cache transfer keep in /dev/shm is not counted;";
            case "megatron" -> "Megatron-LM " + where() + ", without context parallelism;";
            case "nemo" -> "NeMo " + where() + ", with Megatron Core, without context parallelism;";
            case "deepspeed" -> "DeepSpeed ZeRO " + where() + ", with its copy of the world;";
            default -> "PyTorch FSDP " + where() + ";";
        };
    }

    private String where() {
        return nodes == 1 ? "on one node" : "on " + nodes + " nodes";
    }

    private String source() {
        return switch (name) {
            case "vllm" ->
                "vllm/distributed/parallel_state.py, initialize_model_parallel: tensor parallel ranks are next to"
                        + " each other, pipeline stages tp apart, each group with a communicator of vLLM's own (pynccl.py) and"
                        + " one of PyTorch's where it sends; device_communicators/shm_broadcast.py ("
                        + VllmRings.READ_UP_TO + ")";
            case "sglang" ->
                "sglang/srt/distributed/parallel_state.py: a communicator of its own in graphs and one of PyTorch's outside"
                        + " them; device_communicators/shm_broadcast.py (0.5.23)";
            case "trt-llm" ->
                "tensorrt_llm/mapping.py: tensor parallel ranks are next to each other, pipeline stages tp apart";
            case "megatron", "nemo" ->
                "megatron/core/parallel_state.py, initialize_model_parallel, order tp-cp-ep-dp-pp";
            case "deepspeed" -> "deepspeed/utils/groups.py, _clone_world_group: a second group over all ranks";
            default ->
                "torch/distributed/fsdp: all-gather of parameters, reduce-scatter of gradients over the default group";
        };
    }

    private List<String> groups() {
        List<String> groups = new ArrayList<>();
        switch (name) {
            case "deepspeed" -> {
                group(groups, "world", "", "allreduce, broadcast");
                group(groups, "zero", "", "allreduce, allgather, reducescatter");
            }
            case "fsdp" -> group(groups, "world", "", "allreduce, allgather, reducescatter");
            case "megatron", "nemo" -> {
                group(groups, "world", "", "allreduce");
                group(groups, "tp", tensor, 1, "allreduce, allgather, reducescatter");
                group(groups, "dp", data, tensor, "allreduce, allgather, reducescatter");
                group(groups, "pp", pipeline, tensor * data, "sendrecv");
                group(groups, "ep", expert, tensor, "alltoall");
                if (expert > 1) {
                    group(groups, "expert-dp", data / expert, tensor * expert, "allgather, reducescatter");
                }
            }
            case "vllm", "sglang" -> {
                group(groups, "tp", tensor, 1, "allreduce, allgather");
                if (name.equals("sglang")) {
                    group(groups, "tp-torch", tensor, 1, "allreduce, allgather");
                }
                group(groups, "pp", pipeline, tensor, "allreduce");
                group(groups, "pp-torch", pipeline, tensor, "sendrecv");
            }
            default -> {
                group(groups, "tp", tensor, 1, "allreduce, allgather");
                group(groups, "pp", pipeline, tensor, "sendrecv");
            }
        }
        return groups;
    }

    private static void group(List<String> into, String name, int size, int stride, String operations) {
        if (size > 1) {
            group(into, name, "size: " + size + (stride > 1 ? ", stride: " + stride : "") + ", ", operations);
        }
    }

    private static void group(List<String> into, String name, String layout, String operations) {
        into.add("  - {name: " + name + ", " + layout + "operations: [" + operations + "]}");
    }

    /** Each data parallel engine on the node has rings of its own. */
    private List<String> others() {
        List<String> others = new ArrayList<>();
        int onNode = tensor * pipeline * data / nodes;
        int workers = Math.min(tensor * pipeline, onNode);
        int engines = Math.max(1, onNode / (tensor * pipeline));
        if (workers < 2 || trains() || name.equals("trt-llm")) {
            return others;
        }
        others.add("others:");
        for (int i = 1; i <= engines; i++) {
            String called = name + (engines > 1 ? "-" + i : "");
            others.add(
                    name.equals("vllm")
                            ? "  - {name: " + called + ", kind: vllm-ring, tensor-parallel: " + workers + "}"
                            : "  - {name: " + called + ", kind: sglang-broadcast, groups: 1, readers: " + (workers - 1)
                                    + "}");
        }
        return others;
    }

    /** What the list of presets says of one. */
    static Optional<String> summary(String name) {
        return NAMES.contains(name)
                ? Optional.of(new ParallelPreset(name, Map.of()).summary().replaceFirst(";$", "") + ". Takes sizes: "
                        + name + ":tp=2,pp=1,dp=1,nodes=1.")
                : Optional.empty();
    }
}
