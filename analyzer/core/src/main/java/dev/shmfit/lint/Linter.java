package dev.shmfit.lint;

import dev.shmfit.manifest.ManifestReader;
import dev.shmfit.manifest.ManifestText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Looks for mistakes about /dev/shm in manifests. */
public final class Linter {
    private static final Comparator<LintFinding> BY_PLACE = Comparator.comparingInt((LintFinding f) -> f.at().line())
            .thenComparingInt(f -> f.at().column())
            .thenComparing(LintFinding::rule);

    private Linter() {}

    /**
     * What was found.
     *
     * @param findings file by file, by line
     * @param jobs that were looked at
     */
    public record Result(List<LintFinding> findings, List<ManifestReader.Found> jobs) {
        public Result {
            findings = List.copyOf(findings);
            jobs = List.copyOf(jobs);
        }
    }

    /**
     * Looks at files that were handed over together.
     *
     * @param need what a container needs of /dev/shm, where a node is known
     */
    public static Result lint(List<ManifestText> files, NodeNeed.Source need) {
        List<ManifestReader.Found> jobs = ManifestReader.read(files);
        List<LintFinding> all = new ArrayList<>();
        for (ManifestText file : files) {
            List<LintFinding> found = new ArrayList<>();
            for (ManifestReader.Found f : jobs) {
                if (f.file().name().equals(file.name())) {
                    found.addAll(SpaceRules.of(f, need));
                    found.addAll(VolumeRules.of(f.job()));
                    found.addAll(SettingMistakes.of(f.job()));
                    found.addAll(UnitRules.of(f.job(), files));
                }
            }
            found.addAll(TextRules.of(file));
            List<LintFinding> once = found.stream().distinct().sorted(BY_PLACE).toList();
            all.addAll(Suppressions.of(file).apply(once));
        }
        return new Result(all, jobs);
    }
}
