package dev.shmfit.nccl.register;

import dev.shmfit.nccl.KnownVersions;
import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.units.MalformedText;
import java.util.List;
import java.util.TreeSet;

/**
 * Versions of NCCL from one to another. Between two versions in which a rule changes nothing differs, so these stand
 * for all; the two ends are among them whether they change a rule or not.
 *
 * @param versions in order; the first is where the range begins, the last where it ends
 */
public record VersionRange(List<NcclVersion> versions) {
    public VersionRange {
        versions = List.copyOf(versions);
        if (versions.isEmpty()) {
            throw new IllegalArgumentException("a range has at least one version");
        }
    }

    /** Every version in which a rule changes. */
    public static VersionRange all() {
        return new VersionRange(RuleRegister.changePoints());
    }

    /** Where the range begins. */
    public NcclVersion from() {
        return versions.get(0);
    }

    /** Where the range ends. */
    public NcclVersion to() {
        return versions.get(versions.size() - 1);
    }

    /**
     * Reads {@code 2.21.5..2.27.7} or {@code 2.18..2.30}: a release line stands for its first known version where the
     * range begins, and for its last where it ends.
     *
     * @throws MalformedText where it is no range, or goes downwards
     */
    public static VersionRange parse(String text) {
        int dots = text.indexOf("..");
        if (dots < 0) {
            throw malformed(text);
        }
        NcclVersion from = end(text, text.substring(0, dots).strip(), true);
        NcclVersion to = end(text, text.substring(dots + 2).strip(), false);
        if (from.compareTo(to) > 0) {
            throw new MalformedText(text + ": a range of versions goes upwards");
        }
        if (to.compareTo(KnownVersions.OLDEST) < 0 || from.compareTo(KnownVersions.NEWEST) > 0) {
            throw new MalformedText(text + ": no known version lies in it; known are " + KnownVersions.OLDEST + " to "
                    + KnownVersions.NEWEST);
        }
        TreeSet<NcclVersion> versions = new TreeSet<>(RuleRegister.changePoints().stream()
                .filter(v -> v.compareTo(from) >= 0 && v.compareTo(to) <= 0)
                .toList());
        if (from.compareTo(KnownVersions.OLDEST) >= 0) {
            versions.add(from);
        }
        versions.add(to);
        return new VersionRange(List.copyOf(versions));
    }

    /**
     * One version; a release line such as {@code 2.21} stands for its first known version.
     *
     * @throws MalformedText where it is none
     */
    public static NcclVersion version(String text) {
        return end(text, text.strip(), true);
    }

    private static NcclVersion end(String text, String word, boolean first) {
        if (!word.matches("\\d+\\.\\d+")) {
            return NcclVersion.parse(word).orElseThrow(() -> malformed(text));
        }
        List<NcclVersion> line = RuleRegister.changePoints().stream()
                .filter(v -> v.toString().startsWith(word + "."))
                .toList();
        if (line.isEmpty()) {
            return NcclVersion.parse(word + ".0").orElseThrow(() -> malformed(text));
        }
        return line.get(first ? 0 : line.size() - 1);
    }

    private static MalformedText malformed(String text) {
        return new MalformedText(
                text + ": expected versions of NCCL, such as 2.21.5, or a range, such as 2.21.5..2.27.7 or 2.18..2.30");
    }
}
