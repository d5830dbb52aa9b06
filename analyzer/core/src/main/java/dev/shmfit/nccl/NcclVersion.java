package dev.shmfit.nccl;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An NCCL version. Ordered. */
public record NcclVersion(int major, int minor, int patch) implements Comparable<NcclVersion> {
    private static final Pattern TEXT =
            Pattern.compile("v?(\\d{1,3})\\.(\\d{1,3})(?:\\.(\\d{1,3}))?(?:(?:a|b|rc)\\d{1,3})?(?:[-+].*)?");

    public static NcclVersion of(int major, int minor, int patch) {
        return new NcclVersion(major, minor, patch);
    }

    /**
     * Reads {@code 2.21.5}, {@code v2.21.5-1}, {@code 2.21.5+cuda12.4}, {@code 2.21} (patch 0), {@code 2.31.0a7} (a
     * pre-release counts as the release that it precedes).
     *
     * @return empty where the text is not a version
     */
    public static Optional<NcclVersion> parse(String text) {
        Matcher m = TEXT.matcher(text.trim());
        if (!m.matches()) {
            return Optional.empty();
        }
        return Optional.of(new NcclVersion(number(m.group(1)), number(m.group(2)), number(m.group(3))));
    }

    private static int number(@org.jspecify.annotations.Nullable String digits) {
        return digits == null ? 0 : Integer.parseInt(digits, 10);
    }

    @Override
    public int compareTo(NcclVersion o) {
        int byMajor = Integer.compare(major, o.major);
        int byMinor = byMajor != 0 ? byMajor : Integer.compare(minor, o.minor);
        return byMinor != 0 ? byMinor : Integer.compare(patch, o.patch);
    }

    @Override
    public String toString() {
        return major + "." + minor + "." + patch;
    }
}
