package dev.shmfit.shm;

import dev.shmfit.units.ByteCount;
import dev.shmfit.units.DidYouMean;
import dev.shmfit.units.MalformedText;
import dev.shmfit.units.SizeText;
import dev.shmfit.units.TimeText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads {@code workers=4,prefetch=2,batch=32,sample=3x224x224:float32+int}: the value of {@code --loader}. */
public final class LoaderSpecParser {
    /** Every key, in the order in which the manual lists them. */
    public static final List<String> KEYS = LoaderKeys.ALL;

    private static final Set<String> NONE_IS_DEFAULT =
            Set.of("prefetch_factor", "collate_fn", "multiprocessing_context");

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}");
    /** Far above any machine, and low enough that no product overflows. */
    private static final long MOST = 1_000_000;

    private static final long MOST_SAMPLES = 1_000_000_000_000L;

    private final Map<String, String> values = new LinkedHashMap<>();
    /** By key, the word that the user wrote for it. */
    private final Map<String, String> names;

    private final Optional<List<SampleLeaf>> leaves;
    private final List<SharedExtra> extras;

    private LoaderSpecParser(Map<String, String> written, Optional<List<SampleLeaf>> leaves, List<SharedExtra> extras) {
        names = LoaderKeys.names(written.keySet());
        names.forEach((key, word) -> {
            String value = written.getOrDefault(word, "");
            // None is what PyTorch's own parameters say where nothing is stated.
            if (!(value.equals("None") && NONE_IS_DEFAULT.contains(word))) {
                values.put(key, value);
            }
        });
        this.leaves = leaves;
        this.extras = extras;
    }

    /**
     * Several loaders; those without a name are called {@code loader}, {@code loader2} and so on.
     *
     * @throws MalformedText where a text is wrong or a name occurs twice
     */
    public static List<LoaderSpec> parseAll(List<String> texts) {
        List<LoaderSpec> specs = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>();
        for (String text : texts) {
            String fallback = specs.isEmpty() ? "loader" : "loader" + (specs.size() + 1);
            LoaderSpec spec = parse(text, fallback);
            if (!names.add(spec.name())) {
                throw new MalformedText("two loaders are called \"" + spec.name() + "\"; give each a name of its own");
            }
            specs.add(spec);
        }
        return List.copyOf(specs);
    }

    /**
     * One loader.
     *
     * @param fallbackName its name where the text has none
     * @throws MalformedText with key, value and what was expected
     */
    public static LoaderSpec parse(String text, String fallbackName) {
        return of(LoaderText.split(text), Optional.empty(), List.of(), fallbackName);
    }

    /**
     * One loader, key by key.
     *
     * @param values by key of {@link #KEYS}, or by PyTorch's name for it
     * @param sample its leaves, where {@code values} does not say them as a text
     * @param extras what else it keeps in shared memory
     * @throws MalformedText with key, value and what was expected; begins with the key and {@code =}, as written, where one
     *     key is at fault
     */
    public static LoaderSpec of(
            Map<String, String> values,
            Optional<List<SampleLeaf>> sample,
            List<SharedExtra> extras,
            String fallbackName) {
        LoaderSpec spec = new LoaderSpecParser(values, sample, extras).spec(fallbackName);
        try {
            LoaderDemand.of(spec, ByteCount.mebibytes(2)).peak().times(1024);
            return spec;
        } catch (ArithmeticException e) {
            throw new MalformedText("this loader would need more bytes than can be counted; check workers, prefetch,"
                    + " batch and sample");
        }
    }

    private LoaderSpec spec(String fallbackName) {
        boolean idle = count("workers", 0, OptionalLong.empty()) == 0;
        List<String> stated = new ArrayList<>(values.keySet());
        if (leaves.isPresent()) {
            stated.add("sample");
        }
        if (values.containsKey("samples") || values.containsKey("batch-sizes")) {
            stated.add("batches");
        }
        return new LoaderSpec(
                name(fallbackName),
                pool(),
                new BatchShape(batch(idle), sample(idle), word("collate", Collate.values(), Collate.DEFAULT), sizes()),
                loop(),
                values.containsKey("dataset") ? size("dataset") : ByteCount.ZERO,
                extras,
                stated,
                times());
    }

    private WorkerPool pool() {
        Producer producer = word("producer", Producer.values(), Producer.DATALOADER);
        return new WorkerPool(
                producer,
                count("workers", 0, OptionalLong.empty()),
                count("prefetch", producer.leastPrefetch(), OptionalLong.of(2)),
                yes("persistent"),
                word("sharing", Sharing.values(), Sharing.FILE_DESCRIPTOR),
                word("start", StartMethod.values(), StartMethod.FORK));
    }

    private LoaderLoop loop() {
        return new LoaderLoop(
                count("held", 0, OptionalLong.of(1)),
                yes("pin"),
                count("epochs", 1, OptionalLong.of(1)),
                batches(),
                lastBatch(),
                yes("complete"),
                word("runs", LoaderOrder.values(), LoaderOrder.INSIDE));
    }

    private int batch(boolean idle) {
        int largest = sizes().stream().mapToInt(Integer::intValue).max().orElse(0);
        OptionalLong ifMissing =
                largest > 0 ? OptionalLong.of(largest) : idle ? OptionalLong.of(1) : OptionalLong.empty();
        int batch = count("batch", 1, ifMissing);
        if (largest > 0 && batch != largest) {
            throw new MalformedText(
                    "batch=" + batch + ": batch-sizes has " + largest + " as its largest; leave batch out");
        }
        return batch;
    }

    private List<Integer> sizes() {
        String text = values.get("batch-sizes");
        if (text == null) {
            return List.of();
        }
        List<Integer> sizes = new ArrayList<>();
        for (String part : text.split("\\+", -1)) {
            sizes.add((int) number("batch-sizes", part.strip(), 1, MOST));
        }
        return sizes;
    }

    /** As stated, or from the samples of an epoch: the last batch is dropped or smaller (torch's DataLoader.__len__). */
    private OptionalLong batches() {
        List<String> given = List.of("batches", "samples", "batch-sizes").stream()
                .filter(values::containsKey)
                .toList();
        if (given.size() > 1) {
            throw new MalformedText(given.get(1) + "= says the same as " + given.get(0) + "=; give one of the two");
        }
        if (values.containsKey("batches")) {
            return OptionalLong.of(count("batches", 1, OptionalLong.empty()));
        }
        if (values.containsKey("batch-sizes")) {
            return OptionalLong.of(sizes().size());
        }
        if (!values.containsKey("samples")) {
            return OptionalLong.empty();
        }
        long samples = samples();
        long batch = count("batch", 1, OptionalLong.of(1));
        long batches = yes("drop-last") ? samples / batch : (samples + batch - 1) / batch;
        if (batches == 0) {
            throw new MalformedText(
                    "samples=" + samples + ": fewer than a batch of " + batch + ", and drop-last leaves none");
        }
        return OptionalLong.of(batches);
    }

    private OptionalInt lastBatch() {
        if (!values.containsKey("samples") || yes("drop-last")) {
            return OptionalInt.empty();
        }
        int rest = (int) (samples() % count("batch", 1, OptionalLong.of(1)));
        return rest == 0 ? OptionalInt.empty() : OptionalInt.of(rest);
    }

    private long samples() {
        return count("samples", 1, OptionalLong.empty(), MOST_SAMPLES);
    }

    private Optional<StepTimes> times() {
        String sample = values.get("sample-time");
        String step = values.get("step-time");
        if (sample == null && step == null) {
            return Optional.empty();
        }
        if (sample == null || step == null) {
            throw new MalformedText((sample == null ? "sample-time=" : "step-time=")
                    + " is missing; the estimate of speed needs both sample-time= and step-time=");
        }
        return Optional.of(new StepTimes(time("sample-time", sample), time("step-time", step)));
    }

    private static long time(String key, String value) {
        try {
            return TimeText.nanos(value);
        } catch (MalformedText e) {
            throw e.at(key + "=");
        }
    }

    private String named(String key) {
        return names.getOrDefault(key, key) + "=";
    }

    private String name(String fallback) {
        String name = values.getOrDefault("name", fallback);
        if (!NAME.matcher(name).matches()) {
            throw new MalformedText("name=" + name + ": a name is up to 64 letters, digits, '-', '_' and '.'");
        }
        return name;
    }

    private int count(String key, int least, OptionalLong ifMissing) {
        return (int) count(key, least, ifMissing, MOST);
    }

    private long count(String key, int least, OptionalLong ifMissing, long most) {
        String value = values.get(key);
        if (value == null) {
            return ifMissing.orElseThrow(() -> new MalformedText(key + "= is missing; it says "
                    + switch (key) {
                        case "workers" -> "how many worker processes the loader has (num_workers)";
                        case "batch" -> "how many samples make a batch (batch_size)";
                        default -> "how many there are";
                    }));
        }
        return number(key, value, least, most);
    }

    private long number(String key, String value, int least, long most) {
        if (!value.matches("\\d{1,15}") || Long.parseLong(value) < least || Long.parseLong(value) > most) {
            throw new MalformedText(named(key) + value + ": expected a whole number from " + least + " to " + most);
        }
        return Long.parseLong(value);
    }

    private boolean yes(String key) {
        String value = values.getOrDefault(key, "no");
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "yes", "true" -> true;
            case "no", "false" -> false;
            default -> throw new MalformedText(named(key) + value + ": expected yes or no");
        };
    }

    private <E extends Enum<E>> E word(String key, E[] known, E ifMissing) {
        String value = values.get(key);
        if (value == null) {
            return ifMissing;
        }
        List<String> words = new ArrayList<>();
        for (E e : known) {
            String word = e.name().toLowerCase(Locale.ROOT);
            if (word.equals(value) || isPythonsFunction(value, word)) {
                return e;
            }
            words.add(word);
        }
        throw new MalformedText(
                named(key) + value + ": expected " + String.join(" or ", words) + DidYouMean.hint(words, value));
    }

    /** Whether the value is Python's name of the function: {@code default_collate}, with or without its module. */
    private static boolean isPythonsFunction(String value, String word) {
        return value.substring(value.lastIndexOf('.') + 1).equals(word + "_collate");
    }

    private ByteCount size(String key) {
        try {
            return SizeText.parse(values.getOrDefault(key, ""));
        } catch (MalformedText e) {
            throw e.at(key + "=");
        }
    }

    private List<SampleLeaf> sample(boolean idle) {
        String value = values.get("sample");
        if (leaves.isPresent()) {
            return leaves.get();
        }
        if (value == null) {
            if (idle) {
                return List.of();
            }
            throw new MalformedText("sample= is missing; it says what one sample consists of, such as"
                    + " sample=3x224x224:float32+int");
        }
        return SampleLeafParser.parse(value);
    }
}
