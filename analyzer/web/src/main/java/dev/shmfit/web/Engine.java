package dev.shmfit.web;

import dev.shmfit.analysis.Analysis;
import dev.shmfit.analysis.Analyzer;
import dev.shmfit.analysis.machine.NotAssessable;
import dev.shmfit.analysis.stated.AnalysisRequest;
import dev.shmfit.cli.commands.ComputedNeed;
import dev.shmfit.cli.exit.ExitCode;
import dev.shmfit.cli.exit.HelpAsked;
import dev.shmfit.cli.exit.InputError;
import dev.shmfit.cli.exit.StatementText;
import dev.shmfit.cli.exit.UsageError;
import dev.shmfit.cli.input.CaptureInput;
import dev.shmfit.cli.input.LogFile;
import dev.shmfit.cli.input.LogInput;
import dev.shmfit.cli.input.RedactedInputs;
import dev.shmfit.cli.manifest.ManifestFiles;
import dev.shmfit.cli.options.StatedOptions;
import dev.shmfit.cli.options.WorkloadOptions;
import dev.shmfit.cli.workload.Workload;
import dev.shmfit.explain.Diagnosis;
import dev.shmfit.explain.Diagnostician;
import dev.shmfit.explain.TextSplitter;
import dev.shmfit.ingest.Coverage;
import dev.shmfit.lint.Fixer;
import dev.shmfit.lint.Linter;
import dev.shmfit.lint.NodeNeed;
import dev.shmfit.lint.UnifiedDiff;
import dev.shmfit.log.NcclLog;
import dev.shmfit.manifest.ManifestText;
import dev.shmfit.probes.format.UnreadableInput;
import dev.shmfit.reports.ExplainJson;
import dev.shmfit.reports.ExplainMapper;
import dev.shmfit.reports.ExplainV1;
import dev.shmfit.reports.JsonReport;
import dev.shmfit.reports.ReportMapper;
import dev.shmfit.reports.ReportV1;
import dev.shmfit.reports.ReportWriter;
import dev.shmfit.reports.VerificationMapper;
import dev.shmfit.reports.VerificationV1;
import dev.shmfit.reports.WhatIfMapper;
import dev.shmfit.reports.html.HtmlReport;
import dev.shmfit.reports.lint.LintReport;
import dev.shmfit.reports.text.Detail;
import dev.shmfit.reports.text.ExplainMarkdown;
import dev.shmfit.reports.text.ExplainText;
import dev.shmfit.reports.text.MarkdownReport;
import dev.shmfit.reports.text.TextReport;
import dev.shmfit.reports.text.TextStyle;
import dev.shmfit.reports.text.TextVerification;
import dev.shmfit.text.Language;
import dev.shmfit.units.MalformedText;
import dev.shmfit.units.SizeOverflow;
import dev.shmfit.verdict.Place;
import dev.shmfit.verdict.Platform;
import dev.shmfit.verify.Verification;
import dev.shmfit.verify.Verifier;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What the page can be asked: the commands of the command line over files that were pasted or dropped. It decides nothing; each
 * answer comes from the classes from which the command line has it.
 */
public final class Engine {
    private final ReportV1.Tool tool;
    private Map<String, Supplier<String>> results = Map.of();
    private Progress progress = (done, all) -> {};

    /** Who is told how far an answer is. */
    @FunctionalInterface
    public interface Progress {
        /** So many of all steps are done. */
        void told(long done, long all);
    }

    /** @param version of shmfit */
    public Engine(String version) {
        tool = new ReportV1.Tool("shmfit", version);
    }

    /** Whom to tell how far an answer is. */
    public void progress(Progress told) {
        progress = told;
    }

    /** {@code shmfit analyze}, and {@code shmfit fix} of the manifests that it was given. */
    public Answer analyze(Asked asked) {
        return answered(() -> {
            StatedOptions.Job job = asked.job();
            Function<CaptureInput, AnalysisRequest> question = StatedOptions.question(asked.words(), job);
            CaptureInput input = Inputs.of(asked);
            AnalysisRequest request = question.apply(input);
            Analysis analysis = Analyzer.analyze(request).with(input.remarks());
            Language language = asked.language();
            ReportV1 english = ReportMapper.of(analysis, tool, input.origin(), input.inputs());
            ReportV1 report = language == Language.ENGLISH
                    ? english
                    : ReportMapper.of(analysis, tool, input.origin(), input.inputs(), language);
            ReportV1 told = report.withoutInputs();
            Map<String, Supplier<String>> formats = new LinkedHashMap<>();
            formats.put("page", () -> written(report, new HtmlReport(null, null, language)));
            formats.put("text", () -> written(told, new TextReport(TextStyle.PLAIN, Detail.SCREEN, language)));
            formats.put("details", () -> written(told, new TextReport(TextStyle.PLAIN, Detail.ALL, language)));
            formats.put("markdown", () -> written(told, new MarkdownReport(Detail.SCREEN, language)));
            formats.put("json", () -> written(english.withoutInputs(), new JsonReport()));
            formats.put(
                    "html",
                    () -> written(
                            report,
                            new HtmlReport(
                                    WhatIfMapper.of(Analyzer.whatIf(request, analysis), language),
                                    RedactedInputs.of(
                                            input.capture(), input.origin().name()),
                                    language)));
            if (!job.manifests().isEmpty()) {
                formats.putAll(mended(job, input));
            }
            results = formats;
            int exit = report.verdict().status() == ReportV1.Status.FAILS ? ExitCode.PROBLEM : ExitCode.OK;
            return told(
                    exit,
                    report.verdict().status().word() + ": " + report.verdict().headline(),
                    request.machine().coverage());
        });
    }

