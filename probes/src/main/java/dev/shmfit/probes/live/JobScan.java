package dev.shmfit.probes.live;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * Looks for a job among the processes here: launchers by their command lines, ranks by the variables that launchers give
 * them. Of an environment only what NCCL and CUDA read, and the counts of ranks, are kept.
 */
public final class JobScan {
    private static final int MOST_PROCESSES = 20_000;
    private static final int MOST_BYTES = 1 << 17;
    private static final int MOST_RANKS = 64;
    private static final Map<String, List<String>> COUNTS = counts();

    private JobScan() {}

    /**
     * A job that runs here.
     *
     * @param pid of the process that shows it
     * @param program that started it, such as {@code torchrun}
     * @param ranks on this node; empty where nothing tells
     * @param shownBy the option or variable that tells the ranks; empty where nothing does
     * @param settings variables of its environment that NCCL and CUDA read
     */
    public record Job(int pid, String program, OptionalInt ranks, String shownBy, Map<String, String> settings) {
        public Job {
            settings = Map.copyOf(new TreeMap<>(settings));
        }
    }

    /** Options with the count of ranks, by program. */
    private static Map<String, List<String>> counts() {
        Map<String, List<String>> all = new LinkedHashMap<>();
        all.put("torchrun", List.of("--nproc_per_node", "--nproc-per-node"));
        all.put("torch.distributed.run", List.of("--nproc_per_node", "--nproc-per-node"));
        all.put("torch.distributed.launch", List.of("--nproc_per_node", "--nproc-per-node"));
        all.put("accelerate", List.of("--num_processes", "--num-processes"));
        all.put("deepspeed", List.of("--num_gpus"));
        all.put("deepspeed.launcher.launch", List.of("--num_gpus"));
        all.put("vllm", List.of("--tensor-parallel-size", "-tp"));
        all.put("vllm.entrypoints.openai.api_server", List.of("--tensor-parallel-size", "-tp"));
        all.put("sglang.launch_server", List.of("--tp-size", "--tensor-parallel-size", "--tp"));
        return all;
    }

    /** The jobs, launchers before ranks that show themselves by their environment alone. */
    public static List<Job> of(Machine machine) {
        List<Job> launchers = new ArrayList<>();
        List<Job> ranks = new ArrayList<>();
        int seen = 0;
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(machine.path("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                if (++seen > MOST_PROCESSES) {
                    break;
                }
                String number = String.valueOf(process.getFileName());
                if (number.matches("\\d{1,9}")) {
                    look(process, Integer.parseInt(number), launchers, ranks);
                }
            }
        } catch (IOException e) {
            // Without /proc nothing is seen, and nothing is said.
            return List.of();
        }
        ranks.stream().limit(1).filter(r -> launchers.isEmpty()).forEach(launchers::add);
        return List.copyOf(launchers);
    }

    private static void look(Path process, int pid, List<Job> launchers, List<Job> ranks) {
        List<String> words = words(process.resolve("cmdline"));
        if (words.isEmpty()) {
            return;
        }
        Map<String, String> environment = new LinkedHashMap<>();
        for (String variable : words(process.resolve("environ"))) {
            int equals = variable.indexOf('=');
            if (equals > 0) {
                environment.put(variable.substring(0, equals), variable.substring(equals + 1));
            }
        }
        String program = program(words);
        Map<String, String> settings = new LinkedHashMap<>(environment);
        settings.keySet().removeIf(n -> !n.startsWith("NCCL_") && !n.startsWith("CUDA_"));
        if (!program.isEmpty()) {
            OptionalInt count = option(words, COUNTS.getOrDefault(program, List.of()));
            launchers.add(new Job(pid, program, count, count.isPresent() ? "its command line" : "", settings));
        } else if (environment.containsKey("LOCAL_WORLD_SIZE")) {
            OptionalInt count = number(environment.getOrDefault("LOCAL_WORLD_SIZE", ""));
            String name = words.get(0).substring(words.get(0).lastIndexOf('/') + 1);
            ranks.add(new Job(pid, name, count, count.isPresent() ? "LOCAL_WORLD_SIZE" : "", settings));
        }
    }

    /** The launcher: the first word, a script that an interpreter runs, or a module behind {@code -m}. */
    private static String program(List<String> words) {
        for (int i = 0; i < Math.min(words.size(), 4); i++) {
            String word = words.get(i);
            String name = word.substring(word.lastIndexOf('/') + 1);
            boolean module = i > 0 && words.get(i - 1).equals("-m");
            boolean started = COUNTS.containsKey(name) && (module == name.contains("."));
            boolean runs = (!name.equals("accelerate") && !name.equals("vllm"))
                    || words.contains("launch")
                    || words.contains("serve");
            if (started && runs) {
                return name;
            }
            boolean interpreter = name.matches("python[\\d.]*|bash|sh|env") || word.startsWith("-");
            if (!interpreter) {
                return "";
            }
        }
        return "";
    }

    private static OptionalInt option(List<String> words, List<String> names) {
        for (int i = 0; i < words.size(); i++) {
            for (String name : names) {
                String word = words.get(i);
                if (word.startsWith(name + "=")) {
                    return number(word.substring(name.length() + 1));
                }
                if (word.equals(name) && i + 1 < words.size()) {
                    return number(words.get(i + 1));
                }
            }
        }
        return OptionalInt.empty();
    }

    private static OptionalInt number(String text) {
        int n = text.matches("[1-9]\\d{0,2}") ? Integer.parseInt(text, 10) : 0;
        return n > 0 && n <= MOST_RANKS ? OptionalInt.of(n) : OptionalInt.empty();
    }

    /** The words of a file that separates them with zero bytes; none where it may not be read. */
    private static List<String> words(Path file) {
        try (var in = Files.newInputStream(file)) {
            String text = new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
            return Arrays.stream(text.split("\0", -1)).filter(w -> !w.isEmpty()).toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
