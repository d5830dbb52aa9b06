package dev.shmfit.lint;

import dev.shmfit.facts.Reading;
import dev.shmfit.facts.SourceRef;
import dev.shmfit.manifest.JobManifest;
import dev.shmfit.manifest.LineIndex;
import dev.shmfit.manifest.ManifestContainer;
import dev.shmfit.manifest.ManifestFormat;
import dev.shmfit.manifest.ManifestText;
import dev.shmfit.units.ByteCount;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Are the sizes what they look like? */
final class UnitRules {
    private static final Pattern SIZE = Pattern.compile("(\\d+(?:\\.\\d+)?) ?([A-Za-z]*)");
    private static final ByteCount TINY = ByteCount.mebibytes(1);

    private final JobManifest job;
    private final List<ManifestText> files;
    private final List<LintFinding> found = new ArrayList<>();

    private UnitRules(JobManifest job, List<ManifestText> files) {
        this.job = job;
        this.files = files;
    }

    static List<LintFinding> of(JobManifest job, List<ManifestText> files) {
        UnitRules rules = new UnitRules(job, files);
        for (ManifestContainer c : job.containers()) {
            c.shmMount()
                    .flatMap(m -> job.pod().volume(m.volume()))
                    .ifPresent(v -> rules.size("the size of /dev/shm", v.size()));
            rules.size("the size of /dev/shm", c.ipc().shmSize());
            rules.size("the memory limit", c.resources().memoryLimit());
        }
        return rules.found;
    }

    private void size(String what, Reading<ByteCount> size) {
        size.match(
                k -> {
                    known(what, k.value(), k.source());
                    return true;
                },
                a -> false,
                u -> unreadable(what, u));
    }

    private boolean unreadable(String what, Reading.Unreadable<ByteCount> u) {
        boolean variable = u.text().contains("$") || u.text().contains("{{");
        String shown = "\"" + (u.text().length() > 40 ? u.text().substring(0, 40) + "…" : u.text()) + "\"";
        return found.add(LintFinding.of(
                variable ? LintRule.SIZE_VARIABLE : LintRule.SIZE_UNREADABLE,
                u.source(),
                shown + ", " + what + ": " + u.why() + ".",
                variable
                        ? "Look at what it stands for, or hand over the file after it has been filled in."
                        : expected(u.text())));
    }

    private String expected(String text) {
        Matcher m = SIZE.matcher(text.strip());
        boolean kubernetes = job.format() == ManifestFormat.KUBERNETES;
        if (m.matches() && !m.group(2).isEmpty()) {
            String letter = m.group(2).substring(0, 1);
            return "Write " + m.group(1)
                    + (kubernetes
                            ? letter.toUpperCase(java.util.Locale.ROOT) + "i"
                            : letter.toLowerCase(java.util.Locale.ROOT))
                    + ".";
        }
        return kubernetes ? "Write it as 2Gi or 512Mi." : "Write it as 2g or 512m.";
    }

    private void known(String what, ByteCount bytes, SourceRef at) {
        Matcher m = SIZE.matcher(written(at));
        boolean readable = m.find();
        String text = readable ? m.group(1) + m.group(2) : bytes.bytes() + " bytes";
        String unit = readable ? m.group(2) : "";
        boolean kubernetes = job.format() == ManifestFormat.KUBERNETES;
        if (bytes.compareTo(TINY) < 0 && bytes.bytes() > 0) {
            // Kibibytes are as little as bytes: neither is what was meant.
            String letter =
                    unit.matches("(?i)[mgtp].*") ? unit.substring(0, 1).toUpperCase(java.util.Locale.ROOT) : "G";
            found.add(LintFinding.of(
                    LintRule.SIZE_TINY,
                    at,
                    text + ", " + what + ", is " + bytes.bytes() + (bytes.bytes() == 1 ? " byte." : " bytes."),
                    "Write " + (readable ? m.group(1) : "")
                            + (kubernetes ? letter + "i" : letter.toLowerCase(java.util.Locale.ROOT))
                            + " if that is meant."));
        } else if (kubernetes && unit.matches("[kMGTPE]") && what.contains("shm")) {
            found.add(LintFinding.of(
                    LintRule.SIZE_DECIMAL,
                    at,
                    text + ", " + what + ", is " + bytes.bytes() + " bytes, in powers of 1000.",
                    "Write " + text + "i if powers of 1024 are meant."));
        } else if (!kubernetes && job.format() != ManifestFormat.DSTACK && unit.matches("(?i)[kmgtp]b")) {
            found.add(LintFinding.of(
                    LintRule.SIZE_AMBIGUOUS,
                    at,
                    text + ", " + what + ", is read as " + bytes.bytes() + " bytes here, in powers of 1024.",
                    "Write " + text.substring(0, text.length() - 1).toLowerCase(java.util.Locale.ROOT) + "."));
        }
    }

    /** What stands there: behind an option's name, where it is one. */
    private String written(SourceRef at) {
        return files.stream()
                .filter(f -> f.name().equals(at.item()) && at.line() > 0 && at.column() > 0)
                .findFirst()
                .map(f -> {
                    LineIndex lines = new LineIndex(f.name(), f.text());
                    int start = Math.min(f.text().length(), lines.start(at.line()) + at.column() - 1);
                    int end = f.text().indexOf('\n', start);
                    String rest = f.text().substring(start, end < 0 ? f.text().length() : end);
                    return WrittenSize.of(rest);
                })
                .orElse("");
    }
}
