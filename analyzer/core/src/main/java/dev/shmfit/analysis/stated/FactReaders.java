package dev.shmfit.analysis.stated;

import dev.shmfit.analysis.stated.StatedFacts.P2p;
import dev.shmfit.analysis.stated.StatedFacts.PeerAccess;
import dev.shmfit.units.ByteCount;
import dev.shmfit.units.MalformedText;
import dev.shmfit.units.SizeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How the values of facts are written. */
final class FactReaders {
    private static final Pattern DOTTED = Pattern.compile("(\\d{1,3})\\.(\\d{1,2})");

    private FactReaders() {}

    static <T> Fact.Reader<T> of(Function<String, T> reader) {
        return (value, file) -> reader.apply(value);
    }

    static Fact.Reader<Integer> number(int least, int most) {
        return of(v -> {
            if (!v.matches("\\d{1,6}") || Integer.parseInt(v, 10) < least || Integer.parseInt(v, 10) > most) {
                throw new MalformedText("expected a whole number from " + least + " to " + most);
            }
            return Integer.valueOf(v, 10);
        });
    }

    /** NVML's word, or yes and no. */
    static Fact.Reader<P2p> p2p() {
        Fact.Reader<P2p> words = word(P2p.OK, P2p.NONE, P2p.UNKNOWN);
        return (value, file) -> switch (value.toLowerCase(Locale.ROOT)) {
            case "yes", "true" -> P2p.OK;
            case "no", "false" -> P2p.NONE;
            default -> words.read(value, file);
        };
    }

    /** {@code MAJOR.MINOR} as one number. */
    static Fact.Reader<Integer> dotted(String example, int major, int minor) {
        return of(v -> {
            Matcher m = DOTTED.matcher(v);
            if (!m.matches()) {
                throw new MalformedText("expected MAJOR.MINOR, such as " + example);
            }
            return Integer.parseInt(m.group(1), 10) * major + Integer.parseInt(m.group(2), 10) * minor;
        });
    }

    static Fact.Reader<Boolean> yes() {
        return of(v -> switch (v.toLowerCase(Locale.ROOT)) {
            case "yes", "true" -> true;
            case "no", "false" -> false;
            default -> throw new MalformedText("expected yes or no");
        });
    }

    /** One of these constants, in lower case. */
    @SafeVarargs
    static <E extends Enum<E>> Fact.Reader<E> word(E... known) {
        return of(v -> {
            List<String> words = new ArrayList<>();
            for (E e : known) {
                String word = e.name().toLowerCase(Locale.ROOT);
                if (word.equals(v.toLowerCase(Locale.ROOT))) {
                    return e;
                }
                words.add(word);
            }
            throw new MalformedText("expected " + String.join(", ", words));
        });
    }

    static ByteCount pages(String value) {
        ByteCount size = SizeText.parse(value);
        if (size.bytes() < 4096 || size.bytes() > 1L << 30 || Long.bitCount(size.bytes()) != 1) {
            throw new MalformedText("expected a power of two from 4KiB to 1GiB");
        }
        return size;
    }

    static PeerAccess peerAccess(String value, UnaryOperator<String> file) {
        return switch (value) {
            case "all" -> new PeerAccess.Uniform(true);
            case "none" -> new PeerAccess.Uniform(false);
            case "nvml" -> new PeerAccess.AsNvml();
            default -> PeerAccessText.parse(value, file.apply(value));
        };
    }
}
