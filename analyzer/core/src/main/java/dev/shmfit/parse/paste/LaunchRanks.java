package dev.shmfit.parse.paste;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How many ranks a launcher starts on the node, and on how many nodes, by the options of its command line.
 *
 * @param ranks on one node; empty where the words start none, or only the node's GPUs tell
 * @param nodes of the job; empty where the words do not say
 */
record LaunchRanks(Optional<Integer> ranks, Optional<Integer> nodes) {
    private static final LaunchRanks NONE = new LaunchRanks(Optional.empty(), Optional.empty());
    private static final List<String> TENSOR = List.of("--tensor-parallel-size", "--tensor_parallel_size", "-tp");
    private static final List<String> PIPELINE =
            List.of("--pipeline-parallel-size", "--pipeline_parallel_size", "-pp", "--pp-size");
    private static final Pattern MORE = Pattern.compile("^\\$\\{?\\w*(?:ARG|OPT|FLAG|PARAM|args|opts|@|\\*)|\\$@");
    private static final String COUNT = "[1-9]\\d{0,3}";

    /**
     * A launcher.
     *
     * @param names of the program; one with a dot is a module behind {@code -m}
     * @param verb without which it starts nothing; empty where there is none
     * @param local options whose values, one with the other, are the ranks of a node
     * @param all options for the ranks of all nodes
     * @param nodes options for the nodes
     * @param alone whether it has one node, or one rank, where no option says how many
     */
    private record Launcher(
            List<String> names,
            String verb,
            List<List<String>> local,
            List<String> all,
            List<String> nodes,
            boolean alone) {
        boolean serves() {
            return local.contains(PIPELINE);
        }
    }

    private static final List<Launcher> LAUNCHERS = List.of(
            new Launcher(
                    List.of("torchrun", "torch.distributed.run", "torch.distributed.launch"),
                    "",
                    List.of(List.of("--nproc_per_node", "--nproc-per-node")),
                    List.of(),
                    List.of("--nnodes"),
                    true),
            new Launcher(
                    List.of("accelerate"),
                    "launch",
                    List.of(),
                    List.of("--num_processes", "--num-processes"),
                    List.of("--num_machines", "--num-machines"),
                    false),
            new Launcher(
                    List.of("deepspeed"), "", List.of(List.of("--num_gpus")), List.of(), List.of("--num_nodes"), false),
            new Launcher(
                    List.of("mpirun", "mpiexec", "horovodrun", "aprun"),
                    "",
                    List.of(List.of("-npernode", "--npernode", "-ppn", "--ppn", "-N")),
                    List.of("-np", "-n", "--n", "--np"),
                    List.of(),
                    false),
            new Launcher(
                    List.of("srun"),
                    "",
                    List.of(List.of("--ntasks-per-node", "--tasks-per-node")),
                    List.of("-n", "--ntasks"),
                    List.of("-N", "--nodes"),
                    false),
            new Launcher(
                    List.of("vllm", "vllm.entrypoints.openai.api_server"),
                    "serve",
                    List.of(TENSOR, PIPELINE),
                    List.of(),
                    List.of("--nnodes", "-n"),
                    true),
            new Launcher(
                    List.of("sglang.launch_server"),
                    "",
                    List.of(List.of("--tp-size", "--tensor-parallel-size", "--tp"), PIPELINE),
                    List.of(),
                    List.of("--nnodes"),
                    true));

    /**
     * Of several launchers, one within the other ({@code srun torchrun}), the inner one counts ranks where it says how many,
     * else the outer one; the nodes are the outer one's where the inner one names a variable.
     */
    static LaunchRanks of(List<String> words) {
        LaunchRanks found = NONE;
        for (int i = 0; i < words.size(); i++) {
            String name = words.get(i).substring(words.get(i).lastIndexOf('/') + 1);
            boolean module = i > 0 && words.get(i - 1).equals("-m");
            for (Launcher l : LAUNCHERS) {
                if (l.names().contains(name)
                        && module == name.contains(".")
                        && (module || l.verb().isEmpty() || words.contains(l.verb()))) {
                    found = of(l, own(words, i)).within(found, l.serves());
                }
            }
        }
        return found.times(ofEachProcess(words));
    }

    /** Programs of nccl-tests run threads with GPUs of their own: {@code -t} times {@code -g}. */
    private static int ofEachProcess(List<String> words) {
        return words.stream().anyMatch(w -> w.matches("\\S+_perf"))
                ? number(List.of("-t", "--nthreads"), words) * number(List.of("-g", "--ngpus"), words)
                : 1;
    }

