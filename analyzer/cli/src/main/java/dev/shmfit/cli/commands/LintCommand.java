package dev.shmfit.cli.commands;

import dev.shmfit.cli.exit.ExitCode;
import dev.shmfit.cli.manifest.ManifestFiles;
import dev.shmfit.cli.options.Endings;
import dev.shmfit.cli.options.Output;
import dev.shmfit.cli.terminal.CommandContext;
import dev.shmfit.cli.workload.Settings;
import dev.shmfit.cli.workload.Suppression;
import dev.shmfit.lint.LintFinding;
import dev.shmfit.lint.Linter;
import dev.shmfit.manifest.ManifestText;
import dev.shmfit.manifest.NoJob;
import dev.shmfit.reports.ReportV1;
import dev.shmfit.reports.lint.LintReport;
import dev.shmfit.reports.lint.LintV1;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code shmfit lint}: mistakes about /dev/shm in manifests and scripts. */
@Command(
        name = "lint",
        sortOptions = false,
        description =
                "Find the mistakes about /dev/shm in Kubernetes manifests, compose files, docker run lines, Quadlets,"
                        + " devcontainer.json and batch scripts, by line and column. Needs no node.",
        customSynopsis = "shmfit lint [OPTION]... FILE...",
        synopsisHeading = "",
        descriptionHeading = "%n",
        parameterListHeading = "%nWhat to look at:%n",
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            " 0:no problem was found; warnings and notes are allowed",
            " 1:a problem was found, or a warning with --fail-on warning",
            " 2:the command line is wrong",
            " 3:a file cannot be read, or no job was found in any",
            "69:shmfit could not start, or could not write its result",
            "70:a bug in shmfit"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  shmfit lint deploy/ compose.yaml train.sbatch",
            "  helm template chart | shmfit lint -",
            "  kubectl get pod trainer-0 -o yaml | shmfit lint -",
            "  shmfit lint --node l40s-x8 deploy/",
            "  shmfit lint --format sarif deploy/ -o shm.sarif"
        })
public final class LintCommand implements Callable<Integer> {
    private final CommandContext context;

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description =
                    "Files, directories (all YAML, JSON, scripts and .container files below), or - for standard input.")
    private List<String> files = List.of();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "text, json, sarif, github or junit. Default: what FILE of -o ends in, else text.")
    private @Nullable String format;

    @Option(
            names = "--fail-on",
            paramLabel = "SEVERITY",
            description = "problem (the default) or warning: what makes the exit code 1.")
    private String failOn = "problem";

    @Option(
            names = "--allow-no-job",
            description =
                    "For hooks that hand over whatever has changed: end with 0 where no job is in the files, and pass over"
                            + " those that are no YAML.")
    private boolean allowNone;

    @Mixin
    private NeedOptions need;

    @Mixin
    private Output output;

    public LintCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        boolean warningsFail =
                EitherWord.of("--fail-on", failOn, "problem", "warning").equals("warning");
        String chosen = Endings.choose(format, output.file(), LintReport.FORMATS);
        List<ManifestText> texts = ManifestFiles.read(files, context.in(), allowNone, output::message);
        Linter.Result result = accepted(Linter.lint(texts, need.source(context, output::message)));
        LintV1 report = LintReport.of(
                texts.stream().map(ManifestText::name).toList(),
                result,
                new ReportV1.Tool("shmfit", context.version()));
        output.write(LintReport.write(report, chosen));
        if (result.jobs().isEmpty() && !allowNone) {
            output.message(NoJob.told(texts));
            return ExitCode.INPUT;
        }
        boolean fails = report.problems() > 0 || (warningsFail && report.warnings() > 0);
        return fails ? ExitCode.PROBLEM : ExitCode.OK;
    }

    /** What {@code .shmfit.yaml} accepts for a time is a note; what it no longer accepts is told. */
    private Linter.Result accepted(Linter.Result result) {
        List<Suppression> said = Settings.found(context.config()).suppressions();
        LocalDate today = LocalDate.now(context.live().clock());
        List<LintFinding> findings = new ArrayList<>();
        for (LintFinding f : result.findings()) {
            Optional<Suppression> of = said.stream()
                    .filter(s -> f.counts() && s.finding().equals(f.rule().id()))
                    .findFirst();
            of.filter(s -> !s.holdsOn(today))
                    .ifPresent(s -> output.message(s.at() + ": " + s.finding() + " was suppressed until " + s.until()
                            + " and counts again (" + s.reason() + ")"));
            findings.add(of.filter(s -> s.holdsOn(today))
                    .map(s -> f.suppressed(s.reason()))
                    .orElse(f));
        }
        return new Linter.Result(findings, result.jobs());
    }
}