    /** {@code shmfit lint} and {@code shmfit fix} with the node of the question. */
    private Map<String, Supplier<String>> mended(StatedOptions.Job job, CaptureInput input) {
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

    /** {@code shmfit verify}: the node's files, and a job's logs. */
    public Answer verify(Asked asked) {
        return answered(() -> {
            Function<CaptureInput, AnalysisRequest> question = StatedOptions.question(asked.words(), asked.job());
            CaptureInput input = Inputs.of(asked);
            Map<String, InputStream> opened = new LinkedHashMap<>();
            asked.logs().forEach(l -> opened.put(l.name(), l.content().get()));
            NcclLog log = LogInput.read(opened);
            LogInput.requireMessages(log, List.copyOf(opened.keySet()));
            AnalysisRequest request = question.apply(input);
            Verification verification = Verifier.verify(request, log);
            VerificationV1 compared = VerificationMapper.of(verification);
            ReportV1 report = ReportMapper.of(verification.analysis(), tool, input.origin(), input.inputs())
                    .with(compared);
            Map<String, Supplier<String>> formats = new LinkedHashMap<>();
            formats.put("page", () -> written(report, new HtmlReport()));
            formats.put("text", () -> written(report.withoutInputs(), new TextVerification(TextStyle.PLAIN)));
            formats.put("json", () -> written(report.withoutInputs(), new JsonReport()));
            results = formats;
            int exit = !verification.comparable()
                    ? ExitCode.INPUT
                    : verification.agrees() ? ExitCode.OK : ExitCode.PROBLEM;
            return told(exit, compared.headline(), request.machine().coverage());
        });
    }

    /** {@code shmfit plan} of the node. */
    public Answer plan(Asked asked) {
        return answered(() -> {
            CaptureInput input = Inputs.of(asked);
            PlanAnswer plan = PlanAnswer.of(
                    input,
                    StatedOptions.question(asked.words(), asked.job()).apply(input),
                    asked.text("sweep"),
                    progress);
            results = plan.formats();
            return new Answer(ExitCode.OK, plan.message(), List.copyOf(results.keySet()), List.of(), List.of());
        });
    }

    /** {@code shmfit explain}: what a failed job printed, of any length. */
    public Answer explain(Asked asked) {
        return answered(() -> {
            if (asked.logs().isEmpty()) {
                throw new InputError("nothing was given; paste what the job printed, or drop its log");
            }
            Given log = asked.logs().get(0);
            String platform = asked.text("platform");
            Place place = platform.isBlank() ? new Place(Platform.UNKNOWN, false) : Place.parse(platform);
            Diagnostician reader = new Diagnostician();
            TextSplitter lines = new TextSplitter(reader);
            LogFile.readOpened(log.name(), log.content().get(), lines::accept);
            lines.finish();
            Diagnosis diagnosis = reader.diagnosis();
            Language language = asked.language();
            ExplainV1 report = new ExplainMapper(language).of(diagnosis, log.name(), place, tool);
            Map<String, Supplier<String>> formats = new LinkedHashMap<>();
            formats.put("text", () -> ExplainText.write(report, TextStyle.PLAIN, language));
            formats.put("markdown", () -> ExplainMarkdown.write(report, language));
            formats.put(
                    "json",
                    () -> ExplainJson.write(
                            new ExplainMapper(Language.ENGLISH).of(diagnosis, log.name(), place, tool)));
            results = formats;
            return new Answer(
                    report.recognised() ? ExitCode.OK : ExitCode.INPUT,
                    report.recognised() ? "recognised" : "nothing was recognised",
                    List.copyOf(formats.keySet()),
                    List.of(),
                    report.remarks());
        });
    }

    /** The last answer's result in one of its formats. */
    public String written(String format) {
        Supplier<String> result = results.get(format);
        if (result == null) {
            throw new IllegalArgumentException("the last answer is not written as " + format);
        }
        return result.get();
    }

    private Answer told(int exit, String message, Coverage coverage) {
        return new Answer(
                exit,
                message,
                List.copyOf(results.keySet()),
                coverage.parts().stream()
                        .map(p -> new Answer.Recognised(p.source().item(), p.lines(), p.words(), p.used()))
                        .toList(),
                coverage.notes().stream()
                        .map(n -> n.source() + ": " + n.message())
                        .toList());
    }

    private static String written(ReportV1 report, ReportWriter writer) {
        StringBuilder text = new StringBuilder();
        try {
            writer.write(report, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** The errors of the command line, with its exit codes. */
    private Answer answered(Supplier<Answer> command) {
        results = Map.of();
        try {
            return command.get();
        } catch (HelpAsked e) {
            return Answer.of(ExitCode.OK, e.text());
        } catch (MalformedText e) {
            return Answer.of(ExitCode.USAGE, StatementText.of(e));
        } catch (UsageError | SizeOverflow e) {
            return Answer.of(ExitCode.USAGE, String.valueOf(e.getMessage()));
        } catch (InputError | UnreadableInput | NotAssessable e) {
            return Answer.of(ExitCode.INPUT, String.valueOf(e.getMessage()));
        }
    }
}
