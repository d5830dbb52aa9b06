package dev.shmfit.analysis.stated;

import dev.shmfit.facts.GpuListing;
import dev.shmfit.facts.Reading;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A list of GPUs as CUDA_VISIBLE_DEVICES takes it: numbers, UUIDs ({@code GPU-5a2b…}, of which a beginning that no other GPU
 * shares suffices), MIG instances ({@code MIG-3c1e…}, {@code MIG-GPU-5a2b…/1/0}), with blanks between them. CUDA goes through
 * the list and stops at the first entry that names no GPU (CUDA C++ Programming Guide, "CUDA Environment Variables"). It reads
 * a number as far as there are digits, and shows no GPU at all where the list names one twice (torch/cuda/__init__.py,
 * _parse_visible_devices, which follows it).
 *
 * @param gpus that were found, by nvidia-smi's index, in the order named
 * @param instances whether MIG instances were named
 * @param unmapped entries of which nothing tells whether there is such a GPU, or which one it is
 * @param repeated an entry that occurs twice; empty where none does
 * @param ended the entry at which the list ends, because there is no such GPU; empty where it does not
 */
public record GpuSelection(
        List<Integer> gpus,
        boolean instances,
        List<String> unmapped,
        Optional<String> repeated,
        Optional<String> ended) {
    /** Every GPU, as containers' tools say it and a person may; CUDA does not know it. */
    public static final String ALL = "all";

    /** CUDA knows no ranges: it reads the number that such an entry begins with. */
    private static final Pattern RANGE = Pattern.compile("^\\d+(\\s*(?:-|\\.\\.|:)\\s*\\d+)$");

    private static final String NUMBER = "(\\d{1,4})(?!\\d).*";

    public GpuSelection {
        gpus = List.copyOf(gpus);
        unmapped = List.copyOf(unmapped);
    }

    /**
     * Reads a list.
     *
     * @param text as it stands in the environment or behind the option
     * @param present the GPUs that there are, in the order in which numbers count them
     * @param listing their UUIDs, where any are known
     */
    public static GpuSelection of(String text, List<Integer> present, Optional<GpuListing> listing) {
        return new Reader(present, listing).read(text);
    }

    /** Whether it names GPUs by something else than numbers. */
    public static boolean isByName(String text) {
        return !text.matches("[\\d,\\s]*");
    }

    /** Whether no GPU is meant: an empty list, {@code -1}, {@code NoDevFiles} and what container runtimes write. */
    public boolean isNone() {
        return gpus.isEmpty() && unmapped.isEmpty();
    }

    /** What would tell which GPUs are meant. */
    public String wouldMap() {
        return unmapped.stream().anyMatch(u -> u.startsWith("MIG") || u.startsWith("GPU"))
                ? "what \"nvidia-smi -L\" prints tells which GPU has which UUID"
                : "nvidia-smi's numbers, or the UUIDs that \"nvidia-smi -L\" prints, name GPUs";
    }

    /** Goes through the entries. */
    private static final class Reader {
        private final List<Integer> present;
        private final Optional<GpuListing> listing;
        private final List<Integer> gpus = new ArrayList<>();
        private final List<String> unmapped = new ArrayList<>();
        private boolean instances;

        Reader(List<Integer> present, Optional<GpuListing> listing) {
            this.present = present;
            this.listing = listing;
        }

        GpuSelection read(String text) {
            if (text.isBlank()) {
                return new GpuSelection(List.of(), false, List.of(), Optional.empty(), Optional.of(""));
            }
            Set<String> seen = new HashSet<>();
            Optional<String> repeated = Optional.empty();
            Optional<String> behindNumber = Optional.empty();
            for (String word : text.split(",", -1)) {
                String entry = word.strip();
                String name = entry.replaceFirst("^(\\d+).*", "$1");
                if (!name.isEmpty() && !seen.add(name) && repeated.isEmpty()) {
                    repeated = Optional.of(name);
                }
                Optional<Integer> gpu = gpu(entry);
                Matcher range = RANGE.matcher(entry);
                if (gpu.isPresent() && range.matches() && behindNumber.isEmpty()) {
                    behindNumber = Optional.of(range.group(1));
                }
                if (gpu.isPresent()) {
                    if (!gpus.contains(gpu.get())) {
                        gpus.add(gpu.get());
                    }
                } else if (isUnknown(entry)) {
                    unmapped.add(entry);
                } else {
                    return new GpuSelection(gpus, instances, unmapped, repeated, Optional.of(entry));
                }
            }
            return new GpuSelection(gpus, instances, unmapped, repeated, behindNumber);
        }

        private Optional<Integer> gpu(String entry) {
            if (entry.matches(NUMBER)) {
                int number = Integer.parseInt(entry.replaceFirst(NUMBER, "$1"), 10);
                return number < present.size() ? Optional.of(present.get(number)) : Optional.empty();
            }
            if (entry.startsWith("MIG-GPU-")) {
                instances = true;
                int slash = entry.indexOf('/');
                return ofUuid(slash < 0 ? entry.substring(4) : entry.substring(4, slash));
            }
            if (entry.startsWith("MIG-")) {
                instances = true;
                Optional<Integer> whole =
                        only(g -> g.instances().stream().anyMatch(i -> i.uuid().equals(entry)));
                return whole.isPresent()
                        ? whole
                        : only(g ->
                                g.instances().stream().anyMatch(i -> i.uuid().startsWith(entry)));
            }
            return entry.startsWith("GPU-") && entry.length() > 4 ? ofUuid(entry) : Optional.empty();
        }

        /** A whole UUID is that GPU's, also where another one begins with it, as pseudonyms do: uuid-1 and uuid-12. */
        private Optional<Integer> ofUuid(String beginning) {
            Optional<Integer> whole =
                    only(g -> g.uuid().asOptional().filter(beginning::equals).isPresent());
            return whole.isPresent()
                    ? whole
                    : only(g -> g.uuid()
                            .asOptional()
                            .filter(u -> u.startsWith(beginning))
                            .isPresent());
        }

        /** The one GPU; none where two fit. */
        private Optional<Integer> only(java.util.function.Predicate<GpuListing.Gpu> fits) {
            List<Integer> found = listing.stream()
                    .flatMap(l -> l.gpus().stream())
                    .filter(fits)
                    .map(GpuListing.Gpu::index)
                    .filter(present::contains)
                    .toList();
            return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
        }

        /** Whether the entry may well name a GPU that is there: of its kind nothing is known. */
        private boolean isUnknown(String entry) {
            boolean uuids = listing.stream()
                    .flatMap(l -> l.gpus().stream())
                    .anyMatch(g -> g.uuid() instanceof Reading.Known<String>);
            boolean migs = listing.stream()
                    .flatMap(l -> l.gpus().stream())
                    .flatMap(g -> g.instances().stream())
                    .anyMatch(i -> !i.uuid().isEmpty());
            if (entry.startsWith("MIG-") && !entry.startsWith("MIG-GPU-")) {
                return !migs;
            }
            return (entry.startsWith("GPU-") || entry.startsWith("MIG-GPU-")) && !uuids;
        }
    }
}
