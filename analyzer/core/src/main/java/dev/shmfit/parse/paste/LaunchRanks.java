package dev.shmfit.parse.paste;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How many ranks a launcher starts on the node, by the options of its command line. */
final class LaunchRanks {
    private static final List<String> TORCH = List.of("--nproc_per_node", "--nproc-per-node");
    private static final List<String> TENSOR = List.of("--tensor-parallel-size", "--tensor_parallel_size", "-tp");
    private static final List<String> PIPELINE =
            List.of("--pipeline-parallel-size", "--pipeline_parallel_size", "-pp", "--pp-size");

    /** The options whose values, one with the other, are the ranks. */
    private static final Map<String, List<List<String>>> PROGRAMS = Map.of(
            "torchrun", List.of(TORCH),
            "torch.distributed.run", List.of(TORCH),
            "torch.distributed.launch", List.of(TORCH),
            "accelerate", List.of(List.of("--num_processes", "--num-processes")),
            "deepspeed", List.of(List.of("--num_gpus")),
            "vllm", List.of(TENSOR, PIPELINE),
            "vllm.entrypoints.openai.api_server", List.of(TENSOR, PIPELINE),
            "sglang.launch_server", List.of(List.of("--tp-size", "--tensor-parallel-size", "--tp"), PIPELINE));

    /** With these the count is that of several nodes. */
    private static final List<String> NODES = List.of("--num_machines", "--num-machines", "--nnodes", "--num_nodes");

    private LaunchRanks() {}

    /** The ranks; empty where the words start none, or only the node's GPUs tell. */
    static Optional<Integer> of(List<String> words) {
        for (int i = 0; i < words.size(); i++) {
            String name = words.get(i).substring(words.get(i).lastIndexOf('/') + 1);
            boolean module = i > 0 && words.get(i - 1).equals("-m");
            List<List<String>> options = PROGRAMS.get(name);
            if (options != null && module == name.contains(".") && runs(name, words)) {
                return ranks(name, options, words.subList(i, words.size()));
            }
        }
        return Optional.empty();
    }

    private static boolean runs(String name, List<String> words) {
        return switch (name) {
            case "accelerate" -> words.contains("launch");
            case "vllm" -> words.contains("serve");
            default -> true;
        };
    }

    private static Optional<Integer> ranks(String name, List<List<String>> options, List<String> words) {
        boolean several = value(NODES, words).filter(n -> !n.equals("1")).isPresent();
        if (several && !name.startsWith("torch")) {
            return Optional.empty();
        }
        int ranks = 1;
        boolean said = false;
        for (List<String> option : options) {
            Optional<String> value = value(option, words);
            if (value.isPresent()) {
                if (!value.get().matches("[1-9]\\d{0,2}")) {
                    return Optional.empty();
                }
                ranks *= Integer.parseInt(value.get(), 10);
                said = true;
            }
        }
        // vLLM and SGLang start one rank where nothing is said, launchers one or as many as there are GPUs.
        return said || name.startsWith("vllm") || name.startsWith("sglang") ? Optional.of(ranks) : Optional.empty();
    }

    private static Optional<String> value(List<String> names, List<String> words) {
        for (int i = words.size() - 1; i >= 0; i--) {
            for (String name : names) {
                if (words.get(i).startsWith(name + "=")) {
                    return Optional.of(words.get(i).substring(name.length() + 1));
                }
                if (words.get(i).equals(name) && i + 1 < words.size()) {
                    return Optional.of(words.get(i + 1));
                }
            }
        }
        return Optional.empty();
    }
}
