package dev.shmfit.cli.workload;

import dev.shmfit.shm.LoaderKeys;
import dev.shmfit.shm.LoaderSpec;
import dev.shmfit.shm.LoaderSpecParser;
import dev.shmfit.shm.SampleLeaf;
import dev.shmfit.shm.SampleLeafParser;
import dev.shmfit.shm.SharedExtra;
import dev.shmfit.shm.TorchDtype;
import dev.shmfit.units.ByteCount;
import dev.shmfit.units.MalformedText;
import dev.shmfit.units.SizeText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads the loaders of a workload file, by the very rules of {@code --loader}. */
final class LoaderReader {
    private static final int MOST_LEAVES = 4096;

    private final ValueReader values;

    LoaderReader(ValueReader values) {
        this.values = values;
    }

    List<LoaderSpec> loaders(Yaml.Mapping file) {
        List<LoaderSpec> loaders = new ArrayList<>();
        for (Yaml item : values.items(file, "loaders")) {
            String fallback = loaders.isEmpty() ? "loader" : "loader" + (loaders.size() + 1);
            loader((Yaml.Mapping) item, fallback).ifPresent(l -> {
                if (loaders.stream().anyMatch(o -> o.name().equals(l.name()))) {
                    values.wrong(item, "two loaders are called \"" + l.name() + "\"; give each a name of its own");
                }
                loaders.add(l);
            });
        }
        return loaders;
    }

    private Optional<LoaderSpec> loader(Yaml.Mapping m, String fallback) {
        Map<String, String> texts = new LinkedHashMap<>();
        m.entries().forEach((key, entry) -> {
            if (LoaderKeys.meant(key).isPresent()
                    && entry.value() instanceof Yaml.Scalar v
                    && v.kind() != Yaml.Kind.NOTHING) {
                texts.put(key, ValueReader.text(v));
            }
        });
        m.get("batch-sizes")
                .ifPresent(v -> texts.put(
                        "batch-sizes",
                        ((Yaml.Sequence) v)
                                .items().stream().map(ValueReader::text).collect(Collectors.joining("+"))));
        Optional<List<SampleLeaf>> leaves =
                m.get("sample").filter(v -> v instanceof Yaml.Sequence).map(v -> sample((Yaml.Sequence) v));
        List<SharedExtra> extras = values.items(m, "extras").stream()
                .map(v -> extra((Yaml.Mapping) v))
                .toList();
        try {
            return Optional.of(
                    LoaderSpecParser.of(texts, leaves, extras, fallback).notCovering(notCovered(m)));
        } catch (MalformedText e) {
            values.wrong(
                    culprit(m, e.sentence()), "loader " + texts.getOrDefault("name", fallback) + ": " + e.sentence());
            return Optional.empty();
        }
    }

    private static List<String> notCovered(Yaml.Mapping m) {
        return m.get("not-covered")
                .map(v -> ((Yaml.Sequence) v)
                        .items().stream().map(ValueReader::text).toList())
                .orElse(List.of());
    }

    /** The value of the key that the sentence begins with. */
    private static Yaml culprit(Yaml.Mapping m, String sentence) {
        int equals = sentence.indexOf('=');
        return equals < 0 ? m : m.get(sentence.substring(0, equals)).orElse(m);
    }

    private List<SampleLeaf> sample(Yaml.Sequence list) {
        List<SampleLeaf> leaves = new ArrayList<>();
        for (Yaml item : list.items()) {
            values.attempt(item, "sample", () -> leaf(item)).ifPresent(leaf -> {
                long count = item instanceof Yaml.Mapping m ? values.number(m, "count", 1) : 1;
                for (long i = 0; i < count && leaves.size() <= MOST_LEAVES; i++) {
                    leaves.add(leaf);
                }
            });
        }
        if (leaves.size() > MOST_LEAVES) {
            values.wrong(list, "sample: more than " + MOST_LEAVES + " tensors");
            return List.of(new SampleLeaf.Text());
        }
        // Whoever sees no leaf sees the problem that kept it from being read.
        return leaves.isEmpty() ? List.of(new SampleLeaf.Text()) : leaves;
    }

    private static SampleLeaf leaf(Yaml item) {
        if (!(item instanceof Yaml.Mapping m)) {
            return SampleLeafParser.leaf(ValueReader.text(item).strip());
        }
        SampleLeaf leaf = m.get("python").isPresent()
                ? SampleLeafParser.leaf(ValueReader.text(m.get("python").get()))
                : sized(m);
        boolean pinned = m.get("pinned")
                .map(v -> !ValueReader.text(v).matches("(?i)no|false"))
                .orElse(true);
        leaf = pinned ? leaf : new SampleLeaf.NotPinned(leaf);
        boolean once =
                m.get("per").map(v -> ValueReader.text(v).equals("batch")).orElse(false);
        return once ? new SampleLeaf.PerBatch(leaf) : leaf;
    }

    private static SampleLeaf sized(Yaml.Mapping m) {
        Optional<Yaml> bytes = m.get("bytes").or(() -> m.get("max-bytes"));
        boolean most = m.get("max-bytes").isPresent() || m.get("max-shape").isPresent();
        SampleLeaf leaf = bytes.isPresent()
                ? new SampleLeaf.Sized(countable(SizeText.parse(ValueReader.text(bytes.get()))))
                : tensor(m);
        return most ? new SampleLeaf.AtMost(leaf) : leaf;
    }

    private static SampleLeaf tensor(Yaml.Mapping m) {
        Yaml shape = m.get("shape").or(() -> m.get("max-shape")).orElseThrow();
        String extents = shape instanceof Yaml.Sequence s
                ? s.items().stream().map(ValueReader::text).collect(Collectors.joining("x", "(", ")"))
                : ValueReader.text(shape);
        String dtype = m.get("dtype").map(ValueReader::text).orElse("");
        TorchDtype.named(dtype);
        return SampleLeafParser.leaf(extents + ":" + dtype);
    }

    private static ByteCount countable(ByteCount bytes) {
        bytes.times(1L << 22);
        return bytes;
    }

    private SharedExtra extra(Yaml.Mapping m) {
        String kind = m.get("kind").map(ValueReader::text).orElse("");
        return new SharedExtra(
                SharedExtra.Kind.valueOf(kind.replace('-', '_').toUpperCase(Locale.ROOT)),
                values.number(m, "count", 1),
                values.size(m, "bytes").orElse(ByteCount.ZERO));
    }
}
