package dev.shmfit.shm;

import dev.shmfit.units.ByteCount;
import dev.shmfit.units.DidYouMean;
import dev.shmfit.units.MalformedText;
import dev.shmfit.units.SizeText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads {@code workers=4,prefetch=2,batch=32,sample=3x224x224:float32+int}: the value of {@code --loader}. */
public final class LoaderSpecParser {
    /** Every key, in the order in which the manual lists them. */
    public static final List<String> KEYS = List.of(
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
            "epochs",
            "batches",
            "dataset");

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}");
    /** Far above any machine, and low enough that no product overflows. */
    private static final long MOST = 1_000_000;

    private final Map<String, String> values;

    private LoaderSpecParser(Map<String, String> values) {
        this.values = values;
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
        LoaderSpec spec = new LoaderSpecParser(split(text)).spec(fallbackName);
        try {
            LoaderDemand.of(spec, ByteCount.mebibytes(2)).peak().times(1024);
            return spec;
        } catch (ArithmeticException e) {
            throw new MalformedText("this loader would need more bytes than can be counted; check workers, prefetch,"
                    + " batch and sample");
        }
    }

    private static Map<String, String> split(String text) {
        Map<String, String> values = new LinkedHashMap<>();
        if (text.isBlank()) {
            throw new MalformedText("a loader needs at least workers=, batch= and sample=");
        }
        for (String part : text.split(",", -1)) {
            int equals = part.indexOf('=');
            String key = (equals < 0 ? part : part.substring(0, equals)).strip();
            if (equals < 0) {
                throw new MalformedText(
                        "\"" + part.strip() + "\" has no value; expected KEY=VALUE" + DidYouMean.hint(KEYS, key));
            }
            if (!KEYS.contains(key)) {
                throw new MalformedText("unknown key \"" + key + "\"" + DidYouMean.hint(KEYS, key) + "; known keys are "
                        + String.join(", ", KEYS));
            }
            if (values.put(key, part.substring(equals + 1).strip()) != null) {
                throw new MalformedText("key \"" + key + "\" occurs twice");
            }
        }
        return values;
    }

    private LoaderSpec spec(String fallbackName) {
        int workers = count("workers", 0, OptionalLong.empty());
        boolean idle = workers == 0;
        String batches = values.get("batches");
        return new LoaderSpec(
                name(fallbackName),
                workers,
                count("prefetch", 1, OptionalLong.of(2)),
                count("batch", 1, idle ? OptionalLong.of(1) : OptionalLong.empty()),
                sample(idle),
                word("collate", Collate.values(), Collate.DEFAULT),
                count("held", 0, OptionalLong.of(1)),
                yes("pin"),
                yes("persistent"),
                word("sharing", Sharing.values(), Sharing.FILE_DESCRIPTOR),
                word("start", StartMethod.values(), StartMethod.FORK),
                count("epochs", 1, OptionalLong.of(1)),
                batches == null ? OptionalLong.empty() : OptionalLong.of(count("batches", 1, OptionalLong.empty())),
                values.containsKey("dataset") ? size("dataset") : ByteCount.ZERO,
                List.of(),
                List.copyOf(values.keySet()));
    }

    private String name(String fallback) {
        String name = values.getOrDefault("name", fallback);
        if (!NAME.matcher(name).matches()) {
            throw new MalformedText("name=" + name + ": a name is up to 64 letters, digits, '-', '_' and '.'");
        }
        return name;
    }

    private int count(String key, int least, OptionalLong ifMissing) {
        String value = values.get(key);
        if (value == null) {
            return (int) ifMissing.orElseThrow(() -> new MalformedText(key + "= is missing; it says "
                    + switch (key) {
                        case "workers" -> "how many worker processes the loader has (num_workers)";
                        case "batch" -> "how many samples make a batch (batch_size)";
                        default -> "how many there are";
                    }));
        }
        if (!value.matches("\\d{1,9}") || Long.parseLong(value) < least || Long.parseLong(value) > MOST) {
            throw new MalformedText(key + "=" + value + ": expected a whole number from " + least + " to " + MOST);
        }
        return (int) Long.parseLong(value);
    }

    private boolean yes(String key) {
        String value = values.getOrDefault(key, "no");
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "yes", "true" -> true;
            case "no", "false" -> false;
            default -> throw new MalformedText(key + "=" + value + ": expected yes or no");
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
            if (word.equals(value)) {
                return e;
            }
            words.add(word);
        }
        throw new MalformedText(
                key + "=" + value + ": expected " + String.join(" or ", words) + DidYouMean.hint(words, value));
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
