package dev.shmfit.analysis.stated;

import dev.shmfit.analysis.stated.StatedFacts.P2p;
import dev.shmfit.analysis.stated.StatedFacts.PeerAccess;
import dev.shmfit.analysis.stated.StatedFacts.PodsShare;
import dev.shmfit.topology.PciLink;
import dev.shmfit.units.ByteCount;
import dev.shmfit.units.DidYouMean;
import dev.shmfit.units.MalformedText;
import dev.shmfit.units.SizeText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the values of {@code --assume}. The list of keys is closed: a misspelt fact must not be passed over. */
public final class StatedFactsParser {
    /** Every key, in the order in which the manual lists them. */
    public static final List<String> KEYS = List.of(
            "channels",
            "cuda-driver",
            "cpu",
            "pcie",
            "gpu",
            "compute-capability",
            "peer-access",
            "p2p",
            "cap-sys-nice",
            "vmm",
            "multicast",
            "cumem-granularity",
            "ranks-per-process",
            "hidden-devices",
            "page-size",
            "nic",
            "torch",
            "nodes",
            "pods",
            "pods-share");

    private static final Pattern DOTTED = Pattern.compile("(\\d{1,3})\\.(\\d{1,2})");
    private static final Pattern PCIE = Pattern.compile("gen([1-6])x(1|2|4|8|16)");
    /** The speed of each PCIe generation, in the kernel's spelling, which NCCL matches by its letters. */
    private static final List<String> SPEEDS = List.of(
            "2.5 GT/s PCIe", "5.0 GT/s PCIe", "8.0 GT/s PCIe", "16.0 GT/s PCIe", "32.0 GT/s PCIe", "64.0 GT/s PCIe");

    private final Map<String, String> values = new LinkedHashMap<>();
    private final List<String> nics = new ArrayList<>();

    private StatedFactsParser() {}

    /**
     * Reads all values of {@code --assume}.
     *
     * @param texts each {@code KEY=VALUE}
     * @param file gives the text of the file that {@code peer-access=FILE} names
     * @throws MalformedText where a key is unknown or occurs twice, or a value cannot be read
     */
    public static StatedFacts parse(List<String> texts, UnaryOperator<String> file) {
        StatedFactsParser parser = new StatedFactsParser();
        texts.forEach(parser::put);
        return parser.facts(file);
    }

    private void put(String text) {
        int equals = text.indexOf('=');
        String key = (equals < 0 ? text : text.substring(0, equals)).strip();
        if (!KEYS.contains(key)) {
            throw new MalformedText("--assume: unknown key \"" + key + "\"" + DidYouMean.hint(KEYS, key)
                    + "; known keys are " + String.join(", ", KEYS));
        }
        if (equals < 0 || text.substring(equals + 1).isBlank()) {
            throw new MalformedText("--assume " + key + ": expected " + key + "=VALUE");
        }
        String value = text.substring(equals + 1).strip();
        if (key.equals("nic")) {
            nics.add(value);
        } else if (values.put(key, value) != null) {
            throw new MalformedText("--assume " + key + " occurs twice");
        }
    }

    private StatedFacts facts(UnaryOperator<String> file) {
        Map<String, String> texts = new LinkedHashMap<>(values);
        if (!nics.isEmpty()) {
            texts.put("nic", String.join(" ", nics));
        }
        return new StatedFacts(
                texts,
                number("channels", 1, 64),
                dotted("cuda-driver", m -> m[0] * 1000 + m[1] * 10),
                read("cpu", CpuNames::parse),
                read("pcie", StatedFactsParser::pcie),
                read("gpu", Function.identity()),
                dotted("compute-capability", m -> m[0] * 10 + m[1]),
                read("peer-access", v -> peerAccess(v, file)),
                read("p2p", v -> word(P2p.values(), v)),
                yes("cap-sys-nice"),
                yes("vmm"),
                yes("multicast"),
                read("cumem-granularity", StatedFactsParser::pages),
                number("ranks-per-process", 1, 64),
                yes("hidden-devices"),
                read("page-size", StatedFactsParser::pages),
                nics.stream()
                        .map(v -> located("nic=" + v, () -> NicText.parse(v)))
                        .toList(),
                read("torch", TorchRelease::stated),
                number("nodes", 1, 100_000),
                number("pods", 1, 64),
                read("pods-share", v -> word(PodsShare.values(), v)));
    }

    private <T> Optional<T> read(String key, Function<String, T> reader) {
        String value = values.get(key);
        return value == null ? Optional.empty() : Optional.of(located(key + "=" + value, () -> reader.apply(value)));
    }

    private static <T> T located(String place, java.util.function.Supplier<T> reader) {
        try {
            return reader.get();
        } catch (MalformedText e) {
            throw e.at("--assume " + place);
        }
    }

    private OptionalInt number(String key, int least, int most) {
        Optional<Integer> n = read(key, v -> {
            if (!v.matches("\\d{1,6}") || Integer.parseInt(v, 10) < least || Integer.parseInt(v, 10) > most) {
                throw new MalformedText("expected a whole number from " + least + " to " + most);
            }
            return Integer.parseInt(v, 10);
        });
        return n.isPresent() ? OptionalInt.of(n.get()) : OptionalInt.empty();
    }

    private OptionalInt dotted(String key, Function<int[], Integer> code) {
        Optional<Integer> n = read(key, v -> {
            Matcher m = DOTTED.matcher(v);
            if (!m.matches()) {
                throw new MalformedText(
                        "expected MAJOR.MINOR, such as " + (key.equals("cuda-driver") ? "12.8" : "8.9"));
            }
            return code.apply(new int[] {Integer.parseInt(m.group(1), 10), Integer.parseInt(m.group(2), 10)});
        });
        return n.isPresent() ? OptionalInt.of(n.get()) : OptionalInt.empty();
    }

    private Optional<Boolean> yes(String key) {
        return read(key, v -> switch (v.toLowerCase(Locale.ROOT)) {
            case "yes", "true" -> true;
            case "no", "false" -> false;
            default -> throw new MalformedText("expected yes or no");
        });
    }

    public static PciLink pcie(String value) {
        Matcher m = PCIE.matcher(value.toLowerCase(Locale.ROOT));
        if (!m.matches()) {
            throw new MalformedText("expected genGxW, such as gen4x16 (G from 1 to 6; W 1, 2, 4, 8 or 16)");
        }
        return new PciLink(SPEEDS.get(Integer.parseInt(m.group(1), 10) - 1), Integer.parseInt(m.group(2), 10));
    }

    private static ByteCount pages(String value) {
        ByteCount size = SizeText.parse(value);
        if (size.bytes() < 4096 || size.bytes() > 1L << 30 || Long.bitCount(size.bytes()) != 1) {
            throw new MalformedText("expected a power of two from 4KiB to 1GiB");
        }
        return size;
    }

    private static <E extends Enum<E>> E word(E[] known, String value) {
        List<String> words = new ArrayList<>();
        for (E e : known) {
            String word = e.name().toLowerCase(Locale.ROOT);
            if (word.equals(value.toLowerCase(Locale.ROOT))) {
                return e;
            }
            words.add(word);
        }
        throw new MalformedText("expected " + String.join(", ", words));
    }

    private static PeerAccess peerAccess(String value, UnaryOperator<String> file) {
        return switch (value) {
            case "all" -> new PeerAccess.Uniform(true);
            case "none" -> new PeerAccess.Uniform(false);
            case "nvml" -> new PeerAccess.AsNvml();
            default -> PeerAccessText.parse(value, file.apply(value));
        };
    }
}
