package dev.shmfit.plan;

import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.nccl.register.VersionRange;
import dev.shmfit.units.CudaVersion;
import dev.shmfit.units.DidYouMean;
import dev.shmfit.units.MalformedText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the axes of a sweep, such as {@code workers=2..16:2}, {@code prefetch=2,4}, {@code nccl=2.18..2.30}. */
public final class SweepParser {
    /** Every axis, in the order in which help and messages list them. */
    public static final List<String> AXES =
            List.of("workers", "prefetch", "batch", "nodes", "ranks", "nccl", "driver", "sys-nice");

    private static final Pattern RANGE = Pattern.compile("(\\d{1,9})\\.\\.(\\d{1,9})(?::([+x])?(\\d{1,9}))?");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");
    private static final Pattern DRIVER = Pattern.compile("(\\d{1,3})\\.(\\d{1,2})");
    private static final int MOST_WORKERS = 4096;
    private static final int MOST_PREFETCH = 1024;
    private static final int MOST_BATCH = 1 << 20;
    private static final int MOST_RANKS = 1024;
    private static final int MOST_NODES = 1024;
    /** Of one axis. */
    private static final int MOST_VALUES = 100_000;

    private final Map<String, String> texts = new LinkedHashMap<>();
    private String loader = "";

    private SweepParser() {}

    /**
     * Reads all axes.
     *
     * @param axes each {@code NAME=VALUES}
     * @throws MalformedText where an axis is unknown or occurs twice, or a value cannot be read
     */
    public static Sweep parse(List<String> axes) {
        SweepParser parser = new SweepParser();
        axes.forEach(parser::put);
        return parser.sweep();
    }

    private void put(String axis) {
        int equals = axis.indexOf('=');
        String name = (equals < 0 ? axis : axis.substring(0, equals)).strip();
        int point = name.lastIndexOf('.');
        if (point > 0) {
            String named = name.substring(0, point);
            if (!loader.isEmpty() && !loader.equals(named)) {
                throw new MalformedText(
                        "the counts of one loader vary at a time; there are " + loader + " and " + named);
            }
            loader = named;
            name = name.substring(point + 1);
        }
        if (!AXES.contains(name)) {
            throw new MalformedText("unknown axis \"" + name + "\"" + DidYouMean.hint(AXES, name) + "; known are "
                    + String.join(", ", AXES));
        }
        if (equals < 0 || axis.substring(equals + 1).isBlank()) {
            throw new MalformedText(name + ": expected " + name + "=VALUES, such as workers=2..16:2 or prefetch=2,4");
        }
        if (texts.put(name, axis.substring(equals + 1).strip()) != null) {
            throw new MalformedText(name + " occurs twice");
        }
    }

    private Sweep sweep() {
        return new Sweep(
                new Sweep.Loader(
                        loader,
                        numbers("workers", 0, MOST_WORKERS),
                        numbers("prefetch", 1, MOST_PREFETCH),
                        numbers("batch", 1, MOST_BATCH)),
                numbers("nodes", 1, MOST_NODES),
                numbers("ranks", 1, MOST_RANKS),
                versions(),
                words("driver").stream().map(SweepParser::driver).toList(),
                words("sys-nice").stream().map(SweepParser::yes).toList());
    }

    private List<String> words(String axis) {
        String text = texts.get(axis);
        if (text == null) {
            return List.of();
        }
        List<String> words = new ArrayList<>();
        for (String word : text.split(",", -1)) {
            words.add(word.strip());
        }
        return words;
    }

    private List<Integer> numbers(String axis, int least, int most) {
        Set<Integer> values = new LinkedHashSet<>();
        for (String word : words(axis)) {
            Matcher range = RANGE.matcher(word);
            if (range.matches()) {
                range(axis, range, values);
            } else if (NUMBER.matcher(word).matches()) {
                values.add(Integer.valueOf(word, 10));
            } else {
                throw new MalformedText(axis + "=" + word
                        + ": expected whole numbers, such as 2,4,8, or ranges, such as 2..16:2 (steps of 2) or"
                        + " 8..512:x2 (each twice the one before)");
            }
        }
        for (int value : values) {
            if (value < least || value > most) {
                throw new MalformedText(axis + "=" + value + ": expected a number from " + least + " to " + most);
            }
        }
        return List.copyOf(values);
    }

    private static void range(String axis, Matcher range, Set<Integer> values) {
        long first = Long.parseLong(range.group(1), 10);
        long last = Long.parseLong(range.group(2), 10);
        long step = range.group(4) == null ? 1 : Long.parseLong(range.group(4), 10);
        boolean times = "x".equals(range.group(3));
        if (first > last || step < 1 || (times && (step < 2 || first < 1))) {
            throw new MalformedText(
                    axis + "=" + range.group() + ": a range goes upwards, in steps of at least 1, or of at least x2");
        }
        for (long v = first; v <= last; v = times ? v * step : v + step) {
            values.add((int) v);
            if (values.size() > MOST_VALUES) {
                throw new MalformedText(axis + "=" + range.group() + ": more than " + MOST_VALUES + " values");
            }
        }
    }

    /** A range stands for the versions in it that change a rule: one between two of these acts like the earlier one. */
    private List<NcclVersion> versions() {
        Set<NcclVersion> all = new LinkedHashSet<>();
        for (String word : words("nccl")) {
            try {
                if (word.contains("..")) {
                    all.addAll(VersionRange.parse(word).versions());
                } else {
                    all.add(VersionRange.version(word));
                }
            } catch (MalformedText e) {
                throw e.at("nccl=");
            }
        }
        return List.copyOf(all);
    }

    /** A driver's CUDA version, as the driver counts. */
    static int driver(String word) {
        Matcher m = DRIVER.matcher(word);
        if (!m.matches()) {
            throw new MalformedText(
                    "driver=" + word + ": expected the CUDA version that the driver brings, such as" + " 12.4,12.8");
        }
        return CudaVersion.counted(Integer.parseInt(m.group(1), 10), Integer.parseInt(m.group(2), 10));
    }

    static boolean yes(String word) {
        return switch (word) {
            case "yes" -> true;
            case "no" -> false;
            default -> throw new MalformedText("sys-nice=" + word + ": expected yes, no, or yes,no");
        };
    }
}
