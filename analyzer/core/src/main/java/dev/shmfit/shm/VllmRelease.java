package dev.shmfit.shm;

import java.util.Comparator;
import java.util.Optional;

/** A release of vLLM, such as 0.11.1. */
public record VllmRelease(int major, int minor, int patch) implements Comparable<VllmRelease> {
    private static final Comparator<VllmRelease> ORDER = Comparator.comparingInt(VllmRelease::major)
            .thenComparingInt(VllmRelease::minor)
            .thenComparingInt(VllmRelease::patch);

    /** The release that a text names: {@code 0.11.0}, {@code v0.8.5.post1}; empty where it names none. */
    public static Optional<VllmRelease> parse(String version) {
        String text = version.strip();
        String plain = text.startsWith("v") ? text.substring(1) : text;
        if (!plain.matches("\\d{1,4}(\\.\\d{1,4}){1,3}([.+-].*|(rc|a|b|post)\\d.*)?")) {
            return Optional.empty();
        }
        String[] parts = plain.split("[^0-9]+", -1);
        int patch = parts.length > 2 && !parts[2].isEmpty() ? Integer.parseInt(parts[2], 10) : 0;
        return Optional.of(new VllmRelease(Integer.parseInt(parts[0], 10), Integer.parseInt(parts[1], 10), patch));
    }

    /** Whether it came before another. */
    public boolean before(VllmRelease other) {
        return compareTo(other) < 0;
    }

    @Override
    public int compareTo(VllmRelease other) {
        return ORDER.compare(this, other);
    }
}
