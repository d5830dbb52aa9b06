package dev.shmfit.web;

import dev.shmfit.cli.commands.ComputedNeed;
import dev.shmfit.cli.input.CaptureInput;
import dev.shmfit.cli.manifest.ManifestFiles;
import dev.shmfit.cli.options.StatedOptions;
import dev.shmfit.cli.options.WorkloadOptions;
import dev.shmfit.cli.workload.Workload;
import dev.shmfit.lint.Fixer;
import dev.shmfit.lint.Linter;
import dev.shmfit.lint.NodeNeed;
import dev.shmfit.lint.UnifiedDiff;
import dev.shmfit.manifest.ManifestText;
import dev.shmfit.reports.ReportV1;
import dev.shmfit.reports.lint.LintReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** {@code shmfit lint} and {@code shmfit fix} with the node of the question. */
final class MendedManifests {
    private MendedManifests() {}

    static Map<String, Supplier<String>> of(StatedOptions.Job job, CaptureInput input, ReportV1.Tool tool) {
        Workload more =
                job.workload().isBlank() ? Workload.NONE : WorkloadOptions.parsed("the workload file", job.workload());
        NodeNeed.Source need = ComputedNeed.on(input, more, remark -> {});
        List<ManifestText> all = job.manifests();
        Function<ManifestText, String> fixed =
                t -> Fixer.fix(t, all, need, text -> ManifestFiles.parsed(t.name(), text));
        Map<String, Supplier<String>> formats = new LinkedHashMap<>();
        formats.put("manifest", () -> each(all, fixed));
        formats.put("diff", () -> each(all, t -> UnifiedDiff.of(t.name(), t.text(), fixed.apply(t))));
        formats.put(
                "lint",
                () -> LintReport.text(
                        LintReport.of(all.stream().map(ManifestText::name).toList(), Linter.lint(all, need), tool)));
        return formats;
    }

    private static String each(List<ManifestText> all, Function<ManifestText, String> written) {
        StringBuilder text = new StringBuilder();
        all.forEach(t -> text.append(written.apply(t)));
        return text.toString();
    }
}