    private static int number(List<String> names, List<String> words) {
        return value(names, words)
                .filter(v -> v.matches("[1-9]\\d?"))
                .map(v -> Integer.parseInt(v, 10))
                .orElse(1);
    }

    private LaunchRanks times(int more) {
        return new LaunchRanks(ranks.map(r -> r * more), nodes);
    }

    /** From the program to the next one that starts ranks: options behind that are the next one's. */
    private static List<String> own(List<String> words, int from) {
        for (int i = from + 1; i < words.size(); i++) {
            String name = words.get(i).substring(words.get(i).lastIndexOf('/') + 1);
            boolean next = LAUNCHERS.stream().anyMatch(l -> l.names().contains(name))
                    || name.matches("python[\\d.]*|bash|sh|\\w+_perf");
            if (next
                    && (LAUNCHERS.get(3).names().contains(words.get(from))
                            || words.get(from).equals("srun"))) {
                return words.subList(from, i);
            }
        }
        return words.subList(from, words.size());
    }

    private LaunchRanks within(LaunchRanks outer, boolean serves) {
        return new LaunchRanks(
                ranks.isPresent() || serves ? ranks : outer.ranks, nodes.isPresent() ? nodes : outer.nodes);
    }

    private static LaunchRanks of(Launcher l, List<String> words) {
        Optional<String> written = value(l.nodes(), words);
        Optional<Integer> nodes = written.map(n -> n.replaceFirst("^\\d+[:-]", ""))
                .filter(n -> n.matches(COUNT))
                .map(n -> Integer.parseInt(n, 10));
        if (written.isEmpty()) {
            nodes = hosts(l, words).or(() -> l.alone() && !moreElsewhere(words) ? Optional.of(1) : Optional.empty());
        }
        boolean unreadable = written.isPresent() && nodes.isEmpty();
        List<Integer> counts = new ArrayList<>();
        for (List<String> option : l.local()) {
            Optional<String> value = value(option, words);
            if (value.isPresent() && !value.get().matches(COUNT)) {
                return new LaunchRanks(Optional.empty(), nodes);
            }
            value.ifPresent(v -> counts.add(Integer.valueOf(v, 10)));
        }
        if (!counts.isEmpty()) {
            int ranks = Math.toIntExact(Math.min(
                    Integer.MAX_VALUE, counts.stream().mapToLong(c -> c).reduce(1, (a, b) -> a * b)));
            return l.serves() ? shared(ranks, nodes, unreadable) : new LaunchRanks(Optional.of(ranks), nodes);
        }
        Optional<Integer> all =
                value(l.all(), words).filter(v -> v.matches(COUNT)).map(v -> Integer.parseInt(v, 10));
        if (all.isPresent()) {
            return onHosts(l, words) && nodes.isEmpty() ? NONE : shared(all.get(), nodes, unreadable);
        }
        // vLLM and SGLang start one rank where nothing is said, launchers one or as many as there are GPUs.
        return new LaunchRanks(l.serves() && !moreElsewhere(words) ? Optional.of(1) : Optional.empty(), nodes);
    }

    /** Whether a variable holds options that do not stand in the command: {@code ${DISTRIBUTED_ARGS[@]}}. */
    private static boolean moreElsewhere(List<String> words) {
        return words.stream().anyMatch(w -> MORE.matcher(w).find());
    }

    /** Ranks of all nodes, shared out evenly. */
    private static LaunchRanks shared(int all, Optional<Integer> nodes, boolean unreadable) {
        int over = nodes.orElse(1);
        boolean even = !unreadable && all % over == 0;
        return new LaunchRanks(even ? Optional.of(all / over) : Optional.empty(), nodes);
    }

    /** The hosts of mpirun's list are the nodes: {@code -H a:4,b:4}. */
    private static Optional<Integer> hosts(Launcher l, List<String> words) {
        return l.names().contains("mpirun")
                ? value(List.of("--host", "-host", "-H", "--hosts", "-hosts"), words)
                        .filter(h -> h.matches("[\\w.-]+(?::\\d{1,4})?(?:,[\\w.-]+(?::\\d{1,4})?)*+"))
                        .map(h -> (int) List.of(h.split(",", -1)).stream()
                                .map(n -> n.replaceFirst(":.*", ""))
                                .distinct()
                                .count())
                : Optional.empty();
    }

    private static boolean onHosts(Launcher l, List<String> words) {
        return l.names().contains("mpirun")
                && value(List.of("--hostfile", "-hostfile", "--machinefile", "-machinefile", "-f"), words)
                        .isPresent();
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
