package dev.shmfit.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which GPUs of the node the ranks of a container see: those that it is given by their numbers, and of these the ones that
 * {@code CUDA_VISIBLE_DEVICES} leaves, which counts within the container (CUDA C++ programming guide, environment variables).
 */
public final class SeenGpus {
    private static final Pattern LIST = Pattern.compile("\\d{1,3}(?:,\\d{1,3})*+");
    private static final String VISIBLE = "CUDA_VISIBLE_DEVICES";

    private SeenGpus() {}

    /** Their numbers on the node, rank 0 first; empty where nothing names them. */
    public static Optional<List<Integer>> of(JobManifest job, ManifestContainer c) {
        List<Integer> given =
                c.resources().devices().stream().sorted().distinct().toList();
        Optional<List<Integer>> visible = visible(c);
        if (visible.isEmpty()) {
            return given.isEmpty() ? Optional.empty() : Optional.of(given);
        }
        // Which ones a kubelet or Slurm gives, nothing says beforehand.
        boolean unknown = job.format() == ManifestFormat.KUBERNETES
                || job.format() == ManifestFormat.SLURM
                || job.format() == ManifestFormat.DSTACK
                || c.ipc().ofSwarm();
        if (given.isEmpty()) {
            return unknown ? Optional.empty() : visible;
        }
        List<Integer> seen = new ArrayList<>();
        for (int i : visible.get()) {
            if (i >= given.size()) {
                break;
            }
            seen.add(given.get(i));
        }
        return seen.isEmpty() ? Optional.empty() : Optional.of(List.copyOf(seen));
    }

    /** How many GPUs of those that a container is given its ranks see; zero where no number is known. */
    public static long count(ManifestContainer c) {
        long given = c.resources().gpus().asOptional().orElse(0L);
        return visible(c).map(v -> Math.min(given, v.size())).orElse(given);
    }

    private static Optional<List<Integer>> visible(ManifestContainer c) {
        return Optional.ofNullable(c.process().env().get(VISIBLE))
                .flatMap(v -> v.asOptional())
                .flatMap(SeenGpus::numbers);
    }

    /** {@code 0,1,3}; empty for anything else, such as names of GPUs. */
    static Optional<List<Integer>> numbers(String list) {
        String bare = list.replace(" ", "").replace("\"", "").replace("'", "");
        if (!LIST.matcher(bare).matches()) {
            return Optional.empty();
        }
        List<Integer> all = new ArrayList<>();
        for (String n : bare.split(",", -1)) {
            all.add(Integer.parseInt(n, 10));
        }
        return Optional.of(List.copyOf(all));
    }
}
