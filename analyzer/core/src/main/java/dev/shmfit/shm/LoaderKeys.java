package dev.shmfit.shm;

import dev.shmfit.units.DidYouMean;
import dev.shmfit.units.MalformedText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The keys of a loader: shmfit's own, and the names of {@code torch.utils.data.DataLoader}'s parameters, which mean the
 * same.
 */
public final class LoaderKeys {
    /** Every key, in the order in which the manual lists them. */
    public static final List<String> ALL = List.of(
            "name",
            "workers",
            "prefetch",
            "batch",
            "sample",
            "collate",
            "held",
            "pin",
            "persistent",
            "sharing",
            "start",
            "producer",
            "runs",
            "epochs",
            "complete",
            "batches",
            "samples",
            "drop-last",
            "batch-sizes",
            "dataset",
            "sample-time",
            "step-time");

    /** PyTorch's name of a parameter, to the key that it means. */
    public static final Map<String, String> TORCH = Map.of(
            "num_workers", "workers",
            "prefetch_factor", "prefetch",
            "batch_size", "batch",
            "pin_memory", "pin",
            "persistent_workers", "persistent",
            "collate_fn", "collate",
            "sharing_strategy", "sharing",
            "multiprocessing_context", "start",
            "drop_last", "drop-last");

    /** Parameters of DataLoader that change nothing about its shared memory. */
    private static final List<String> WITHOUT_EFFECT = List.of(
            "shuffle",
            "sampler",
            "batch_sampler",
            "timeout",
            "worker_init_fn",
            "generator",
            "pin_memory_device",
            "in_order");

    private LoaderKeys() {}

    /** The key that a word means; empty where it means none. */
    public static Optional<String> meant(String written) {
        return Optional.ofNullable(ALL.contains(written) ? written : TORCH.get(written));
    }

    /**
     * The key that a word means.
     *
     * @throws MalformedText where it means none
     */
    static String of(String written) {
        return meant(written).orElseThrow(() -> unknown(written));
    }

    private static MalformedText unknown(String written) {
        if (WITHOUT_EFFECT.contains(written)) {
            return new MalformedText(written + "= changes nothing about the loader's shared memory; leave it out");
        }
        return new MalformedText("unknown key \"" + written + "\"" + hint(written) + "; known keys are "
                + String.join(", ", ALL) + ", and PyTorch's own names");
    }

    static String hint(String written) {
        String own = DidYouMean.hint(ALL, written);
        return own.isEmpty() ? DidYouMean.hint(TORCH.keySet().stream().sorted().toList(), written) : own;
    }

    /**
     * What each key is called where it was stated.
     *
     * @param written the keys as written
     * @return by key of {@link #ALL}, the word that was written for it
     * @throws MalformedText for an unknown key, or two words that mean one key
     */
    static Map<String, String> names(Iterable<String> written) {
        Map<String, String> names = new LinkedHashMap<>();
        for (String word : written) {
            String before = names.put(of(word), word);
            if (before != null) {
                throw new MalformedText(
                        before.equals(word)
                                ? "key \"" + word + "\" occurs twice"
                                : word + "= says the same as " + before + "=; give one of the two");
            }
        }
        return names;
    }
}
