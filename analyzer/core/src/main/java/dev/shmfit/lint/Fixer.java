package dev.shmfit.lint;

import dev.shmfit.manifest.ManifestReader;
import dev.shmfit.manifest.ManifestText;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Mends in the text of a manifest what lint finds there and what has one answer. Everything else stays as it is written:
 * comments, order, anchors, style.
 */
public final class Fixer {
    /** One mend may show another; each makes its finding go, so that few rounds are needed. */
    private static final int MOST_ROUNDS = 6;

    private Fixer() {}

    /**
     * The text as it should be; the same where there is nothing to mend.
     *
     * @param file to mend
     * @param others that were handed over with it
     * @param parse reads the text again after each round
     */
    public static String fix(
            ManifestText file, List<ManifestText> others, NodeNeed.Source need, Function<String, ManifestText> parse) {
        return fix(file, others, need, rule -> true, parse);
    }

    /** The same for the findings of some rules alone. */
    public static String fix(
            ManifestText file,
            List<ManifestText> others,
            NodeNeed.Source need,
            Predicate<LintRule> which,
            Function<String, ManifestText> parse) {
        ManifestText at = file;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            String mended = Edit.apply(at.text(), edits(at, others, need, which));
            if (mended.equals(at.text())) {
                return mended;
            }
            at = parse.apply(mended);
        }
        return at.text();
    }

    private static List<Edit> edits(
            ManifestText file, List<ManifestText> others, NodeNeed.Source need, Predicate<LintRule> which) {
        List<ManifestText> all = new ArrayList<>();
        all.add(file);
        others.stream().filter(o -> !o.name().equals(file.name())).forEach(all::add);
        Linter.Result result = Linter.lint(all, need);
        List<Edit> edits = new ArrayList<>();
        for (ManifestReader.Found found : result.jobs()) {
            if (found.file().name().equals(file.name())) {
                JobFixes fixes = new JobFixes(found, need);
                result.findings().stream()
                        .filter(f -> f.counts() && which.test(f.rule()))
                        .filter(f -> f.at().item().equals(file.name()))
                        .forEach(fixes::mend);
                edits.addAll(fixes.edits());
            }
        }
        return edits;
    }
}
