package dev.shmfit.shm;

import dev.shmfit.units.ByteCount;
import dev.shmfit.units.DidYouMean;
import dev.shmfit.units.MalformedText;
import dev.shmfit.units.SizeText;
import dev.shmfit.units.TimeText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The values of a loader's keys as they were written, each read as what it has to be.
 *
 * @param values by key
 * @param names by key, the word that the user wrote for it
 */
record LoaderValues(Map<String, String> values, Map<String, String> names) {
    /** Far above any machine, and low enough that no product overflows. */
    static final long MOST = 1_000_000;

    private static final Set<String> NONE_IS_DEFAULT =
            Set.of("prefetch_factor", "collate_fn", "multiprocessing_context");

    static LoaderValues of(Map<String, String> written) {
        Map<String, String> names = LoaderKeys.names(written.keySet());
        Map<String, String> values = new LinkedHashMap<>();
        names.forEach((key, word) -> {
            String value = written.getOrDefault(word, "");
            // None is what PyTorch's own parameters say where nothing is stated; null is its name in YAML and JSON.
            boolean nothing = value.equals("None") || value.equals("null");
            if (!(nothing && NONE_IS_DEFAULT.contains(word))) {
                values.put(key, value);
            }
        });
        return new LoaderValues(values, names);
    }

    /** The keys that have a value, in the order in which they were written. */
    List<String> keys() {
        return List.copyOf(values.keySet());
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    @Nullable
    String text(String key) {
        return values.get(key);
    }

    String textOr(String key, String ifMissing) {
        return values.getOrDefault(key, ifMissing);
    }

    long time(String key, String value) {
        try {
            return TimeText.nanos(value);
        } catch (MalformedText e) {
            throw e.at(key + "=");
        }
    }

    String named(String key) {
        return names.getOrDefault(key, key) + "=";
    }

    int count(String key, int least, OptionalLong ifMissing) {
        return (int) count(key, least, ifMissing, MOST);
    }

    long count(String key, int least, OptionalLong ifMissing, long most) {
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

    long number(String key, String value, int least, long most) {
        if (!value.matches("\\d{1,15}") || Long.parseLong(value) < least || Long.parseLong(value) > most) {
            throw new MalformedText(named(key) + value + ": expected a whole number from " + least + " to " + most);
        }
        return Long.parseLong(value);
    }

    boolean yes(String key) {
        String value = values.getOrDefault(key, "no");
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "yes", "true" -> true;
            case "no", "false" -> false;
            default -> throw new MalformedText(named(key) + value + ": expected yes or no");
        };
    }

    <E extends Enum<E>> E word(String key, E[] known, E ifMissing) {
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

    ByteCount size(String key) {
        try {
            return SizeText.parse(values.getOrDefault(key, ""));
        } catch (MalformedText e) {
            throw e.at(key + "=");
        }
    }
}
