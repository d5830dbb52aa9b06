package dev.shmfit.probes.redact;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Gives each value of a kind one name, the same whenever it is met. */
final class Pseudonyms {
    private static final int BYTES = 4;
    private static final Pattern PSEUDONYM = Pattern.compile("(?<![A-Za-z0-9])("
            + java.util.Arrays.stream(Redactor.Kind.values())
                    .map(Redactor.Kind::word)
                    .collect(Collectors.joining("|"))
            + ")-(\\d{1,6}|[0-9a-f]{8})(?![A-Za-z0-9])");

    private final Optional<String> salt;
    private final Map<String, String> given = new LinkedHashMap<>();
    private final Map<Redactor.Kind, Integer> last = new EnumMap<>(Redactor.Kind.class);
    private final Map<Redactor.Kind, Integer> counts = new EnumMap<>(Redactor.Kind.class);

    /** @param salt what names are derived with; empty: names are numbered in the order of the values */
    Pseudonyms(Optional<String> salt) {
        this.salt = salt;
    }

    /** Whether a word is one, of this run or of an earlier one. */
    static boolean isOne(String word) {
        return word.startsWith(Redactor.Kind.HEX.prefix())
                || PSEUDONYM.matcher(word).matches();
    }

    /** Numbers on from those that a text has already. */
    void countOn(String text) {
        Matcher m = PSEUDONYM.matcher(text);
        while (m.find()) {
            if (m.group(2).length() < 7) {
                Redactor.Kind kind = Redactor.Kind.valueOf(m.group(1).toUpperCase(Locale.ROOT));
                last.merge(kind, Integer.parseInt(m.group(2), 10), Math::max);
            }
        }
    }

    String of(Redactor.Kind kind, String value) {
        String key = kind.word() + ' ' + value;
        String known = given.get(key);
        if (known != null) {
            return known;
        }
        String name = kind.prefix() + salt.map(s -> digest(s + value)).orElseGet(() -> next(kind));
        given.put(key, name);
        counts.merge(kind, 1, Integer::sum);
        return name;
    }

    /** How many values of each kind have a name. */
    Map<Redactor.Kind, Integer> counts() {
        return new EnumMap<>(counts);
    }

    private String next(Redactor.Kind kind) {
        int number = last.merge(kind, 1, Integer::sum);
        return kind == Redactor.Kind.HEX ? String.format(Locale.ROOT, "%08x", number) : String.valueOf(number);
    }

    private static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
