package dev.shmfit.probes.redact;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Gives each value of a kind one name, the same whenever it is met. */
final class Pseudonyms {
    private static final int BYTES = 4;
    /** With their values they fit into a few MB. */
    private static final int MOST_REMEMBERED = 50_000;

    private static final int LONGEST_REMEMBERED = 64;
    private static final Pattern PSEUDONYM = Pattern.compile("(?<![A-Za-z0-9])("
            + Arrays.stream(Redactor.Kind.values()).map(Redactor.Kind::word).collect(Collectors.joining("|"))
            + ")-(\\d{1,6}|[0-9a-f]{8})(?![A-Za-z0-9])");

    /** Where they stand. */
    static final NamedPlace PLACE = new NamedPlace(
            Redactor.Kind.ID,
            PSEUDONYM,
            Arrays.stream(Redactor.Kind.values()).map(kind -> kind.word() + '-').toList(),
            Set.of());

    private static final Prefilter MAY_HAVE = new Prefilter(List.of(PLACE));

    private final Optional<String> salt;
    /** What further names are derived with once there are too many to remember; of this run alone. */
    private final byte[] secret = new byte[16];

    private final Map<String, String> given = new LinkedHashMap<>();
    private final Map<Redactor.Kind, Integer> last = new EnumMap<>(Redactor.Kind.class);
    private final Map<Redactor.Kind, Integer> counts = new EnumMap<>(Redactor.Kind.class);
    private boolean more;

    /** @param salt what names are derived with; empty: names are numbered in the order of the values */
    Pseudonyms(Optional<String> salt) {
        this.salt = salt;
        new SecureRandom().nextBytes(secret);
    }

    /** Whether a word is one, of this run or of an earlier one. */
    static boolean isOne(String word) {
        return word.startsWith(Redactor.Kind.HEX.prefix())
                || PSEUDONYM.matcher(word).matches();
    }

    /** Numbers on from those that a line has already. */
    void countOn(String text) {
        if (MAY_HAVE.of(text) != 0) {
            countAll(text);
        }
    }

    void countAll(String text) {
        Matcher m = PSEUDONYM.matcher(text);
        while (m.find()) {
            if (m.group(2).length() < 7) {
                Redactor.Kind kind = Redactor.Kind.valueOf(m.group(1).toUpperCase(Locale.ROOT));
                last.merge(kind, Integer.parseInt(m.group(2), 10), Math::max);
            }
        }
    }

    /**
     * The name of a value. Of very many, or of long ones, only so much is remembered that the same value has the same name
     * again.
     */
    String of(Redactor.Kind kind, String value) {
        String key = kind.word() + ' ' + (value.length() > LONGEST_REMEMBERED ? digest(value, 16) : value);
        String known = given.get(key);
        if (known != null) {
            return known;
        }
        if (given.size() >= MOST_REMEMBERED) {
            more = true;
            return kind.prefix() + digest(salt.orElseGet(() -> HexFormat.of().formatHex(secret)) + value, BYTES);
        }
        String name = kind.prefix() + salt.map(s -> digest(s + value, BYTES)).orElseGet(() -> next(kind));
        given.put(key, name);
        counts.merge(kind, 1, Integer::sum);
        return name;
    }

    /** The name of the one value that begins so; of none or several, that of the beginning itself. */
    String beginning(Redactor.Kind kind, String start) {
        String key = kind.word() + ' ' + start;
        List<String> whole = given.keySet().stream()
                .filter(known -> known.toLowerCase(Locale.ROOT).startsWith(key))
                .limit(2)
                .toList();
        return whole.size() == 1 ? given.getOrDefault(whole.get(0), "") : of(kind, start);
    }

    /** Whether there were more than were counted. */
    boolean areMore() {
        return more;
    }

    /** How many values of each kind have a name. */
    Map<Redactor.Kind, Integer> counts() {
        return new EnumMap<>(counts);
    }

    private String next(Redactor.Kind kind) {
        int number = last.merge(kind, 1, Integer::sum);
        return kind == Redactor.Kind.HEX ? String.format(Locale.ROOT, "%08x", number) : String.valueOf(number);
    }

    private static String digest(String text, int bytes) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
