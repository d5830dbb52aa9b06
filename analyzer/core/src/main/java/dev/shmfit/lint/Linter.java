package dev.shmfit.lint;

import dev.shmfit.manifest.ManifestReader;
import dev.shmfit.manifest.ManifestText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
        Set<String> names = files.stream().map(ManifestText::name).collect(Collectors.toSet());
        Map<String, List<LintFinding>> byFile = new LinkedHashMap<>();
        for (ManifestReader.Found f : jobs) {
            Stream.of(
                            SpaceRules.of(f, need),
                            VolumeRules.of(f.job()),
                            SettingMistakes.of(f.job()),
                            UnitRules.of(f.job(), files))
                    .flatMap(List::stream)
                    // A setting may stand in another file than the job that it is for.
                    .forEach(l -> byFile.computeIfAbsent(
                                    names.contains(l.at().item())
                                            ? l.at().item()
                                            : f.file().name(),
                                    n -> new ArrayList<>())
                            .add(l));
        }
        List<LintFinding> all = new ArrayList<>();
        for (ManifestText file : files) {
            List<LintFinding> found = new ArrayList<>(byFile.getOrDefault(file.name(), List.of()));
            found.addAll(TextRules.of(file));
            List<LintFinding> once = found.stream().distinct().sorted(BY_PLACE).toList();
            all.addAll(Suppressions.of(file).apply(once));
        }
        return new Result(all, jobs);
    }
}
