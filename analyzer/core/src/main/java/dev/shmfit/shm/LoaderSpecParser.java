package dev.shmfit.shm;

import dev.shmfit.units.ByteCount;
import dev.shmfit.units.MalformedText;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
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

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}");
    private static final long MOST_SAMPLES = 1_000_000_000_000L;

    private final LoaderValues values;
    private final Optional<List<SampleLeaf>> leaves;
    private final List<SharedExtra> extras;

    private LoaderSpecParser(Map<String, String> written, Optional<List<SampleLeaf>> leaves, List<SharedExtra> extras) {
        values = LoaderValues.of(written);
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
        boolean idle = values.count("workers", 0, OptionalLong.empty()) == 0;
        List<String> stated = new ArrayList<>(values.keys());
        if (leaves.isPresent()) {
            stated.add("sample");
        }
        if (values.has("samples") || values.has("batch-sizes")) {
            stated.add("batches");
        }
        return new LoaderSpec(
                name(fallbackName),
                pool(),
                new BatchShape(
                        batch(idle), sample(idle), values.word("collate", Collate.values(), Collate.DEFAULT), sizes()),
                loop(),
                values.has("dataset") ? values.size("dataset") : ByteCount.ZERO,
                extras,
                LoaderSpec.Statement.of(stated),
                times());
    }

    private WorkerPool pool() {
        Producer producer = values.word("producer", Producer.values(), Producer.DATALOADER);
        return new WorkerPool(
                producer,
                values.count("workers", 0, OptionalLong.empty()),
                values.count("prefetch", producer.leastPrefetch(), OptionalLong.of(2)),
                values.yes("persistent"),
                values.word("sharing", Sharing.values(), Sharing.FILE_DESCRIPTOR),
                values.word("start", StartMethod.values(), StartMethod.FORK));
    }

    private LoaderLoop loop() {
        return new LoaderLoop(
                values.count("held", 0, OptionalLong.of(1)),
                values.yes("pin"),
                values.count("epochs", 1, OptionalLong.of(1)),
                batches(),
                lastBatch(),
                values.yes("complete"),
                values.word("runs", LoaderOrder.values(), LoaderOrder.INSIDE));
    }

    private int batch(boolean idle) {
        int largest = sizes().stream().mapToInt(Integer::intValue).max().orElse(0);
        OptionalLong ifMissing =
                largest > 0 ? OptionalLong.of(largest) : idle ? OptionalLong.of(1) : OptionalLong.empty();
        int batch = values.count("batch", 1, ifMissing);
        if (largest > 0 && batch != largest) {
            throw new MalformedText(
                    "batch=" + batch + ": batch-sizes has " + largest + " as its largest; leave batch out");
        }
        return batch;
    }

    private List<Integer> sizes() {
        String text = values.text("batch-sizes");
        if (text == null) {
            return List.of();
        }
        List<Integer> sizes = new ArrayList<>();
        for (String part : text.split("\\+", -1)) {
            sizes.add((int) values.number("batch-sizes", part.strip(), 1, LoaderValues.MOST));
        }
        return sizes;
    }

    /** As stated, or from the samples of an epoch: the last batch is dropped or smaller (torch's DataLoader.__len__). */
    private OptionalLong batches() {
        List<String> given = List.of("batches", "samples", "batch-sizes").stream()
                .filter(values::has)
                .toList();
        if (given.size() > 1) {
            throw new MalformedText(given.get(1) + "= says the same as " + given.get(0) + "=; give one of the two");
        }
        if (values.has("batches")) {
            return OptionalLong.of(values.count("batches", 1, OptionalLong.empty()));
        }
        if (values.has("batch-sizes")) {
            return OptionalLong.of(sizes().size());
        }
        if (!values.has("samples")) {
            return OptionalLong.empty();
        }
        long samples = samples();
        long batch = values.count("batch", 1, OptionalLong.of(1));
        long batches = values.yes("drop-last") ? samples / batch : (samples + batch - 1) / batch;
        if (batches == 0) {
            throw new MalformedText(
                    "samples=" + samples + ": fewer than a batch of " + batch + ", and drop-last leaves none");
        }
        return OptionalLong.of(batches);
    }

    private OptionalInt lastBatch() {
        if (!values.has("samples") || values.yes("drop-last")) {
            return OptionalInt.empty();
        }
        int rest = (int) (samples() % values.count("batch", 1, OptionalLong.of(1)));
        return rest == 0 ? OptionalInt.empty() : OptionalInt.of(rest);
    }

    private long samples() {
        return values.count("samples", 1, OptionalLong.empty(), MOST_SAMPLES);
    }

    private Optional<StepTimes> times() {
        String sample = values.text("sample-time");
        String step = values.text("step-time");
        if (sample == null && step == null) {
            return Optional.empty();
        }
        if (sample == null || step == null) {
            throw new MalformedText((sample == null ? "sample-time=" : "step-time=")
                    + " is missing; the estimate of speed needs both sample-time= and step-time=");
        }
        return Optional.of(new StepTimes(values.time("sample-time", sample), values.time("step-time", step)));
    }

    private String name(String fallback) {
        String name = values.textOr("name", fallback);
        if (!NAME.matcher(name).matches()) {
            throw new MalformedText("name=" + name + ": a name is up to 64 letters, digits, '-', '_' and '.'");
        }
        return name;
    }

    private List<SampleLeaf> sample(boolean idle) {
        String value = values.text("sample");
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
