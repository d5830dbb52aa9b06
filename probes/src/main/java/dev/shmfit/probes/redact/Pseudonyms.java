package dev.shmfit.probes.redact;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Gives each value of a kind one name, the same whenever it is met. */
final class Pseudonyms {
    private static final int BYTES = 4;

    private final Optional<String> salt;
    private final Map<String, String> given = new LinkedHashMap<>();
    private final Map<Redactor.Kind, Integer> counts = new LinkedHashMap<>();

    /** @param salt what names are derived with; empty: names are numbered in the order of the values */
    Pseudonyms(Optional<String> salt) {
        this.salt = salt;
    }

    String of(Redactor.Kind kind, String value) {
        String key = kind.word() + ' ' + value;
        String known = given.get(key);
        if (known != null) {
            return known;
        }
        String name = kind.prefix() + salt.map(s -> digest(s + value)).orElseGet(() -> next(kind));
        given.put(key, name);
        return name;
    }

    private String next(Redactor.Kind kind) {
        int number = counts.merge(kind, 1, Integer::sum);
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
