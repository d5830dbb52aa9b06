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
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Looks for a job among the processes here: launchers by their command lines, ranks by the variables that launchers give
 * them. What a command line means is told by whoever asks. Of an environment only what NCCL and CUDA read, and the counts
 * of ranks, are kept.
 */
public final class JobScan {
    private static final int MOST_PROCESSES = 20_000;
    private static final int MOST_BYTES = 1 << 17;

    private JobScan() {}

    /**
     * A process of a job that runs here.
     *
     * @param pid of it
     * @param words of its command line
     * @param localWorldSize the variable by which a launcher tells its ranks how many they are on this node; may be empty
     * @param settings variables of its environment that NCCL and CUDA read
     */
    public record Job(int pid, List<String> words, String localWorldSize, Map<String, String> settings) {
        public Job {
            words = List.copyOf(words);
            settings = Map.copyOf(new TreeMap<>(settings));
        }
    }

    /**
     * The launchers; where there is none, the first rank that shows itself by its environment.
     *
     * @param launches whether a command line starts ranks
     */
    public static List<Job> of(Machine machine, Predicate<List<String>> launches) {
        List<Job> launchers = new ArrayList<>();
        List<Job> ranks = new ArrayList<>();
        int seen = 0;
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(machine.path("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                if (++seen > MOST_PROCESSES) {
                    break;
                }
                String number = String.valueOf(process.getFileName());
                List<String> words = number.matches("\\d{1,9}") ? words(process.resolve("cmdline")) : List.of();
                if (words.isEmpty()) {
                    continue;
                }
                Job job = job(process, Integer.parseInt(number), words);
                if (launches.test(words)) {
                    launchers.add(job);
                } else if (!job.localWorldSize().isEmpty()) {
                    ranks.add(job);
                }
            }
        } catch (IOException e) {
            // Without /proc nothing is seen, and nothing is said.
            return List.of();
        }
        ranks.stream().limit(1).filter(r -> launchers.isEmpty()).forEach(launchers::add);
        return List.copyOf(launchers);
    }

    private static Job job(Path process, int pid, List<String> words) {
        Map<String, String> environment = new LinkedHashMap<>();
        for (String variable : words(process.resolve("environ"))) {
            int equals = variable.indexOf('=');
            if (equals > 0) {
                environment.put(variable.substring(0, equals), variable.substring(equals + 1));
            }
        }
        String size = environment.getOrDefault("LOCAL_WORLD_SIZE", "");
        environment.keySet().removeIf(n -> !n.startsWith("NCCL_") && !n.startsWith("CUDA_"));
        return new Job(pid, words, size, environment);
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
